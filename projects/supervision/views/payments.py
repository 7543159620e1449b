"""Pages on which payments are claimed, certified, approved, noted and refused."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.redaction import withheld_fields
from egov_outsource.templatetags.display import money
from projects.duties import require_another
from projects.rights import Right
from projects.supervision import facts
from projects.supervision.actions.approve_payment import approve_payment
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.claim_payment import claim_payment
from projects.supervision.actions.record_payment_paid import record_payment_paid
from projects.supervision.actions.refuse_payment import refuse_payment
from projects.supervision.forms.fields import ReasonsForm, contracts_in_effect
from projects.supervision.forms.payments import (
    ApprovePaymentForm,
    CertifyPaymentForm,
    ClaimPaymentForm,
    PaidForm,
)
from projects.supervision.independence import require_verifier
from projects.supervision.models import Payment
from projects.supervision.payments import account_of
from projects.supervision.views.deeds import ProjectDeed, RecordDeed


class ClaimPaymentView(ProjectDeed):
    """Contractors claim."""

    form_class = ClaimPaymentForm
    right = Right.SUBMIT
    list_name = "payments"
    title = _("Claim a payment")
    submit_label = _("Claim")
    success_message = _("The claim is received. The supervisor certifies it next.")

    def get_initial(self) -> dict[str, Any]:
        """The currency of the contract."""
        contract = contracts_in_effect(self.subject, self.user).first()
        return {"currency": contract.currency if contract else self.subject.currency}

    def perform(self, form: Any) -> Payment:
        """Claim under the chosen contract."""
        given = dict(form.cleaned_data)
        return claim_payment(given.pop("contract"), actor=self.user, **given)


class PaymentDeed(RecordDeed):
    """An action on a payment, with its facts and the contract's account beside it."""

    model = Payment

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, and what may still be approved."""
        one, rows = self.subject, facts.of_payment(self.shown)
        if one.contract and not withheld_fields(one.contract, self.user):
            account = account_of(one.contract)
            rows.append((_("May still be approved"), money(account.left, one.currency)))
        return super().get_context_data(facts=rows, **kwargs)


class CertifyPaymentView(PaymentDeed):
    """The supervisor certifies."""

    form_class = CertifyPaymentForm
    action = staticmethod(certify_payment)
    right = Right.S2
    title = _("Certify the claim")
    submit_label = _("Certify")
    success_message = _("The claim is certified. Government approves it next.")

    def check(self, subject: Payment) -> None:
        """The engaged supervisor, never the claimant."""
        require_verifier(self.user, subject)
        require_another(self.user, [subject.claimed_by_id], code="SOD-6")


class ApprovePaymentView(PaymentDeed):
    """Finance or a leader approves."""

    form_class = ApprovePaymentForm
    action = staticmethod(approve_payment)
    right = Right.S4
    title = _("Approve the payment")
    submit_label = _("Approve")
    success_message = _("The payment is approved.")

    def check(self, subject: Payment) -> None:
        """A third person."""
        access.require(self.user, Right.S4, subject)
        require_another(self.user, [subject.claimed_by_id, subject.certified_by_id], code="SOD-6")


class PaymentPaidView(PaymentDeed):
    """Finance notes when the money left."""

    form_class = PaidForm
    action = staticmethod(record_payment_paid)
    right = Right.S4
    title = _("Note the payment")
    submit_label = _("Note")
    success_message = _("The payment is noted.")


class RefusePaymentView(PaymentDeed):
    """Supervisor or finance refuses."""

    form_class = ReasonsForm
    action = staticmethod(refuse_payment)
    title = _("Refuse the claim")
    submit_label = _("Refuse")
    warning = _("A refused claim is not taken up again; the contractor can claim anew.")
    success_message = _("The claim is refused.")

    def check(self, subject: Payment) -> None:
        """Who approves, or the supervisor."""
        if not access.may(self.user, Right.S4, subject):
            require_verifier(self.user, subject)
