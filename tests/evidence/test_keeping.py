"""INV-6: evidence is kept; disposal only after retention, by two people, never under a hold."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from rest_framework.test import APIClient

from audit.evidence import retention
from audit.evidence.actions.decide_disposal import decide_disposal
from audit.evidence.actions.place_hold import place_hold
from audit.evidence.actions.propose_disposal import propose_disposal
from audit.evidence.actions.release_hold import release_hold
from audit.evidence.custody import chain_of
from audit.evidence.models import Disposal, Document, Hold
from audit.evidence.storage import path_of
from audit.evidence.tasks import verify_documents
from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady
from projects.grants import derive_agency_grants
from projects.models import Project
from tests.build import accounts
from tests.build.evidence import document
from tests.build.projects import Cast

LONG_AGO = datetime(2008, 3, 1, 9, tzinfo=UTC)


def keeper(cast: Cast) -> User:
    """A keeper of records at the agency."""
    made = accounts.member(cast.agency, "records")
    derive_agency_grants(cast.agency)
    return made


def aged(cast: Cast, who: User | None = None, text: str = "old", **facts: Any) -> Document:
    """A document whose retention has ended, in a closed project."""
    made = document(cast.project, who or cast.officer, text, **facts)
    with connection.cursor() as cursor:  # as if it had come long ago; nobody can do this otherwise
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE evidence_document SET uploaded_at = %s, retained_until = %s WHERE id = %s",
            [LONG_AGO, date(2023, 3, 1), made.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    Project.objects.filter(pk=cast.project.pk).update(status="closed", end_date=None)
    made.refresh_from_db()
    made.project.refresh_from_db()
    return made


def test_retention_counts_from_reception_or_the_planned_end_and_by_type(cast: Cast) -> None:
    received = date(2026, 5, 4)
    assert retention.least_date(cast.project, "", received) == date(2041, 5, 4)
    assert retention.least_date(cast.project, "contract", received) == date(2056, 5, 4)
    made = document(cast.project, cast.officer, "a")
    assert made.retained_until == retention.kept_until(made)
    cast.project.end_date = date(2028, 2, 29)
    assert retention.least_date(cast.project, "minutes") == date(2043, 3, 1)


def test_a_hold_is_placed_and_released_with_reasons_by_those_who_keep_records(cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    for who in (cast.officer, cast.auditor, cast.project_manager, cast.authority_leader):
        with pytest.raises(NotAllowed):
            place_hold(made, actor=who, reason="Case 7")
    with pytest.raises(Invalid):
        place_hold(made, actor=cast.leader, reason=" ")
    hold = place_hold(made, actor=keeper(cast), reason="Case 7")
    entry = Entry.objects.about(hold).get(event="hold:placed")
    assert (entry.data["reason"], entry.data["sha256"]) == ("Case 7", made.sha256)
    hold = release_hold(hold, actor=cast.leader, reason="Case closed")
    assert Entry.objects.about(hold).filter(event="hold:released").count() == 1
    with pytest.raises(Conflict):
        release_hold(hold, actor=cast.leader, reason="Again")


def test_nothing_is_disposed_of_early_under_a_hold_alone_or_while_the_project_runs(
    cast: Cast,
) -> None:
    records = keeper(cast)
    young = document(cast.project, cast.officer, "young")
    with pytest.raises(NotReady) as running:
        propose_disposal(young, actor=records, reason="Old")
    old = aged(cast)
    young.project.refresh_from_db()
    with pytest.raises(NotReady) as early:
        propose_disposal(young, actor=records, reason="Old")
    held = place_hold(cast.project, actor=cast.leader, reason="Audit of the authority")
    with pytest.raises(NotReady) as on_hold:
        propose_disposal(old, actor=records, reason="Old")
    codes = [refusal.value.code for refusal in (running, early, on_hold)]
    assert codes == ["DISPOSAL-RUNNING", "DISPOSAL-RETENTION", "DISPOSAL-HOLD"]
    release_hold(held, actor=cast.leader, reason="Over")
    with pytest.raises(NotAllowed):
        propose_disposal(old, actor=cast.officer, reason="Old")
    disposal = propose_disposal(old, actor=records, reason="Old")
    with pytest.raises(NotAllowed) as alone:
        decide_disposal(disposal, actor=records, is_approved=True)
    assert alone.value.code == "SOD-1"
    place_hold(old, actor=cast.leader, reason="A complaint")
    with pytest.raises(NotReady):
        decide_disposal(disposal, actor=cast.leader, is_approved=True)
    assert path_of(old.sha256).exists()


def test_disposal_by_two_removes_the_content_and_keeps_row_digest_and_entries(
    cast: Cast,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    old = aged(cast)
    disposal = propose_disposal(old, actor=keeper(cast), reason="Retention is over")
    with django_capture_on_commit_callbacks(execute=True):
        decide_disposal(disposal, actor=cast.leader, is_approved=True)
    assert not path_of(old.sha256).exists()
    fresh = Document.objects.get(pk=old.pk)
    assert fresh.disposed_at is not None
    assert (fresh.sha256, fresh.size) == (old.sha256, old.size)
    events = [entry.event for entry in chain_of(fresh, cast.leader)]
    assert events == ["document:received", "disposal:proposed", "disposal:carried_out"]
    verify_documents()
    assert Document.objects.get(pk=old.pk).is_intact is None
    client.force_login(cast.leader)
    assert "removed after its retention" in client.get(old.get_absolute_url()).content.decode()
    assert client.get(f"/documents/{old.pk}/download/").status_code == 409
    # the same bytes can come again, as a new document
    assert document(cast.project, cast.officer, "old").pk != old.pk


def test_bytes_that_another_document_names_stay(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mine, theirs = aged(cast), document(cast.project, cast.auditor, "old")
    assert mine.sha256 == theirs.sha256
    disposal = propose_disposal(mine, actor=keeper(cast), reason="Old")
    with django_capture_on_commit_callbacks(execute=True):
        decide_disposal(disposal, actor=cast.leader, is_approved=True)
    assert path_of(mine.sha256).exists()


def test_a_declined_disposal_needs_a_reason_and_can_be_proposed_again(cast: Cast) -> None:
    old, records = aged(cast), keeper(cast)
    disposal = propose_disposal(old, actor=records, reason="Old")
    with pytest.raises(Conflict):
        propose_disposal(old, actor=records, reason="Old")
    with pytest.raises(Invalid):
        decide_disposal(disposal, actor=cast.leader, is_approved=False)
    decide_disposal(disposal, actor=cast.leader, is_approved=False, reason="Still of use")
    assert Entry.objects.about(disposal).filter(event="disposal:declined").exists()
    with pytest.raises(Conflict):
        decide_disposal(disposal, actor=cast.leader, is_approved=True)
    propose_disposal(old, actor=records, reason="Old")


def test_the_database_holds_it_too(cast: Cast) -> None:
    young, old = document(cast.project, cast.officer, "young"), aged(cast)
    hold = place_hold(old, actor=cast.leader, reason="Case 7")
    disposal = Disposal.objects.create(
        project=cast.project, document=young, reason="x", proposed_by=cast.leader
    )
    now = timezone.now()
    for rule, attempt in (
        ("has not ended", lambda: Document.objects.filter(pk=young.pk).update(disposed_at=now)),
        ("legal hold", lambda: Document.objects.filter(pk=old.pk).update(disposed_at=now)),
        (
            "never shortened",
            lambda: Document.objects.filter(pk=young.pk).update(retained_until=date(2020, 1, 1)),
        ),
        ("never deleted", lambda: Hold.objects.filter(pk=hold.pk).delete()),
        ("as it was placed", lambda: Hold.objects.filter(pk=hold.pk).update(reason="other")),
        ("never deleted", lambda: Disposal.objects.filter(pk=disposal.pk).delete()),
        (
            "disposal_decided_by_another",
            lambda: Disposal.objects.filter(pk=disposal.pk).update(
                state="approved", decided_by=cast.leader, decided_at=now
            ),
        ),
    ):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            attempt()
    Hold.objects.filter(pk=hold.pk).update(
        released_at=now, released_by=cast.leader, release_reason="Over"
    )
    with pytest.raises(IntegrityError, match="SOD-1"), transaction.atomic():
        Document.objects.filter(pk=old.pk).update(disposed_at=now)


def test_the_chain_of_custody_shows_each_reader_what_is_theirs(cast: Cast, client: Client) -> None:
    made = document(cast.project, cast.project_manager)
    place_hold(made, actor=cast.leader, reason="=SUM(A1) case")
    client.force_login(cast.auditor)
    b"".join(client.get(f"/documents/{made.pk}/download/"))
    events = {
        name: [entry.event for entry in chain_of(made, getattr(cast, name))]
        for name in ("leader", "engineer", "outsider")
    }
    assert events == {
        "leader": ["document:received", "hold:placed", "document:downloaded"],
        "engineer": ["document:received"],
        "outsider": [],
    }
    assert "downloaded" in client.get(f"/documents/{made.pk}/custody/").content.decode()
    table = b"".join(client.get(f"/documents/{made.pk}/custody/csv/")).decode()
    assert table.count("\r\n") == 4
    page = client.get(f"/projects/{cast.project.pk}/documents/records/").content.decode()
    assert "Retention profile" in page


def test_programs_place_holds_and_dispose_too(cast: Cast) -> None:
    api, base = APIClient(), f"/api/v1/projects/{cast.project.pk}"
    old = aged(cast)
    api.force_authenticate(cast.leader)
    hold = api.post(f"{base}/holds/", {"document": old.pk, "reason": "Case 7"}, format="json")
    assert hold.status_code == 201, hold.content
    proposal = {"document": old.pk, "reason": "Old"}
    refused = api.post(f"{base}/disposals/", proposal, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "DISPOSAL-HOLD")
    address = f"{base}/holds/{hold.json()['id']}/release/"
    assert api.post(address, {"reason": "Over"}, format="json").json()["release_reason"] == "Over"
    made = api.post(f"{base}/disposals/", proposal, format="json").json()
    decide = f"{base}/disposals/{made['id']}/decide/"
    assert api.post(decide, {"is_approved": True}, format="json").json()["code"] == "SOD-1"
    api.force_authenticate(keeper(cast))
    assert api.post(decide, {"is_approved": True}, format="json").json()["state"] == "approved"
    chain = api.get(f"{base}/documents/{old.pk}/custody/").json()
    assert chain[-1]["event"] == "disposal:carried_out"
