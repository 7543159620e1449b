"""Files of open contracting data: every shape is read, every wart is told, nothing is lost."""

import gzip
import json
from pathlib import Path

import pytest

from projects.publication.ocds import stream
from projects.publication.ocds.problems import TEXTS, Problem
from projects.publication.ocds.reading import Found, read

RELEASE = {"ocid": "ocds-x1y2z3-1", "id": "1", "date": "2024-01-01", "tender": {"id": "1"}}


def written(folder: Path, content: object, name: str = "file.json") -> Path:
    path = folder / name
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    path.write_bytes(content)
    return path


def told(path: Path) -> tuple[list[Found], list[Problem]]:
    everything = list(read(path))
    problems = [entry for entry in everything if isinstance(entry, Problem)]
    for problem in problems:
        assert problem.code in TEXTS
        assert problem.message
    return [entry for entry in everything if isinstance(entry, Found)], problems


SHAPES = {
    "a bare release": RELEASE,
    "a list of releases": [RELEASE],
    "a release package": {"uri": "x", "releases": [RELEASE], "publisher": {"name": "P"}},
    "a list of packages": [{"uri": "x", "releases": [RELEASE]}],
    "a record package": {"records": [{"ocid": RELEASE["ocid"], "releases": [RELEASE]}]},
    "a bare record": {"compiledRelease": RELEASE, "releases": [RELEASE], "publisher": {}},
    "a record without releases": {"ocid": RELEASE["ocid"], "compiledRelease": RELEASE},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(tmp_path: Path, shape: str) -> None:
    found, problems = told(written(tmp_path, SHAPES[shape]))
    assert [entry.ocid for entry in found] == [RELEASE["ocid"]]
    assert problems == []


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_can_stand_on_a_line(tmp_path: Path, shape: str) -> None:
    line = json.dumps(SHAPES[shape])
    found, problems = told(written(tmp_path, f"{line}\n\n{line}\n", "file.jsonl"))
    assert [entry.pointer.split("/")[1] for entry in found] == ["line 1", "line 3"]
    assert problems == []


def test_json_lines_are_recognised_without_the_ending(tmp_path: Path) -> None:
    line = json.dumps(RELEASE)
    found, problems = told(written(tmp_path, f"{line}\n{line}\n"))
    assert len(found) == 2
    assert problems == []


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    line = json.dumps(RELEASE)
    found, problems = told(written(tmp_path, f'{line}\n{{"ocid": oops}}\n{line}\n'))
    assert len(found) == 2
    assert [(problem.code, problem.pointer) for problem in problems] == [("broken_json", "/line 2")]


def test_releases_before_the_break_of_a_truncated_package_are_kept(tmp_path: Path) -> None:
    whole = json.dumps({"publisher": {"name": "P"}, "releases": [RELEASE, RELEASE, RELEASE]})
    found, problems = told(written(tmp_path, whole[:-40]))
    assert len(found) == 2
    assert found[0].publisher == "P"
    assert [(problem.code, problem.pointer) for problem in problems] == [
        ("broken_json", "/releases/1")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_understood(tmp_path: Path, encoding: str) -> None:
    text = json.dumps({**RELEASE, "title": "采购"}, ensure_ascii=False)
    found, problems = told(written(tmp_path, text.encode(encoding)))
    assert found[0].releases[0]["title"] == "采购"
    assert problems == []


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    found, problems = told(written(tmp_path, gzip.compress(json.dumps(RELEASE).encode())))
    assert len(found) == 1
    assert problems == []


BAD_FILES = {
    "empty_file": b"",
    "not_json": b"%PDF-1.7 and so on",
    "archive": b"PK\x03\x04rest of an archive",
    "broken_json": b'{"ocid": "ocds-x1y2z3-1"',
    "encoding": '{"ocid": "ocds-x1y2z3-1", "title": "mañana"}'.encode("latin-1"),
    "broken_archive": gzip.compress(b"{" * 9000)[:-12],
    "not_ocds": b'{"name": "something else"}',
    "empty_package": b'{"uri": "x", "releases": []}',
    "not_a_list": b'{"uri": "x", "releases": {"ocid": "x"}}',
    "no_ocid": b'{"tender": {"id": "1"}}',
    "bad_ocid": b'{"ocid": 7, "tender": {"id": "1"}}',
    "empty_record": b'{"records": [{"ocid": "ocds-x1y2z3-1", "releases": []}]}',
}


@pytest.mark.parametrize("code", BAD_FILES)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, code: str) -> None:
    found, problems = told(written(tmp_path, BAD_FILES[code]))
    assert found == []
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("content", [b"   \n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_file_of_nothing_but_space_is_empty(tmp_path: Path, content: bytes) -> None:
    assert [problem.code for problem in told(written(tmp_path, content))[1]] == ["empty_file"]


@pytest.mark.parametrize("content", [b"[1, 2]", b'["x"]', b"[null]"])
def test_entries_that_are_no_objects_are_told(tmp_path: Path, content: bytes) -> None:
    found, problems = told(written(tmp_path, content))
    assert found == []
    assert {problem.code for problem in problems} == {"not_ocds"}


def test_huge_nesting_is_skipped_and_the_neighbours_are_read(tmp_path: Path) -> None:
    deep = '{"ocid": "ocds-x1y2z3-2", "tender": ' + "[" * 50_000 + "]" * 50_000 + "}"
    line = json.dumps(RELEASE)
    found, problems = told(written(tmp_path, f'{{"releases": [{line}, {deep}, {line}]}}'))
    assert len(found) == 2
    assert [(problem.code, problem.pointer) for problem in problems] == [
        ("too_deep", "/releases/1")
    ]


def test_an_entry_of_too_many_values_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MAX_VALUES", 50)
    wide = {**RELEASE, "tender": {"items": [{"id": number} for number in range(100)]}}
    found, problems = told(written(tmp_path, [RELEASE, wide, RELEASE]))
    assert len(found) == 2
    assert [problem.code for problem in problems] == ["too_many_values"]


def test_a_number_of_thousands_of_digits_is_broken_json(tmp_path: Path) -> None:
    _found, problems = told(written(tmp_path, b'{"ocid": "o", "n": ' + b"9" * 5000 + b"}"))
    assert [problem.code for problem in problems] == ["broken_json"]


def test_a_small_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = gzip.compress(b'{"ocid": "o", "x": "' + b" " * 40_000_000 + b'"}')
    path = written(tmp_path, bomb)
    monkeypatch.setattr(stream, "MAX_MEBIBYTES", 1)
    assert [problem.code for problem in told(path)[1]] == ["too_large"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in told(tmp_path / "none.json")[1]] == ["unreadable"]


def test_nul_characters_do_not_come_through(tmp_path: Path) -> None:
    found, _problems = told(written(tmp_path, b'{"ocid": "ocds-1\\u0000", "tender": {}}'))
    assert found[0].ocid == "ocds-1"


def test_linked_and_foreign_releases_of_a_record_are_left_out(tmp_path: Path) -> None:
    foreign = {**RELEASE, "ocid": "ocds-x1y2z3-9"}
    linked = {"url": "https://data.example/1", "date": "2024-01-01", "tag": ["tender"]}
    record = {"ocid": RELEASE["ocid"], "releases": [RELEASE, foreign, linked, 5]}
    found, problems = told(written(tmp_path, {"records": [record]}))
    assert len(found[0].releases) == 1
    assert [problem.code for problem in problems] == ["other_ocid", "linked_release", "not_ocds"]
    assert {problem.severity for problem in problems} == {"warning"}


def test_a_large_package_is_read_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("w") as out:
        out.write('{"releases": [')
        body = json.dumps({**RELEASE, "padding": "x" * 5000})
        out.write(",".join([body] * 4000))
        out.write("]}")
    seen: list[int] = []
    count = sum(1 for _entry in read(path, progress=seen.append))
    assert count == 4000
    assert seen[0] < 2_000_000 < seen[-1]
