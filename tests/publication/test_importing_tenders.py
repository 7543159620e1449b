"""A process has one tender, however its publisher calls it, beside those that people wrote."""

from pathlib import Path
from typing import Any

from egov_outsource.accounts.models import Organisation, User
from projects.models import Project
from projects.selection.models import Tender
from tests.build.publication import imported

OCID = "ocds-x1y2z3-009"


def release(number: int, **sections: Any) -> dict[str, Any]:
    date = f"2024-01-{number:02}T00:00:00Z"
    return {"ocid": OCID, "id": str(number), "date": date, "tag": ["tender"], **sections}


AWARDED = {"awards": [{"id": "1", "status": "active", "suppliers": [{"name": "North Ltd"}]}]}


def test_a_tender_that_is_named_later_or_anew_stays_one(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, release(1, **AWARDED))
    first = Tender.objects.get()
    assert first.reference == OCID
    for number, name in enumerate(("call-1", "call-1-corrected"), start=2):
        imported(bureau, officer, tmp_path, release(number, tender={"id": name, "title": "Call"}))
        assert [(row.pk, row.reference) for row in Tender.objects.all()] == [(first.pk, name)]


def test_a_tender_that_people_wrote_in_an_imported_project_is_theirs(
    bureau: Organisation, officer: User, tmp_path: Path
) -> None:
    imported(bureau, officer, tmp_path, release(1, planning={"rationale": "Soon"}))
    own = Tender.objects.create(
        project=Project.objects.get(), reference="call-1", title="Ours", created_by=officer
    )
    imported(bureau, officer, tmp_path, release(2, tender={"id": "call-1", "title": "Theirs"}))
    own.refresh_from_db()
    assert (own.title, own.source_id) == ("Ours", "")
    other = Tender.objects.exclude(pk=own.pk).get()
    assert (other.title, other.reference, other.source_id) == ("Theirs", "call-1/2", OCID)
