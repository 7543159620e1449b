"""Pages of a plan on which somebody does something about its items."""

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.pages import ActionView
from projects.forms import VersionedForm
from projects.models import Project
from projects.planning.actions.approve_plan_item import approve_plan_item
from projects.planning.actions.mark_not_applicable import mark_not_applicable
from projects.planning.actions.return_plan_item import return_plan_item
from projects.planning.actions.submit_plan_item import submit_plan_item
from projects.planning.actions.write_plan_item import write_plan_item
from projects.planning.contents import CONTENTS
from projects.planning.forms import OptionalReasonsForm, ReasonsForm, WriteItemForm
from projects.planning.models import PlanItem
from projects.rights import Right


class ItemDeed(ActionView):
    """Something done about one item of the plan; the first deed begins the plan."""

    model = PlanItem

    def get_subject(self) -> PlanItem:
        """The item, saved or not, of a project whose plan the reader may see."""
        rows = Project.objects.where(Right.VIEW_PLANNING, self.request.user)
        project = rows.select_related("owner").filter(pk=self.kwargs["pk"]).first()
        if project is None or self.kwargs["code"] not in CONTENTS:
            raise Http404
        visible = PlanItem.objects.visible_to(self.request.user).in_project(project)
        item = visible.filter(code=self.kwargs["code"]).first()
        return item or PlanItem(project=project, code=self.kwargs["code"])

    def get_initial(self) -> dict[str, Any]:
        """The version that the page shows."""
        return {"expected_version": self.subject.version if self.subject.pk else None}

    def perform(self, form: forms.Form) -> Any:
        """The action on the item; one that was never written does not exist yet."""
        if self.subject.pk is None:
            raise Http404
        return super().perform(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The text beside the form."""
        item: PlanItem = self.subject
        facts: list[tuple[Any, Any]] = [
            (_("Item"), item.label),
            (_("What belongs here"), item.entry.help),
            (_("Status"), item.get_status_display()),
        ]
        if item.reason:
            facts.append((_("Reasons"), item.reason))
        return super().get_context_data(**{"facts": facts, **kwargs})


class WriteItemView(ItemDeed):
    """Officers write the text."""

    form_class = WriteItemForm
    right = Right.EDIT_PLANNING
    title = _("Write an item of the plan")
    success_message = _("The draft is saved. Submit it when it is complete.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form looks up who drafted it."""
        return {**super().get_form_kwargs(), "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """The present text and its drafter, when that is somebody else."""
        item: PlanItem = self.subject
        other = item.author_organisation_id not in {None, item.project.owner_id}
        return {
            **super().get_initial(),
            "content": item.content,
            "drafted_by": item.author_organisation.name
            if other and item.author_organisation
            else "",
        }

    def perform(self, form: Any) -> Any:
        """Write, beginning the plan if need be."""
        return write_plan_item(
            self.subject.project,
            actor=self.user,
            code=self.subject.code,
            **form.cleaned_data,
        )


class SubmitItemView(ItemDeed):
    """Officers ask for approval."""

    action = staticmethod(submit_plan_item)
    form_class = VersionedForm
    right = Right.EDIT_PLANNING
    title = _("Submit for approval")
    lead = _("Until it is approved or returned, the item cannot be changed.")
    submit_label = _("Submit for approval")
    success_message = _("The item is submitted. A leader of the owner approves it.")


class DecideItemView(ItemDeed):
    """A leader decides about what was submitted."""

    right = Right.P1

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole text beside the form."""
        item: PlanItem = self.subject
        facts = [
            (_("Item"), item.label),
            (_("Written by"), item.author),
            (_("Drafted by"), item.author_organisation),
            (_("Content"), item.content),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class ApproveItemView(DecideItemView):
    """A leader approves."""

    action = staticmethod(approve_plan_item)
    form_class = OptionalReasonsForm
    title = _("Approve an item of the plan")
    submit_label = _("Approve")
    success_message = _("The item is approved.")


class ReturnItemView(DecideItemView):
    """A leader returns."""

    action = staticmethod(return_plan_item)
    form_class = ReasonsForm
    title = _("Return an item of the plan")
    submit_label = _("Return it")
    success_message = _("The item is returned to its author with your reasons.")


class NotApplicableView(DecideItemView):
    """A leader decides that the item does not apply."""

    form_class = ReasonsForm
    title = _("This item does not apply")
    submit_label = _("Mark as not applicable")
    success_message = _("The item is marked as not applicable.")

    def perform(self, form: Any) -> Any:
        """Decide, beginning the plan if need be."""
        return mark_not_applicable(
            self.subject.project,
            actor=self.user,
            code=self.subject.code,
            **form.cleaned_data,
        )

    def get_cancel_url(self) -> str:
        """Back to the item."""
        return reverse("planning:item", args=[self.subject.project_id, self.subject.code])
