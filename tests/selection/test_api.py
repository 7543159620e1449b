"""Operation mode selection by REST: the whole walk, seals, hidden rows."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from projects.selection.clauses import CLAUSES
from projects.selection.criteria import CRITERIA
from tests.build.projects import Cast
from tests.build.selection import bid_of, evaluated_tender, published_tender, signed_contract

pytestmark = pytest.mark.django_db


def call(user: Any, method: str, path: str, data: Any = None, **headers: Any) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    return getattr(client, method)(f"/api/v1/{path}", data, format="json", **headers)


def test_mode_tender_award_and_contract_by_rest(cast: Cast) -> None:
    project = f"projects/{cast.project.pk}"
    for mode, score in (("self_build", 4), ("process", 7)):
        made = call(cast.officer, "post", f"{project}/alternatives/", {"mode": mode, "title": mode})
        assert made.status_code == 201, made.data
        path = f"{project}/alternatives/{made.data['id']}/scores/"
        scores = {"scores": dict.fromkeys(CRITERIA, score)}
        assert call(cast.officer, "post", path, scores).status_code == 200
    proposal = call(
        cast.officer,
        "post",
        f"{project}/mode-decisions/",
        {"alternative": made.data["id"], "reasons": "Best."},
    )
    assert proposal.status_code == 201, proposal.data
    path = f"{project}/mode-decisions/{proposal.data['id']}/decision/"
    assert call(cast.leader, "post", path, {"approve": True}).status_code == 428
    decided = call(
        cast.leader, "post", path, {"approve": True}, HTTP_IF_MATCH=proposal.headers["ETag"]
    )
    assert decided.data["status"] == "approved"
    now = timezone.now()
    terms = {
        "reference": "T-1",
        "title": "Portal",
        "value": "1000000.00",
        "period_start": now.isoformat(),
        "period_end": (now + timedelta(days=30)).isoformat(),
        "criteria": [{"title": "Quality", "weight": 60}, {"title": "Price", "weight": 40}],
    }
    tender = call(cast.officer, "post", f"{project}/tenders/", terms)
    assert tender.status_code == 201, tender.data
    path = f"tenders/{tender.data['id']}"
    assert call(cast.officer, "post", f"{path}/publication/").status_code == 403
    assert call(cast.leader, "post", f"{path}/publication/").status_code == 200
    offer = {"amount": "900000.00", "currency": "CNY", "summary": "We build it."}
    bid = call(cast.bid_manager, "post", f"{path}/bids/", offer)
    assert bid.status_code == 201, bid.data
    assert call(cast.bid_manager, "post", f"{path}/bids/", offer).status_code == 409
    receipt = call(cast.bid_manager, "get", f"bids/{bid.data['id']}/receipt/")
    assert receipt.data["sha256"] == bid.data["digest"]
    with time_machine.travel(now + timedelta(days=31)):
        assert call(cast.officer, "post", f"{path}/opening/").data["number_of_tenderers"] == 1
        done = call(
            cast.officer,
            "post",
            f"bids/{bid.data['id']}/evaluation/",
            {"status": "valid", "score": 90},
        )
        assert done.data["status"] == "valid"
        award = call(
            cast.leader, "post", f"{path}/award/", {"bid": bid.data["id"], "reasons": "Best."}
        )
        assert award.status_code == 201, award.data
        sign_by_rest(cast, award.data["id"])


def sign_by_rest(cast: Cast, award: int) -> None:
    today = timezone.localdate()
    drafted = call(
        cast.officer,
        "post",
        f"awards/{award}/contract/",
        {
            "reference": "C-1",
            "title": "Portal",
            "start_date": today.isoformat(),
            "end_date": (today + timedelta(days=365)).isoformat(),
        },
    )
    assert drafted.status_code == 201, drafted.data
    assert len(drafted.data["clauses"]) == 12
    for clause in drafted.data["clauses"]:
        path = f"clauses/{clause['id']}/"
        text = {"is_present": True, "position": "7", "text": CLAUSES[clause["code"]].wording}
        etag = f'"{clause["id"]}-{clause["version"]}"'
        written = call(cast.officer, "patch", path, text, HTTP_IF_MATCH=etag)
        assert written.status_code == 200, written.data
        reviewed = call(
            cast.second_officer, "post", f"{path}review/", HTTP_IF_MATCH=written.headers["ETag"]
        )
        assert reviewed.status_code == 200, reviewed.data
    path = f"contracts/{drafted.data['id']}/"
    etag = call(cast.leader, "get", path).headers["ETag"]
    signed = call(cast.leader, "post", f"{path}signature/", {}, HTTP_IF_MATCH=etag)
    assert signed.data["status"] == "active"
    known = call(cast.project_manager, "post", f"{path}acknowledgement/")
    assert known.data["acknowledged_at"]


def test_sealed_bids_leak_neither_by_list_count_filter_nor_detail(cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender, rival=True)
    for reader in (cast.officer, cast.leader, cast.auditor, cast.operator, cast.bid_manager):
        listed = call(reader, "get", f"bids/?tender={tender.pk}&ordering=amount")
        assert listed.data["count"] == 0
        assert call(reader, "get", f"bids/{bid.pk}/").status_code == 404
        assert call(reader, "get", f"bids/{bid.pk}/receipt/").status_code == 404
        engaged = call(reader, "get", f"projects/{tender.project_id}/engagements/")
        assert "Rival Systems" not in str(engaged.data)
        shown = call(reader, "get", f"tenders/{tender.pk}/").data
        assert shown["number_of_tenderers"] is None


def test_a_bidder_learns_no_result_before_the_award(cast: Cast) -> None:
    _tender, winning, losing = evaluated_tender(cast)
    own = call(cast.rival_bidder, "get", f"bids/{losing.pk}/").data
    assert (own["status"], own["score"]) == ("pending", None)
    assert call(cast.rival_bidder, "get", "bids/?status=valid").data["count"] == 1
    assert call(cast.rival_bidder, "get", "bids/?status=disqualified").data["count"] == 1
    assert call(cast.rival_bidder, "get", f"bids/{winning.pk}/").status_code == 404
    assert call(cast.officer, "get", f"bids/{losing.pk}/").data["score"] == 84


def test_a_rival_finds_no_contract_award_or_clause(cast: Cast) -> None:
    contract = signed_contract(cast)
    clause = contract.clauses.first()
    assert clause is not None
    for path in (f"contracts/{contract.pk}/", f"clauses/{clause.pk}/"):
        assert call(cast.rival_manager, "get", path).status_code == 404
        assert call(cast.project_manager, "get", path).status_code == 200
    for path in ("contracts/", "clauses/", "awards/"):
        assert call(cast.rival_manager, "get", path).data["count"] == 0
    assert call(cast.rival_manager, "get", "contracts/?search=portal").data["count"] == 0


def test_wrong_input_names_the_field_and_the_rule(cast: Cast) -> None:
    tender = published_tender(cast)
    wrong = call(
        cast.bid_manager, "post", f"tenders/{tender.pk}/bids/", {"amount": -1, "currency": "USD"}
    )
    assert wrong.status_code == 422
    assert set(wrong.data["errors"]) == {"amount", "currency"}
    nobody = call(
        cast.officer, "post", f"tenders/{tender.pk}/bids/", {"amount": 1, "currency": "CNY"}
    )
    assert nobody.status_code == 403
    assert nobody.data["code"] == "BID-ROLE"
