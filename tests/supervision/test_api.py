"""Supervision by REST: the same verbs, the same refusals."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from projects.selection.models import Contract
from tests.build.projects import Cast
from tests.build.supervision import (
    approved_change,
    assessed_change,
    claimed_payment,
    issued_finding,
    planned_milestone,
    proposed_change,
    reported,
)


def call(
    user: User, method: str, url: str, status: int, version: str = "", **sent: Any
) -> dict[str, Any]:
    client = APIClient()
    client.force_authenticate(user)
    headers = {"HTTP_IF_MATCH": version} if version else {}
    answer = getattr(client, method)(url, sent or None, format="json", **headers)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return dict(answer.json())


def listing(name: str, cast: Cast) -> str:
    return reverse(f"api-{name}-list", args=[cast.project.pk])


def at(name: str, thing: Any, verb: str = "detail") -> str:
    return reverse(f"api-{name}-{verb}", args=[thing.project_id, thing.pk])


def test_a_milestone_by_rest(cast: Cast, contract: Contract) -> None:
    today = timezone.localdate().isoformat()
    url = listing("milestones", cast)
    sent = {"code": "M1", "title": "Design", "due": today, "contract": contract.pk}
    call(cast.project_manager, "post", url, 403, **sent)
    call(cast.rival_manager, "post", url, 404, **sent)
    made = call(cast.officer, "post", url, 201, **sent)
    here = f"{url}{made['id']}/"
    call(cast.officer, "patch", here, 428, title="X", reasons="Y")
    tag = f'"{made["id"]}-1"'
    changed = call(cast.officer, "patch", here, 200, tag, title="Designs", reasons="Clearer.")
    assert (changed["title"], changed["version"]) == ("Designs", 2)
    call(cast.second_officer, "patch", here, 412, tag, title="Z", reasons="Y")
    problem = call(cast.officer, "post", f"{here}inspection/", 403, met_on=today)
    assert problem["code"] == "SOD-5"
    problem = call(cast.supervisor, "post", f"{here}inspection/", 422)
    assert "met_on" in problem["errors"]
    met = call(cast.supervisor, "post", f"{here}inspection/", 200, met_on=today)
    assert met["status"] == "met"


def test_a_milestone_is_descoped_by_rest(cast: Cast, contract: Contract) -> None:
    milestone, change = planned_milestone(cast, contract), approved_change(cast, contract)
    url = at("milestones", milestone, "descoping")
    call(cast.officer, "post", url, 422, change=0)
    assert call(cast.officer, "post", url, 200, change=change.pk)["status"] == "descoped"


def test_a_status_report_by_rest(cast: Cast, contract: Contract) -> None:
    figures = {"bac": "1000", "pv": "300", "ev": "250", "ac": "280"}
    today = timezone.localdate().isoformat()
    url = listing("status-reports", cast)
    sent = {**figures, "contract": contract.pk, "as_of": today}
    call(cast.officer, "post", url, 403, **sent)
    problem = call(cast.project_manager, "post", url, 422, **{**sent, "ev": "-1"})
    assert "ev" in problem["errors"]
    made = call(cast.project_manager, "post", url, 201, **sent)
    assert round(made["indices"]["spi"], 3) == 0.833
    assert call(cast.project_manager, "post", url, 409, **sent)["code"] == "REPORT-TWICE"
    here = f"{url}{made['id']}/"
    call(cast.project_manager, "post", f"{here}verification/", 403, verified_ev="250")
    call(cast.supervisor, "post", f"{here}verification/", 200, verified_ev="250")
    new = call(cast.project_manager, "post", f"{here}correction/", 200, **figures, reason="Typo.")
    assert (new["number"], new["verified_at"]) == (2, None)
    current = call(cast.officer, "get", f"{url}?superseded_at__isnull=true", 200)
    assert current["count"] == 1


def test_a_finding_by_rest(cast: Cast) -> None:
    url = listing("findings", cast)
    sent = {"title": "No tests", "text": "None.", "severity": "critical"}
    call(cast.supervisor, "post", url, 422, **sent, addressee=cast.rival.pk)
    call(cast.officer, "post", url, 403, **sent, addressee=cast.contractor.pk)
    made = call(cast.supervisor, "post", url, 201, **sent, addressee=cast.contractor.pk)
    here = f"{url}{made['id']}/"
    call(cast.project_manager, "post", f"{here}response/", 200, response="Soon.")
    call(cast.supervisor, "post", f"{here}return/", 200, note="When?")
    call(cast.project_manager, "post", f"{here}response/", 200, response="Friday.")
    call(cast.project_manager, "post", f"{here}closure/", 403, note="Fine.")
    stale = f'"{made["id"]}-1"'
    call(cast.supervisor, "post", f"{here}closure/", 412, stale, note="Fine.")
    assert call(cast.supervisor, "post", f"{here}closure/", 200, note="Seen.")["status"] == "closed"


def test_a_change_by_rest(cast: Cast, contract: Contract) -> None:
    url = listing("changes", cast)
    sent = {"title": "T", "kind": "price", "reasons": "R", "value": "100000"}
    call(cast.supervisor, "post", url, 403, **sent, contract=contract.pk)
    call(cast.project_manager, "post", url, 422, **sent)
    made = call(cast.project_manager, "post", url, 201, **sent, contract=contract.pk)
    here = f"{url}{made['id']}/"
    call(cast.leader, "post", f"{here}decision/", 409, approve=True, reasons="x")
    call(cast.supervisor, "post", f"{here}assessment/", 200, opinion="Too dear.")
    assert call(cast.project_manager, "get", here, 200)["opinion"] == ""
    assert call(cast.officer, "get", here, 200)["opinion"] == "Too dear."
    problem = call(cast.leader, "post", f"{here}decision/", 409, approve=True, reasons="x")
    assert problem["code"] == "V-CHG"
    given = {"approve": True, "reasons": "x", "procurement_reference": "D 7"}
    assert call(cast.leader, "post", f"{here}decision/", 200, **given)["status"] == "approved"
    today = timezone.localdate().isoformat()
    done = call(cast.officer, "post", f"{here}implementation/", 200, implemented_on=today)
    assert done["is_bypass"] is False


def test_a_change_is_withdrawn_by_rest(cast: Cast, contract: Contract) -> None:
    url = at("changes", assessed_change(cast, contract), "withdrawal")
    call(cast.officer, "post", url, 403)
    assert call(cast.project_manager, "post", url, 200)["status"] == "withdrawn"


def test_a_payment_by_rest(cast: Cast, contract: Contract) -> None:
    url = listing("payments", cast)
    sent = {"contract": contract.pk, "amount": "5000.00", "purpose": "First"}
    wrong = call(cast.project_manager, "post", url, 422, **sent, currency="USD")
    assert "currency" in wrong["errors"]
    call(cast.officer, "post", url, 403, **sent, currency="CNY")
    made = call(cast.project_manager, "post", url, 201, **sent, currency="CNY")
    here = f"{url}{made['id']}/"
    call(cast.finance, "post", f"{here}approval/", 409)
    call(cast.supervisor, "post", f"{here}certification/", 200)
    call(cast.supervisor, "post", f"{here}approval/", 403)
    call(cast.finance, "post", f"{here}approval/", 200)
    today = timezone.localdate().isoformat()
    paid = call(cast.finance, "post", f"{here}payment/", 200, paid_on=today)
    assert paid["status"] == "paid"
    refused = at("payments", claimed_payment(cast, contract), "refusal")
    assert call(cast.supervisor, "post", refused, 200, reasons="No.")["status"] == "refused"


@pytest.mark.parametrize(
    "name", ["milestones", "status-reports", "findings", "changes", "payments"]
)
def test_lists_show_what_the_caller_may_see(
    cast: Cast, contract: Contract, name: str, django_assert_max_num_queries: Any
) -> None:
    planned_milestone(cast, contract)
    planned_milestone(cast)
    for days_ago in (3, 2):
        reported(cast, contract, days_ago=days_ago)
        issued_finding(cast)
        proposed_change(cast, contract)
        claimed_payment(cast, contract)
    url = listing(name, cast)
    with django_assert_max_num_queries(20):
        assert call(cast.officer, "get", url, 200)["count"] == 2
    own = 1 if name == "milestones" else 2
    assert call(cast.project_manager, "get", url, 200)["count"] == own
    for stranger in (cast.rival_manager, cast.other_officer, cast.operator):
        call(stranger, "get", url, 404)
