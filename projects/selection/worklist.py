"""What operation mode selection and the register expect of people."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contractors.models import Contractor, Qualification
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right
from projects.selection.bidding import firms_of
from projects.selection.limits import PROFILE
from projects.selection.models import Award, Bid, Contract, ModeDecision, OwnershipClause, Tender
from projects.work import Task, most_urgent, provides_tasks

SOON = timedelta(days=60)


def _mine(rows: Any, user: User, right: Right, project: Project | None) -> Any:
    """`rows` of native active projects on which `user` holds `right`."""
    rows = rows.filter(
        project__status="active",
        project__in=Project.objects.where(right, user).order_by().values("pk"),
    ).select_related("project__owner")
    return rows.filter(project=project) if project else rows


@provides_tasks
def modes_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Proposals for those who hold M1."""
    rows = ModeDecision.objects.visible_to(user).filter(status="proposed")
    for row in most_urgent(_mine(rows, user, Right.M1, project).exclude(proposed_by=user)):
        url = reverse("selection:decide_mode", args=[row.pk])
        yield Task(_("Decide the operation mode"), url, row.project)


@provides_tasks
def tenders_to_publish(user: User, project: Project | None) -> Iterator[Task]:
    """Complete drafts for those who hold M2."""
    rows = Tender.objects.visible_to(user).filter(status="draft", period_end__isnull=False)
    for row in most_urgent(_mine(rows, user, Right.M2, project).exclude(created_by=user)):
        title = _("Publish the tender %(tender)s") % {"tender": row.reference}
        yield Task(title, row.get_absolute_url(), row.project)


@provides_tasks
def bids_to_open(user: User, project: Project | None) -> Iterator[Task]:
    """Tenders whose deadline has passed, and opened ones with bids to evaluate."""
    now = timezone.now()
    tenders = Tender.objects.visible_to(user)
    due = tenders.filter(status="published", period_end__lte=now)
    for row in most_urgent(_mine(due, user, Right.EDIT_SELECTION, project), "period_end"):
        title = _("Open the bids for %(tender)s") % {"tender": row.reference}
        yield Task(title, row.get_absolute_url(), row.project, _day(row.period_end))
    pending = Bid.objects.visible_to(user).filter(status="pending", tender__status="opened")
    for bid in most_urgent(
        _mine(pending, user, Right.EDIT_SELECTION, project).select_related("bidder")
    ):
        title = _("Evaluate the bid of %(bidder)s") % {"bidder": bid.bidder.label}
        yield Task(title, reverse("selection:evaluate_bid", args=[bid.pk]), bid.project)


@provides_tasks
def awards_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Opened tenders whose bids are all evaluated, for those who hold M3."""
    rows = Tender.objects.visible_to(user).filter(status="opened").exclude(created_by=user)
    rows = rows.exclude(pk__in=Bid.objects.filter(status="pending").values("tender"))
    for row in most_urgent(_mine(rows, user, Right.M3, project), "opened_at"):
        title = _("Decide the award of %(tender)s") % {"tender": row.reference}
        due = _day(row.opened_at + timedelta(days=PROFILE.award_days)) if row.opened_at else None
        yield Task(title, reverse("selection:award_tender", args=[row.pk]), row.project, due)


@provides_tasks
def contracts_to_draft(user: User, project: Project | None) -> Iterator[Task]:
    """Awards without a contract, for those who prepare contracts."""
    rows = Award.objects.visible_to(user).filter(
        # an anti-join: an outer join would bring every contract together with its award first
        ~Exists(Contract.objects.filter(award=OuterRef("pk"))),
        status="active",
        source_id="",
    )
    for row in most_urgent(
        _mine(rows, user, Right.EDIT_CONTRACT, project).select_related("supplier"), "decided_at"
    ):
        title = _("Draft the contract with %(supplier)s") % {"supplier": row.supplier}
        limit = timedelta(days=PROFILE.signature_days)
        due = _day(row.decided_at + limit) if row.decided_at else None
        yield Task(title, reverse("selection:draft_contract", args=[row.pk]), row.project, due)


@provides_tasks
def clauses_to_review(user: User, project: Project | None) -> Iterator[Task]:
    """Drafts with clauses that wait for a second reader."""
    waiting = OwnershipClause.objects.filter(is_present=True, reviewed_by__isnull=True)
    rows = Contract.objects.visible_to(user).filter(
        status="pending", clauses__in=waiting.exclude(written_by=user)
    )
    for row in most_urgent(_mine(rows.distinct(), user, Right.EDIT_CONTRACT, project)):
        title = _("Review clauses of the contract %(contract)s") % {"contract": row.reference}
        yield Task(title, row.get_absolute_url(), row.project)


@provides_tasks
def contracts_to_sign(user: User, project: Project | None) -> Iterator[Task]:
    """Drafts of others whose clauses are reviewed, for those who hold M4."""
    essential = OwnershipClause.objects.filter(
        code="data_title", is_present=True, reviewed_by__isnull=False
    )
    rows = Contract.objects.visible_to(user).filter(status="pending", clauses__in=essential)
    for row in most_urgent(
        _mine(rows, user, Right.M4, project).exclude(created_by=user), "start_date"
    ):
        title = _("Sign the contract %(contract)s") % {"contract": row.reference}
        yield Task(title, row.get_absolute_url(), row.project, row.start_date)


@provides_tasks
def contracts_to_acknowledge(user: User, project: Project | None) -> Iterator[Task]:
    """Signed contracts of one's own organisation."""
    rows = Contract.objects.visible_to(user).filter(
        status="active",
        source_id="",
        acknowledged_at__isnull=True,
        contractor__in=list(access.scope_of(user).organisations),
    )
    for row in most_urgent(_mine(rows, user, Right.ACKNOWLEDGE, project), "signed_at"):
        title = _("Acknowledge the contract %(contract)s") % {"contract": row.reference}
        url = reverse("selection:acknowledge_contract", args=[row.pk])
        yield Task(title, url, row.project, _day(row.signed_at) if row.signed_at else None)


@provides_tasks
def tenders_closing(user: User, project: Project | None) -> Iterator[Task]:
    """Open tenders for which one's firm has not bid yet."""
    firms = firms_of(user)
    if not firms or project is not None:
        return
    bid = Bid.objects.filter(bidder__in=firms, status="pending").values("tender")
    rows = Tender.objects.visible_to(user).open_for_bids().exclude(pk__in=bid)
    for row in rows.order_by("period_end")[:25]:
        title = _("Bid for %(tender)s, if you want to") % {"tender": row.label}
        yield Task(title, row.get_absolute_url(), None, _day(row.period_end))


@provides_tasks
def qualifications_expiring(user: User, project: Project | None) -> Iterator[Task]:
    """Certificates of one's own firm that end soon."""
    scope = access.scope_of(user)
    if project is not None or scope.is_government or not scope.organisations:
        return
    own = Contractor.objects.visible_to(user)
    rows = Qualification.objects.visible_to(user).filter(
        contractor__in=own,
        withdrawn_on__isnull=True,
        expires_on__range=(timezone.localdate() - SOON, timezone.localdate() + SOON),
    )
    for row in most_urgent(rows):
        title = _("Renew the qualification %(title)s") % {"title": row.title}
        url = reverse("contractors:detail", args=[row.contractor_id])
        yield Task(title, url, None, row.expires_on)


def _day(moment: Any) -> date:
    return timezone.localdate(moment)
