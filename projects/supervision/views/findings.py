"""Pages on which findings are raised, answered, returned and closed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from projects.duties import require_another
from projects.owners import is_owners
from projects.rights import Right
from projects.supervision import facts
from projects.supervision.actions.close_finding import close_finding
from projects.supervision.actions.raise_finding import raise_finding
from projects.supervision.actions.respond_finding import respond_finding
from projects.supervision.actions.return_finding import return_finding
from projects.supervision.forms.findings import (
    CloseFindingForm,
    RaiseFindingForm,
    RespondFindingForm,
    ReturnFindingForm,
)
from projects.supervision.models import Finding
from projects.supervision.parties import require_member
from projects.supervision.views.deeds import ProjectDeed, RecordDeed


class RaiseFindingView(ProjectDeed):
    """Supervisors and assessors raise a finding."""

    form_class = RaiseFindingForm
    action = staticmethod(raise_finding)
    right = Right.INSPECT
    list_name = "findings"
    title = _("Raise a finding")
    warning = _("An issued finding is not edited; the addressee reads it at once.")
    submit_label = _("Issue")
    success_message = _("The finding is issued.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows the project only."""
        known = super().get_form_kwargs()
        known.pop("user")
        return known


class FindingDeed(RecordDeed):
    """An action on a finding, what was found and answered beside it."""

    model = Finding

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, finding and answer."""
        one = self.subject
        texts = [(_("What was found"), one.text), (_("Answer"), one.response)]
        shown = [pair for pair in texts if pair[1]]
        return super().get_context_data(facts=[*facts.of_finding(one), *shown], **kwargs)


class RespondFindingView(FindingDeed):
    """The addressee answers."""

    form_class = RespondFindingForm
    action = staticmethod(respond_finding)
    title = _("Answer the finding")
    submit_label = _("Send the answer")
    success_message = _("The answer is sent. The raiser closes or returns it.")

    def check(self, subject: Finding) -> None:
        """Only people of the addressee."""
        to_owner = is_owners(subject.project, subject.addressee_id)
        access.require(self.user, Right.EDIT_SUPERVISION if to_owner else Right.RESPOND, subject)


class RaiserDeed(FindingDeed):
    """What only the raiser's organisation does."""

    right = Right.INSPECT

    def check(self, subject: Finding) -> None:
        """Only the raiser's organisation."""
        access.require(self.user, Right.INSPECT, subject)
        require_member(self.user, subject.organisation_id)


class ReturnFindingView(RaiserDeed):
    """The raiser wants more."""

    form_class = ReturnFindingForm
    action = staticmethod(return_finding)
    title = _("Return the answer")
    submit_label = _("Return")
    success_message = _("The answer is returned.")


class CloseFindingView(RaiserDeed):
    """The raiser is satisfied."""

    form_class = CloseFindingForm
    action = staticmethod(close_finding)
    title = _("Close the finding")
    submit_label = _("Close")
    success_message = _("The finding is closed.")

    def check(self, subject: Finding) -> None:
        """Never whoever answered."""
        super().check(subject)
        require_another(self.user, [subject.responded_by_id])
