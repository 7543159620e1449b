"""Pages on which milestones are planned, changed, inspected and dropped."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.rights import Right
from projects.supervision import facts
from projects.supervision.actions.add_milestone import add_milestone
from projects.supervision.actions.change_milestone import change_milestone
from projects.supervision.actions.descope_milestone import descope_milestone
from projects.supervision.actions.meet_milestone import meet_milestone
from projects.supervision.forms.milestones import (
    AddMilestoneForm,
    ChangeMilestoneForm,
    DescopeMilestoneForm,
    MeetMilestoneForm,
)
from projects.supervision.independence import require_verifier
from projects.supervision.models import Milestone
from projects.supervision.views.deeds import ProjectDeed, RecordDeed


class AddMilestoneView(ProjectDeed):
    """Officers plan a milestone."""

    form_class = AddMilestoneForm
    action = staticmethod(add_milestone)
    right = Right.EDIT_SUPERVISION
    list_name = "milestones"
    title = _("Add a milestone")
    submit_label = _("Add")
    success_message = _("The milestone is planned.")


class ChangeMilestoneView(RecordDeed):
    """Officers change a milestone."""

    model = Milestone
    form_class = ChangeMilestoneForm
    right = Right.EDIT_SUPERVISION
    names = ("title", "kind", "due", "weight", "note")
    title = _("Change the milestone")
    success_message = _("The milestone is changed.")

    def perform(self, form: Any) -> Milestone:
        """Everything but reasons and version is a particular."""
        given = dict(form.cleaned_data)
        reasons, version = given.pop("reasons"), given.pop("expected_version")
        return change_milestone(
            self.subject,
            actor=self.user,
            particulars=given,
            reasons=reasons,
            expected_version=version,
        )


class MeetMilestoneView(RecordDeed):
    """The supervisor says how far it was met."""

    model = Milestone
    form_class = MeetMilestoneForm
    action = staticmethod(meet_milestone)
    right = Right.S2
    title = _("Inspect the milestone")
    submit_label = _("Confirm")
    success_message = _("The inspection is recorded.")

    def check(self, subject: Milestone) -> None:
        """The engaged supervisor, without one government."""
        require_verifier(self.user, subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The promise beside the form."""
        return super().get_context_data(facts=facts.of_milestone(self.subject), **kwargs)


class DescopeMilestoneView(RecordDeed):
    """Officers drop it by an approved change."""

    model = Milestone
    form_class = DescopeMilestoneForm
    action = staticmethod(descope_milestone)
    right = Right.EDIT_SUPERVISION
    title = _("Descope the milestone")
    submit_label = _("Descope")
    warning = _("A descoped milestone is not taken up again.")
    success_message = _("The milestone is descoped.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the approved changes of the project."""
        return {
            **super().get_form_kwargs(),
            "project": self.subject.project,
            "user": self.user,
        }
