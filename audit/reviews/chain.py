"""From a payment back to the bid: each link with its record, day, decider, entry and proof."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from projects.acceptance.models import AcceptanceDecision
from projects.prosecution.models import Obligation
from projects.selection.models import Award, Bid, Contract
from projects.supervision.models import Milestone, Payment

MOST = 5


@dataclass
class Found:
    """One record of a link: what happened to it, when, by whom, and the entry that says so."""

    record: Model
    what: str | Promise
    event: str
    at: date | datetime | None = None
    who: Any = None
    entry: Entry | None = None

    @property
    def url(self) -> str:
        """The page of the record."""
        if isinstance(self.record, AcceptanceDecision):
            return reverse("acceptance:submission", args=[self.record.submission_id])
        if isinstance(self.record, Obligation):
            return reverse("prosecution:obligation", args=[self.record.pk])
        if isinstance(self.record, Award):
            return reverse("selection:overview", args=[self.record.project_id])
        # every other noun of the chain has a page; their common class, a model, says nothing of it
        return str(self.record.get_absolute_url())  # type: ignore[attr-defined]

    @property
    def name(self) -> str:
        """The record in words."""
        return str(getattr(self.record, "label", "") or self.record)

    @property
    def proof_url(self) -> str:
        """Where its entry is proved."""
        return reverse("audit:proof", args=[self.entry.uid]) if self.entry else ""


@dataclass
class Link:
    """One step of the chain; without records it is missing, or hidden from the reader."""

    code: str
    label: str | Promise
    rule: str | Promise
    found: list[Found] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether nothing stands here."""
        return not self.found


def chain_of(payment: Payment, user: User) -> list[Link]:
    """The links of `payment` as far as `user` sees them."""
    contract = Contract.objects.visible_to(user).filter(pk=payment.contract_id or 0).first()
    day = claimed_on(payment)
    links = [
        _payment(payment),
        _certificate(payment),
        _inspection(contract, user, day),
        _milestone(contract, user, day),
        _obligation(contract, user, day),
        _contract(contract),
    ]
    award = Award.objects.visible_to(user).filter(pk=(contract.award_id or 0) if contract else 0)
    links += _selection(award.select_related("decided_by").first(), user)
    _with_entries([one for link in links for one in link.found], user)
    return links


def claimed_on(payment: Payment) -> date:
    """The day up to which the chain looks: of the claim, or of the payment."""
    if payment.claimed_at:
        return timezone.localdate(payment.claimed_at)
    return payment.paid_on or timezone.localdate()


def _payment(payment: Payment) -> Link:
    found = [
        Found(payment, _("claimed"), "payment:claimed", payment.claimed_at, payment.claimed_by)
    ]
    if payment.paid_on:
        found.append(Found(payment, _("paid"), "payment:paid", payment.paid_on))
    return Link("payment", _("Payment"), _("What was claimed, and when it was paid."), found)


def _certificate(payment: Payment) -> Link:
    """Certified by the supervisor, approved by a third person (SOD-6)."""
    link = Link("certificate", _("Certificate"), _("Certified by one, approved by another person."))
    for what, name in ((_("certified"), "certified"), (_("approved"), "approved")):
        at = getattr(payment, f"{name}_at")
        if at:
            who = getattr(payment, f"{name}_by")
            link.found.append(Found(payment, what, f"payment:{name}", at, who))
    return link


def _inspection(contract: Contract | None, user: User, day: date) -> Link:
    """The last decisions of acceptance before the claim."""
    rows = AcceptanceDecision.objects.visible_to(user).filter(
        submission__deliverable__contract=contract, decided_at__date__lte=day
    )
    rows = rows.select_related("submission__deliverable", "decided_by").order_by("-decided_at")
    found = [
        Found(
            row,
            row.get_outcome_display(),
            "deliverable:decided",
            row.decided_at,
            row.decided_by,
        )
        for row in (rows[:MOST] if contract else [])
    ]
    rule = _("The latest acceptances under the contract up to the claim.")
    return Link("inspection", _("Inspection and acceptance"), rule, found)


def _milestone(contract: Contract | None, user: User, day: date) -> Link:
    """What was met last before the claim."""
    rows = Milestone.objects.visible_to(user).filter(contract=contract, met_on__lte=day)
    rows = rows.select_related("verified_by").order_by("-met_on", "-pk")
    found = [
        Found(row, row.get_status_display(), "milestone:inspected", row.met_on, row.verified_by)
        for row in (rows[:MOST] if contract else [])
    ]
    rule = _("The latest milestones of the contract that were met up to the claim.")
    return Link("milestone", _("Work package or milestone"), rule, found)


def _obligation(contract: Contract | None, user: User, day: date) -> Link:
    """What had been promised by then; each names its clause."""
    found = []
    if contract:
        rows = Obligation.objects.visible_to(user).filter(contract=contract, due__lte=day)
        for row in rows.select_related("settled_by").order_by("-due", "-pk")[:MOST]:
            what = row.get_status_display()
            found.append(Found(row, what, "obligation:met", row.met_on or row.due, row.settled_by))
    rule = _("The latest obligations of the contract that were due up to the claim.")
    return Link("obligation", _("Obligation or clause"), rule, found)


def _contract(contract: Contract | None) -> Link:
    found = []
    if contract:
        what = _("signed") if contract.signed_at else contract.get_status_display()
        who = contract.signed_by
        found.append(Found(contract, what, "contract:signed", contract.signed_at, who))
    return Link("contract", _("Contract"), _("The contract that the claim names."), found)


def _selection(award: Award | None, user: User) -> list[Link]:
    decided = Link("award", _("Award"), _("The award that the contract names."))
    offered = Link("bid", _("Bid"), _("The bid that the award names."))
    if award is not None:
        what = award.get_status_display()
        decided.found.append(
            Found(award, what, "award:decided", award.decided_at, award.decided_by)
        )
        bid = Bid.objects.visible_to(user).filter(pk=award.bid_id or 0)
        for row in bid.select_related("submitted_by", "bidder"):
            offered.found.append(
                Found(row, _("received"), "bid:submitted", row.submitted_at, row.submitted_by)
            )
    return [decided, offered]


def _with_entries(found: Iterable[Found], user: User) -> None:
    """Put beside each record the entry that tells of it, if the reader sees one."""
    rows = list(found)
    asked = Q(pk__in=[])
    for one in rows:
        subject = one.record
        asked |= Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    told: dict[tuple[str, int, str], Entry] = {}
    for entry in Entry.objects.visible_to(user).filter(asked).order_by("pk"):
        told[entry.subject_type, entry.subject_id, entry.event] = entry
    for one in rows:
        subject = one.record
        one.entry = told.get((subject._meta.label_lower, int(subject.pk), one.event))
