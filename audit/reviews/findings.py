"""What a finding must be like, before the database is asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Invalid, NotReady, Text
from projects.models import Engagement, Project
from projects.roles import Capacity
from projects.supervision.models import Payment


class Contents(TypedDict):
    """What the auditor writes."""

    title: str
    severity: str
    criterion: str
    condition: str
    cause: str
    effect: str
    recommendation: str
    category: str
    payment: Payment | None
    due: date
    addressee: Organisation


def addressees(*projects: Project) -> QuerySet[Organisation]:
    """Who can be asked to answer: the owners and the contractors of `projects`."""
    contractors = Engagement.objects.in_force().filter(
        project__in=projects, capacity=Capacity.CONTRACTOR.value
    )
    keys = {*contractors.values_list("organisation_id", flat=True)}
    return Organisation.objects.filter(pk__in=keys | {project.owner_id for project in projects})


def check_contents(
    review: Review, contents: Contents, evidence: Iterable[Document], actor: User
) -> None:
    """Refuse an addressee without a part in the project and evidence that is not its own."""
    wrong: dict[str, Text] = {}
    if not addressees(review.project).filter(pk=contents["addressee"].pk).exists():
        wrong["addressee"] = _("Choose the owner agency or a contractor of the project.")
    if contents["severity"] not in AuditFinding.Severity.values:
        wrong["severity"] = _("Choose a severity.")
    if contents["due"] < timezone.localdate():
        wrong["due"] = _("The answer is due in the past.")
    if contents["category"] not in AuditFinding.Category.values:
        wrong["category"] = _("Choose a category.")
    payment = contents["payment"]
    if payment is not None and payment.project_id != review.project_id:
        wrong["payment"] = _("Choose a payment of this project.")
    if not all_visible(evidence, review.project, actor):
        wrong["evidence"] = _("Choose documents of this project.")
    for name in ("title", "criterion", "condition"):
        if not str(contents[name]).strip():
            wrong[name] = _("This is needed.")
    if wrong:
        raise Invalid("FINDING-CONTENTS", _("The finding cannot be kept like this."), fields=wrong)


def all_visible(documents: Iterable[Document], project: Project, actor: User) -> bool:
    """Whether all `documents` are ones of the project that `actor` sees."""
    keys = {document.pk for document in documents}
    visible = Document.objects.visible_to(actor).filter(project=project, pk__in=keys)
    return visible.count() == len(keys)


def require_documents(documents: Iterable[Document], project: Project, actor: User) -> None:
    """Refuse evidence that is not the project's, or hidden from who attaches it."""
    if not all_visible(documents, project, actor):
        raise Invalid(
            "REVIEW-EVIDENCE",
            _("Evidence is a document of this project that you can see."),
            fields={"evidence": _("Choose documents of this project.")},
        )


def check_complete(finding: AuditFinding) -> None:
    """Refuse to issue a finding that lacks evidence, effect or recommendation."""
    missing = [
        str(label)
        for label, present in (
            (_("evidence"), finding.evidence.exists()),
            (_("effect"), bool(finding.effect.strip())),
            (_("recommendation"), bool(finding.recommendation.strip())),
        )
        if not present
    ]
    if missing:
        raise NotReady(
            "FINDING-INCOMPLETE",
            _("Before it can be issued the finding still needs: %(missing)s.")
            % {"missing": ", ".join(missing)},
        )


def next_number(rows: QuerySet[Any]) -> int:
    """The number that follows the ones given; what was never issued has none."""
    last = rows.aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def pin_evidence(finding: AuditFinding) -> None:
    """Write the digest of each document beside it, as it is now; what is issued keeps them."""
    for pin in finding.pins.select_related("document"):
        pin.sha256 = pin.document.sha256
        pin.save(update_fields=["sha256"])


def check_answer(response: str, agreement: str, measure: str, measure_due: date | None) -> None:
    """Refuse an answer without words, and agreement without a measure and its day."""
    wrong: dict[str, Text] = {}
    if not response.strip():
        wrong["response"] = _("This is needed.")
    if agreement not in AuditFinding.Agreement.values:
        wrong["agreement"] = _("Say whether you agree.")
    if agreement in AuditFinding.PROMISING:
        if not measure.strip():
            wrong["planned_measure"] = _("Who agrees says what will be done.")
        if measure_due is None:
            wrong["measure_due"] = _("Who agrees says by when it will be done.")
    if wrong:
        raise Invalid("FINDING-ANSWER", _("The answer cannot be sent like this."), fields=wrong)
