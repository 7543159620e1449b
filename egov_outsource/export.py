"""Tables that leave the platform as CSV, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

# at the beginning of a cell; spreadsheets of Chinese take the wide forms for the narrow ones
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# spreadsheets take UTF-8 for it only with this mark
MARK = "\ufeff"


def safe_cell(value: Any) -> str:
    """`value` as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(DANGEROUS) and not is_number else text


class _Echo:
    """A file that hands every written line straight back."""

    def write(self, value: str) -> str:
        """Return the line."""
        return value


def csv_response(
    name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """`rows` below `header` as a download called `name`, streamed."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield MARK + writer.writerow([str(title) for title in header])
        for row in rows:
            yield writer.writerow([safe_cell(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
