"""Fields that not everybody who sees a row may read, field by field and actor by actor."""

from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db.models import DecimalField
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from contractors.models import Rating
from egov_outsource.open_fields import OPEN, unclassified
from egov_outsource.redaction import (
    KINDS,
    WITHHELD,
    Protected,
    blanked,
    is_read_everywhere,
    withheld_fields,
)
from projects.models import Engagement, Project, Subcontract
from projects.selection.models import Award, Bid, Contract
from projects.supervision.models import ChangeRequest, Payment, StatusReport
from tests.build import ownership, prosecution
from tests.build import selection as build_selection
from tests.build import supervision as build
from tests.build.accounts import contractor
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db

READERS = "officer leader finance security project_manager engineer supervisor assessor auditor"
STRANGERS = ("rival_manager", "rival_bidder", "outsider", "operator", "other_officer")
# who reads the protected fields of a row of the contractor's, when they see the row at all
SHOWN = {
    Project: "officer leader finance security project_manager engineer supervisor assessor auditor",
    Engagement: "officer leader finance security project_manager engineer supervisor auditor",
    Contract: "officer leader finance security project_manager engineer supervisor auditor",
    Bid: "officer leader security project_manager engineer auditor",
    Award: "officer leader security project_manager engineer auditor",
    Payment: "officer leader finance security project_manager engineer supervisor auditor",
    ChangeRequest: "officer leader finance security project_manager engineer supervisor auditor",
    Subcontract: "officer leader finance security project_manager engineer supervisor auditor",
    StatusReport: "officer leader finance security project_manager engineer supervisor auditor",
    Rating: "officer leader security project_manager engineer supervisor auditor",
}
# amounts in nouns that protect none: who sees the row reads them
OPEN_AMOUNTS = {
    "acceptance.Asset": "control custody title",
    "acceptance.Condition": "withheld",
    "planning.Objective": "actual baseline target weight",
    "planning.Requirement": "baselined_size size",
    "projects.Allocation": "share",
    "prosecution.Remedy": "amount",
    "reviews.Sample": "population_total",
    "reviews.SampleItem": "amount",
    "selection.Alternative": "whole_life_cost",
    "selection.AlternativeScore": "score",
    "selection.Bid": "score",
    "selection.EvaluationCriterion": "weight",
    "selection.Tender": "value",
    "supervision.Milestone": "weight",
}


def protected() -> list[tuple[Any, str, Protected]]:
    """Every declaration on a noun."""
    return [
        (model, kind, rule)
        for model in apps.get_models()
        for kind in KINDS
        if (rule := getattr(model, kind, None)) is not None and rule.fields
    ]


def rows_of(cast: Cast) -> dict[Any, Any]:
    """A row of each noun that protects something."""
    _tender, bid, _rivals = build_selection.evaluated_tender(cast)
    contract = build.running_contract(cast, reference="C-2")
    return {
        Project: cast.project,
        Engagement: Engagement.objects.get(project=cast.project, capacity="contractor"),
        Contract: contract,
        Bid: Bid.objects.get(pk=bid.pk),
        Award: build_selection.awarded(cast),
        Payment: build.claimed_payment(cast, contract),
        ChangeRequest: build.proposed_change(cast, contract),
        Subcontract: ownership.proposed_subcontract(cast, organisation=contractor("Data")),
        StatusReport: build.reported(cast, contract),
        Rating: prosecution.rating(cast),
    }


def test_every_noun_that_protects_a_field_is_tried_here_and_names_fields_that_exist() -> None:
    assert {model for model, _kind, _rule in protected()} == set(SHOWN)
    for model, _kind, rule in protected():
        assert all(hasattr(model, name) for name in rule.fields), model


def test_every_field_of_a_protected_noun_is_classified_and_a_new_one_is_withheld(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Default hidden: whoever adds a field says in `open_fields` or on the noun who reads it."""
    for model, _kind, _rule in protected():
        declared = frozenset().union(
            *(rule.fields for one, _k, rule in protected() if one is model)
        )
        assert not unclassified(model, declared), f"{model._meta.label}: say who reads these fields"
        assert not declared.intersection(OPEN[model._meta.label].split()), model._meta.label
    assert {model._meta.label for model, _kind, _rule in protected()} == OPEN.keys()
    contract = build.running_contract(cast, reference="C-2")
    # as if these two had been added to the noun this morning
    known = set(OPEN["selection.Contract"].split()) - {"signed_at", "signed_by"}
    monkeypatch.setitem(OPEN, "selection.Contract", " ".join(known))
    unclassified.cache_clear()
    try:
        hidden = {"signed_at", "signed_by", "signed_by_id"}
        assert hidden <= withheld_fields(contract, cast.assessor)
        assert blanked(Contract.objects.get(pk=contract.pk), cast.assessor).signed_by_id is WITHHELD
        assert not is_read_everywhere(Contract, "signed_at", cast.assessor)
        assert not hidden & withheld_fields(contract, cast.leader)
    finally:
        unclassified.cache_clear()


def test_every_amount_is_protected_or_said_to_be_open() -> None:
    amounts = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if any(one.name == "project" for one in model._meta.fields)
        for field in model._meta.fields
        if isinstance(field, DecimalField)
        and not any(model is noun and field.name in rule.fields for noun, _k, rule in protected())
    }
    listed = {f"{noun}.{name}" for noun, names in OPEN_AMOUNTS.items() for name in names.split()}
    assert amounts == listed


def test_commercial_fields_are_read_by_whom_the_table_names_and_by_nobody_else(
    cast: Cast,
) -> None:
    people = cast.people()
    for model, row in rows_of(cast).items():
        rule = model.commercial
        for name in (*READERS.split(), *STRANGERS):
            expected = name in SHOWN[model].split()
            hidden = withheld_fields(row, people[name])
            for field in rule.fields:
                assert (field not in hidden) == expected, f"{model.__name__}.{field} {name}"


def test_a_map_that_names_nobody_hides_the_field_from_everybody(cast: Cast) -> None:
    class Row:
        commercial: ClassVar[Protected] = Protected(frozenset({"price"}))
        project = cast.project
        own_path = ""
        price = Decimal(7)

    for person in cast.people().values():
        assert withheld_fields(Row(), person) == {"price"}
    row = Row()
    row.price = Decimal(7)  # an own value, as a row of the database has
    assert blanked(row, cast.leader).price is WITHHELD  # type: ignore[comparison-overlap]


def test_classified_fields_are_withheld_only_where_the_data_are_important_or_core(
    cast: Cast,
) -> None:
    bidder, project = cast.bid_manager, cast.project
    finance = cast.finance
    assert withheld_fields(project, cast.outsider) == {"budget", "reference_cost", "risk_level"}
    project.classification = Project.Classification.CORE
    assert "mlps_level" in withheld_fields(project, cast.outsider)
    assert "mlps_level" not in withheld_fields(project, cast.assessor)
    assert withheld_fields(project, finance) == frozenset()
    assert withheld_fields(project, bidder) == {"risk_level"}


def test_the_assessor_sees_the_contract_without_its_price_on_every_edge(
    cast: Cast, client: Client
) -> None:
    """The security part only: page, list, REST, its order, and CSV of changes."""
    contract = build.running_contract(cast, reference="C-2")
    Contract.objects.filter(pk=contract.pk).update(value=Decimal("7654321.00"))
    change = build.proposed_change(cast, contract)
    ChangeRequest.objects.filter(pk=change.pk).update(value=Decimal("65432.00"))
    client.force_login(cast.assessor)
    pages = [
        reverse("selection:contract", args=[contract.pk]),
        reverse("selection:overview", args=[cast.project.pk]),
        reverse("supervision:change", args=[change.pk]),
        reverse("supervision:changes", args=[cast.project.pk]),
        reverse("supervision:changes_export", args=[cast.project.pk]),
    ]
    secret = ("7,654,321", "7654321", "65,432", "65432")
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        told = b"".join(answer).decode()  # type: ignore[arg-type]
        assert "withheld" in told, page
        assert not any(text in told for text in secret), page
    api = APIClient()
    api.force_authenticate(cast.assessor)
    read = api.get(f"/api/v1/contracts/{contract.pk}/").json()
    assert read["value"] is None
    assert {"value", "build_value", "advance_cap", "value_reason"} == set(read["withheld"])
    by_price = api.get("/api/v1/contracts/", {"ordering": "value"}).json()
    assert all(row["value"] is None for row in by_price["results"])
    other = build.running_contract(cast, reference="C-3")
    Contract.objects.filter(pk=other.pk).update(value=Decimal("1000.00"))
    for reader, tells in ((cast.assessor, False), (cast.officer, True)):
        api.force_authenticate(reader)
        ways = [
            [
                row["id"]
                for row in api.get("/api/v1/contracts/", {"ordering": way}).json()["results"]
            ]
            for way in ("value", "-value")
        ]
        assert (ways[0] != ways[1]) == tells, reader  # the dearer one is known by its place
    client.force_login(cast.officer)
    assert "7,654,321" in client.get(pages[0]).content.decode()
    api.force_authenticate(cast.officer)
    assert api.get(f"/api/v1/contracts/{contract.pk}/").json()["withheld"] == []


def test_the_assessor_reads_progress_in_shares_of_the_budget(cast: Cast, client: Client) -> None:
    contract = build.running_contract(cast, reference="C-2")
    report = build.reported(cast, contract, **build.amounts(bac=7654, pv=3827, ev=1531, ac=1913))
    client.force_login(cast.assessor)
    pk = cast.project.pk
    pages = {
        name: b"".join(client.get(address)).decode()  # type: ignore[arg-type]
        for name, address in (
            ("overview", reverse("supervision:overview", args=[pk])),
            ("page", reverse("supervision:report", args=[report.pk])),
            ("list", reverse("supervision:reports", args=[pk])),
            ("file", reverse("supervision:reports_export", args=[pk])),
        )
    }
    for name, told in pages.items():
        for amount in ("7654", "7,654", "3827", "3,827", "1531", "1,531", "1913", "1,913"):
            assert amount not in told, (name, amount)
    assert "50.0" in pages["overview"]  # planned value of the budget, in percent
    assert "0.400" in pages["overview"]  # SPI
    assert "Cost variance" not in pages["overview"] + pages["page"]
    api = APIClient()
    api.force_authenticate(cast.assessor)
    row = api.get(f"/api/v1/projects/{pk}/status-reports/{report.pk}/").json()
    assert [row[name] for name in ("bac", "pv", "ev", "ac")] == [None] * 4
    assert row["indices"]["spi"] == pytest.approx(1531 / 3827)
    assert row["indices"]["eac1"] is None
    client.force_login(cast.supervisor)
    priced = client.get(reverse("supervision:report", args=[report.pk])).content.decode()
    assert "7,654,000" in priced
