"""Pages of the contract and its ownership clauses."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from egov_outsource.access import may, scope_of
from egov_outsource.pages import ActionView, SignedInMixin
from egov_outsource.redaction import blanked
from projects.rights import Right
from projects.selection.actions.acknowledge_contract import acknowledge_contract
from projects.selection.actions.change_contract import change_contract
from projects.selection.actions.draft_contract import draft_contract
from projects.selection.actions.review_clause import require_reader, review_clause
from projects.selection.actions.sign_contract import sign_contract
from projects.selection.actions.terminate_contract import terminate_contract
from projects.selection.actions.write_clause import write_clause
from projects.selection.clauses import CLAUSES, TOTAL_WEIGHT
from projects.selection.forms import (
    ClauseForm,
    ConfirmForm,
    ContractForm,
    EndForm,
    PlainConfirmForm,
    SignForm,
)
from projects.selection.models import Award, Contract, OwnershipClause


class ContractView(SignedInMixin, DetailView):
    """One contract with its twelve clauses."""

    template_name = "selection/contract.html"
    context_object_name = "contract"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Contract.objects.visible_to(self.user)
        return rows.select_related(
            "project__owner", "contractor", "award", "signed_by", "acknowledged_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Terms, clauses and what can be done."""
        contract, user = blanked(self.object, self.user), self.user
        clauses = list(contract.clauses.select_related("written_by", "reviewed_by"))
        secured = sum(CLAUSES[one.code].weight for one in clauses if one.is_secured)
        is_draft = contract.status == Contract.Status.PENDING
        is_active = contract.status == Contract.Status.ACTIVE
        edits = bool(may(user, Right.EDIT_CONTRACT, contract))
        signs = bool(may(user, Right.M4, contract))
        sees_project = bool(may(user, Right.VIEW, contract))
        return super().get_context_data(
            layout="projects/frame.html" if sees_project else "base.html",
            active_tab="selection",
            title=contract.label,
            project=contract.project if sees_project else None,
            facts=contract_facts(contract),
            clauses=[(CLAUSES[one.code], one) for one in clauses],
            secured_share=secured / TOTAL_WEIGHT,
            may_change=edits and is_draft,
            may_review=(edits or signs) and is_draft,
            may_sign=signs and is_draft,
            may_acknowledge=is_active
            and contract.acknowledged_at is None
            and contract.contractor_id in scope_of(user).organisations
            and bool(may(user, Right.ACKNOWLEDGE, contract)),
            may_end=bool(may(user, Right.X5, contract)) and (is_draft or is_active),
            **kwargs,
        )


def contract_facts(contract: Contract) -> list[tuple[Any, Any]]:
    """What the contract says, in a list."""
    amount = contract.value
    build = contract.build_value
    facts = [
        (_("Contractor"), contract.contractor.label if contract.contractor else None),
        (_("Reference"), contract.reference),
        (_("Status"), contract.get_status_display()),
        (_("Value"), f"{contract.currency} {amount:,.2f}" if amount is not None else None),
        (_("Of which build"), f"{contract.currency} {build:,.2f}" if build is not None else None),
        (_("Share that may be paid before acceptance"), contract.advance_cap),
        (_("Start"), contract.start_date),
        (_("End"), contract.end_date),
        (_("Signed"), contract.signed_at),
        (_("Signed by"), contract.signed_by),
        (_("Acknowledged by the contractor"), contract.acknowledged_at),
    ]
    optional = [
        (_("Why the value differs from the award"), contract.value_reason),
        (_("Ended on"), contract.ended_on),
        (_("Why it ended"), contract.end_reason),
    ]
    return facts + [fact for fact in optional if fact[1]]


class DraftContractView(ActionView):
    """An officer drafts the contract of an award."""

    model = Award
    form_class = ContractForm
    right = Right.EDIT_CONTRACT
    title = _("Draft the contract")
    success_message = _("The draft is saved. Write its ownership clauses next.")

    def get_initial(self) -> dict[str, Any]:
        """What award and project already say."""
        award = self.subject
        return {
            "title": award.project.title,
            "title_zh": award.project.title_zh,
            "value": award.value,
            "currency": award.currency,
            "end_date": award.project.end_date,
        }

    def perform(self, form: Any) -> Contract:
        """Everything but the version is a term."""
        facts = dict(form.cleaned_data)
        facts.pop("expected_version")
        return draft_contract(self.subject, actor=self.user, terms=facts)

    def get_cancel_url(self) -> str:
        """The stage's page."""
        return reverse("selection:overview", args=[self.subject.project_id])


class OnContract(ActionView):
    """An action on a contract, based on the version that the person saw."""

    model = Contract

    def get_initial(self) -> dict[str, Any]:
        """The version, and the present terms where the form asks for them."""
        names = self.form_class.base_fields if self.form_class else {}  # type: ignore[attr-defined]
        values = {n: getattr(self.subject, n) for n in names if hasattr(self.subject, n)}
        return {**values, "expected_version": self.subject.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The contract beside the form."""
        return super().get_context_data(facts=contract_facts(self.shown), **kwargs)


class ChangeContractView(OnContract):
    """An officer changes a draft."""

    form_class = ContractForm
    right = Right.EDIT_CONTRACT
    title = _("Change the contract")
    success_message = _("The draft is saved.")

    def perform(self, form: Any) -> Contract:
        """Everything but the version is a term."""
        facts = dict(form.cleaned_data)
        version = facts.pop("expected_version")
        return change_contract(self.subject, actor=self.user, terms=facts, expected_version=version)


class SignContractView(OnContract):
    """A leader signs."""

    form_class = SignForm
    action = staticmethod(sign_contract)
    right = Right.M4
    title = _("Sign the contract")
    submit_label = _("Sign")
    warning = _("After signature the contract changes only by a decided change request.")
    success_message = _("The contract is signed. The contractor is asked to acknowledge it.")


class AcknowledgeContractView(OnContract):
    """The contractor acknowledges."""

    form_class = PlainConfirmForm
    action = staticmethod(acknowledge_contract)
    right = Right.ACKNOWLEDGE
    title = _("Acknowledge the contract")
    lead = _("You say that your organisation knows the contract and its duties.")
    submit_label = _("Acknowledge")
    success_message = _("The contract is acknowledged.")


class EndContractView(OnContract):
    """A leader ends a contract."""

    form_class = EndForm
    action = staticmethod(terminate_contract)
    right = Right.X5
    title = _("End the contract")
    submit_label = _("End the contract")
    warning = _("The contractor's rights in the project end at once.")
    success_message = _("The contract has ended.")


class OnClause(ActionView):
    """An action on a clause."""

    model = OwnershipClause
    right: ClassVar[Right | None] = Right.EDIT_CONTRACT

    def get_initial(self) -> dict[str, Any]:
        """The clause as it stands; the standard wording where there is none."""
        one = self.subject
        return {
            "expected_version": one.version,
            "is_present": one.is_present or not one.written_by_id,
            "position": one.position,
            "text": one.text or CLAUSES[one.code].wording,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The clause beside the form."""
        one, clause = self.subject, CLAUSES[self.subject.code]
        facts = [
            (_("Clause"), clause.label),
            (_("Weight"), f"{clause.weight} / {TOTAL_WEIGHT}"),
            (_("Standard wording"), clause.wording),
            (_("Where"), one.position),
            (_("Wording"), one.text),
            (_("Written by"), one.written_by),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class WriteClauseView(OnClause):
    """An officer writes a clause."""

    form_class = ClauseForm
    action = staticmethod(write_clause)
    title = _("Write a clause")
    success_message = _("The clause is saved. Another person reviews it.")


class ReviewClauseView(OnClause):
    """Another person confirms a clause."""

    form_class = ConfirmForm
    action = staticmethod(review_clause)
    right = None
    title = _("Review a clause")
    lead = _("You confirm that the clause stands in the contract and keeps government the owner.")
    submit_label = _("Confirm")
    success_message = _("The clause is reviewed.")

    def check(self, subject: OwnershipClause) -> None:
        """Two rights allow it."""
        require_reader(subject, self.user)
