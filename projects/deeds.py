"""Pages of the spine on which somebody does something."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import NotAllowed
from egov_outsource.pages import ActionView
from projects.actions.appoint_engagement import appoint_engagement
from projects.actions.change_project import change_project
from projects.actions.classify_data import classify_data
from projects.actions.end_engagement import end_engagement
from projects.actions.register_project import register_project
from projects.actions.set_allocation import set_allocation
from projects.forms import (
    AllocationForm,
    AppointForm,
    ClassifyForm,
    EndEngagementForm,
    ParticularsForm,
    RegisterProjectForm,
)
from projects.models import Agency, Allocation, Engagement, Project
from projects.rights import DECISION_POINTS, Right
from projects.sharing import COUNTS


class RegisterProjectView(ActionView):
    """Officers register a project of their agency."""

    model = Agency
    form_class = RegisterProjectForm
    title = _("Register a project")
    submit_label = _("Register")
    success_message = _("The project is registered. The plan comes next.")

    def get_subject(self) -> Any:
        """No subject yet: the agency is chosen in the form."""
        agencies = Agency.objects.holding(self.user, Right.REGISTER_PROJECT)
        if not agencies.exists():
            raise NotAllowed(
                "RIGHT-REGISTER_PROJECT",
                _("You do not hold the right to register projects."),
                helper=_("Ask the administrator of your organisation for the role of an officer."),
            )
        return agencies

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers only the person's agencies."""
        return {**super().get_form_kwargs(), "agencies": self.subject}

    def perform(self, form: Any) -> Project:
        """Register with everything but the agency as particulars."""
        facts = dict(form.cleaned_data)
        facts.pop("expected_version")
        agency = facts.pop("agency")
        return register_project(agency, actor=self.user, particulars=facts)

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("projects:list")


class ProjectDeed(ActionView):
    """An action on a project."""

    model = Project

    def get_initial(self) -> dict[str, Any]:
        """The present values and the version they are of."""
        names = self.form_class.base_fields if self.form_class else {}  # type: ignore[attr-defined]
        values = {
            name: getattr(self.subject, name) for name in names if hasattr(self.subject, name)
        }
        return {**values, "expected_version": self.subject.version}


class ChangeProjectView(ProjectDeed):
    """Officers change particulars."""

    form_class = ParticularsForm
    right = Right.EDIT_PROJECT
    title = _("Change particulars")
    success_message = _("The particulars are changed.")

    def perform(self, form: Any) -> Project:
        """Everything but the version is a particular."""
        facts = dict(form.cleaned_data)
        version = facts.pop("expected_version")
        return change_project(
            self.subject, actor=self.user, particulars=facts, expected_version=version
        )


class ClassifyDataView(ProjectDeed):
    """Data classification and protection level."""

    form_class = ClassifyForm
    action = staticmethod(classify_data)
    right = Right.P5
    title = _("Classify data")
    submit_label = _("Decide")
    success_message = _("The classification is decided.")


class AppointView(ActionView):
    """A leader appoints a third party."""

    model = Project
    form_class = AppointForm
    action = staticmethod(appoint_engagement)
    right = Right.S1
    title = _("Appoint a third party")
    lead = _("Access begins and ends with the dates; nobody has to take it away.")
    submit_label = _("Appoint")
    success_message = _("The third party is appointed.")


class EndEngagementView(ActionView):
    """A leader ends an engagement early."""

    model = Engagement
    form_class = EndEngagementForm
    action = staticmethod(end_engagement)
    right = Right.S1
    title = _("End the engagement")
    warning = _("Access ends at once. A new engagement is needed to give it again.")
    submit_label = _("End it")
    success_message = _("The engagement has ended.")

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the project."""
        return str(outcome.project.get_absolute_url())


DECLARED = ("mode", "decider", "partner", "deemed_days", "basis", "clause", "decision")


class AllocateView(ActionView):
    """A leader declares who holds a control right."""

    model = Project
    form_class = AllocationForm
    right = Right.M4
    submit_label = _("Declare")
    success_message = _("The allocation is declared.")

    def get_subject(self) -> Any:
        """The project; the point must be one of the 30."""
        if self.kwargs["point"] not in DECISION_POINTS:
            raise Http404
        return super().get_subject()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows project and point."""
        return {
            **super().get_form_kwargs(),
            "project": self.subject,
            "point": self.kwargs["point"],
            "user": self.user,
        }

    def get_initial(self) -> dict[str, Any]:
        """What is declared now."""
        rows = Allocation.objects.filter(
            project=self.subject, point=self.kwargs["point"], valid_to__isnull=True
        )
        names = {"G": "government", "T": "third_party", "C": "contractor"}
        initial: dict[str, Any] = {}
        held = {row.holder: row.share for row in rows}
        by_rule = bool(rows) and sorted(held.values()) == sorted(COUNTS[rows[0].mode])
        for row in rows:
            if by_rule:
                initial["partner" if row.is_consenting or "decider" in initial else "decider"] = (
                    row.holder
                )
            else:
                initial[names[row.holder]] = row.share
            initial.update(mode=row.mode, basis=row.basis, deemed_days=row.deemed_days)
            initial.update(clause=row.clause_id, decision=row.decision_id)
            initial["accountable"] = row.accountable_id or initial.get("accountable")
        return initial

    def perform(self, form: Any) -> Any:
        """Shares by holder."""
        facts = form.cleaned_data
        return set_allocation(
            self.subject,
            actor=self.user,
            point=self.kwargs["point"],
            shares=form.shares,
            accountable=facts["accountable"],
            **{name: facts[name] for name in DECLARED},
        )

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the map."""
        return reverse("projects:control", args=[self.subject.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The title names the point."""
        point = DECISION_POINTS[self.kwargs["point"]]
        title = _("Who may %(right)s (%(code)s)") % {"right": point.label, "code": point.code}
        return super().get_context_data(title=title, **kwargs)
