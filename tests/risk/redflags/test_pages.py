"""Flagged tenders as different people see them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from egov_outsource.accounts.models import Organisation, User
from projects.selection.models import Award, Bid, Tender
from risk.flagged import flagged, options_for
from risk.redflags.process import read
from tests.build.accounts import contractor
from tests.build.projects import Cast
from tests.build.risk import at
from tests.risk.redflags.make import gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def bidders() -> list[Organisation]:
    return [contractor(), contractor()]


@pytest.fixture
def tender(cast: Cast, bidders: list[Organisation]) -> Tender:
    """Imported: ten days, two same prices, the other bidder disqualified, the winner late."""
    start = at("2024-06-03")
    called = Tender.objects.create(
        project=cast.project,
        reference="T-7",
        title="One window",
        method="open",
        period_start=start,
        period_end=start + timedelta(days=10),
        status="awarded",
        published_at=start,
        opened_at=start + timedelta(days=10),
        created_by=cast.officer,
    )
    statuses = ("valid", "disqualified")
    for bidder, status in zip(bidders, statuses, strict=True):
        Bid.objects.create(
            project=cast.project,
            tender=called,
            bidder=bidder,
            source_id=f"bid-{bidder.pk}",
            amount=Decimal(100),
            status=status,
            submitted_at=start + timedelta(days=11),
        )
    Award.objects.create(project=cast.project, tender=called, supplier=bidders[0])
    return called


def page(client: Client, who: User, name: str = "risk:redflags", **asked: object) -> str:
    client.force_login(who)
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    return b"".join(answer).decode()


def test_flags_of_a_tender_are_shown_with_their_meaning(
    client: Client, cast: Cast, tender: Tender
) -> None:
    codes = [one.code for one in flagged(cast.officer).tenders[0][1]]
    assert codes == ["R003", "R028", "R030", "R035"]
    text = page(client, cast.officer)
    assert "One window" in text
    assert "Identical bid prices" in text
    assert "nobody is accused" in text
    assert "Fixed or regulated prices explain it." in text
    assert "One window" in page(client, cast.officer, agency=cast.project.owner_id)
    assert "One window" not in page(client, cast.officer, agency=0)


def test_the_page_speaks_chinese(client: Client, cast: Cast, tender: Tender) -> None:
    User.objects.filter(pk=cast.officer.pk).update(language="zh-hans")
    assert "报价雷同" in page(client, cast.officer)


def test_who_does_not_see_risk_sees_no_flags(client: Client, cast: Cast, tender: Tender) -> None:
    for who in (cast.other_officer, cast.rival_bidder, cast.outsider, cast.expired_auditor):
        assert flagged(who).asked == 0
        assert "One window" not in page(client, who)
        assert "One window" not in page(client, who, "risk:export_redflags")


def test_bids_that_one_may_not_see_raise_no_flag(cast: Cast, tender: Tender) -> None:
    Tender.objects.update(opened_at=None)
    assert [one.code for one in flagged(cast.officer).tenders[0][1]] == ["R003"]


def test_cancelled_tenders_and_drafts_are_not_flagged(cast: Cast, tender: Tender) -> None:
    for status, asked in (("cancelled", 1), ("draft", 0)):
        Tender.objects.update(status=status)
        found = flagged(cast.officer)
        assert (found.tenders, found.asked) == ([], asked)


def test_an_imported_consortium_is_no_single_bidder(
    cast: Cast, tender: Tender, bidders: list[Organisation]
) -> None:
    Bid.objects.update(summary="and a partner")
    Bid.objects.filter(bidder=bidders[1]).update(status="valid", amount=Decimal(101))
    codes = [one.code for one in flagged(cast.officer).tenders[0][1]]
    assert codes == ["R003", "R030"]
    Bid.objects.update(summary="")
    codes = [one.code for one in flagged(cast.officer).tenders[0][1]]
    assert codes == ["R003", "R024", "R030"]


def test_flags_leave_as_a_table(client: Client, cast: Cast, tender: Tender) -> None:
    lines = page(client, cast.officer, "risk:export_redflags").splitlines()
    assert len(lines) == 5
    assert "R028,Identical bid prices,1.0" in lines[2]


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, cast: Cast, tender: Tender, django_assert_max_num_queries: object
) -> None:
    page(client, cast.officer)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page(client, cast.officer)


def test_few_prices_are_judged_by_fixed_limits_many_by_their_quartiles() -> None:
    few = [read(gap(str(n), 100, 101 + n)) for n in range(29)]
    sections, has_statistics = options_for([one for one in few if one])
    assert not has_statistics
    assert (sections["R024"], sections["R058"]) == ({"threshold": 0.01}, {"threshold": 0.25})
    assert sections["currency"] == "CNY"
    assert "R025" not in sections
    many = [*few, read(gap("last", 100, 200))]
    sections, has_statistics = options_for([one for one in many if one])
    assert has_statistics
    assert sections["R024"] == sections["R025"] == sections["R038"] == {}
