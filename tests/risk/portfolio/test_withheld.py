"""What a viewer may not see counts in no measure: each is as if the rows did not exist."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.grants import derive_agency_grants
from projects.models import AgencyGrant, Project
from projects.prosecution.models import Obligation
from projects.rights import Right
from projects.roles import Capacity
from projects.supervision.models import Finding, Payment
from risk.models import RiskUncertainty
from risk.models.uncertainty import packed
from risk.portfolio.asked import Asked
from risk.portfolio.gather import READERS, gather, read_history
from risk.portfolio.holdings import Closed, Contracts, Datasets, Holdings, Overdue, Parties
from risk.portfolio.measures.rank_stability import NOT_DRAWN
from risk.portfolio.overview import overview
from risk.portfolio.registry import MEASURES
from risk.portfolio.telling import told
from risk.uncertainty.doubts import Source
from tests.build.accounts import member
from tests.build.contractors import affiliated
from tests.build.portfolio import dataset, outsourced, scored
from tests.build.projects import Cast, engaged

pytestmark = pytest.mark.django_db

# a right → what nobody counts without it, beside the supervisors' fees and one overdue matter each
NEEDED: dict[Right, dict[str, Any]] = {
    Right.VIEW: {"parties": Parties()},
    Right.VIEW_CONTRACT: {"contracts": Contracts()},
    Right.VIEW_PAYMENTS: {"contracts": Contracts(), "closed": Closed()},
    Right.VIEW_ACCEPTANCE: {"datasets": Datasets()},
    Right.VIEW_SUPERVISION: {"closed": Closed()},
    Right.VIEW_FINDINGS: {},
    Right.VIEW_PROSECUTION: {},
}
OVERDUE = {Right.VIEW_SUPERVISION, Right.VIEW_FINDINGS, Right.VIEW_PROSECUTION}


def shown(user: Any) -> list[dict[str, Any]]:
    """All that all measures tell somebody."""
    found = overview(user, Asked())
    return [told(one, found.of(one)) for one in MEASURES]


def told_of(holdings: Holdings) -> list[dict[str, Any]]:
    """All that all measures tell of these."""
    return [told(one, one.compute(holdings)) for one in MEASURES]


def project_with_all(cast: Cast, **facts: Any) -> Project:
    """Contract, payment, supervision, data of two holders, and three matters past their due."""
    given = {"classification": "important", "responsible_officer": cast.officer} | facts
    project = outsourced(
        cast.agency,
        cast.contractor,
        9_000_000,
        paid=1_000_000,
        supervisor=cast.supervision_firm,
        **given,
    )
    dataset(project, cast.contractor)
    dataset(project, cast.rival)
    late = {"project": project, "number": 1, "due": timezone.localdate() - timedelta(days=3)}
    parties = {"organisation": cast.supervision_firm, "addressee": cast.contractor}
    Finding.objects.create(title="Late", raised_by=cast.supervisor, **parties, **late)
    Obligation.objects.create(title="Late", party=cast.contractor, created_by=cast.officer, **late)
    scored(project)
    return project


def drawn(project: Project, count: int, score: float) -> None:
    """So many draws, all of the same score."""
    RiskUncertainty.objects.create(
        project=project,
        model=project.risk_result.model,
        as_of=timezone.localdate(),
        event_seq=0,
        seed=1,
        count=count,
        **dict.fromkeys(("p05", "p50", "p95"), score),
        floor=0,
        quantiles=[score] * 101,
        bands=[0.2] * 5,
        alone=[score] * 2 * len(Source),
        missing=[],
        classed=[],
        draws=packed(np.full(count, score)),
        computed_at=timezone.now(),
    )


def reader(cast: Cast, role: str, without: Right | None = None) -> User:
    """A member of the agency with the rights of a role but for one."""
    user = member(cast.agency, role)
    derive_agency_grants(cast.agency)
    if without:
        assert AgencyGrant.objects.filter(user=user, permission__codename=without).delete()[0]
    return user


def without(holdings: Holdings, *rights: Right) -> Holdings:
    """What is left of `holdings` for those who hold none of `rights`."""
    kept = replace(holdings, **{name: x for one in rights for name, x in NEEDED[one].items()})
    if Right.VIEW_PAYMENTS in rights:
        fees = np.full(len(kept.parties.fee), np.nan)
        kept = replace(kept, parties=replace(kept.parties, fee=fees))
    late = kept.overdue.number - len(OVERDUE.intersection(rights))
    return replace(kept, overdue=Overdue(project=kept.overdue.project, number=late))


def test_without_a_right_every_measure_is_as_if_there_were_none_of_its_rows(cast: Cast) -> None:
    drawn(project_with_all(cast), 10, 40.0)
    project_with_all(cast, status="closed")
    affiliated(cast.contractor, cast.rival)
    every = gather(reader(cast, "records"), Asked(), READERS)
    assert all(one["lines"] for one in told_of(every) if one["code"] != "supervisor-pairing")
    assert every.overdue.number.tolist() == [3, 3]
    for right in NEEDED:
        left = told_of(without(every, right))
        assert left != told_of(every), right
        assert shown(reader(cast, "records", right)) == left, right
    assert shown(reader(cast, "model_steward")) == told_of(
        without(every, *(right for right in NEEDED if right is not Right.VIEW))
    )


def test_who_sees_one_project_of_two_sees_nothing_of_the_other(cast: Cast) -> None:
    mine = project_with_all(cast)
    drawn(mine, 10, 40.0)
    engaged(mine, cast.audit_office, Capacity.AUDIT, by=cast.leader)
    engaged(mine, cast.assessment_firm, Capacity.ASSESSMENT, by=cast.leader)
    before = {name: shown(getattr(cast, name)) for name in ("auditor", "assessor")}
    points = read_history(cast.auditor, Asked())
    assert before["auditor"][-1]["lines"]  # ranks of what was drawn
    hidden = [project_with_all(cast, status=status) for status in ("active", "active", "closed")]
    for one in hidden[:2]:
        drawn(one, 20, 90.0)
    affiliated(cast.contractor, cast.rival)
    contract = mine.contract_set.get()
    payment = Payment(project=hidden[0], contract=contract, payee=cast.contractor)
    payment.amount, payment.status = 1_000_000, "paid"
    payment.save()
    for name, told_before in before.items():
        assert shown(getattr(cast, name)) == told_before, name
    after = read_history(cast.auditor, Asked())
    assert after.project.tolist() == points.project.tolist() == [mine.pk]


def test_a_filter_for_projects_without_draws_says_that_there_are_none(cast: Cast) -> None:
    drawn(project_with_all(cast), 10, 40.0)
    project_with_all(cast, stage="acceptance")
    found = overview(cast.officer, Asked(stage="acceptance"))
    assert found.projects == 1
    assert found.found["rank-stability"].note == NOT_DRAWN
