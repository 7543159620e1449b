"""Pages of the stage: who sees what, forms that keep what was typed, receipts, exports."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.selection.actions.award_tender import award_tender
from projects.selection.models import Bid, Contract, ModeDecision, Tender
from tests.build.projects import Cast
from tests.build.selection import (
    approved_mode,
    bid_of,
    drafted_tender,
    evaluated_tender,
    published_tender,
    ready_contract,
    scored_alternatives,
    signed_contract,
)

pytestmark = pytest.mark.django_db


def page(client: Client, user: Any, name: str, *args: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(name, args=args))


def send(client: Client, user: Any, name: str, *args: Any, **data: Any) -> Any:
    client.force_login(user)
    return client.post(reverse(name, args=args), data)


def test_the_stage_page_shows_each_party_its_part(client: Client, cast: Cast) -> None:
    approved_mode(cast)
    contract = signed_contract(cast)
    text = page(client, cast.officer, "selection:overview", cast.project.pk).content.decode()
    assert "Buy the build, run it ourselves" in text
    assert contract.reference in text
    text = page(client, cast.project_manager, "selection:overview", cast.project.pk).content
    assert b"Buy the build" not in text
    assert contract.reference.encode() in text
    for stranger in (cast.rival_manager, cast.other_officer, cast.outsider, cast.operator):
        answer = page(client, stranger, "selection:overview", cast.project.pk)
        assert answer.status_code == 404


def test_an_officer_compares_and_proposes_a_leader_approves(client: Client, cast: Cast) -> None:
    project = cast.project
    for mode, title in (("self_build", "Make"), ("hybrid", "Mix")):
        answer = send(
            client, cast.officer, "selection:add_alternative", project.pk, mode=mode, title=title
        )
        assert answer.status_code == 302
    for one in project.alternative_set.all():
        scores = {f"c{n}": "6" if one.mode == "hybrid" else "4" for n in range(1, 7)}
        assert send(client, cast.officer, "selection:score", one.pk, **scores).status_code == 302
    answer = send(
        client,
        cast.officer,
        "selection:propose_mode",
        project.pk,
        alternative=one.pk,
        reasons="Best on security.",
    )
    assert answer.status_code == 302
    decision = ModeDecision.objects.get()
    shown = page(client, cast.leader, "selection:decide_mode", decision.pk).content.decode()
    assert "TOPSIS" in shown
    answer = send(
        client,
        cast.leader,
        "selection:decide_mode",
        decision.pk,
        approve="yes",
        expected_version=decision.version,
    )
    assert answer.status_code == 302
    project.refresh_from_db()
    assert project.mode == decision.alternative.mode


def test_a_stale_decision_is_told_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    scored_alternatives(cast)
    send(
        client,
        cast.officer,
        "selection:propose_mode",
        cast.project.pk,
        alternative=cast.project.alternative_set.last().pk,
        reasons="Best.",
    )
    decision = ModeDecision.objects.get()
    answer = send(
        client,
        cast.leader,
        "selection:decide_mode",
        decision.pk,
        approve="no",
        note="Ask three more suppliers.",
        expected_version=decision.version + 5,
    )
    assert answer.status_code == 412
    assert "Ask three more suppliers." in answer.content.decode()


def tender_form(**more: Any) -> dict[str, Any]:
    start = timezone.localtime()
    facts = {
        "reference": "T-9",
        "title": "Portal",
        "method": "open",
        "currency": "CNY",
        "value": "1000000",
        "period_start": start.strftime("%Y-%m-%dT%H:%M"),
        "period_end": (start + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"),
        "criteria-TOTAL_FORMS": "3",
        "criteria-INITIAL_FORMS": "0",
        "criteria-0-title": "Quality",
        "criteria-0-weight": "70",
        "criteria-1-title": "Price",
        "criteria-1-weight": "30",
        "criteria-1-is_price": "on",
        "criteria-2-title": "",
        "criteria-2-weight": "",
    }
    return facts | more


def test_a_tender_is_drafted_changed_and_published_by_page(client: Client, cast: Cast) -> None:
    approved_mode(cast)
    project = cast.project
    wrong = tender_form(period_end="2020-01-01T00:00", title="Kept title")
    answer = send(client, cast.officer, "selection:draft_tender", project.pk, **wrong)
    assert answer.status_code == 422
    assert "Kept title" in answer.content.decode()
    assert "Quality" in answer.content.decode()
    answer = send(client, cast.officer, "selection:draft_tender", project.pk, **tender_form())
    assert answer.status_code == 302
    tender = Tender.objects.get()
    assert [c.title for c in tender.criteria.all()] == ["Quality", "Price"]
    change = tender_form(title="Portal and app", expected_version=tender.version)
    change["criteria-0-weight"] = "60"
    change["criteria-2-title"], change["criteria-2-weight"] = "Service", "10"
    answer = send(client, cast.officer, "selection:change_tender", tender.pk, **change)
    assert answer.status_code == 302
    tender.refresh_from_db()
    assert (tender.title, tender.criteria.count()) == ("Portal and app", 3)
    assert page(client, cast.officer, "selection:publish_tender", tender.pk).status_code == 403
    answer = send(
        client,
        cast.leader,
        "selection:publish_tender",
        tender.pk,
        expected_version=tender.version,
    )
    assert answer.status_code == 302
    tender.refresh_from_db()
    assert tender.status == "published"


def test_a_notice_is_public_without_anything_of_the_project(client: Client, cast: Cast) -> None:
    tender = published_tender(cast)
    draft = drafted_tender(cast, reference="T-2", title="Secret draft")
    text = client.get(reverse("selection:notices")).content.decode()
    assert tender.title in text
    assert draft.title not in text
    notice = client.get(reverse("selection:notice", args=[tender.pk])).content.decode()
    assert "Quality" in notice
    assert "not legally verified" in notice
    assert cast.project.reference not in notice
    assert client.get(reverse("selection:notice", args=[draft.pk])).status_code == 404
    assert client.get(reverse("selection:tender", args=[tender.pk])).status_code == 302


def test_a_bidder_bids_reads_the_receipt_and_withdraws(client: Client, cast: Cast) -> None:
    tender = published_tender(cast)
    offer = {"bidder": cast.rival.pk, "amount": "123456.78", "currency": "CNY", "summary": "We."}
    answer = send(client, cast.rival_bidder, "selection:submit_bid", tender.pk, **offer)
    assert answer.status_code == 302
    bid = Bid.objects.get()
    again = send(client, cast.rival_bidder, "selection:submit_bid", tender.pk, **offer)
    assert again.status_code == 409
    assert "replace" in again.content.decode()
    receipt = page(client, cast.rival_bidder, "selection:receipt", bid.pk)
    assert receipt.json()["sha256"] == bid.digest
    assert "123,456.78" in page(client, cast.rival_bidder, "selection:bid", bid.pk).content.decode()
    assert send(client, cast.rival_bidder, "selection:withdraw_bid", bid.pk).status_code == 302


def test_sealed_bids_leak_on_no_page(client: Client, cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender, rival=True, amount="765432.10")
    for reader in (cast.officer, cast.leader, cast.auditor, cast.operator, cast.bid_manager):
        for name in ("selection:bid", "selection:receipt", "selection:evaluate_bid"):
            assert page(client, reader, name, bid.pk).status_code == 404
        text = page(client, reader, "selection:tender", tender.pk).content.decode()
        assert "765" not in text
        assert "Rival Systems" not in text
    for name in ("projects:detail", "selection:overview"):
        text = page(client, cast.leader, name, cast.project.pk).content.decode()
        assert "Rival Systems" not in text
    client.force_login(cast.operator)
    index = client.get("/operators/").content.decode()
    assert "selection/bid" not in index


def test_a_losing_bidder_reads_the_own_result_after_the_award_only(
    client: Client, cast: Cast
) -> None:
    tender, winning, losing = evaluated_tender(cast)
    Bid.objects.filter(pk=losing.pk).update(status_reason="Weak on security.")
    text = page(client, cast.rival_bidder, "selection:bid", losing.pk).content.decode()
    assert "Weak on security." not in text
    assert "84" not in text.split("</h1>")[1].split("SHA-256")[0]
    award_tender(tender, actor=cast.leader, bid=winning, reasons="Best.")
    text = page(client, cast.rival_bidder, "selection:bid", losing.pk).content.decode()
    assert "Weak on security." in text
    assert page(client, cast.rival_bidder, "selection:bid", winning.pk).status_code == 404


def test_opening_evaluation_and_award_by_page(client: Client, cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender)
    early = send(client, cast.officer, "selection:open_bids", tender.pk)
    assert early.status_code == 409
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end + timedelta(hours=1)):
        assert send(client, cast.officer, "selection:open_bids", tender.pk).status_code == 302
        shown = page(client, cast.officer, "selection:tender", tender.pk).content.decode()
        assert "900,000" in shown
        answer = send(
            client, cast.officer, "selection:evaluate_bid", bid.pk, status="valid", score="90"
        )
        assert answer.status_code == 302
        answer = send(
            client,
            cast.leader,
            "selection:award_tender",
            tender.pk,
            bid=bid.pk,
            reasons="Only and good.",
        )
        assert answer.status_code == 302
    tender.refresh_from_db()
    assert tender.status == "awarded"
    notice = client.get(reverse("selection:notice", args=[tender.pk])).content.decode()
    assert "Northern Software" in notice


def test_a_contract_is_written_reviewed_signed_and_acknowledged_by_page(
    client: Client, cast: Cast
) -> None:
    contract = ready_contract(cast)
    clause = contract.clauses.get(code="step_in")
    answer = send(
        client,
        cast.officer,
        "selection:write_clause",
        clause.pk,
        is_present="on",
        position="21",
        text="The Agency may step in.",
        expected_version=clause.version,
    )
    assert answer.status_code == 302
    shown = page(client, cast.second_officer, "selection:contract", contract.pk).content.decode()
    assert "to be reviewed" in shown
    clause.refresh_from_db()
    answer = send(
        client,
        cast.second_officer,
        "selection:review_clause",
        clause.pk,
        expected_version=clause.version,
    )
    assert answer.status_code == 302
    answer = send(client, cast.leader, "selection:sign_contract", contract.pk)
    assert answer.status_code == 302
    answer = send(client, cast.project_manager, "selection:acknowledge_contract", contract.pk)
    assert answer.status_code == 302
    contract.refresh_from_db()
    assert contract.status == Contract.Status.ACTIVE
    assert contract.acknowledged_by == cast.project_manager
    assert page(client, cast.rival_manager, "selection:contract", contract.pk).status_code == 404


def test_lists_are_filtered_paged_exported_and_cost_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    published_tender(cast, title="=cmd portal")
    client.force_login(cast.rival_bidder)
    client.get(reverse("selection:tenders"))
    with django_assert_max_num_queries(14):
        found = client.get(reverse("selection:tenders"), {"q": "portal", "state": "open"})
    assert "=cmd portal" in found.content.decode()
    none = client.get(reverse("selection:tenders"), {"state": "awarded"}).content.decode()
    assert "Nothing matches" in none
    csv = b"".join(client.get(reverse("selection:tenders_export")).streaming_content).decode()
    assert "'=cmd portal" in csv
