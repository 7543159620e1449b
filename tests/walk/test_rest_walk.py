"""One project through all five control-right stages, by REST alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.log.models import Entry
from projects.models import Decision, Project
from projects.rights import DECISION_POINTS
from tests.build.evidence import pdf, upload
from tests.build.projects import Cast
from tests.walk.rest import Rest, at

REASONS = {"reasons": "Set out in the minutes of today."}


def day(offset: int = 0) -> str:
    """A date so many days from the walk's today."""
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def moment(offset: int = 0) -> str:
    """A moment so many days from the walk's now."""
    return (timezone.now() + timedelta(days=offset)).isoformat()


def pass_gate(officer: Rest, leader: Rest, base: str, gate: str, *, stage: str) -> None:
    """The officer attests what code cannot see and submits; the leader passes."""
    found = officer.get(f"{base}/gates/{gate}/")
    for check in found["checks"]:
        if check["state"] not in ("holds", "not_applicable") and check["is_attestable"]:
            officer.post(
                f"{base}/attestations/",
                {"gate": gate, "code": check["code"], "statement": "Seen and filed."},
            )
    own = officer.post(f"{base}/gates/{gate}/submit/", {"note": "Ready."})
    assert own["status"] == "submitted"
    officer.post(f"{base}/gates/{gate}/pass/", REASONS, expect=403)
    passed = leader.post(f"{base}/gates/{gate}/pass/", REASONS, expect=200)
    assert passed["status"] == "passed"
    assert len(passed["snapshot_digest"]) == 64
    assert officer.get(f"{base}/")["stage"] == stage


def plan(officer: Rest, leader: Rest, base: str) -> None:
    """Sixteen items, a requirement, an objective, the classification and the baseline."""
    for item in officer.get(f"{base}/plan-items/"):
        path = f"{base}/plan-items/{item['code']}/"
        officer.put(path, {"content": "As agreed with the departments."}, etag=etag(officer, path))
        officer.post(f"{path}submit/", expect=200)
        officer.post(f"{path}approve/", expect=403)
        leader.post(f"{path}approve/", expect=200)
    officer.post(
        f"{base}/requirements/",
        {
            "text": "1 000 users at once are answered within 2 s",
            "priority": "must",
            "criterion": "95 % of answers within 2 s",
            "test_method": "load test",
        },
    )
    officer.post(
        f"{base}/objectives/",
        {
            "title": "Days to a permit",
            "measure": "median",
            "baseline": "12",
            "target": "3",
            "method": "case register",
            "owner": "Permit office",
        },
    )
    leader.post(
        f"{base}/classification/",
        {"classification": "personal", "mlps_level": 3, **REASONS},
        expect=200,
    )
    leader.post(f"{base}/requirements/baseline/", expect=200)


def etag(client: Rest, path: str) -> str:
    """The ETag of a row that exists, or nothing."""
    answer = client.client.get(f"/api/v1/{path}")
    return str(answer.get("ETag", ""))


def choose_mode(officer: Rest, leader: Rest, base: str) -> None:
    """Two alternatives, scores, a proposal and the decision of somebody else."""
    made = [
        officer.post(f"{base}/alternatives/", {"mode": mode, "title": title})
        for mode, title in (("self_build", "Own team"), ("process", "Buy the build"))
    ]
    for alternative, score in zip(made, ("5", "7"), strict=True):
        scores = {f"c{number}": score for number in range(1, 7)}
        officer.post(
            f"{base}/alternatives/{alternative['id']}/scores/", {"scores": scores}, expect=200
        )
    proposal = officer.post(
        f"{base}/mode-decisions/", {"alternative": made[1]["id"], "market_suppliers": 6, **REASONS}
    )
    path = f"{base}/mode-decisions/{proposal['id']}/"
    officer.post(f"{path}decision/", {"approve": True}, expect=403, etag=officer.etag(path))
    leader.post(f"{path}decision/", {"approve": True}, expect=200, etag=leader.etag(path))


def tender(officer: Rest, leader: Rest, base: str) -> dict[str, Any]:
    """A published tender of 30 days."""
    drafted = officer.post(
        f"{base}/tenders/",
        {
            "reference": "T-7",
            "title": "Resident services portal",
            "method": "open",
            "value": "1000000.00",
            "currency": "CNY",
            "period_start": moment(),
            "period_end": moment(30),
            "criteria": [
                {"title": "Quality", "weight": "60"},
                {"title": "Price", "weight": "40", "is_price": True},
            ],
        },
    )
    officer.post(f"tenders/{drafted['id']}/publication/", expect=403)
    published: dict[str, Any] = leader.post(f"tenders/{drafted['id']}/publication/", expect=200)
    return published


def sign_contract(officer: Rest, second: Rest, leader: Rest, award: dict[str, Any]) -> Any:
    """Twelve clauses written and reviewed by two people, signed by a third."""
    contract = officer.post(
        f"awards/{award['id']}/contract/",
        {
            "reference": "C-7",
            "title": "Build and run the portal",
            "advance_cap": "0.3",
            "start_date": day(),
            "end_date": day(400),
        },
    )
    for clause in contract["clauses"]:
        path = f"clauses/{clause['id']}/"
        text = {"is_present": True, "position": "Part II", "text": "As in the model contract."}
        officer.patch(path, text, etag=officer.etag(path))
        officer.post(f"{path}review/", expect=403, etag=officer.etag(path))
        second.post(f"{path}review/", expect=200, etag=second.etag(path))
    path = f"contracts/{contract['id']}/"
    return leader.post(f"{path}signature/", expect=200, etag=leader.etag(path))


def supervise(parties: dict[str, Rest], base: str, contract: int, contractor: int) -> None:
    """A milestone, a report, a finding and a change, each by the right party."""
    officer, leader = parties["officer"], parties["leader"]
    firm, supervisor = parties["project_manager"], parties["supervisor"]
    milestone = officer.post(
        f"{base}/milestones/",
        {"code": "MS-1", "title": "Release 1", "due": day(20), "contract": contract},
    )
    report = firm.post(
        f"{base}/status-reports/",
        {
            "contract": contract,
            "as_of": day(),
            "bac": "700000",
            "pv": "100000",
            "ev": "95000",
            "ac": "99000",
            "ac_view": "open_book",
            "narrative": "Interfaces later than planned.",
        },
    )
    firm.post(
        f"{base}/status-reports/{report['id']}/verification/", {"verified_ev": "95000"}, expect=403
    )
    supervisor.post(
        f"{base}/status-reports/{report['id']}/verification/",
        {"verified_ev": "90000", "note": "One package open."},
        expect=200,
    )
    finding = supervisor.post(
        f"{base}/findings/",
        {
            "addressee": contractor,
            "title": "No code review",
            "text": "Three merges without a second reader.",
            "severity": "major",
        },
    )
    firm.post(
        f"{base}/findings/{finding['id']}/response/",
        {"response": "Rule is enforced now."},
        expect=200,
    )
    firm.post(f"{base}/findings/{finding['id']}/closure/", {"note": "fine"}, expect=403)
    supervisor.post(f"{base}/findings/{finding['id']}/closure/", {"note": "Seen."}, expect=200)
    change = firm.post(
        f"{base}/changes/",
        {
            "contract": contract,
            "title": "Second language",
            "kind": "requirement",
            "reasons": "New regulation",
            "value": "20000",
            "days": 5,
        },
    )
    path = f"{base}/changes/{change['id']}/"
    supervisor.post(f"{path}assessment/", {"opinion": "Reasonable."}, expect=200)
    firm.post(f"{path}decision/", {"approve": True, **REASONS}, expect=403)
    leader.post(f"{path}decision/", {"approve": True, **REASONS}, expect=200)
    supervisor.post(
        f"{base}/milestones/{milestone['id']}/inspection/",
        {"outcome": "met", "met_on": day()},
        expect=200,
    )


def accept(parties: dict[str, Rest], base: str, contract: int) -> None:
    """A deliverable with a criterion; handed in, checked by a third party, accepted."""
    officer, leader = parties["officer"], parties["leader"]
    firm, supervisor = parties["project_manager"], parties["supervisor"]
    deliverable = officer.post(
        f"{base}/deliverables/",
        {"code": "D-1", "title": "Portal", "due": day(20), "contract": contract},
    )
    path = f"{base}/deliverables/{deliverable['id']}/"
    leader.post(f"{path}criteria/", {"text": "95 % within 2 s", "method": "load test"})
    submission = firm.post(
        f"{path}submissions/", {"files": [upload(pdf("release 1"))]}, multipart=True
    )
    path = f"{base}/submissions/{submission['id']}/"
    criterion = officer.get(f"{base}/criteria/")["results"][0]["id"]
    check = {"criterion": criterion, "result": "passed", "note": "1 200 users, 1.4 s"}
    firm.post(f"{path}checks/", check, expect=403)
    supervisor.post(f"{path}checks/", check)
    verdict = {"outcome": "accepted", **REASONS}
    assert firm.post(f"{path}decision/", verdict, expect=403)["code"] == "INV-5"
    leader.post(f"{path}decision/", verdict)


def prosecute(parties: dict[str, Rest], base: str, contractor: int) -> None:
    """An obligation, its breach, the remedy, and a rating with the contractor's comment."""
    officer, leader, firm = parties["officer"], parties["leader"], parties["project_manager"]
    owed = officer.post(
        f"{base}/obligations/",
        {"party": contractor, "title": "Restore within 4 hours", "due": day()},
    )
    breach = officer.post(
        f"{base}/obligations/{owed['id']}/breaches/",
        {"text": "Seven hours down", "discovered_on": day()},
    )
    path = f"{base}/breaches/{breach['id']}/"
    officer.post(f"{path}notice/", {"notice": "Explain", "cure_by": day(10)}, expect=200)
    firm.post(f"{path}response/", {"response": "A disk failed."}, expect=200)
    remedy = {"kind": "damages", "amount": "5000", **REASONS}
    firm.post(f"{path}remedy/", remedy, expect=403)
    leader.post(f"{path}remedy/", remedy)
    rating = officer.post(
        f"{base}/ratings/",
        {
            "organisation": contractor,
            "period_start": day(-30),
            "period_end": day(),
            "quality": 4,
            "schedule": 3,
            "cost": 4,
            "management": 4,
            "security": 4,
            "narrative": "Good work, one outage.",
        },
    )
    path = f"{base}/ratings/{rating['id']}/"
    firm.post(f"{path}comment/", {"comment": "The disk was not ours."}, expect=200)
    assert leader.post(f"{path}final/", REASONS, expect=403)["code"] == "SOD-10"
    parties["authority_leader"].post(f"{path}final/", REASONS, expect=200)


def engage(leader: Rest, base: str, organisation: int, capacity: str) -> None:
    """A third party for a year and a half."""
    leader.post(
        f"{base}/engagements/",
        {
            "organisation": organisation,
            "capacity": capacity,
            "purpose": "Independent control of the build",
            "valid_from": moment(),
            "valid_to": moment(500),
            "is_independent": True,
        },
    )


@pytest.mark.django_db
def test_five_stages_by_rest(cast: Cast) -> None:
    parties = {name: Rest(user) for name, user in cast.people().items() if user.is_authenticated}
    officer, leader = parties["officer"], parties["leader"]
    project = officer.post(
        "projects/",
        {
            "agency": cast.agency.pk,
            "reference": "WALK-1",
            "title": "Portal of the walk",
            "budget": "1000000.00",
            "reference_cost": "1050000.00",
            "currency": "CNY",
            "start_date": day(),
            "end_date": day(500),
        },
    )
    base = f"projects/{project['id']}"
    plan(officer, leader, base)
    pass_gate(officer, leader, base, "G1", stage="selection")

    choose_mode(officer, leader, base)
    call = tender(officer, leader, base)
    bids = f"tenders/{call['id']}/bids/"
    offer = parties["bid_manager"].post(bids, {"amount": "900000.00", "currency": "CNY"})
    parties["rival_bidder"].post(bids, {"amount": "950000.00", "currency": "CNY"})
    parties["rival_bidder"].get(f"bids/{offer['id']}/", expect=404)
    leader.get(f"bids/{offer['id']}/", expect=404)  # sealed
    with at(timezone.now() + timedelta(days=31)):
        officer.post(f"tenders/{call['id']}/opening/", expect=200)
        second = parties["second_officer"]
        for bid in second.get(f"bids/?tender={call['id']}")["results"]:
            second.post(
                f"bids/{bid['id']}/evaluation/", {"status": "valid", "score": "80"}, expect=200
            )
        award = leader.post(f"tenders/{call['id']}/award/", {"bid": offer["id"], **REASONS})
        contract = sign_contract(officer, second, leader, award)
        firm = parties["project_manager"]
        firm.post(f"contracts/{contract['id']}/acknowledgement/", expect=200)
        engage(leader, base, cast.supervision_firm.pk, "supervision")
        engage(leader, base, cast.audit_office.pk, "audit")
        pass_gate(officer, leader, base, "G2", stage="supervision")
        supervise(parties, base, contract["id"], cast.contractor.pk)
        pass_gate(officer, leader, base, "G3", stage="acceptance")
        accept(parties, base, contract["id"])
        pass_gate(officer, leader, base, "G4", stage="prosecution")
        prosecute(parties, base, cast.contractor.pk)
        pass_gate(officer, leader, base, "G5", stage="prosecution")
        trail = parties["auditor"].get(f"{base}/trail/")
        assert trail["results"]
        for stranger in ("rival_manager", "other_officer", "expired_auditor", "outsider"):
            parties[stranger].get(f"{base}/", expect=404)
    assert Project.objects.get(pk=project["id"]).status == "closed"
    decisions = Decision.objects.filter(project=project["id"])
    points = set(decisions.values_list("point", flat=True))
    assert {"P1", "P2", "P3", "P5", "M1", "M2", "M3", "M4", "S1", "S3", "A3", "X4", "X5"} <= points
    reserved = [code for code, point in DECISION_POINTS.items() if point.is_reserved]
    assert not decisions.filter(point__in=reserved).exclude(holder="G").exists()
    assert decisions.get(point="S2", event="status_report:verified").holder == "T"
    refused = Entry.objects.filter(project_id=project["id"], event="attempt:refused")
    assert refused.count() >= 10
