"""What holds for whole runs: lines, duplicates, order, the command and real files."""

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.publication.ocds.merging import merge
from projects.publication.ocds.problems import Problem
from projects.publication.ocds.reading import read
from risk.redflags.lines import processes
from risk.redflags.registry import FLAGS
from risk.redflags.run import raise_flags
from risk.redflags.settings import read_settings
from tests.publication import REAL_FILES, REAL_FOLDER
from tests.risk.redflags.make import award, bid, gap, release, run

ROOT = Path(__file__).parents[3]
EXAMPLES = REAL_FOLDER.with_name("cardinal") if REAL_FOLDER else Path("absent")
EXPECTED = {
    "003": {"OCID": {"F": {"R003": 1.0}}},
    "018": {"OCID": {"F": {"R018": 1.0}}},
    "024": {
        "OCID": {"F": {"R024": 1.0}},
        "Tenderer": {"L": {"R024": 0.0}, "W": {"R024": 0.0}},
    },
    "025": {"Tenderer": {"F": {"R025": 1 / 6}}},
    "028": {
        "OCID": {"F": {"R028": 1.0}},
        "Tenderer": {"D": {"R028": 1.0}, "V": {"R028": 1.0}},
    },
    "030": {"OCID": {"F": {"R030": 1.0}}, "Tenderer": {"W": {"R030": 1.0}}},
    "035": {"OCID": {"F": {"R035": 1.0}}, "Tenderer": {"V": {"R035": 0.0}}},
    "036": {"OCID": {"F": {"R036": 1.0}}},
    "038": {"Buyer": {"B": {"R038": 0.5}}},
    "048": {"Tenderer": {"F": {"R048": 2.0}}},
    "058": {"OCID": {"F": {"R058": 99.0}}, "Tenderer": {"W": {"R058": 0.0}}},
}

names = st.sampled_from("ABCD")
statuses = st.sampled_from(["valid", "valid", "disqualified", "pending", "withdrawn", "odd"])
bids = st.builds(bid, names, st.none() | st.integers(1, 4), statuses)
awards = st.builds(
    lambda who, status: award(who, status=status, items=[{"classification": {"id": who * 2}}]),
    names,
    st.sampled_from(["active", "active", "active", "pending", "cancelled"]),
)
releases = st.builds(
    lambda ocid, some, given, buyer, number: {
        **release(ocid, *some, awards=given, procurementMethod="open", numberOfTenderers=number),
        "buyer": {"id": buyer},
    },
    st.sampled_from("abcdefgh"),
    st.lists(bids, max_size=5),
    st.lists(awards, max_size=2),
    names,
    st.integers(0, 2),
)


@settings(max_examples=60)
@given(st.lists(releases, max_size=12), st.integers(0, 99))
def test_the_order_of_lines_does_not_matter(given_: list[Any], seed: int) -> None:
    sections = {flag.code: {} for flag in FLAGS} | {"R048": {"minimum_contracting_processes": 1}}
    one = run(*given_, currency="CNY", **sections)
    other = run(*given_, shuffled=seed, currency="CNY", **sections)
    assert orjson.dumps(one.results) == orjson.dumps(other.results)
    assert one.meta == other.meta


def test_of_two_lines_with_one_ocid_both_are_asked() -> None:
    twice = [release("o", bid("A", 5), bid("B", 5)), release("o", bid("A", 5))]
    assert run(*twice, R028={}).results == run(*reversed(twice), R028={}).results != {}
    # one gap a process: repeated lines do not weigh more, of different ones the smallest stays
    far = [gap(str(n), 1, 101) for n in range(4)]
    once = run(gap("o", 1, 2), *far, R024={})
    assert run(gap("o", 1, 2), gap("o", 1, 2), gap("o", 1, 3), *far, R024={}).meta == once.meta


def told(*lines: bytes) -> tuple[list[str], list[tuple[int, str]]]:
    complaints: list[tuple[int, str]] = []
    found = list(processes(lines, lambda *one: complaints.append(one)))
    return [process.ocid for process in found], complaints


def test_bad_lines_are_told_with_their_number_and_left_out() -> None:
    good = b'{"ocid": "%d"}\n'
    ocids, complaints = told(
        b"\xef\xbb\xbf" + good % 1, b" \n", b"{", b"[]", b'{"ocid": 5}', b'{"ocid": "\xff"}',
        b'{"ocid": "x", "v": NaN}', b"[" * 5000, good % 2,
    )  # fmt: skip
    assert ocids == ["1", "2"]
    assert [number for number, _why in complaints] == [3, 4, 5, 6, 7, 8]
    assert [why.partition(":")[0] for _number, why in complaints] == [
        "not JSON", "not an object", "no ocid", "not JSON", "not JSON", "not JSON",
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [None, 5, "x", [], {}, [None, 5, "x", [], {}]])
def test_parts_of_another_kind_count_as_absent(odd: Any) -> None:
    whole = {
        "ocid": "o",
        "buyer": odd,
        "tender": {"tenderPeriod": odd, "procuringEntity": odd, "numberOfTenderers": odd},
        "bids": {"details": [{"status": "valid", "tenderers": odd, "value": odd, "date": odd}]},
        "awards": [{"status": "active", "suppliers": odd, "items": odd}],
    }
    assert run(whole, {**whole, "tender": odd, "bids": odd, "awards": odd}).results == {}


def command(*arguments: str) -> tuple[Any, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("red_flags", *arguments, stdout=out, stderr=err, no_color=True)
    return json.loads(out.getvalue()), err.getvalue()


def test_the_command_reads_lines_and_settings(tmp_path: Path) -> None:
    lines, packed, given_ = (tmp_path / name for name in ("a.jsonl", "a.jsonl.gz", "s.json"))
    dear = [release("d", bid("A", 5, currency="USD"), awards=[award("A")])]
    content = b"\n".join(map(orjson.dumps, [gap("o", 100, 150), *dear, "odd"]))
    lines.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    given_.write_text('{"R058": {"threshold": 0.4}}')
    for file in (lines, packed):
        found, told_ = command(str(file), "--options", str(given_), "--meta")
        assert found == {
            "OCID": {"o": {"R058": 0.5}},
            "Tenderer": {"W": {"R058": 0.0}},
            "Meta": {"R058": {"upper_fence": 0.4}},
        }
        assert "Line 3 left out: not an object" in told_
    _found, told_ = command(str(lines))
    assert "Prices in USD left out: the currency is CNY" in told_


@pytest.mark.parametrize("content", ['{"R003": 5}', "{", "\xff"])
def test_bad_settings_end_with_two(tmp_path: Path, content: str) -> None:
    bad = tmp_path / "s.json"
    bad.write_bytes(content.encode("latin-1"))
    (tmp_path / "a.jsonl").write_text("")
    with pytest.raises(CommandError) as caught:
        command(str(tmp_path / "a.jsonl"), "--options", str(bad))
    assert caught.value.returncode == 2
    with pytest.raises(CommandError) as caught:
        command(str(tmp_path / "absent.jsonl"))
    assert caught.value.returncode == 2


def test_manage_takes_the_settings_as_those_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"R018": {"x": 1}}')
    done = subprocess.run(
        [sys.executable, "manage.py", "red_flags", "-", f"--settings={tmp_path / 's.json'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        input="",
    )
    assert done.returncode == 2
    assert "R018: unknown option 'x' (known: procurement_methods)" in done.stderr


@pytest.mark.shared_data
@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not beside this repository")
@pytest.mark.parametrize("number", EXPECTED)
def test_documented_examples_raise_what_their_authors_say(number: str) -> None:
    least = {"minimum_contracting_processes": 1} if number == "048" else {}
    with (EXAMPLES / f"{number}.jsonl").open("rb") as lines:
        found = raise_flags(
            processes(lines, lambda *_complaint: pytest.fail("a bad line")),
            read_settings({f"R{number}": least}),
        )
    assert found.results == EXPECTED[number]


@pytest.mark.shared_data
@pytest.mark.skipif(not REAL_FILES, reason="the real files are not beside this repository")
def test_real_files_are_asked_without_error() -> None:
    by_ocid: dict[str, list[dict[str, Any]]] = {}
    for path in REAL_FILES:
        for entry in read(path):
            if not isinstance(entry, Problem):
                by_ocid.setdefault(entry.ocid, []).extend(entry.releases)
    merged = [merge(ocid, some).release for ocid, some in sorted(by_ocid.items()) if some]
    found = run(*(orjson.loads(json.dumps(one, default=str)) for one in merged if one))
    assert found.results
