"""What is hidden answers like what does not exist: same status, same body, same cost."""

import copy
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.forms import Form, ModelChoiceField
from django.forms.models import ModelMultipleChoiceField
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.matrix import actors, pages, reads, writes
from tests.matrix.asking import key_of, requests
from tests.matrix.routes import every_route
from tests.matrix.world import World, make_world

FAR = 2**40
# about a published tender, which everybody reads
PUBLISHED = frozenset({"POST api-tenders-opening", "POST api-tenders-publication"})
# the register of organisations is open: whom one appoints or enters may be anybody in it
OPEN_FIELDS = frozenset(
    {
        ("projects:appoint", "organisation"),
        ("ownership:propose_subcontract", "organisation"),
        ("contractors:register", "organisation"),
        ("contractors:record_affiliation", "other"),
        ("organisation_register", "authority"),
    }
)


def elsewhere(world: World) -> World:
    """The same addresses with ids that no row has."""
    other = copy.copy(world)
    other.ids = {name: _nobodys(value) for name, value in world.ids.items()}
    other.cast = copy.copy(world.cast)
    other.cast.project = copy.copy(world.cast.project)
    other.cast.project.pk = FAR
    return other


def _nobodys(value: Any) -> Any:
    if isinstance(value, int):
        return FAR
    return str(uuid.uuid4()) if re.fullmatch(r"[0-9a-f-]{36}", str(value)) else value


@pytest.mark.django_db
@pytest.mark.urls("tests.matrix.urls")
def test_hidden_and_nonexistent_have_the_same_answer_at_the_same_cost(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    nowhere = elsewhere(world)
    people, faults, tried = world.people(), [], 0
    for name in ("other_officer", "rival_manager", "expired_auditor"):
        client = APIClient(raise_request_exception=False)
        client.force_login(people[name])
        column = actors.NAMES.index(name)
        for kind, table in (("pages", pages.TABLE), ("reads", reads.TABLE)):
            for route, method in requests(kind):
                key = key_of(route, method)
                if table[key].replace(" ", "")[column] != actors.NOTHING:
                    continue
                there, none = route.address(world), route.address(nowhere)
                if there == none:
                    continue
                tried += 1
                hidden, absent = _asked(client, there), _asked(client, none)
                if hidden != absent:
                    faults.append(f"{name} {key}: {hidden[:2]} but {absent[:2]} where is none")
    assert tried > 300
    client.force_login(people["other_officer"])
    faults += _told_by_changing(client, world, nowhere) + _found_by_searching(client, world)
    assert not faults, "\n".join(faults)


def _told_by_changing(client: APIClient, world: World, nowhere: World) -> list[str]:
    """Every request that changes something, of pages and of REST, about a hidden row and none."""
    column, tried, faults = actors.NAMES.index("other_officer"), 0, []
    for kind, table in (("pages", pages.TABLE), ("writes", writes.TABLE)):
        for route, method in requests(kind):
            line = table[key_of(route, method)].replace(" ", "")
            there, none = route.address(world), route.address(nowhere)
            is_public = key_of(route, method) in PUBLISHED
            if line[column] != actors.NOTHING or there == none or is_public:
                continue
            verb = "post" if kind == "pages" else method.lower()
            tried += 1
            hidden, absent = (_asked(client, address, verb) for address in (there, none))
            if hidden != absent:
                faults.append(f"{verb} {there}: {hidden} but {absent} where is none")
    assert tried > 250
    return faults


def _found_by_searching(client: APIClient, world: World) -> list[str]:
    """Words of a hidden project find as much, and cost as much, as words of none."""
    column, faults = actors.NAMES.index("other_officer"), []
    word, none = world.cast.project.reference, "P-9999"  # numbers are masked in answers
    for kind, table in (("pages", pages.TABLE), ("reads", reads.TABLE)):
        for route, method in requests(kind):
            line = table[key_of(route, method)].replace(" ", "")
            if line[column] != actors.IN or "<" in route.pattern:
                continue
            address = route.address(world)
            for _once_more in range(2):  # the first request after another may fill a cache
                told = [_asked(client, f"{address}?q={sought}") for sought in (none, word)]
                if told[0] == told[1]:
                    break
            else:
                faults.append(f"{route.name}: a search for {word} tells it apart")
    return faults


def _asked(client: APIClient, address: str, method: str = "get") -> tuple[int, int, str]:
    """Status, number of statements and text without numbers."""
    connection.queries_log.clear()  # it holds so many and no more
    body_of = {} if method == "get" else {"data": {}, "format": "json"}
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address, **body_of)
        body = b"".join(answer).decode(errors="replace")
        transaction.set_rollback(True)
    text = re.sub(r'value="\w{64}"|data-csrf="[^"]*"|nonce="[^"]*"', "#", body)
    text = re.sub(r"[0-9a-f-]{36}|\d+|csrf\S+|nonce\S+", "#", text)
    return answer.status_code, len(queries), text


@pytest.mark.django_db
@pytest.mark.urls("tests.matrix.urls")
def test_no_field_of_any_form_offers_a_row_of_another_tenant(tmp_path: Path) -> None:
    """Every field that chooses a row: a stranger's id and nobody's get the same sentence."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    ours, theirs = make_world(tmp_path / "ours"), make_world(tmp_path / "theirs")
    people = ours.people()
    foreign = _rows_of(theirs)
    fields: dict[tuple[str, str], int] = {}
    faults = []
    for route in every_route():
        line = pages.TABLE.get(route.name, "").replace(" ", "")
        if route.is_api or actors.IN not in line:
            continue
        actor = actors.NAMES[line.index(actors.IN)]
        client = APIClient(raise_request_exception=False)
        client.force_login(people[actor])
        with transaction.atomic():
            answer = client.get(route.address(ours))
            b"".join(answer)  # a file is closed at its end
            transaction.set_rollback(True)
        for form in _forms(answer.context):
            for name, field in form.fields.items():
                if isinstance(field, ModelChoiceField):
                    fields[route.name, name] = 1
                    fault = _fault(field, foreign)
                    if fault and (route.name, name) not in OPEN_FIELDS:
                        faults.append(f"{route.name} {name}: {fault}")
    assert len(fields) > 15
    assert not faults, "\n".join(faults)


def _forms(context: Any) -> list[Form]:
    found = [context.get(name) for name in ("form", "filter_form")] if context else []
    return [form for form in found if isinstance(form, Form)]


def _rows_of(world: World) -> dict[str, set[int]]:
    """Rows of the other world by model: its organisations, people and whatever lies in it."""
    cast = world.cast
    firms = (cast.agency, cast.contractor, cast.supervision_firm, cast.audit_office)
    found: dict[str, set[int]] = {
        "accounts.organisation": {firm.pk for firm in firms},
        "projects.agency": {cast.agency.pk},
        "accounts.user": {cast.officer.pk, cast.project_manager.pk, cast.auditor.pk},
    }
    for noun, word in (
        ("selection.contract", "contracts"),
        ("selection.ownershipclause", "clauses"),
        ("projects.decision", "decisions"),
        ("evidence.document", "documents"),
        ("selection.alternative", "alternatives"),
        ("planning.requirement", "requirements"),
        ("selection.bid", "bids"),
        ("supervision.changerequest", "changes"),
        ("acceptance.acceptancecriterion", "criteria"),
        ("supervision.payment", "payments"),
        ("reviews.auditfinding", "audit-findings"),
        ("reviews.workpaper", "workpapers"),
        ("supervision.finding", "findings"),
    ):
        found[noun] = {world.ids[word]}
    found["projects.project"] = {cast.project.pk}
    found["risk.modelversion"] = set()  # the platform's, the same for everybody who reads risk
    return found


def _fault(field: Any, foreign: dict[str, set[int]]) -> str:
    label = field.queryset.model._meta.label_lower
    if label not in foreign:
        return f"no row of {label} is kept to try"
    many = isinstance(field, ModelMultipleChoiceField)
    absent = _said(field, [FAR] if many else FAR)
    for pk in foreign[label]:
        said = _said(field, [pk] if many else pk)
        if said != absent:
            return f"{label} {pk}: {said!r} instead of {absent!r}"
    return ""


def _said(field: Any, value: Any) -> str:
    """The sentence, and at what cost it was found."""
    with CaptureQueriesContext(connection) as queries:
        try:
            field.clean(value)
        except Exception as error:
            said = re.sub(r"\d+", "#", f"{type(error).__name__} {error}")
        else:
            said = "taken"
    return f"{said} ({len(queries)} statements)"
