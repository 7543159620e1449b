"""Pages on which somebody does something about requirements or objectives."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from egov_outsource import access
from egov_outsource.pages import ActionView
from projects.models import Project
from projects.planning.actions.add_objective import add_objective
from projects.planning.actions.add_requirement import add_requirement
from projects.planning.actions.change_objective import change_objective
from projects.planning.actions.change_requirement import change_requirement
from projects.planning.actions.import_requirements import import_requirements
from projects.planning.actions.set_baseline import set_baseline
from projects.planning.actions.withdraw_objective import withdraw_objective
from projects.planning.actions.withdraw_requirement import withdraw_requirement
from projects.planning.forms import (
    ChangeRequirementForm,
    CommentForm,
    ImportForm,
    ObjectiveForm,
    ReasonsForm,
    RequirementForm,
)
from projects.planning.models import Objective, Requirement
from projects.planning.requirements import right_to_change
from projects.planning.searching import UNVERIFIABLE
from projects.rights import Right


class ScopeDeed(ActionView):
    """Something done about the scope of a project."""

    model = Project
    back = "planning:requirements"

    def get_subject(self) -> Any:
        """The project, when the reader may see its plan."""
        rows = Project.objects.where(Right.VIEW_PLANNING, self.request.user)
        project = rows.select_related("owner").filter(pk=self.kwargs["pk"]).first()
        if project is None:
            raise Http404
        return project

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse(self.back, args=[self.subject.pk])

    def get_outcome_url(self, outcome: Any) -> str:
        """To the list, where the outcome stands."""
        return self.get_cancel_url()


class RowDeed(ActionView):
    """Something done about one row, opened on a version."""

    right: ClassVar[Right | None] = Right.EDIT_PLANNING

    def get_initial(self) -> dict[str, Any]:
        """The present values and the version they are of."""
        fields = self.form_class.base_fields if self.form_class else {}  # type: ignore[attr-defined]
        values = {name: getattr(self.subject, name, "") for name in fields}
        return {**values, "expected_version": self.subject.version}


class AddRequirementView(ScopeDeed):
    """Officers add a requirement."""

    form_class = RequirementForm
    right = Right.EDIT_PLANNING
    title = _("Add a requirement")
    submit_label = _("Add")
    success_message = _("The requirement is added. It is outside the baseline until that is set.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form looks up who drafted it."""
        return {**super().get_form_kwargs(), "user": self.user}

    def perform(self, form: Any) -> Any:
        """Add what was typed."""
        return add_requirement(self.subject, actor=self.user, facts=form.cleaned_data)


class RequirementDeed(RowDeed):
    """Something done about a requirement that is outside the baseline, or in it by P2."""

    model = Requirement
    right = None

    def check(self, subject: Requirement) -> None:
        """Officers; once it is in the baseline those who decide on that."""
        access.require(self.user, right_to_change(subject), subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The requirement beside the form, and whether the baseline changes."""
        one: Requirement = self.subject
        facts: list[tuple[Any, Any]] = [
            (_("Number"), one.number),
            (_("Requirement"), one.text),
            (_("In the baseline since"), one.baselined_at or _("not in the baseline")),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class ChangeRequirementView(RequirementDeed):
    """A requirement is changed."""

    form_class = ChangeRequirementForm
    title = _("Change a requirement")
    success_message = _("The requirement is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form looks up who drafted it."""
        return {**super().get_form_kwargs(), "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """The drafter is shown when it is not the owner."""
        drafter = self.subject.author_organisation
        is_other = drafter is not None and drafter.pk != self.subject.project.owner_id
        name = drafter.name if drafter is not None and is_other else ""
        return {**super().get_initial(), "author_organisation": name}

    def perform(self, form: Any) -> Any:
        """Change what was typed."""
        facts = dict(form.cleaned_data)
        facts["author_organisation"] = facts["author_organisation"] or self.subject.project.owner
        return change_requirement(
            self.subject,
            actor=self.user,
            expected_version=facts.pop("expected_version"),
            reasons=facts.pop("reasons"),
            facts=facts,
        )


class WithdrawRequirementView(RequirementDeed):
    """A requirement is withdrawn."""

    action = staticmethod(withdraw_requirement)
    form_class = ReasonsForm
    title = _("Withdraw a requirement")
    warning = _("A withdrawn requirement stays readable and does not come back.")
    submit_label = _("Withdraw")
    success_message = _("The requirement is withdrawn.")


class ImportRequirementsView(ScopeDeed):
    """Officers upload a CSV file."""

    form_class = ImportForm
    right = Right.EDIT_PLANNING
    title = _("Import requirements")
    submit_label = _("Import")

    def perform(self, form: Any) -> Any:
        """Import the file."""
        return import_requirements(
            self.subject, actor=self.user, file=form.cleaned_data["file"].file
        )

    def get_outcome_url(self, outcome: Any) -> str:
        """To the list; says how many came."""
        messages.success(
            self.request,
            ngettext(
                "%(count)d requirement imported.", "%(count)d requirements imported.", len(outcome)
            )
            % {"count": len(outcome)},
        )
        return self.get_cancel_url()


class SetBaselineView(ScopeDeed):
    """A leader sets the baseline."""

    action = staticmethod(set_baseline)
    form_class = CommentForm
    right = Right.P2
    title = _("Set the requirement baseline")
    lead = _("From then on each change of these requirements is a decision by P2.")
    submit_label = _("Set the baseline")
    success_message = _("The baseline is set.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What enters the baseline, and how much of it cannot be verified."""
        rows = Requirement.objects.visible_to(self.user).in_project(self.subject).standing()
        facts = [
            (_("Requirements that stand"), rows.count()),
            (_("New in the baseline"), rows.filter(baselined_at__isnull=True).count()),
            (_("Not verifiable"), rows.filter(UNVERIFIABLE).count()),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class AddObjectiveView(ScopeDeed):
    """Officers state an objective."""

    form_class = ObjectiveForm
    right = Right.EDIT_PLANNING
    back = "planning:objectives"
    title = _("State an objective")
    submit_label = _("Add")
    success_message = _("The objective is added.")

    def perform(self, form: Any) -> Any:
        """Add what was typed."""
        return add_objective(self.subject, actor=self.user, facts=form.cleaned_data)


class ChangeObjectiveView(RowDeed):
    """Officers change an objective."""

    model = Objective
    form_class = ObjectiveForm
    title = _("Change an objective")
    success_message = _("The objective is changed.")

    def perform(self, form: Any) -> Any:
        """Change what was typed."""
        facts = dict(form.cleaned_data)
        version = facts.pop("expected_version")
        return change_objective(
            self.subject, actor=self.user, facts=facts, expected_version=version
        )


class WithdrawObjectiveView(RowDeed):
    """Officers withdraw an objective."""

    model = Objective
    action = staticmethod(withdraw_objective)
    form_class = ReasonsForm
    title = _("Withdraw an objective")
    warning = _("A withdrawn objective stays readable and does not come back.")
    submit_label = _("Withdraw")
    success_message = _("The objective is withdrawn.")
