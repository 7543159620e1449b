"""A compiled release is understood whole, warts are told, and nothing makes it raise."""

import copy
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.publication.ocds.interpreting import interpret
from projects.publication.ocds.merging import merge
from projects.publication.ocds.process import ContractingProcess, Identifier
from projects.publication.ocds.values import Money, instant

DATA = Path(__file__).parent.parent / "data" / "ocds"
OCID = "ocds-x1y2z3-001"


def compiled(ocid: str = OCID) -> dict[str, Any]:
    package = json.loads((DATA / "release_package_1_1.json").read_text("utf-8"))
    merged = merge(ocid, [r for r in package["releases"] if r["ocid"] == ocid]).release
    assert merged is not None
    return merged


def understood(release: dict[str, Any]) -> ContractingProcess:
    process = interpret(release).process
    assert process is not None
    return process


def codes(release: dict[str, Any]) -> set[str]:
    return {problem.code for problem in interpret(release).problems}


def test_a_whole_process_is_understood() -> None:
    outcome = interpret(compiled())
    process = outcome.process
    assert outcome.problems == ()
    assert process is not None
    assert process.title == "Digital register"
    assert process.stage == "supervision"
    assert process.publisher == "ocds-x1y2z3"
    assert process.agency is not None
    assert process.agency.identifier == Identifier("XX-GOV", "1")
    assert process.budget == Money(Decimal("500000.00"), "CNY")
    assert process.tender is not None
    assert process.tender.number_of_tenderers == 2
    assert [bid.status for bid in process.bids] == ["valid", "disqualified"]
    assert process.awards[0].suppliers[0].key == process.bids[0].tenderers[0].key
    contract = process.contracts[0]
    assert contract.signed == datetime(2024, 3, 1, tzinfo=UTC)
    assert contract.transactions[0].payee == process.awards[0].suppliers[0]
    assert [document.stage for document in process.documents] == ["planning", "supervision"]


def test_the_old_version_of_the_standard_is_understood() -> None:
    outcome = interpret(json.loads((DATA / "release_1_0.json").read_text("utf-8")))
    process = outcome.process
    assert process is not None
    assert process.buyer is not None
    assert process.buyer.identifier == Identifier("YY-GOV", "MW")
    assert process.tender is not None
    assert (process.tender.method, process.tender.method_details) == ("", "Licitación pública")
    assert len(process.awards[0].suppliers) == 1
    assert process.awards[0].value == Money(Decimal("1000.00"), "USD")
    contract = process.contracts[0]
    assert contract.suppliers[0].key == process.awards[0].suppliers[0].key
    assert contract.amendments[0].rationale == "Longer"
    payment = contract.transactions[0]
    assert payment.payer is not None
    assert payment.payer.key == process.buyer.key
    assert payment.payee is not None
    assert payment.payee.identifier == Identifier("ocds-old001", "U-1")
    assert [problem.code for problem in outcome.problems] == ["unknown_code"]


VALUE_WARTS = [
    ({"amount": "abc", "currency": "CNY"}, "bad_amount"),
    ({"amount": "NaN", "currency": "CNY"}, "bad_amount"),
    ({"amount": True, "currency": "CNY"}, "bad_amount"),
    ({"amount": -5, "currency": "CNY"}, "negative_amount"),
    ({"amount": 10**20, "currency": "CNY"}, "huge_amount"),
    ({"amount": "1e999999", "currency": "CNY"}, "huge_amount"),
    ({"amount": 5}, "no_currency"),
    ({"amount": 5, "currency": "yuan"}, "no_currency"),
    ("a lot", "wrong_type"),
]


@pytest.mark.parametrize(("value", "code"), VALUE_WARTS)
def test_an_impossible_amount_is_left_out_and_told(value: object, code: str) -> None:
    release = compiled()
    release["tender"]["value"] = value
    assert codes(release) == {code}
    process = understood(release)
    assert process.tender is not None
    assert process.tender.value is None


@pytest.mark.parametrize(("amount", "currency"), [("12.5", " cny "), (12.5, "CNY")])
def test_amounts_as_text_and_small_letters_are_accepted(amount: object, currency: str) -> None:
    release = compiled()
    release["tender"]["value"] = {"amount": amount, "currency": currency}
    process = understood(release)
    assert codes(release) == set()
    assert process.tender is not None
    assert process.tender.value == Money(Decimal("12.50"), "CNY")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-01-01T00:00:00Z", datetime(2016, 1, 1, tzinfo=UTC)),
        ("2016-01-01", datetime(2016, 1, 1, tzinfo=UTC)),
        ("2016-01-01 12:00", datetime(2016, 1, 1, 12, tzinfo=UTC)),
        ("2016-06-02T14:54:40.6055012+03:00", datetime(2016, 6, 2, 11, 54, 40, 605501, tzinfo=UTC)),
        ("0000-00-00T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2015-02-30", None),
        ("01/02/2016", None),
        ("soon", None),
        (20160101, None),
    ],
)
def test_dates_of_many_kinds(text: object, moment: datetime | None) -> None:
    assert instant(text) == moment


def test_a_period_that_ends_before_it_starts_is_left_out() -> None:
    release = compiled()
    release["tender"]["tenderPeriod"] = {"startDate": "2024-02-01", "endDate": "2024-01-01"}
    assert codes(release) == {"reversed_period"}


def test_a_nameless_party_is_left_out_and_a_known_number_is_enough() -> None:
    release = compiled()
    release["awards"][0]["suppliers"] = [
        {"id": "nobody", "name": ""},
        {"identifier": {"scheme": "XX-COM", "id": "99"}},
    ]
    assert codes(release) == {"nameless_party"}
    assert [party.name for party in understood(release).awards[0].suppliers] == ["XX-COM 99"]


def test_a_link_that_no_browser_should_follow_is_left_out() -> None:
    release = compiled()
    release["planning"]["documents"] = [
        {"id": "1", "url": "javascript:alert(1)"},
        {"id": "2", "url": "https://data.example/\nx"},
        {"id": "3"},
    ]
    assert codes(release) == {"bad_link"}
    assert [document.id for document in understood(release).documents] == ["d9"]


def test_a_process_without_content_is_refused() -> None:
    outcome = interpret({"ocid": "ocds-x1y2z3-5", "date": "2024-01-01"})
    assert outcome.process is None
    assert [(p.code, p.severity) for p in outcome.problems] == [("no_content", "error")]


def test_a_contract_for_an_unknown_award_is_told() -> None:
    release = compiled()
    release["contracts"][0]["awardID"] = "a7"
    assert codes(release) == {"unknown_award"}


def test_markup_becomes_plain_text() -> None:
    release = compiled()
    release["tender"]["description"] = "<p>Three <b>offices</b></p><script>x()</script>"
    assert "<" not in understood(release).description


ENDED = {"id": "c", "status": "active", "period": {"endDate": "2024-02-01"}}
MET = {"id": "c", "implementation": {"milestones": [{"id": "m", "status": "met"}]}}
STAGES: list[tuple[dict[str, Any], str]] = [
    ({}, "supervision"),
    ({"contracts": [{"id": "c", "status": "terminated"}]}, "prosecution"),
    ({"tag": ["contractTermination"]}, "prosecution"),
    ({"contracts": [ENDED]}, "acceptance"),
    ({"contracts": [{"id": "c", "implementation": {"endDate": "2024-02-01"}}]}, "acceptance"),
    ({"contracts": [MET]}, "acceptance"),
    ({"contracts": [{"id": "c", "status": "cancelled"}], "tag": []}, "selection"),
    ({"contracts": [], "tag": []}, "selection"),
    ({"contracts": [], "tag": ["implementation"]}, "supervision"),
    ({"contracts": [], "awards": [], "bids": {}, "tender": {}, "tag": ["planning"]}, "planning"),
]


@pytest.mark.parametrize(("change", "stage"), STAGES)
def test_the_stage_follows_the_stated_rule(change: dict[str, Any], stage: str) -> None:
    assert understood({**compiled(), **change}).stage == stage


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "amount", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def holders(node: Any) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    here = [node] if isinstance(node, dict | list) and node else []
    return here + [holder for value in inner for holder in holders(value)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0), st.integers(0), JSON), min_size=1, max_size=4))
def test_no_content_makes_it_raise(changes: list[tuple[int, int, Any]]) -> None:
    release = copy.deepcopy(compiled())
    for which, member, value in changes:
        places = holders(release)
        node = places[which % len(places)]
        keys = list(node) if isinstance(node, dict) else range(len(node))
        node[list(keys)[member % len(keys)]] = value
    merged = merge(OCID, [compiled(), release], compiled())
    assert merged.release is not None
    for candidate in (release, merged.release):
        for problem in interpret(candidate).problems:
            assert problem.message
