"""Pages on which audit work is read."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import DetailView, TemplateView

from audit.evidence.models import Document
from audit.reviews.forms import FindingFilterForm
from audit.reviews.models import (
    AuditFinding,
    EliminationReport,
    PlanVersion,
    Question,
    Review,
    Sample,
    Workpaper,
)
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin, visible_or_404
from projects.models import Engagement, Project
from projects.owners import is_owners
from projects.rights import Right
from projects.roles import Capacity
from projects.supervision.models import Payment

PAGE_SIZE = 25
LATEST = 10


class WorkspaceView(SignedInMixin, TemplateView):
    """The auditor's desk: engagements with days left, findings by status, new documents."""

    template_name = "reviews/workspace.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything in scope; for others the audits of what they see."""
        audited = Project.objects.where(Right.AUDIT, self.user)
        is_auditor = audited.exists()
        findings = AuditFinding.objects.visible_to(self.user)
        reviews = Review.objects.visible_to(self.user).select_related(
            "project", "engagement__organisation"
        )
        documents = Document.objects.visible_to(self.user)
        if is_auditor:
            documents = documents.filter(project__in=audited.order_by().values("pk"))
        return super().get_context_data(
            title=_("Audit"),
            is_auditor=is_auditor,
            engagements=self._engagements() if is_auditor else [],
            reviews=with_counts(reviews)[:PAGE_SIZE],
            counts=by_status(findings),
            samples=self._samples() if is_auditor else [],
            questions=Question.objects.visible_to(self.user)
            .filter(status__in=["draft", "asked"])
            .select_related("addressee", "project")
            .order_by("due", "pk")[:LATEST],
            documents=documents.select_related("project", "organisation")[:LATEST]
            if is_auditor
            else [],
            **listed(self.request, findings),
            **kwargs,
        )

    def _samples(self) -> QuerySet[Sample]:
        """The latest samples with how many of their records are tested."""
        rows: QuerySet[Sample] = Sample.objects.visible_to(self.user).select_related("project")
        return rows.annotate(
            drawn=Count("items"), tested=Count("items", filter=~Q(items__status="pending"))
        ).order_by("-pk")[:LATEST]

    def _engagements(self) -> list[dict[str, Any]]:
        """My organisation's audit engagements in force, the one that ends first on top."""
        rows = (
            Engagement.objects.visible_to(self.user)
            .in_force()
            .filter(
                capacity=Capacity.AUDIT.value,
                organisation__in=list(access.scope_of(self.user).organisations),
            )
            .select_related("project__owner", "organisation")
            .order_by("valid_to")
        )
        now = timezone.now()
        return [{"engagement": row, "days": (row.valid_to - now).days} for row in rows]


class ProjectReviewsView(SignedInMixin, TemplateView):
    """The audits of one project and their findings."""

    template_name = "reviews/project.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the reader may see of them."""
        project = visible_or_404(Project, self.user, pk=self.kwargs["pk"])
        reviews = Review.objects.visible_to(self.user).filter(project=project)
        findings = AuditFinding.objects.visible_to(self.user).filter(project=project)
        return super().get_context_data(
            project=project,
            active_tab="reviews",
            title=_("Audit"),
            reviews=with_counts(reviews.select_related("engagement__organisation")),
            counts=by_status(findings),
            may_audit=access.may(self.user, Right.AUDIT, project),
            **listed(self.request, findings),
            **kwargs,
        )


class FindingsExportView(SignedInMixin, View):
    """The findings of a project as CSV."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """What the reader may see of them; drafts are the auditors' own."""
        project = visible_or_404(Project, self.user, pk=pk)
        rows = AuditFinding.objects.visible_to(self.user).filter(project=project)
        rows = rows.select_related("review", "addressee").order_by("review", "number")
        header = (
            _("audit"),
            _("audit finding"),
            _("category"),
            _("severity"),
            _("status"),
            _("addressed to"),
            _("issued"),
            _("answer due"),
            _("measure due"),
            _("resolved"),
        )
        cells = (
            (
                row.review.title,
                row.name,
                row.get_category_display(),
                row.get_severity_display(),
                row.get_status_display(),
                row.addressee.label,
                row.issued_at.isoformat() if row.issued_at else "",
                row.due,
                row.measure_due,
                row.resolved_at.isoformat() if row.resolved_at else "",
            )
            for row in rows
        )
        return csv_response(f"findings-{project.pk}.csv", header, cells)


class ReviewView(SignedInMixin, DetailView):
    """One audit: plan, findings, conclusion."""

    template_name = "reviews/review.html"
    context_object_name = "review"

    def get_queryset(self) -> QuerySet[Review]:
        """What the reader may see."""
        return Review.objects.visible_to(self.user).select_related(
            "project__owner", "engagement__organisation", "opened_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, findings, and what the reader can do."""
        review = self.object
        findings = AuditFinding.objects.visible_to(self.user).filter(review=review)
        facts = [
            (_("Auditor"), review.engagement.organisation.label),
            (_("Announced by"), review.opened_by),
            (_("Team"), ", ".join(str(person) for person in review.team.order_by("name"))),
            (_("Announced"), review.opened_at),
            (_("Scope"), review.scope),
            (_("Criteria"), review.criteria),
            (_("Audited from"), review.period_start),
            (_("Audited until"), review.period_end),
            (_("Version of the plan"), review.plan_version),
            (_("Begun"), review.begun_at),
            (_("Access ends"), review.engagement.valid_to),
        ]
        if review.closed_at:
            facts.append((_("Concluded"), review.closed_at))
        is_own = is_auditor_of(review, self.user)
        return super().get_context_data(
            project=review.project,
            active_tab="reviews",
            title=review.title,
            facts=facts,
            findings=findings.select_related("addressee", "review", "project"),
            plans=PlanVersion.objects.visible_to(self.user).filter(
                review=review, number__lt=review.plan_version
            ),
            questions=Question.objects.visible_to(self.user)
            .filter(review=review)
            .select_related("addressee"),
            is_own=is_own,
            samples=Sample.objects.visible_to(self.user)
            .filter(review=review)
            .annotate(
                drawn=Count("items"), tested=Count("items", filter=~Q(items__status="pending"))
            ),
            papers=Workpaper.objects.visible_to(self.user)
            .filter(review=review)
            .select_related("written_by"),
            may_report=access.may(self.user, Right.VIEW_REVIEWS, review.project),
            may_work=review.is_open and is_own,
            **kwargs,
        )


class FindingView(SignedInMixin, DetailView):
    """One finding: what was found, the answer, how it was settled."""

    template_name = "reviews/finding.html"
    context_object_name = "finding"

    def get_queryset(self) -> QuerySet[AuditFinding]:
        """What the reader may see."""
        return AuditFinding.objects.visible_to(self.user).select_related(
            "project__owner",
            "review__engagement",
            "organisation",
            "addressee",
            "responded_by",
            "resolved_by",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts, the evidence that the reader may see, and what the reader can do."""
        finding = self.object
        parts = [
            (_("Criterion"), finding.criterion),
            (_("Condition found"), finding.condition),
            (_("Cause"), finding.cause),
            (_("Effect"), finding.effect),
            (_("Recommendation"), finding.recommendation),
        ]
        documents = Document.objects.visible_to(self.user)
        seen = set(documents.filter(pk__in=finding.pins.values("document")).values_list("pk"))
        pins = finding.pins.select_related("document__replaced_by")
        shown = [pin for pin in pins if (pin.document_id,) in seen]
        facts = [
            (_("Status"), finding.get_status_display()),
            (_("Category"), finding.get_category_display()),
            (_("Severity"), finding.get_severity_display()),
            (_("Raised by"), finding.organisation.label),
            (_("Addressed to"), finding.addressee.label),
            (_("Issued"), finding.issued_at),
            (_("Answer due"), finding.due),
            (_("Position of the audited"), finding.get_agreement_display()),
            (_("Measure due"), finding.measure_due),
        ]
        is_open = finding.review.is_open
        return super().get_context_data(
            project=finding.project,
            active_tab="reviews",
            title=finding.name,
            parts=parts,
            facts=facts,
            pins=shown,
            hidden_evidence=_attached(finding) - len(shown),
            eliminations=EliminationReport.objects.visible_to(self.user)
            .filter(finding=finding)
            .select_related("submitted_by")
            .prefetch_related(Prefetch("evidence", queryset=documents)),
            payment=Payment.objects.visible_to(self.user).filter(pk=finding.payment_id).first(),
            papers=Workpaper.objects.visible_to(self.user).filter(finding=finding),
            may_work=is_open and is_auditor_of(finding.review, self.user),
            may_answer=is_open and is_addressed(finding, self.user),
            may_see_review=Review.objects.visible_to(self.user)
            .filter(pk=finding.review_id)
            .exists(),
            **kwargs,
        )


def listed(request: HttpRequest, findings: Any) -> dict[str, Any]:
    """The filter form and one page of the findings that it asks for."""
    form = FindingFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = narrowed(findings, asked).select_related("project", "addressee", "review")
    page = Paginator(rows.order_by("-id"), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "filter_form": form,
        "page_obj": page,
        "is_filtered": any(asked.values()),
        "clear_url": request.path,
    }


def narrowed(findings: Any, asked: dict[str, Any]) -> Any:
    """`findings` by words, state and severity."""
    for word in (asked.get("q") or "").split():
        findings = findings.filter(
            Q(title__icontains=word)
            | Q(condition__icontains=word)
            | Q(project__reference__icontains=word)
        )
    status = asked.get("status")
    if status == "open":
        findings = findings.filter(status__in=AuditFinding.OPEN)
    elif status:
        findings = findings.filter(status=status)
    if asked.get("severity"):
        findings = findings.filter(severity=asked["severity"])
    return findings


def by_status(findings: Any) -> list[tuple[str, Any, int]]:
    """Code, word and number of findings in each state that occurs."""
    numbers = dict(
        findings.order_by()
        .values_list("status")
        .annotate(number=Count("pk"))
        .values_list("status", "number")
    )
    return [
        (code, label, numbers[code])
        for code, label in AuditFinding.Status.choices
        if code in numbers
    ]


def with_counts(reviews: Any) -> Any:
    """Reviews with how many of their issued findings are open, and how many there are."""
    issued = Q(findings__issued_at__isnull=False)
    still = Q(findings__status__in=AuditFinding.OPEN)
    return reviews.annotate(
        issued_count=Count("findings", filter=issued, distinct=True),
        open_count=Count("findings", filter=still, distinct=True),
    )


def is_auditor_of(review: Review, user: User) -> bool:
    """Whether `user` audits under the review's engagement."""
    mandate = access.may(user, Right.AUDIT, review.project)
    return bool(mandate) and mandate.organisation_id == review.engagement.organisation_id


def is_addressed(finding: AuditFinding | Question, user: User) -> bool:
    """Whether `user` can answer for the addressee."""
    is_owner = is_owners(finding.project, finding.addressee_id)
    right = Right.EDIT_PROJECT if is_owner else Right.RESPOND
    mandate = access.may(user, right, finding.project)
    return bool(mandate) and mandate.organisation_id == finding.addressee_id


def _attached(finding: AuditFinding) -> int:
    """How many documents there are, also those that the reader does not see."""
    number: int = finding.pins.count()
    return number
