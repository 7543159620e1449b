"""Requirements as they stand in a CSV file, line by line, with everything that is wrong."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from projects.planning.models import Requirement
from projects.planning.requirements import wrong_facts

MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 2000
MOST_PROBLEMS = 50
COLUMNS = ("number", "text", "kind", "priority", "criterion", "test_method", "size", "source")
# what people write above the columns, beside the names above
HEADINGS = {
    "requirement": "text",
    "type": "kind",
    "acceptance criterion": "criterion",
    "test method": "test_method",
    "编号": "number",
    "需求": "text",
    "类型": "kind",
    "优先级": "priority",
    "验收标准": "criterion",
    "测试方法": "test_method",
    "规模": "size",
    "来源": "source",
}
WORDS = {
    "功能": Requirement.Kind.FUNCTIONAL,
    "质量": Requirement.Kind.QUALITY,
    "安全": Requirement.Kind.SECURITY,
    "数据": Requirement.Kind.DATA,
    "服务": Requirement.Kind.SERVICE,
    "必须": Requirement.Priority.MUST,
    "应当": Requirement.Priority.SHOULD,
    "可以": Requirement.Priority.COULD,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line; line 1 holds the headings."""

    line: int
    text: str | Promise


@dataclass(frozen=True)
class Row:
    """One requirement and the line that it came from."""

    line: int
    number: str
    facts: dict[str, Any]


def read_requirements(file: BinaryIO) -> tuple[list[Row], list[Problem]]:
    """The rows of the file and the problems that it has; UTF-8 or GB 18030, comma or semicolon."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        return [], [Problem(1, _("The file is larger than 2 MB."))]
    text = _decoded(content)
    if text is None:
        return [], [Problem(1, _("This is not a text file; save it as CSV in UTF-8."))]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        return [], [Problem(reader.line_num, _("Not readable as CSV: %s") % error)]
    if not lines:
        return [], [Problem(1, _("The file is empty."))]
    return _rows(_columns(lines[0][1]), lines[1:])


def _decoded(content: bytes) -> str | None:
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    first = text.splitlines()[0] if text.strip() else ""
    return max(",;\t", key=first.count)


def _columns(headings: list[str]) -> list[str]:
    names = [heading.strip().lower() for heading in headings]
    return [HEADINGS.get(name, name.replace(" ", "_")) for name in names]


def _rows(
    columns: list[str], lines: list[tuple[int, list[str]]]
) -> tuple[list[Row], list[Problem]]:
    problems = [
        Problem(1, _("The column “%(name)s” is missing.") % {"name": name})
        for name in ("number", "text")
        if name not in columns
    ]
    if not lines and not problems:
        problems.append(Problem(1, _("The file has headings but no requirement.")))
    if len(lines) > MOST_LINES:
        problems.append(
            Problem(1, _("More than %(most)d requirements; split the file.") % {"most": MOST_LINES})
        )
    if problems:
        return [], problems
    rows: list[Row] = []
    seen: set[str] = set()
    for line, cells in lines:
        row, wrong = _row(line, dict(zip(columns, map(_plain_cell, cells), strict=False)))
        if row.number in seen:
            wrong.append(Problem(line, _("The number %s stands twice.") % row.number))
        seen.add(row.number)
        rows.append(row)
        problems += wrong
    return rows, problems


def _plain_cell(cell: str) -> str:
    """Without the apostrophe that keeps spreadsheets from taking a cell for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _row(line: int, cells: dict[str, str]) -> tuple[Row, list[Problem]]:
    facts: dict[str, Any] = {name: cells.get(name, "") for name in COLUMNS}
    facts["kind"] = _word(facts["kind"], Requirement.Kind.FUNCTIONAL)
    facts["priority"] = _word(facts["priority"], Requirement.Priority.MUST)
    facts["size"] = facts["size"] or "1"
    wrong = [Problem(line, text) for text in wrong_facts(facts).values()]
    if not facts["number"]:
        wrong.append(Problem(line, _("The number is missing.")))
    if not wrong:
        facts["size"] = Decimal(facts["size"])
    return Row(line, facts.pop("number"), facts), wrong


def _word(cell: str, default: str) -> str:
    return str(WORDS.get(cell, cell.lower() or default))
