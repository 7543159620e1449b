"""Pages of acceptance."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from audit.evidence.models import Document
from egov_outsource import access
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from projects.acceptance.actions.confirm_condition import confirm_condition
from projects.acceptance.actions.decide_acceptance import decide_acceptance
from projects.acceptance.actions.declare_criterion import declare_criterion
from projects.acceptance.actions.plan_deliverable import plan_deliverable
from projects.acceptance.actions.record_check import record_check
from projects.acceptance.actions.submit_deliverable import require_debtor, submit_deliverable
from projects.acceptance.forms import (
    CheckForm,
    ConfirmForm,
    CriterionForm,
    DecisionForm,
    DeliverableFilterForm,
    DeliverableForm,
    SubmissionForm,
)
from projects.acceptance.judging import judgements
from projects.acceptance.models import AcceptanceCriterion, Condition, Deliverable, Submission
from projects.models import Project
from projects.owners import is_owners
from projects.rights import Right

PAGE_SIZE = 25


class AcceptanceView(SignedInMixin, DetailView):
    """The stage: deliverables, what is judged, open conditions."""

    template_name = "acceptance/overview.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects that the reader may see."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of deliverables, and the conditions."""
        project = self.object
        form = DeliverableFilterForm(self.request.GET)
        found = Deliverable.objects.visible_to(self.user).in_project(project)
        if form.is_valid():
            words, state = form.cleaned_data["q"], form.cleaned_data["status"]
            if words:
                found = found.filter(Q(code__icontains=words) | Q(title__icontains=words))
            if state:
                found = found.filter(status=state)
        conditions = Condition.objects.visible_to(self.user).in_project(project)
        pages = Paginator(found.select_related("organisation"), PAGE_SIZE)
        return super().get_context_data(
            active_tab="acceptance",
            title=_("Acceptance"),
            filter_form=form,
            is_filtered=any(form.data.get(name) for name in form.fields),
            page_obj=pages.get_page(self.request.GET.get("page")),
            conditions=conditions.select_related("decision__submission__deliverable"),
            may_plan=access.may(self.user, Right.EDIT_ACCEPTANCE, project),
            today=timezone.localdate(),
            clear_url=self.request.path,
            **kwargs,
        )


class DeliverableView(SignedInMixin, DetailView):
    """One deliverable: criteria, submissions, decisions."""

    template_name = "acceptance/deliverable.html"
    context_object_name = "deliverable"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Deliverable.objects.visible_to(self.user)
        return rows.select_related("project__owner", "organisation", "contract")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Criteria and submissions, newest first."""
        deliverable = self.object
        submissions = deliverable.submissions.select_related("submitted_by", "decision")
        owned = is_owners(deliverable.project, deliverable.organisation_id)
        submit = Right.EDIT_ACCEPTANCE if owned else Right.SUBMIT
        return super().get_context_data(
            active_tab="acceptance",
            title=deliverable.title,
            project=deliverable.project,
            criteria=deliverable.criteria.select_related("requirement"),
            submissions=submissions,
            may_declare=access.may(self.user, Right.P3, deliverable) and not submissions,
            may_submit=access.may(self.user, submit, deliverable)
            and deliverable.status in ("awaited", "rejected"),
            facts=[
                (_("Code"), deliverable.code),
                (_("Owed by"), deliverable.organisation.label),
                (_("Contract"), deliverable.contract.reference if deliverable.contract else None),
                (_("Due"), deliverable.due),
                (_("Status"), deliverable.get_status_display()),
            ],
            **kwargs,
        )


class SubmissionView(SignedInMixin, DetailView):
    """One submission: files, checks against the declared criteria, the decision."""

    template_name = "acceptance/submission.html"
    context_object_name = "submission"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Submission.objects.visible_to(self.user)
        return rows.select_related(
            "project__owner", "deliverable__organisation", "submitted_by", "decision__decided_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every criterion with its check."""
        submission = self.object
        decision = getattr(submission, "decision", None)
        found = judgements(submission)
        return super().get_context_data(
            active_tab="acceptance",
            title=_("Submission %(number)d") % {"number": submission.number},
            project=submission.project,
            documents=Document.objects.visible_to(self.user).filter(
                pk__in=submission.documents.all()
            ),
            judgements=found,
            passed=sum(judgement.is_passed for judgement in found),
            decision=decision,
            conditions=decision.conditions.all() if decision else (),
            may_check=decision is None and access.may(self.user, Right.TEST, submission),
            may_decide=decision is None and access.may(self.user, Right.A3, submission),
            may_confirm=access.may(self.user, Right.EDIT_ACCEPTANCE, submission),
            **kwargs,
        )


class PlanDeliverableView(ActionView):
    """Officers plan a deliverable."""

    model = Project
    form_class = DeliverableForm
    action = staticmethod(plan_deliverable)
    right = Right.EDIT_ACCEPTANCE
    title = _("Plan a deliverable")
    submit_label = _("Plan it")
    success_message = _("The deliverable is planned. Its criteria come next.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers contracts of the project."""
        return {**super().get_form_kwargs(), "project": self.subject, "user": self.user}

    def get_outcome_url(self, outcome: Any) -> str:
        """To the deliverable."""
        return reverse("acceptance:deliverable", args=[outcome.pk])

    def get_cancel_url(self) -> str:
        """Back to the stage."""
        return reverse("acceptance:overview", args=[self.subject.pk])


class DeliverableDeed(ActionView):
    """An action on a deliverable."""

    model = Deliverable

    def get_cancel_url(self) -> str:
        """Back to the deliverable."""
        return reverse("acceptance:deliverable", args=[self.subject.pk])


class DeclareCriterionView(DeliverableDeed):
    """Leaders declare a criterion."""

    form_class = CriterionForm
    action = staticmethod(declare_criterion)
    right = Right.P3
    title = _("Declare an acceptance criterion")
    lead = _("Criteria are declared before anything is handed in, and stay as they are.")
    submit_label = _("Declare")
    success_message = _("The criterion is declared.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers requirements of the project."""
        return {**super().get_form_kwargs(), "project": self.subject.project, "user": self.user}

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the deliverable."""
        return self.get_cancel_url()


class SubmitDeliverableView(DeliverableDeed):
    """The contractor hands files in."""

    form_class = SubmissionForm
    action = staticmethod(submit_deliverable)
    title = _("Hand in")
    lead = _("What is received cannot be changed; a correction is a new submission.")
    submit_label = _("Hand in")
    success_message = _("Received. The receipts are at the files.")

    def check(self, subject: Deliverable) -> None:
        """Only for those who owe it."""
        require_debtor(subject, self.user)

    def get_form(self, form_class: Any = None) -> Any:
        """Large files may come in parts."""
        form = super().get_form(form_class)
        form.fields["files"].take_parts(self.subject.project)
        return form

    def get_outcome_url(self, outcome: Any) -> str:
        """To the submission with its receipts."""
        return reverse("acceptance:submission", args=[outcome.pk])


class SubmissionDeed(ActionView):
    """An action on a submission."""

    model = Submission

    def get_cancel_url(self) -> str:
        """Back to the submission."""
        return reverse("acceptance:submission", args=[self.subject.pk])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the submission."""
        return self.get_cancel_url()


class RecordCheckView(SubmissionDeed):
    """A tester records a check of one criterion."""

    form_class = CheckForm
    right = Right.TEST
    title = _("Record a check")
    submit_label = _("Record")
    success_message = _("The check is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers evidence of the project."""
        return {**super().get_form_kwargs(), "submission": self.subject, "user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The criterion on the left."""
        criterion = self._criterion()
        facts = [
            (_("Criterion"), criterion.text),
            (_("Test method"), criterion.method),
            (_("Mandatory"), _("yes") if criterion.is_mandatory else _("no")),
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def perform(self, form: Any) -> Any:
        """The criterion comes from the address."""
        return record_check(
            self.subject, actor=self.user, criterion=self._criterion(), **form.cleaned_data
        )

    def _criterion(self) -> AcceptanceCriterion:
        found: AcceptanceCriterion = visible_or_404(
            AcceptanceCriterion,
            self.user,
            pk=self.kwargs["criterion"],
            deliverable=self.subject.deliverable_id,
        )
        return found


class DecideAcceptanceView(SubmissionDeed):
    """Government accepts, accepts with conditions, or rejects."""

    form_class = DecisionForm
    right = Right.A3
    title = _("Decide on the submission")
    warning = _("The decision is final for this submission and goes into the record.")
    submit_label = _("Decide")
    success_message = _("The decision is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Amounts are in the project's currency."""
        return {**super().get_form_kwargs(), "currency": self.subject.project.currency}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts on the left."""
        found = judgements(self.subject)
        facts = [(str(judgement.criterion), self._result(judgement.check)) for judgement in found]
        return super().get_context_data(facts=facts, **kwargs)

    def _result(self, check: Any) -> Any:
        return check.get_result_display() if check else _("not checked")

    def perform(self, form: Any) -> Any:
        """Conditions as a list."""
        return decide_acceptance(
            self.subject,
            actor=self.user,
            outcome=form.cleaned_data["outcome"],
            reasons=form.cleaned_data["reasons"],
            conditions=form.conditions,
        )


class ConfirmConditionView(ActionView):
    """An officer confirms a condition."""

    model = Condition
    form_class = ConfirmForm
    action = staticmethod(confirm_condition)
    right = Right.EDIT_ACCEPTANCE
    title = _("Confirm that the condition is met")
    submit_label = _("Confirm")
    success_message = _("The condition is confirmed.")

    def get_initial(self) -> dict[str, Any]:
        """The version that was read."""
        return {**super().get_initial(), "expected_version": self.subject.version}

    def get_cancel_url(self) -> str:
        """Back to the submission."""
        return reverse("acceptance:submission", args=[self.subject.decision.submission_id])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the submission."""
        return self.get_cancel_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The condition on the left."""
        facts = [
            (_("Condition"), self.subject.text),
            (_("Due"), self.subject.due),
            (_("Withheld amount"), self.subject.withheld),
        ]
        return super().get_context_data(facts=facts, **kwargs)
