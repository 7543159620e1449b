"""Pages of supervision as different people meet them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.selection.models import Contract
from projects.supervision.actions.respond_finding import respond_finding
from projects.supervision.columns import COLUMNS
from projects.supervision.models import ChangeRequest, Finding, Milestone, Payment, StatusReport
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


@pytest.fixture
def everything(cast: Cast, contract: Contract) -> list[Any]:
    """One record of every noun."""
    return [
        planned_milestone(cast, contract),
        reported(cast, contract),
        issued_finding(cast),
        proposed_change(cast, contract),
        claimed_payment(cast, contract),
    ]


def address(name: str, thing: Any) -> str:
    return reverse(f"supervision:{name}", args=[thing.pk])


def read(client: Client, user: User, url: str, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def sent(client: Client, user: User, url: str, status: int = 302, **typed: Any) -> str:
    client.force_login(user)
    answer = client.post(url, typed)
    assert answer.status_code == status, answer.content.decode()[:5000]
    return answer.content.decode()


def test_an_empty_stage_says_what_will_appear(client: Client, cast: Cast) -> None:
    page = read(client, cast.officer, address("overview", cast.project))
    assert "No status report yet" in page
    assert "Add a milestone" in page
    assert "Report progress" not in page


def test_the_overview_shows_owner_and_supervisor_everything(
    client: Client, cast: Cast, everything: list[Any]
) -> None:
    for reader in (cast.officer, cast.leader, cast.supervisor, cast.auditor):
        page = read(client, reader, address("overview", cast.project))
        for words in ("SPI(t)", "Design approved", "Test records", "Another interface", "First in"):
            assert words in page
        assert "0.833" in page


def test_the_contractor_sees_only_its_own(
    client: Client, cast: Cast, everything: list[Any]
) -> None:
    planned_milestone(cast, title="Internal review")
    issued_finding(cast, addressee=cast.agency, title="Owner is late")
    page = read(client, cast.project_manager, address("overview", cast.project))
    assert "Design approved" in page
    assert "Internal review" not in page
    assert "Owner is late" not in page
    assert "Report progress" in page


def test_what_is_hidden_does_not_exist(client: Client, cast: Cast, everything: list[Any]) -> None:
    urls = [thing.get_absolute_url() for thing in everything]
    urls += [address(name, cast.project) for name in ("overview", *COLUMNS)]
    urls += [address(f"{name}_export", cast.project) for name in COLUMNS]
    urls += [address("assess_change", everything[3]), address("claim_payment", cast.project)]
    for stranger in (cast.rival_manager, cast.other_officer, cast.outsider, cast.operator):
        for url in urls:
            read(client, stranger, url, status=404)
    client.logout()
    assert client.get(urls[0]).status_code == 302


def test_every_record_has_its_page_for_both_sides(
    client: Client, cast: Cast, everything: list[Any]
) -> None:
    for thing in everything:
        for reader in (cast.officer, cast.project_manager, cast.supervisor):
            read(client, reader, thing.get_absolute_url())


def test_people_without_part_in_payments_are_not_shown_them(
    client: Client, cast: Cast, everything: list[Any]
) -> None:
    page = read(client, cast.assessor, address("overview", cast.project))
    assert "First instalment" not in page
    read(client, cast.assessor, everything[4].get_absolute_url(), status=404)


@pytest.mark.parametrize("name", list(COLUMNS))
def test_every_list_is_searched_ordered_and_exported(
    client: Client, cast: Cast, everything: list[Any], name: str
) -> None:
    url = address(name, cast.project)
    read(client, cast.officer, url)
    for column in COLUMNS[name].columns:
        if column.sort:
            read(client, cast.officer, f"{url}?sort=-{column.sort}")
    for status, _label in COLUMNS[name].statuses:
        read(client, cast.officer, f"{url}?status={status}")
    assert "Nothing fits" in read(client, cast.officer, f"{url}?q=zzz")
    read(client, cast.officer, f"{url}?status=nonsense&page=99&sort=drop")
    client.force_login(cast.officer)
    answer = client.get(address(f"{name}_export", cast.project))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2


def test_cells_of_an_export_are_no_formulas(client: Client, cast: Cast) -> None:
    planned_milestone(cast, title="=HYPERLINK(1)")
    client.force_login(cast.officer)
    answer = client.get(address("milestones_export", cast.project))
    assert b"'=HYPERLINK" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_pages_ask_the_database_a_bounded_number_of_questions(
    client: Client,
    cast: Cast,
    everything: list[Any],
    contract: Contract,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(6):
        planned_milestone(cast, contract)
        issued_finding(cast)
        proposed_change(cast, contract)
        claimed_payment(cast, contract)
        reported(cast, contract, days_ago=9 - number)
    client.force_login(cast.officer)
    with django_assert_max_num_queries(45):
        client.get(address("overview", cast.project))
    for name in COLUMNS:
        with django_assert_max_num_queries(30):
            client.get(address(name, cast.project))


def test_a_milestone_is_planned_changed_and_inspected(
    client: Client, cast: Cast, contract: Contract
) -> None:
    today = timezone.localdate()
    url = address("add_milestone", cast.project)
    assert contract.reference in read(client, cast.officer, url)
    typed: dict[str, Any] = {"code": "M1", "title": "Design", "kind": "build", "due": today}
    page = sent(client, cast.officer, url, status=422, **typed, weight="-1")
    assert "above 0" in page
    sent(client, cast.officer, url, **typed, weight="2", contract=contract.pk)
    milestone = Milestone.objects.get(code="M1")
    typed.pop("code")
    change = address("change_milestone", milestone)
    read(client, cast.officer, change)
    given = {**typed, "title": "Detailed design", "weight": 2, "reasons": "Clearer."}
    sent(client, cast.officer, change, **given, expected_version=1)
    page = sent(client, cast.second_officer, change, status=412, **given, expected_version=1)
    assert "Somebody else saved first" in page
    meet = address("meet_milestone", milestone)
    read(client, cast.officer, meet, status=403)
    read(client, cast.project_manager, meet, status=403)
    read(client, cast.supervisor, meet)
    page = sent(client, cast.supervisor, meet, status=422, outcome="met", expected_version=2)
    assert "on which day" in page
    sent(client, cast.supervisor, meet, outcome="met", met_on=today, expected_version=2)
    milestone.refresh_from_db()
    assert milestone.status == "met"


def test_a_milestone_is_descoped_by_an_approved_change(
    client: Client, cast: Cast, contract: Contract
) -> None:
    milestone, change = planned_milestone(cast, contract), approved_change(cast, contract)
    url = address("descope_milestone", milestone)
    assert str(change) in read(client, cast.officer, url)
    sent(client, cast.officer, url, change=change.pk, expected_version=1)
    assert "Dropped by the change" in read(client, cast.officer, milestone.get_absolute_url())


def test_progress_is_reported_corrected_and_verified(
    client: Client, cast: Cast, contract: Contract
) -> None:
    url = address("submit_report", cast.project)
    read(client, cast.officer, url, status=403)
    read(client, cast.project_manager, url)
    figures = {"bac": 1000, "pv": 300, "ev": 250, "ac": 280, "ac_view": "owner"}
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed: dict[str, Any] = {**figures, "contract": contract.pk, "as_of": tomorrow}
    page = sent(client, cast.project_manager, url, status=422, **typed)
    assert "future" in page
    assert 'value="250"' in page
    typed["as_of"] = timezone.localdate()
    sent(client, cast.project_manager, url, **typed)
    report = StatusReport.objects.get()
    verify = address("verify_report", report)
    read(client, cast.project_manager, verify, status=403)
    read(client, cast.supervisor, verify)
    sent(client, cast.supervisor, verify, verified_ev=240, note="One test fails.")
    correct = address("correct_report", report)
    read(client, cast.officer, correct, status=403)
    assert 'value="250.00"' in read(client, cast.project_manager, correct)
    sent(client, cast.project_manager, correct, **figures, reason="Typing error.")
    newer = StatusReport.objects.get(number=2)
    assert "replaced" in read(client, cast.officer, report.get_absolute_url())
    assert "Other versions" in read(client, cast.officer, newer.get_absolute_url())


def test_a_finding_goes_back_and_forth(client: Client, cast: Cast) -> None:
    url = address("raise_finding", cast.project)
    read(client, cast.officer, url, status=403)
    page = read(client, cast.supervisor, url)
    assert cast.rival.name not in page
    typed = {"addressee": cast.contractor.pk, "title": "No tests", "text": "None.", "due": ""}
    sent(client, cast.supervisor, url, severity="minor", **typed)
    finding = Finding.objects.get()
    answer = address("respond_finding", finding)
    read(client, cast.officer, answer, status=403)
    read(client, cast.project_manager, answer)
    sent(client, cast.project_manager, answer, response="Soon.", expected_version=1)
    back = address("return_finding", finding)
    read(client, cast.assessor, back, status=403)
    sent(client, cast.supervisor, back, note="When?", due="", expected_version=2)
    respond_finding(finding, actor=cast.project_manager, response="Friday.")
    close = address("close_finding", finding)
    read(client, cast.project_manager, close, status=403)
    read(client, cast.supervisor, close)
    sent(client, cast.supervisor, close, note="Seen.", expected_version=4)
    finding.refresh_from_db()
    assert finding.status == "closed"


def test_a_change_passes_three_people(client: Client, cast: Cast, contract: Contract) -> None:
    url = address("propose_change", cast.project)
    read(client, cast.supervisor, url, status=403)
    typed = {"title": "T", "kind": "price", "reasons": "R", "value": "100000", "days": 0}
    read(client, cast.project_manager, url)
    sent(client, cast.project_manager, url, contract=contract.pk, **typed)
    change = ChangeRequest.objects.get()
    assess = address("assess_change", change)
    read(client, cast.project_manager, assess, status=403)
    read(client, cast.supervisor, assess)
    sent(client, cast.supervisor, assess, opinion="Too dear.", expected_version=1)
    page = change.get_absolute_url()
    assert "Too dear." not in read(client, cast.project_manager, page)
    assert "Too dear." in read(client, cast.officer, page)
    decide = address("decide_change", change)
    read(client, cast.officer, decide, status=403)
    assert "S3" in read(client, cast.leader, decide)
    given = {"outcome": "approve", "reasons": "Needed.", "expected_version": 2}
    refused = sent(client, cast.leader, decide, status=409, **given)
    assert "not legally verified" in refused
    sent(client, cast.leader, decide, **given, procurement_reference="Decision 7")
    assert "Too dear." in read(client, cast.project_manager, page)
    implement = address("implement_change", change)
    read(client, cast.project_manager, implement, status=403)
    read(client, cast.officer, implement)
    yesterday = timezone.localdate() - timedelta(days=1)
    sent(client, cast.officer, implement, implemented_on=yesterday, expected_version=3)
    assert "Implemented without approval" in read(client, cast.officer, page)


def test_a_change_is_withdrawn_by_its_proposer(
    client: Client, cast: Cast, contract: Contract
) -> None:
    change = assessed_change(cast, contract)
    url = address("withdraw_change", change)
    read(client, cast.officer, url, status=403)
    read(client, cast.project_manager, url)
    sent(client, cast.project_manager, url, expected_version=2)
    change.refresh_from_db()
    assert change.status == "withdrawn"


def test_a_payment_passes_three_people(client: Client, cast: Cast, contract: Contract) -> None:
    url = address("claim_payment", cast.project)
    read(client, cast.officer, url, status=403)
    assert 'value="CNY"' in read(client, cast.project_manager, url)
    typed = {"contract": contract.pk, "amount": "5000", "purpose": "First"}
    wrong = sent(client, cast.project_manager, url, status=422, **typed, currency="USD")
    assert "paid in CNY" in wrong
    sent(client, cast.project_manager, url, **typed, currency="CNY")
    payment = Payment.objects.get()
    certify = address("certify_payment", payment)
    read(client, cast.officer, certify, status=403)
    read(client, cast.supervisor, certify)
    sent(client, cast.supervisor, certify, expected_version=1)
    approve = address("approve_payment", payment)
    read(client, cast.supervisor, approve, status=403)
    read(client, cast.finance, approve)
    sent(client, cast.finance, approve, expected_version=2)
    pay = address("pay_payment", payment)
    read(client, cast.finance, pay)
    sent(client, cast.finance, pay, paid_on=timezone.localdate(), expected_version=3)
    assert "Paid" in read(client, cast.project_manager, payment.get_absolute_url())


def test_a_claim_is_refused_on_its_page(client: Client, cast: Cast, contract: Contract) -> None:
    payment = claimed_payment(cast, contract)
    url = address("refuse_payment", payment)
    read(client, cast.project_manager, url, status=403)
    read(client, cast.supervisor, url)
    sent(client, cast.supervisor, url, reasons="Not there.", expected_version=1)
    assert "Not there." in read(client, cast.project_manager, payment.get_absolute_url())
