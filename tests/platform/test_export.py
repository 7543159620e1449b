"""Tables that leave as CSV: no cell is a formula in any spreadsheet."""

import csv
import io
import re
from pathlib import Path

import pytest

from egov_outsource.export import csv_response, safe_cell


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_is_text(first: str) -> None:
    text = f'{first}HYPERLINK("http://example.org")'
    answer = csv_response("t.csv", ["Title"], [[text], [-1.5], [None]])
    lines = b"".join(answer).decode().removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(lines, newline="")))
    assert rows == [["Title"], [f"'{text}"], ["-1.5"], [""]]


def test_numbers_stay_numbers() -> None:
    assert [safe_cell(cell) for cell in (-1, "-0.25", 7)] == ["-1", "-0.25", "7"]
    assert safe_cell("-1+2") == "'-1+2"


def test_every_table_leaves_through_the_one_door() -> None:
    """A second writer would be a second rule of what is dangerous."""
    apps = ("audit", "contractors", "egov_outsource", "projects", "risk")
    sources = [path for app in apps for path in Path(app).rglob("*.py")]
    writing = {str(path) for path in sources if re.search(r"csv\.writer\(", path.read_text())}
    assert writing == {"audit/bundles/objects.py", "egov_outsource/export.py"}
