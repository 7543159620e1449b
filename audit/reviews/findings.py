"""What a finding must be like, before the database is asked."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Invalid, NotReady, Text
from projects.models import Engagement, Project
from projects.roles import Capacity


class Contents(TypedDict):
    """What the auditor writes."""

    title: str
    severity: str
    criterion: str
    condition: str
    cause: str
    effect: str
    recommendation: str
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
    keys = {document.pk for document in evidence}
    visible = Document.objects.visible_to(actor).filter(project=review.project, pk__in=keys)
    if visible.count() != len(keys):
        wrong["evidence"] = _("Choose documents of this project.")
    for name in ("title", "criterion", "condition"):
        if not str(contents[name]).strip():
            wrong[name] = _("This is needed.")
    if wrong:
        raise Invalid("FINDING-CONTENTS", _("The finding cannot be kept like this."), fields=wrong)


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
