"""All real files become projects, once, in good time, and nothing breaks."""

import json
import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.evidence.models import Document
from audit.log.models import Entry
from egov_outsource.accounts.models import Organisation
from projects.models import Project
from projects.selection.models import Award, Bid, Contract, Tender
from projects.supervision.models import ChangeRequest, Milestone, Payment
from tests.publication import REAL_FILES, REAL_FOLDER

NOUNS = {
    Project: 135,
    Tender: 123,
    Bid: 32,
    Award: 81,
    Contract: 77,
    Milestone: 150,
    Payment: 82,
    ChangeRequest: 27,
    Document: 454,
}
EMPTY = {f"paraguay/sample/records/{number}.json" for number in (283826, 283906, 284456)}
WITHOUT_CONTENT = {f"paraguay/sample/records/{number}.json" for number in (284437, 284453)}


def imported() -> dict[str, Any]:
    out = StringIO()
    call_command("import_ocds", str(REAL_FOLDER), "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


@pytest.mark.shared_data
@pytest.mark.skipif(not REAL_FILES, reason="the real files are not beside this repository")
@pytest.mark.django_db
def test_all_real_files_are_imported_once_in_good_time() -> None:
    began = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        first = imported()
    assert time.process_time() - began < 60
    assert len(queries) < 40 * 135
    assert first["status"] == "done"
    counts = first["counts"]
    assert (counts["files"], counts["files_refused"]) == (333, 5)
    assert (counts["processes"], counts["created"]) == (135, 135)
    assert counts.get("refused", 0) == 0
    assert {noun: noun._default_manager.count() for noun in NOUNS} == NOUNS
    assert Organisation.objects.filter(kind="government").count() == 95
    errors = [problem for problem in first["problems"] if problem["severity"] == "error"]
    assert {(problem["code"], problem["path"]) for problem in errors} == {
        *(("empty_file", path) for path in EMPTY),
        *(("empty_record", path) for path in WITHOUT_CONTENT),
    }
    assert Entry.objects.filter(event="project:imported").count() == 135

    entries = Entry.objects.count()
    again = imported()
    assert (again["counts"]["releases_new"], again["counts"]["unchanged"]) == (0, 135)
    assert again["counts"]["organisations_created"] == 0
    assert Entry.objects.count() == entries + 2
