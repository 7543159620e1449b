"""Obligations are settled, breaches decided, contractors rated."""

from collections.abc import Mapping
from decimal import Decimal

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.scenario.clock import Day, day_of, do
from egov_outsource.scenario.steps.supervision import Site
from projects.prosecution.actions.add_obligation import add_obligation
from projects.prosecution.actions.comment_rating import comment_rating
from projects.prosecution.actions.decide_remedy import decide_remedy
from projects.prosecution.actions.finalise_rating import finalise_rating
from projects.prosecution.actions.give_notice import give_notice
from projects.prosecution.actions.open_breach import open_breach
from projects.prosecution.actions.rate_contractor import ASPECTS, rate_contractor
from projects.prosecution.actions.respond_breach import respond_breach
from projects.prosecution.actions.settle_obligation import settle_obligation
from projects.prosecution.models import Obligation


def owe(
    site: Site,
    title: str,
    due: Day,
    day: Day,
    *,
    party: Organisation | None = None,
    measure: str = "",
    evidence: str = "",
    remedy: str = "",
    clause: str = "",
) -> Obligation:
    """The officer writes down what somebody owes: the contractor unless another party is named."""
    contractor = site.contract.contractor if site.contract else None
    return do(
        day,
        add_obligation,
        site.project,
        actor=site.job.team.officer,
        party=party or contractor or site.project.owner,
        title=title,
        due=day_of(due),
        contract=site.contract,
        measure=measure,
        evidence=evidence,
        remedy=remedy,
        clause=clause,
    )


def met(site: Site, obligation: Obligation, met_on: Day, note: str = "") -> None:
    """The officer notes that it was met on that day."""
    do(
        met_on,
        settle_obligation,
        obligation,
        actor=site.job.team.officer,
        met_on=day_of(met_on),
        note=note,
    )


def hold_to_account(
    site: Site,
    obligation: Obligation,
    *,
    text: str,
    discovered: Day,
    noticed: Day,
    cure_by: Day,
    response: str,
    answered: Day,
    remedy: str,
    amount: int | None,
    reasons: str,
    day: Day,
) -> None:
    """A breach is opened, noticed, answered and decided."""
    officer = site.job.team.officer
    breach = do(
        noticed,
        open_breach,
        obligation,
        actor=officer,
        text=text,
        discovered_on=day_of(discovered),
    )
    breach = do(noticed, give_notice, breach, actor=officer, notice=text, cure_by=day_of(cure_by))
    breach = do(answered, respond_breach, breach, actor=site.reporter, response=response)
    do(
        day,
        decide_remedy,
        breach,
        actor=site.job.team.leader,
        kind=remedy,
        amount=None if amount is None else Decimal(amount),
        reasons=reasons,
    )


def rate(
    site: Site,
    period: tuple[Day, Day],
    marks: tuple[int, int, int, int, int],
    narrative: str,
    *,
    day: Day,
    comment: str,
    commented: Day,
    final: Day,
    by: User,
    reasons: str,
) -> None:
    """The officer rates, the contractor comments, somebody above makes it final."""
    assert site.contract is not None  # noqa: S101 - nobody rates without a contract
    assert site.contract.contractor is not None  # noqa: S101 - a signed contract has one
    scores: Mapping[str, int] = dict(zip(ASPECTS, marks, strict=True))
    rating = do(
        day,
        rate_contractor,
        site.project,
        actor=site.job.team.officer,
        organisation=site.contract.contractor,
        period_start=day_of(period[0]),
        period_end=day_of(period[1]),
        scores=scores,
        narrative=narrative,
    )
    rating = do(commented, comment_rating, rating, actor=site.reporter, comment=comment)
    do(final, finalise_rating, rating, actor=by, reasons=reasons)
