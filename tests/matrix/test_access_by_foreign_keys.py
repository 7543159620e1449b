"""An id in a request never reaches into another tenant: every writable relation is tried."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from audit.log.models import Entry
from tests.build.evidence import pdf
from tests.matrix.world import World, make_world

ASPECTS = ("quality", "schedule", "cost", "management", "security")
NUMBERS = frozenset(
    [
        "deemed_days",
        "mlps_level",
        "days",
        "hand_over_days",
        "hours",
        "market_suppliers",
        "quality",
        "schedule",
        "cost",
        "management",
        "security",
        "size",
        "likelihood",
        "impact",
        "values",
    ]
)
# the register of organisations is open: whom one enters, appoints or names as author may be
# anybody in it
OPEN = frozenset(
    {
        ("post", "/api/v1/contractors/", "organisation"),
        ("post", "/api/v1/contractors/{id}/affiliations/", "other"),
        ("post", "/api/v1/projects/{project_pk}/engagements/", "organisation"),
        ("post", "/api/v1/projects/{project_pk}/subcontracts/", "organisation"),
        ("put", "/api/v1/projects/{project_pk}/plan-items/{code}/", "drafted_by"),
        ("post", "/api/v1/projects/{project_pk}/requirements/", "author_organisation"),
        ("patch", "/api/v1/projects/{project_pk}/requirements/{id}/", "author_organisation"),
    }
)


# versions of the risk model are the platform's: every government body reads the same
COMMON = frozenset({("post", "/api/v1/risk/models/{id}/judgement-removal/", "judge")})
# no row has this id
NOBODYS = 2**40
# government bodies are known to one another by name: acting for another is refused in words
KNOWN_BY_NAME = frozenset(
    {
        ("post", "/api/v1/delegations/", "organisation"),
        ("post", "/api/v1/invitations/", "organisation"),
        ("post", "/api/v1/organisations/", "authority"),
        ("post", "/api/v1/service-accounts/", "organisation"),
    }
)


@dataclass(frozen=True)
class Reach:
    """A request that is right but for one id: `word` is what the other world keeps there."""

    method: str
    path: str
    name: str
    word: str
    actor: str = "officer"
    body: dict[str, Any] = field(default_factory=dict)
    many: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """The relation as the schema has it."""
        return self.method, self.path, self.name

    def address(self, world: World) -> str:
        """The address in the caller's own world."""
        path, words = self.path, self.path.split("/")
        for place, part in enumerate(words):
            if part == "{project_pk}":
                path = path.replace(part, str(world.cast.project.pk))
            elif part.startswith("{"):
                path = path.replace(part, str(world.ids[words[place - 1]]))
        return path


P = "/api/v1/projects/{project_pk}"
TODAY = timezone.localdate().isoformat()
SOON = (timezone.localdate() + timedelta(days=20)).isoformat()
SOME = {"title": "Some", "text": "Some text", "due": SOON}
FINDING = SOME | {"criterion": "c", "condition": "c"}
RATING = {
    "period_start": TODAY,
    "period_end": TODAY,
    "narrative": "n",
} | dict.fromkeys(ASPECTS, 4)
REPORT = {"as_of": TODAY, "pv": "1", "ev": "1", "ac": "1", "bac": "1"}
CHANGE = {"title": "t", "kind": "requirement", "reasons": "r"}
PAYMENT = {"amount": "1.00", "currency": "CNY", "purpose": "p"}
ALLOCATION = {"point": "P1", "government": "1.00", "mode": "sole", "basis": "b"}
ACCOUNT = {"name": "n", "purpose": "p", "role": "officer", "scopes": ["read"]}
INVITATION = {"email": "a@example.org", "role": "officer"}
PROJECT = {"reference": "X-1", "title": "X"}
TRANSFER = {"basis": "b", "reasons": "r"}
ORGANISATION = {"name": "Ours", "kind": "government"}
ASSET = {"kind": "logs", "name": "n", "title": "1", "custody": "0", "control": "0"}
ATTESTATION = {"gate": "G1", "code": "interfaces", "statement": "s"}

RISK = dict.fromkeys(("title", "cause", "event", "consequence"), "r") | {
    "likelihood": 2, "impact": 3, "review_on": SOON,
}  # fmt: skip
PAPER = {"title": "t", "text": "x"}
SAMPLE_RESULT = {"outcome": "tested"}
ELIMINATED = {"done": "d", "done_on": TODAY}
ABSENCE = {"valid_from": f"{SOON}T08:00", "valid_to": f"{SOON}T18:00", "reason": "leave"}

AUDITORS = [
    Reach("patch", f"{P}/reviews/{{id}}/", "team", "user", "auditor", {"reason": "r"}, many=True),
    Reach(
        "post", f"{P}/reviews/", "team", "user", "auditor",
        body={"title": "t", "plan": "p"}, many=True,
    ),
    Reach("patch", f"{P}/audit-findings/{{id}}/", "payment", "payments", "auditor"),
    Reach(
        "post", f"{P}/reviews/{{id}}/findings/", "payment", "payments", "auditor",
        body=FINDING | {"addressee": "agency"},
    ),
    Reach(
        "post", f"{P}/audit-findings/{{id}}/eliminate/", "evidence", "documents",
        body=ELIMINATED, many=True,
    ),
    Reach("patch", f"{P}/audit-questions/{{id}}/", "addressee", "contractor", "auditor"),
    Reach("patch", f"{P}/audit-questions/{{id}}/", "follows", "audit-questions", "auditor"),
    Reach(
        "patch", f"{P}/audit-questions/{{id}}/", "evidence", "documents", "auditor", many=True
    ),
    Reach(
        "post", f"{P}/audit-questions/{{id}}/answer/", "evidence", "documents",
        body={"answer": "a"}, many=True,
    ),
    Reach(
        "post", f"{P}/audit-questions/{{id}}/follow-up/", "evidence", "documents", "auditor",
        body=SOME, many=True,
    ),
    Reach(
        "post", f"{P}/reviews/{{id}}/questions/", "addressee", "contractor", "auditor", body=SOME
    ),
    Reach(
        "post", f"{P}/reviews/{{id}}/questions/", "follows", "audit-questions", "auditor",
        body=SOME | {"addressee": "agency"},
    ),
    Reach(
        "post", f"{P}/reviews/{{id}}/questions/", "evidence", "documents", "auditor",
        body=SOME | {"addressee": "agency"}, many=True,
    ),
    Reach(
        "post", f"{P}/risk/scores/{{id}}/answers/", "evidence", "documents", "project_manager",
        body={"text": "t"}, many=True,
    ),
    Reach("post", f"{P}/risk/register/", "finding", "findings", body=RISK | {"owner": "user"}),
    Reach("post", f"{P}/risk/register/", "owner", "user", body=RISK),
    Reach("patch", f"{P}/risk/register/{{id}}/", "finding", "findings"),
    Reach("patch", f"{P}/risk/register/{{id}}/", "owner", "user"),
    Reach(
        "post", f"{P}/risk/register/{{id}}/measures/", "owner", "user",
        body={"text": "t", "due": SOON},
    ),
    Reach(
        "post", f"{P}/risk/veto-clearances/", "document", "documents", "leader",
        body={"veto": "V-COI", "reasons": "r"},
    ),
    Reach("patch", f"{P}/workpapers/{{id}}/", "finding", "audit-findings", "auditor"),
    Reach("patch", f"{P}/workpapers/{{id}}/", "evidence", "documents", "auditor", many=True),
    Reach(
        "post", f"{P}/reviews/{{id}}/workpapers/", "finding", "audit-findings", "auditor",
        body=PAPER,
    ),
    Reach(
        "post", f"{P}/reviews/{{id}}/workpapers/", "evidence", "documents", "auditor",
        body=PAPER, many=True,
    ),
    Reach(
        "post", f"{P}/audit-sample-items/{{id}}/result/", "workpaper", "workpapers", "auditor",
        body=SAMPLE_RESULT,
    ),
    Reach(
        "post", f"{P}/bundles/", "case", "contracts", "leader", body={"kind": "contract"}
    ),
]  # fmt: skip
REACHES = [
    *AUDITORS,
    Reach(
        "post",
        "/api/v1/delegations/",
        "organisation",
        "agency",
        "leader",
        body=ABSENCE | {"delegate": "user"},
    ),
    Reach(
        "post",
        "/api/v1/delegations/",
        "delegate",
        "user",
        "leader",
        body=ABSENCE | {"organisation": "agency"},
    ),
    Reach("post", "/api/v1/imports/", "owner", "agency", body={"file": ""}),
    Reach(
        "post", "/api/v1/invitations/", "organisation", "agency", "administrator", body=INVITATION
    ),
    Reach(
        "post", "/api/v1/organisations/", "authority", "agency", "administrator", body=ORGANISATION
    ),
    Reach("post", "/api/v1/projects/", "agency", "agency", body=PROJECT),
    Reach("post", f"{P}/allocations/", "accountable", "user", "leader", body=ALLOCATION),
    Reach("post", f"{P}/allocations/", "clause", "clauses", "leader", body=ALLOCATION),
    Reach("post", f"{P}/allocations/", "decision", "decisions", "leader", body=ALLOCATION),
    Reach("post", f"{P}/assets/", "contract", "contracts", body=ASSET | {"holder": "agency"}),
    Reach("post", f"{P}/assets/", "holder", "agency", body=ASSET),
    Reach("patch", f"{P}/assets/{{id}}/", "contract", "contracts", body={"reasons": "r"}),
    Reach("patch", f"{P}/assets/{{id}}/", "holder", "agency", body={"reasons": "r"}),
    Reach("post", f"{P}/assets/{{id}}/offer/", "evidence", "documents", "project_manager"),
    Reach(
        "post",
        f"{P}/assets/{{id}}/verifications/",
        "evidence",
        "documents",
        "supervisor",
        body={"method": "login", "result": "failed", "verified_on": TODAY},
    ),
    Reach("post", f"{P}/attestations/", "document", "documents", body=ATTESTATION),
    Reach("patch", f"{P}/audit-findings/{{id}}/", "addressee", "contractor", "auditor"),
    Reach("patch", f"{P}/audit-findings/{{id}}/", "evidence", "documents", "auditor", many=True),
    Reach("post", f"{P}/changes/", "contract", "contracts", "project_manager", body=CHANGE),
    Reach("post", f"{P}/deliverables/", "contract", "contracts", body=SOME | {"code": "D-9"}),
    Reach(
        "post",
        f"{P}/deliverables/{{id}}/criteria/",
        "requirement",
        "requirements",
        "leader",
        body=SOME | {"method": "m"},
    ),
    Reach("post", f"{P}/documents/", "replaces", "documents", body={"file": ""}),
    Reach("post", f"{P}/disposals/", "document", "documents", "leader", body={"reason": "r"}),
    Reach("post", f"{P}/holds/", "document", "documents", "leader", body={"reason": "r"}),
    Reach("post", f"{P}/emergencies/", "person", "user", body={"reason": "r", "hours": 1}),
    Reach("post", f"{P}/transfers/", "taker", "agency", "leader", body=TRANSFER),
    Reach("post", f"{P}/findings/", "addressee", "contractor", "supervisor", body=SOME),
    Reach("post", f"{P}/milestones/", "contract", "contracts", body=SOME | {"code": "M9"}),
    Reach("post", f"{P}/milestones/{{id}}/descoping/", "change", "changes"),
    Reach("post", f"{P}/mode-decisions/", "alternative", "alternatives", body={"reasons": "r"}),
    Reach("post", f"{P}/obligations/", "party", "contractor", body=SOME),
    Reach("post", f"{P}/obligations/", "contract", "contracts", body=SOME),
    Reach("post", f"{P}/payments/", "contract", "contracts", "project_manager", body=PAYMENT),
    Reach("post", f"{P}/ratings/", "organisation", "contractor", body=RATING),
    Reach(
        "post", f"{P}/reviews/{{id}}/findings/", "addressee", "contractor", "auditor", body=FINDING
    ),
    Reach(
        "post",
        f"{P}/reviews/{{id}}/findings/",
        "evidence",
        "documents",
        "auditor",
        body=FINDING | {"addressee": "agency"},
        many=True,
    ),
    Reach("post", f"{P}/status-reports/", "contract", "contracts", "project_manager", body=REPORT),
    Reach(
        "post",
        f"{P}/submissions/{{id}}/checks/",
        "criterion",
        "criteria",
        "supervisor",
        body={"result": "passed"},
    ),
    Reach(
        "post",
        f"{P}/submissions/{{id}}/checks/",
        "evidence",
        "documents",
        "supervisor",
        body={"result": "passed", "criterion": "criteria"},
    ),
    Reach(
        "post", "/api/v1/service-accounts/", "organisation", "agency", "administrator", body=ACCOUNT
    ),
    Reach("post", "/api/v1/tenders/{id}/award/", "bid", "bids", "leader", body={"reasons": "r"}),
    Reach(
        "post",
        "/api/v1/tenders/{id}/bids/",
        "bidder",
        "contractor",
        "bid_manager",
        body=PAYMENT,
    ),
]


def relations() -> set[tuple[str, str, str]]:
    """Every id that a request's body can carry, by the OpenAPI schema."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found = set()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            for kind in content.values():
                reference = kind["schema"].get("$ref", "").rsplit("/", 1)[-1]
                shape = schema["components"]["schemas"].get(reference, kind["schema"])
                for name, about in shape.get("properties", {}).items():
                    if about.get("items", about).get("type") == "integer" and name not in NUMBERS:
                        found.add((method, path, name))
    return found


def test_every_relation_that_a_body_can_carry_is_tried_here() -> None:
    assert relations() == {reach.key for reach in REACHES} | OPEN | COMMON


@pytest.mark.django_db
def test_no_id_of_another_tenant_is_accepted(tmp_path: Path) -> None:
    """Once with the stranger's id, which is refused by name, and not because of anything else."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    ours, theirs = make_world(tmp_path / "ours"), make_world(tmp_path / "theirs")
    for world in (ours, theirs):
        people = world.cast
        world.ids |= {"agency": people.agency.pk, "contractor": people.contractor.pk}
        world.ids |= {"user": people.officer.pk}
    faults = []
    for reach in REACHES:
        before = Entry.objects.filter(project_id=theirs.cast.project.pk).count()
        fault = _tried(reach, ours, theirs)
        if fault:
            faults.append(f"{reach.method.upper()} {reach.path} {reach.name}: {fault}")
        assert Entry.objects.filter(project_id=theirs.cast.project.pk).count() == before
    assert not faults, "\n".join(faults)


def _tried(reach: Reach, ours: World, theirs: World) -> str:
    hidden = _sent(reach, ours, theirs.ids[reach.word])
    absent = _sent(reach, ours, NOBODYS)
    if reach.key not in KNOWN_BY_NAME and _masked(hidden) != _masked(absent):
        return f"{hidden} but {absent} where there is none"
    status, said, _cost = hidden
    # other government bodies are known by name, yet only their administrators act for them
    if said.get("code") in {"NOT-FOUND", "ORGANISATION-ADMINISTRATOR-ONLY"}:
        return ""
    if status == 422 and len(said.get("errors", {})) == 1:
        return ""
    return f"{status} {said}"


def _masked(answer: tuple[int, dict[str, Any], int]) -> tuple[int, str, int]:
    """An answer without the numbers in it, and what it cost."""
    return answer[0], re.sub(r"\d+", "#", str(answer[1])), answer[2]


def _sent(reach: Reach, ours: World, stranger: int) -> tuple[int, dict[str, Any], int]:
    """What a request with this id is told, after how many statements; nothing of it stays."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        status, said = _answer(reach, ours, stranger)
        transaction.set_rollback(True)
    return status, said, len(queries)


def _answer(reach: Reach, ours: World, stranger: int) -> tuple[int, dict[str, Any]]:
    body = {
        name: ours.ids.get(value, value) if isinstance(value, str) else value
        for name, value in reach.body.items()
    } | {reach.name: [stranger] if reach.many else stranger}
    client = APIClient()
    client.force_authenticate(ours.people()[reach.actor])
    address = reach.address(ours)
    version = client.get(address).headers.get("ETag")
    headers = {"If-Match": version} if version else {}
    form = {"format": "json"}
    if "file" in body:
        body["file"], form = SimpleUploadedFile("a.pdf", pdf("new")), {"format": "multipart"}
    answer = getattr(client, reach.method)(address, body, headers=headers, **form)
    return answer.status_code, answer.json()
