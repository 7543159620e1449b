"""Progress is reported and verified, changes are decided, findings closed, money paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from egov_outsource.accounts.models import User
from egov_outsource.scenario.clock import Day, day_of, days_after, do
from egov_outsource.scenario.team import Undertaking
from projects.models import Project
from projects.selection.models import Contract
from projects.supervision.actions.add_milestone import add_milestone
from projects.supervision.actions.approve_payment import approve_payment
from projects.supervision.actions.assess_change import assess_change
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.claim_payment import claim_payment
from projects.supervision.actions.close_finding import close_finding
from projects.supervision.actions.decide_change import decide_change
from projects.supervision.actions.meet_milestone import meet_milestone
from projects.supervision.actions.propose_change import propose_change
from projects.supervision.actions.raise_finding import raise_finding
from projects.supervision.actions.record_payment_paid import record_payment_paid
from projects.supervision.actions.respond_finding import respond_finding
from projects.supervision.actions.submit_status_report import submit_status_report
from projects.supervision.actions.verify_status_report import verify_status_report
from projects.supervision.models import ChangeRequest, Finding, Milestone, Payment


@dataclass(frozen=True)
class Site:
    """Where the work is done: the project, its contract (none in a self-build), who reports."""

    job: Undertaking
    contract: Contract | None
    reporter: User
    verifier: User

    @property
    def project(self) -> Project:
        """The project."""
        return self.job.project


def plan_milestone(
    site: Site, code: str, title: str, due: Day, day: Day, *, weight: str = "1", kind: str = "build"
) -> Milestone:
    """The officer plans a milestone."""
    return do(
        day,
        add_milestone,
        site.project,
        actor=site.job.team.officer,
        code=code,
        title=title,
        due=day_of(due),
        kind=kind,
        weight=Decimal(weight),
        contract=site.contract,
    )


def meet(site: Site, milestone: Milestone, met_on: Day) -> None:
    """Who verifies confirms it, three days after."""
    day = days_after(met_on, 3)
    do(day, meet_milestone, milestone, actor=site.verifier, met_on=day_of(met_on))


def report(
    site: Site,
    as_of: Day,
    figures: Sequence[int],
    *,
    bac: int,
    unit: int = 1,
    view: str = "open_book",
    verified: int | None = None,
    note: str = "",
    narrative: str = "",
) -> None:
    """The status of one day is reported, and verified a week later; `figures` are PV, EV, AC."""
    pv, ev, ac = (Decimal(figure * unit) for figure in figures)
    found = do(
        days_after(as_of, 3),
        submit_status_report,
        site.project,
        actor=site.reporter,
        contract=site.contract,
        as_of=day_of(as_of),
        bac=Decimal(bac * unit),
        pv=pv,
        ev=ev,
        ac=ac,
        ac_view=view,
        narrative=narrative,
    )
    earned = ev if verified is None else Decimal(verified * unit)
    do(
        days_after(as_of, 7),
        verify_status_report,
        found,
        actor=site.verifier,
        verified_ev=earned,
        note=note,
    )


def change(
    site: Site, title: str, kind: str, reasons: str, day: Day, *, value: int = 0, days: int = 0
) -> ChangeRequest:
    """The contractor proposes a change."""
    return do(
        day,
        propose_change,
        site.project,
        actor=site.reporter,
        contract=site.contract,
        title=title,
        kind=kind,
        reasons=reasons,
        value=Decimal(value),
        days=days,
    )


def decide(
    site: Site,
    change_request: ChangeRequest,
    *,
    opinion: str,
    assessed: Day,
    day: Day,
    reasons: str,
    approve: bool = True,
    reference: str = "",
) -> ChangeRequest:
    """The supervisor gives an opinion, the leader decides."""
    found = do(assessed, assess_change, change_request, actor=site.verifier, opinion=opinion)
    return do(
        day,
        decide_change,
        found,
        actor=site.job.team.leader,
        approve=approve,
        reasons=reasons,
        procurement_reference=reference,
    )


def find(
    site: Site, title: str, text: str, day: Day, *, severity: str = "major", by: User | None = None
) -> Finding:
    """The supervisor, or another who inspects, raises a finding to the contractor."""
    addressee = site.contract.contractor if site.contract else None
    return do(
        day,
        raise_finding,
        site.project,
        actor=by or site.verifier,
        addressee=addressee or site.project.owner,
        title=title,
        text=text,
        severity=severity,
    )


def settle(
    site: Site, finding: Finding, *, answered: Day, response: str, day: Day, note: str
) -> None:
    """The contractor answers, the raiser closes."""
    found = do(answered, respond_finding, finding, actor=site.reporter, response=response)
    do(day, close_finding, found, actor=finding.raised_by, note=note)


def claim(site: Site, amount: int, purpose: str, day: Day) -> Payment:
    """The contractor claims money."""
    assert site.contract is not None  # noqa: S101 - nobody claims without a contract
    return do(
        day,
        claim_payment,
        site.contract,
        actor=site.reporter,
        amount=Decimal(amount),
        currency=site.contract.currency,
        purpose=purpose,
    )


def pay(site: Site, amount: int, purpose: str, day: Day) -> None:
    """A claim is certified, approved and paid within three weeks."""
    payment = claim(site, amount, purpose, day)
    payment = do(
        days_after(day, 5), certify_payment, payment, actor=site.verifier, note="As contracted."
    )
    payment = do(
        days_after(day, 12),
        approve_payment,
        payment,
        actor=site.job.team.payer,
        reasons="Certified and within the contract.",
    )
    paid = days_after(day, 19)
    do(paid, record_payment_paid, payment, actor=site.job.team.payer, paid_on=paid)
