"""Whether somebody may act as the auditor of a project or of one review."""

from django.utils.translation import gettext_lazy as _

from audit.reviews.independence import require_independent
from audit.reviews.models import AuditFinding, Question, Review
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, NotAllowed, NotReady
from projects.models import Engagement, Project
from projects.owners import is_owners
from projects.rights import Right
from projects.roles import Capacity


def engagement_of(project: Project, actor: User) -> Engagement:
    """The audit engagement under which `actor` audits `project` now.

    SOD-9: nobody audits an agency in which they had a role during the last two years.

    Raises:
        NotAllowed, Hidden: `actor` is no auditor of the project, or not independent.

    """
    mandate = access.require(actor, Right.AUDIT, project)
    require_independent(actor, project)
    engagement = (
        Engagement.objects.in_force()
        .filter(
            project=project,
            organisation_id=mandate.organisation_id,
            capacity=Capacity.AUDIT.value,
        )
        .first()
    )
    if engagement is None:
        raise NotReady("REVIEW-ENGAGEMENT", _("No audit engagement is in force."))
    return engagement


def require_auditor(review: Review, actor: User) -> Engagement:
    """The engagement of `review`, when `actor` audits under it; else a refusal."""
    engagement = engagement_of(review.project, actor)
    if engagement.organisation_id != review.engagement.organisation_id:
        raise NotAllowed(
            "INV-4",
            _("Only the auditors who opened this review work on it."),
            helper=_("Open a review of your own."),
        )
    return engagement


def require_addressee(finding: AuditFinding | Question, actor: User) -> access.Decision:
    """The mandate of `actor` to answer a finding or question for its addressee; else a refusal."""
    if not type(finding).objects.visible_to(actor).filter(pk=finding.pk).exists():
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    is_owner = is_owners(finding.project, finding.addressee_id)
    right = Right.EDIT_PROJECT if is_owner else Right.RESPOND
    mandate = access.require(actor, right, finding.project)
    if mandate.organisation_id != finding.addressee_id:
        raise NotAllowed(
            "FINDING-ADDRESSEE",
            _("Only those to whom this is addressed answer it."),
            helper=_("Addressed to %(organisation)s.") % {"organisation": finding.addressee.label},
        )
    return mandate


def require_open(review: Review) -> None:
    """Refuse when the review is closed."""
    if not review.is_open:
        raise NotReady("REVIEW-CLOSED", _("This review is closed."))


def require_status(finding: AuditFinding | Question, *allowed: str) -> None:
    """Refuse when a finding or question is not in one of `allowed` states."""
    if finding.status not in allowed:
        raise NotReady(
            "FINDING-STATE" if isinstance(finding, AuditFinding) else "QUESTION-STATE",
            _("This is “%(state)s”; that is not the moment for this.")
            % {"state": finding.get_status_display()},
        )
