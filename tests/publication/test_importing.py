"""Processes become projects, whole or not at all, once, and later releases update them."""

import copy
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from audit.evidence.models import Document
from audit.log.models import Entry
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Hidden, Invalid, NotAllowed
from projects.events import project_changed
from projects.models import Agency, Engagement, Project, ProjectGrant
from projects.publication.actions.import_ocds import import_ocds
from projects.publication.actions.start_import import start_import
from projects.publication.models import ImportedProcess, ImportRun
from projects.selection.models import Award, Bid, Contract, Tender
from projects.supervision.models import ChangeRequest, Milestone, Payment
from tests.build.accounts import government
from tests.build.publication import imported, package, upload

OCID = "ocds-x1y2z3-001"
NOUNS = (Project, Tender, Bid, Award, Contract, Milestone, Payment, ChangeRequest, Document)


def project() -> Project:
    return Project.objects.get(importedprocess__ocid=OCID)


def state() -> list[list[dict[str, Any]]]:
    return [list(noun._default_manager.order_by("pk").values()) for noun in NOUNS]


def test_a_process_becomes_a_project_with_everything_in_it(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    announced: list[int] = []

    def listen(project_id: int, **kwargs: Any) -> None:
        announced.append(project_id)

    project_changed.connect(listen)
    try:
        run = imported(bureau, officer, tmp_path, package())
    finally:
        project_changed.disconnect(listen)
    assert run.status == ImportRun.Status.DONE
    assert run.problems == []
    assert run.counts["created"] == 2
    row = project()
    assert (row.title, row.stage, row.source) == ("Digital register", "supervision", "ocds")
    assert (row.budget, row.currency) == (Decimal(500000), "CNY")
    assert (row.start_date, row.end_date) == (date(2024, 3, 1), date(2025, 3, 1))
    assert row.owner.parent_id == bureau.pk
    assert sorted(announced) == sorted(Project.objects.values_list("pk", flat=True))

    tender = Tender.objects.get(project=row)
    assert (tender.method, tender.status, tender.number_of_tenderers) == ("open", "awarded", 2)
    bids = Bid.objects.filter(project=row)
    assert {(bid.bidder.name, bid.status, bid.amount) for bid in bids} == {
        ("North Software Ltd", "valid", Decimal("450000.50")),
        ("South Systems Ltd", "disqualified", Decimal(430000)),
    }
    award = Award.objects.get(project=row)
    assert award.bid is not None
    assert award.supplier == award.bid.bidder
    contract = Contract.objects.get(project=row)
    assert (contract.award, contract.contractor) == (award, award.supplier)
    assert contract.signed_at == datetime(2024, 3, 1, tzinfo=UTC)
    milestone = Milestone.objects.get(project=row)
    assert (milestone.contract, milestone.kind, milestone.status) == (
        contract,
        "delivery",
        "scheduled",
    )
    payment = Payment.objects.get(project=row)
    assert (payment.amount, payment.payee, payment.status) == (
        Decimal(90000),
        contract.contractor,
        "paid",
    )
    assert ChangeRequest.objects.get(project=row).title == "One more office"
    assert {(link.stage, link.url) for link in Document.objects.filter(project=row)} == {
        ("planning", "https://data.example/needs.pdf"),
        ("supervision", "https://data.example/progress.pdf"),
    }


def test_one_entry_for_each_project_and_two_for_the_run(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, package())
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == [
        "import:started",
        "project:imported",
        "project:imported",
        "import:finished",
    ]
    entry = Entry.objects.get(event="project:imported", project_id=project().pk)
    assert entry.data["ocid"] == OCID
    assert entry.actor_id == officer.pk


def test_the_same_file_again_changes_nothing(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, package())
    before, organisations = state(), Organisation.objects.count()
    entries = Entry.objects.exclude(event__startswith="import:").count()
    run = imported(bureau, officer, tmp_path, package())
    assert run.counts["unchanged"] == 2
    assert run.counts["releases_new"] == 0
    assert state() == before
    assert Organisation.objects.count() == organisations
    assert Entry.objects.exclude(event__startswith="import:").count() == entries


def test_files_in_another_order_give_the_same_projects(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    releases = package()["releases"]
    imported(bureau, officer, tmp_path, *[{"releases": [r]} for r in reversed(releases)])
    run = imported(bureau, officer, tmp_path, package())
    assert run.counts["unchanged"] == 2


def test_a_later_release_updates_the_project(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, package())
    later = {
        "ocid": OCID,
        "id": "001-3",
        "date": "2025-02-01T00:00:00Z",
        "tag": ["contractTermination"],
        "contracts": [
            {
                "id": "c1",
                "awardID": "a1",
                "status": "terminated",
                "implementation": {"milestones": [{"id": "m1", "status": "met"}]},
            }
        ],
    }
    run = imported(bureau, officer, tmp_path, later)
    assert run.counts["updated"] == 1
    assert project().stage == "prosecution"
    assert Contract.objects.get(project=project()).status == "terminated"
    assert Milestone.objects.get(project=project()).status == "met"
    assert Milestone.objects.count() == 1
    updates = Entry.objects.filter(event="project:import_updated")
    assert [entry.project_id for entry in updates] == [project().pk]


def test_an_older_release_that_comes_late_finds_its_place(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    first, second, _other = package()["releases"]
    imported(bureau, officer, tmp_path, second)
    assert project().budget is None
    run = imported(bureau, officer, tmp_path, first)
    assert run.counts["updated"] == 1
    assert project().budget == Decimal(500000)
    assert Tender.objects.get(project=project()).status == "awarded"


def test_a_stage_that_people_moved_stays_theirs(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, package())
    Project.objects.filter(pk=project().pk).update(stage="acceptance")
    later = {"ocid": OCID, "id": "4", "date": "2024-09-01", "tender": {"title": "New name"}}
    imported(bureau, officer, tmp_path, later)
    assert (project().title, project().stage) == ("New name", "acceptance")


def test_a_broken_process_is_told_and_the_others_are_imported(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    content = package()
    content["releases"].insert(0, {"ocid": "ocds-x1y2z3-003", "date": "2024-01-01"})
    content["releases"].insert(0, {"tender": {"id": "nobody knows whose"}})
    run = imported(bureau, officer, tmp_path, content, b'{"releases": [', b"")
    assert (run.counts["created"], run.counts["refused"]) == (2, 1)
    errors = {
        (row.path, row.pointer, row.ocid, row.code)
        for row in run.complaints
        if row.severity == "error"
    }
    assert errors == {
        ("0.json", "/releases/0", "", "no_ocid"),
        ("0.json", "/releases/1", "ocds-x1y2z3-003", "no_content"),
        ("1.json", "", "", "broken_json"),
        ("2.json", "", "", "empty_file"),
    }


def test_nothing_of_a_process_stays_when_the_database_refuses_a_part(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE supervision_milestone ADD CONSTRAINT refused CHECK (kind <> 'delivery')"
        )
    run = imported(bureau, officer, tmp_path, package())
    assert (run.counts["created"], run.counts["refused"]) == (1, 1)
    assert [row.code for row in run.complaints] == ["internal"]
    assert not ImportedProcess.objects.filter(ocid=OCID).exists()
    assert Contract.objects.count() == 0
    assert not Organisation.objects.filter(name="North Software Ltd").exists()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE supervision_milestone DROP CONSTRAINT refused")
    again = imported(bureau, officer, tmp_path, package())
    assert (again.counts["created"], again.counts["unchanged"]) == (1, 1)


def test_organisations_are_found_by_number_and_else_by_name(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    known = Organisation.objects.create(kind="contractor", name="North under an older name")
    known.identifiers.create(scheme="XX-COM", value="7")
    content = package()
    named = copy.deepcopy(content["releases"][1])
    named.update(ocid="ocds-x1y2z3-009", id="9")
    named["awards"][0]["suppliers"] = [{"name": "Nameless Register Ltd"}]
    again = copy.deepcopy(named)
    again.update(ocid="ocds-x1y2z3-010", id="10")
    again["awards"][0]["suppliers"] = [{"name": "NAMELESS  Register, Ltd."}]
    content["releases"] += [named, again]
    imported(bureau, officer, tmp_path, content)
    assert Award.objects.get(project=project()).supplier == known
    suppliers = Award.objects.filter(
        project__importedprocess__ocid__in=["ocds-x1y2z3-009", "ocds-x1y2z3-010"]
    ).values_list("supplier", flat=True)
    assert len(set(suppliers)) == 1


def test_an_organisation_that_buys_and_sells_has_two_entries(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    content = package()
    content["releases"][1]["awards"][0]["suppliers"] = [{"id": "XX-GOV-1"}]
    run = imported(bureau, officer, tmp_path, content)
    assert "two_kinds" in {row.code for row in run.complaints}
    supplier = Award.objects.get(project=project()).supplier
    assert supplier is not None
    assert (supplier.kind, supplier.name) == ("contractor", "City Data Bureau")
    assert project().owner.kind == "government"


def test_without_a_buyer_the_importing_organisation_owns_the_project(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    release = {"ocid": "ocds-x1y2z3-5", "id": "1", "date": "2024-01-01", "tender": {"id": "1"}}
    run = imported(bureau, officer, tmp_path, release)
    assert [row.code for row in run.complaints] == ["no_buyer"]
    assert Project.objects.get().owner_id == bureau.pk


def test_leaders_above_see_the_imported_projects_and_contractors_do_not(
    bureau: Organisation, leader: User, officer: User, supplier: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, package())
    assert Project.objects.visible_to(leader).count() == 2
    assert Project.objects.visible_to(supplier).count() == 0
    assert ImportRun.objects.visible_to(supplier).count() == 0
    assert Engagement.objects.count() == 0
    assert ProjectGrant.objects.count() == 0


def test_only_those_with_the_right_may_import(
    bureau: Organisation, leader: User, other_officer: User, supplier: User
) -> None:
    agency = Agency.objects.get(pk=bureau.pk)
    with pytest.raises(NotAllowed):
        start_import(agency, actor=leader, name="x", file=upload(package()))
    for stranger in (other_officer, supplier):
        with pytest.raises(Hidden):
            start_import(agency, actor=stranger, name="x", file=upload(package()))
    assert ImportRun.objects.count() == 0
    assert Entry.objects.filter(event="attempt:refused").count() == 3


def test_nobody_imports_into_an_agency_outside_their_own(
    bureau: Organisation, officer: User, platform: User, tmp_path: Path
) -> None:
    foreign = government("City Data Bureau")
    foreign.identifiers.create(scheme="XX-GOV", value="1")
    run = imported(bureau, officer, tmp_path, package())
    assert run.counts["refused"] == 2
    assert {row.code for row in run.complaints} == {"foreign_agency"}
    assert Project.objects.count() == 0
    run = imported(bureau, platform, tmp_path, package())
    assert run.counts["created"] == 2
    assert project().owner_id == foreign.pk


def test_nobody_changes_a_process_that_another_authority_imported(
    bureau: Organisation, officer: User, other_officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, package())
    before = state()
    other = Organisation.objects.get(name="Other Bureau")
    forged = copy.deepcopy(package())
    forged["releases"][0]["tender"]["title"] = "Forged"
    run = imported(other, other_officer, tmp_path, forged)
    assert run.counts["refused"] == 2
    assert {row.code for row in run.complaints} == {"foreign_process"}
    assert state() == before


@pytest.mark.parametrize(("content", "code"), [(b"", "IMPORT-EMPTY"), (b"[]", "IMPORT-TOO-LARGE")])
def test_an_empty_or_too_large_file_is_refused_at_once(
    bureau: Organisation, officer: User, settings: Any, content: bytes, code: str
) -> None:
    settings.IMPORT_MAX_BYTES = 1
    agency = Agency.objects.get(pk=bureau.pk)
    with pytest.raises(Invalid) as refused:
        start_import(agency, actor=officer, name="x", file=upload(content))
    assert refused.value.code == code
    assert ImportRun.objects.count() == 0


def test_a_run_that_is_over_is_not_carried_out_again(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    run = imported(bureau, officer, tmp_path, package())
    finished = run.finished_at
    entries = Entry.objects.count()
    import_ocds(run, actor=officer, sources=[])
    run.refresh_from_db()
    assert run.finished_at == finished
    assert Entry.objects.count() == entries


def test_a_call_that_still_runs_elsewhere_is_not_open_for_bids_here(
    bureau: Organisation, officer: User, supplier: User, tmp_path: Path
) -> None:
    release = package()["releases"][0]
    release["tender"]["tenderPeriod"]["endDate"] = "2190-01-01T00:00:00Z"
    imported(bureau, officer, tmp_path, release)
    assert Tender.objects.get().published_at is None
    assert Tender.objects.visible_to(supplier).count() == 0


def test_who_was_only_invited_has_no_bid(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    release = package()["releases"][0]
    offers = [
        {"id": "1", "status": "invited", "tenderers": [{"name": "Called Ltd"}]},
        {"id": "2", "status": "pending", "tenderers": [{"name": "Came Ltd"}]},
    ]
    release["tender"].pop("tenderers", None)
    imported(bureau, officer, tmp_path, release | {"bids": {"details": offers}})
    assert [bid.bidder.name for bid in Bid.objects.all()] == ["Came Ltd"]


def test_a_change_of_what_is_not_taken_over_changes_nothing(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    release = package()["releases"][0]
    imported(bureau, officer, tmp_path, release)
    release["tender"] |= {
        "items": [{"id": "1", "description": "x" * 2000}],
        "amendments": [{"id": "1", "date": "soon"}],
    }
    run = imported(bureau, officer, tmp_path, release)
    assert (run.counts["unchanged"], run.problems) == (1, [])
