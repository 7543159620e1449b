"""Government takes everything of its project with it, at any time, asking nobody (INV-10)."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from audit.bundles.actions.request_bundle import request_bundle
from audit.bundles.models import Bundle
from audit.bundles.nouns import LEFT_OUT, nouns
from audit.bundles.tasks import build_bundle
from audit.log.models import Entry
from audit.log.tasks import sequence
from egov_outsource.accounts.models import Organisation
from egov_outsource.errors import Hidden, NotAllowed
from egov_outsource.export import MARK
from egov_outsource.wall.particular import decided
from projects.acceptance.models import Submission
from projects.actions.end_engagement import end_engagement
from projects.grants import derive_agency_grants
from projects.models import Engagement, Project
from projects.selection.models import Bid
from tests.build import planning, selection
from tests.build.evidence import document
from tests.build.projects import Cast
from tests.bundles.test_bundles import built, unpacked, verify
from tests.matrix.world import make_world

pytestmark = pytest.mark.django_db
# these stand behind the wall too, and are of no single project, or are in the bundle otherwise
ELSEWHERE = {
    "audit.Disclosure": "data/disclosed",
    "audit.Entry": "data/entries",
    "audit.Erasure": "data/disclosed says which names were erased",
    "contractors.Affiliation": "of the register",
    "contractors.Contractor": "of the register",
    "contractors.Qualification": "of the register",
    "contractors.Sanction": "of the register",
    "entitlements.AccessReport": "of an agency",
    "projects.AgencyGrant": "derived, of an agency",
    "projects.GrantReport": "of an agency",
    "publication.ImportRun": "of an agency",
    "risk.AgencyStanding": "of an agency",
}


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for path in (folder / "data" / "objects").glob("*.json"):
        found[path.stem] = json.loads(path.read_bytes())
    return found


def test_every_table_of_projects_goes_with_it_or_is_left_out_for_a_reason() -> None:
    taken = {noun._meta.label for noun in nouns()}
    assert not taken & LEFT_OUT.keys()
    lists = {
        field.remote_field.through._meta.label
        for noun in nouns()
        for field in noun._meta.many_to_many
    }
    known = taken | LEFT_OUT.keys() | lists | ELSEWHERE.keys()
    behind = {model._meta.label for model, _policy in decided()}
    assert behind == known & behind, behind - known
    assert known <= behind, known - behind


def test_everything_that_the_officer_sees_is_in_it_twice_and_explained(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    cast = world.cast
    officer, project = cast.officer, cast.project
    bundle = built(request_bundle(project, actor=officer, kind="whole"))
    folder = unpacked(bundle, tmp_path / "elsewhere")
    found = tables(folder)
    for noun in nouns():
        rows: Any = noun._default_manager
        name = noun._meta.label_lower
        expected: set[int] = set()
        if hasattr(rows, "visible_to"):
            inside = {"pk": project.pk} if noun is Project else {"project": project}
            expected = set(rows.visible_to(officer).filter(**inside).values_list("pk", flat=True))
        key = noun._meta.pk.attname
        assert {row[key] for row in found[name]} == expected, name
        with (folder / f"data/objects/{name}.csv").open(encoding="utf-8-sig") as file:
            again = list(csv.DictReader(file))
        assert [row[key] for row in again] == [str(row[key]) for row in found[name]]
        assert not again or again[0].keys() == found[name][0].keys(), name
    assert sum(1 for rows in found.values() if rows) > 40
    assert bundle.counts["objects"] == sum(
        len(rows) for name, rows in found.items() if not name.startswith("accounts.")
    )
    submitted = found["acceptance.submission"][0]
    submission = Submission.objects.get(pk=submitted["id"])
    assert submitted["documents"] == list(submission.documents.values_list("pk", flat=True))
    people = {row["id"]: row["name"] for row in found["accounts.user"]}
    assert people[submitted["submitted_by_id"]] == submission.submitted_by.name
    assert cast.contractor.pk in {row["id"] for row in found["accounts.organisation"]}
    raw = (folder / "data/objects/fields.csv").read_text()
    assert raw.startswith(MARK)
    said = list(csv.DictReader(raw.removeprefix(MARK).splitlines()))
    told = {(row["table"], row["field"]): row for row in said}
    for name, rows in found.items():
        columns = {(name, column) for column in (rows[0] if rows else ())}
        assert columns - told.keys() <= {(name, "withheld")}
    assert told["selection.bid", "bidder_id"]["names"] == "accounts.organisation"
    budget = told["projects.project", "budget"]
    assert budget["zh"] not in {"", budget["en"]}
    assert len(list(folder.glob("data/files/*/*"))) == bundle.counts["files"] > 0
    assert "data/objects" in (folder / "README.md").read_text()
    assert "data/objects" in (folder / "README.zh-CN.md").read_text()
    status, words = verify(folder)
    assert status == 0, words
    assert "the log proves nothing about them" in words


def test_sealed_bids_stay_sealed_in_it(cast: Cast, tmp_path: Path) -> None:
    """INV-7, INV-8: an export is no way round the seal."""
    tender = selection.published_tender(cast)
    bid = selection.bid_of(cast, tender)
    assert Bid.objects.filter(pk=bid.pk).exists()
    bundle = built(request_bundle(cast.project, actor=cast.leader, kind="whole"))
    assert tables(unpacked(bundle, tmp_path))["selection.bid"] == []


def test_nobody_outside_the_owner_takes_everything(cast: Cast) -> None:
    """INV-3, INV-9: not the contractor, not an auditor, who reads all, not in an emergency."""
    for person in (
        *(cast.project_manager, cast.engineer, cast.supervisor, cast.assessor, cast.auditor),
        *(cast.finance, cast.security, cast.authority_leader),
    ):
        with pytest.raises(NotAllowed) as refused:
            request_bundle(cast.project, actor=person, kind="whole")
        assert refused.value.code == "RIGHT-EXPORT_PROJECT"
    for person in (cast.operator, cast.other_leader, cast.rival_manager, cast.expired_auditor):
        with pytest.raises(Hidden):
            request_bundle(cast.project, actor=person, kind="whole")
    assert not Bundle.objects.exists()


def test_in_every_stage_and_when_the_contractor_is_gone(cast: Cast, tmp_path: Path) -> None:
    planning.approved_item(cast)
    document(cast.project, cast.project_manager, "source code")
    for stage in Project.Stage.values:
        if stage == Project.Stage.values[-1]:
            for engagement in Engagement.objects.filter(project=cast.project, ended_at=None):
                end_engagement(engagement, actor=cast.leader, reason="Over")
            Organisation.objects.filter(pk=cast.contractor.pk).update(is_active=False)
        Project.objects.filter(pk=cast.project.pk).update(stage=stage)
        bundle = built(request_bundle(cast.project, actor=cast.officer, kind="whole"))
        assert bundle.counts["files"] == 1
        found = tables(unpacked(bundle, tmp_path / stage))
        assert found["projects.project"][0]["stage"] == stage
        assert found["planning.planitem"]


def test_who_left_the_agency_gets_nothing_built_and_nothing_handed_out(cast: Cast) -> None:
    bundle = request_bundle(cast.project, actor=cast.officer, kind="whole")
    sequence()
    cast.officer.memberships.update(valid_to=timezone.now())
    derive_agency_grants(cast.agency)
    build_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.failure) == ("failed", "right")


def test_one_click_or_one_call_and_one_entry(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    page = f"/projects/{cast.project.pk}/"
    assert "Export everything" in client.get(page).content.decode()
    answer = client.post(f"{page}bundles/new/", {"kind": "whole"})
    bundle = built(Bundle.objects.get())
    assert answer["Location"] == bundle.get_absolute_url()
    asked = Entry.objects.filter(event="bundle:requested")
    assert [entry.data["kind"] for entry in asked] == ["whole"]
    assert "Objects" in client.get(bundle.get_absolute_url()).content.decode()
    handed_out = client.get(f"{bundle.get_absolute_url()}download/")
    assert b"".join(handed_out.streaming_content).startswith(b"PK")
    client.force_login(cast.auditor)
    assert "Export everything" not in client.get(page).content.decode()
    api = APIClient()
    api.force_authenticate(cast.leader)
    place = f"/api/v1/projects/{cast.project.pk}/bundles/"
    made = api.post(place, {"kind": "whole"}, format="json")
    assert (made.status_code, made.json()["kind"]) == (201, "whole")
    api.force_authenticate(cast.auditor)
    refused = api.post(place, {"kind": "whole"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "RIGHT-EXPORT_PROJECT")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        api.force_authenticate(cast.officer)
        late = api.get(f"{place}{bundle.pk}/download/")
        assert late.status_code == 409
