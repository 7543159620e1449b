"""The quick writer of canonical JSON writes what the reference library writes, byte for byte."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.log.canonical import canonical
from egov_outsource.accounts.models import User

LARGEST = 2**53 - 1  # a whole number that every reader of JSON knows
whole = st.integers(min_value=-LARGEST, max_value=LARGEST)
texts = st.text(st.characters(exclude_categories=["Cs"]))
keys = st.one_of(
    texts, st.text(st.sampled_from('aé\ue000\U00010000\x7f\x00"\\ \u2028'), max_size=4)
)
leaves = st.one_of(st.none(), st.booleans(), whole, texts, st.floats(-1e30, 1e30))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=5)),
    max_leaves=20,
)


LARGEST = 2**53 - 1


@settings(max_examples=300, deadline=None)
@given(values)
def test_both_write_the_same_bytes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        {"\ue000": 1, "\U00010000": 2},
        {"b": 1, "a": {"é": 1, "z": 2}, "B": 3},
        ["".join(map(chr, range(0x21)))],
        "\x7f\u2028\u2029\ufeff/<>&'\U0001f600",
        [LARGEST, -LARGEST, 0, -0.0, 1e21, True],
        {"kind": User.Kind.PERSON, "tuple": (1, 2)},
        {},
        [],
    ],
)
def test_both_write_the_same_at_the_edges(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    ["\ud800", {"\udfff": 1}, LARGEST + 1, -LARGEST - 1, float("nan"), {1: 2}, object(), b"x"],
)
def test_what_has_no_canonical_form_is_refused_by_both(value: Any) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeError)):
        rfc8785.dumps(value)
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeError)):
        canonical({"within": [value]})


def test_deep_lists_are_written_too() -> None:
    deep: Any = "x"
    for _level in range(300):
        deep = [deep]
    assert canonical(deep) == rfc8785.dumps(deep)
