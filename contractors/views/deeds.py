"""Pages on which somebody writes into the register."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contractors.actions.add_qualification import add_qualification
from contractors.actions.lift_sanction import lift_sanction
from contractors.actions.record_affiliation import record_affiliation
from contractors.actions.record_sanction import record_sanction
from contractors.actions.register_contractor import register_contractor
from contractors.actions.withdraw_qualification import withdraw_qualification
from contractors.forms import (
    AffiliationForm,
    ContractorForm,
    LiftForm,
    QualificationForm,
    SanctionForm,
    WithdrawForm,
)
from contractors.models import Contractor, Qualification, Sanction
from contractors.register import require_judge, require_keeper
from egov_outsource.accounts.models import Organisation
from egov_outsource.pages import ActionView


class Keeping(ActionView):
    """An action of those who keep the register."""

    model: ClassVar[type[models.Model]] = Contractor

    def get_subject(self) -> Any:
        """What the reader may see, for those who keep the register."""
        subject = super().get_subject()
        require_keeper(self.user)
        return subject

    def get_cancel_url(self) -> str:
        """The contractor's page."""
        entry = getattr(self.subject, "contractor_id", self.subject.pk)
        return reverse("contractors:detail", args=[entry])

    def get_outcome_url(self, outcome: Any) -> str:
        """The contractor's page."""
        return self.get_cancel_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """No project here."""
        return super().get_context_data(**{"project": None, **kwargs})


class RegisterContractorView(Keeping):
    """An officer enters a contractor."""

    model = Organisation
    form_class = ContractorForm
    title = _("Enter a contractor")
    lead = _("The organisation must be known to the platform before it can be entered here.")
    success_message = _("The contractor is in the register.")

    def get_subject(self) -> Any:
        """The organisations that are not in the register yet."""
        require_keeper(self.user)
        return Organisation.objects.visible_to(self.user).filter(
            kind=Organisation.Kind.CONTRACTOR, is_active=True, contractor__isnull=True
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers them."""
        return {**super().get_form_kwargs(), "organisations": self.subject}

    def perform(self, form: Any) -> Contractor:
        """Enter the chosen organisation."""
        facts = dict(form.cleaned_data)
        return register_contractor(facts.pop("organisation"), actor=self.user, **facts)

    def get_cancel_url(self) -> str:
        """The register."""
        return reverse("contractors:list")

    def get_outcome_url(self, outcome: Any) -> str:
        """The new entry."""
        return reverse("contractors:detail", args=[outcome.pk])


class AddQualificationView(Keeping):
    """An officer enters a certificate."""

    form_class = QualificationForm
    action = staticmethod(add_qualification)
    title = _("Add a qualification")
    success_message = _("The qualification is entered.")


class WithdrawQualificationView(Keeping):
    """An officer notes a withdrawal."""

    model = Qualification
    form_class = WithdrawForm
    action = staticmethod(withdraw_qualification)
    title = _("Note a withdrawal")
    success_message = _("The withdrawal is noted.")


class Judging(Keeping):
    """An action of leaders."""

    def get_subject(self) -> Any:
        """For leaders only."""
        subject = super().get_subject()
        require_judge(self.user)
        return subject


class RecordSanctionView(Judging):
    """A leader records a sanction."""

    form_class = SanctionForm
    action = staticmethod(record_sanction)
    title = _("Record a sanction")
    lead = _("The competent authority decides; the platform records what it published.")
    success_message = _("The sanction is recorded. A debarred contractor can neither bid nor win.")


class LiftSanctionView(Judging):
    """A leader notes that a sanction was lifted."""

    model = Sanction
    form_class = LiftForm
    action = staticmethod(lift_sanction)
    title = _("Lift a sanction")
    success_message = _("The sanction is lifted.")


class RecordAffiliationView(Keeping):
    """An officer records a tie."""

    form_class = AffiliationForm
    title = _("Record an affiliation")
    success_message = _("The affiliation is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers every other organisation outside government."""
        others = Organisation.objects.visible_to(self.user).exclude(
            kind=Organisation.Kind.GOVERNMENT
        )
        others = others.exclude(pk=self.subject.organisation_id)
        return {**super().get_form_kwargs(), "organisations": others}

    def perform(self, form: Any) -> Any:
        """Between the contractor's organisation and the other."""
        return record_affiliation(self.subject.organisation, actor=self.user, **form.cleaned_data)
