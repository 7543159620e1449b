"""A plot together with its numbers as a table, so that nobody depends on seeing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Number = float | int | None
Kind = Literal[
    "bar", "waterfall", "line", "radar", "scurve", "heatmap", "pie", "concentration",
    "histogram", "range",
]  # fmt: skip


@dataclass(frozen=True)
class Series:
    """One named row of numbers, as long as the plot's categories; None is a gap."""

    name: Text
    values: Sequence[Number]


@dataclass(frozen=True)
class Chart:
    """A plot: `slug` is unique on its page, `caption` says what to see.

    Kinds: bar, waterfall (contributions that add up), line (history), radar, scurve (PV, EV, AC),
    heatmap (each series a row), pie, concentration (bars of shares), histogram (columns of one
    series), range (bars from the first series to the second). `marks` are categories that
    deserve a line with a word, such as a change of the model. `totals` are the places of a
    waterfall's bars that stand for the sum so far.
    """

    slug: str
    kind: Kind
    title: Text
    caption: Text
    categories: Sequence[Text]
    series: Sequence[Series]
    unit: Text = ""
    maximum: Number = None
    marks: Sequence[tuple[Text, Text]] = field(default=())
    category_label: Text = ""
    totals: Sequence[int] = field(default=())

    @property
    def data(self) -> dict[str, Any]:
        """What the script draws, as plain JSON."""
        return {
            "kind": self.kind,
            "title": str(self.title),
            "unit": str(self.unit),
            "maximum": self.maximum,
            "categories": [str(name) for name in self.categories],
            "series": [
                {"name": str(row.name), "values": [_plain(value) for value in row.values]}
                for row in self.series
            ],
            "marks": [{"at": str(at), "label": str(label)} for at, label in self.marks],
            "totals": list(self.totals),
        }

    @property
    def data_id(self) -> str:
        """The id of the JSON block on the page."""
        return f"chart-{self.slug}-data"

    @property
    def columns(self) -> list[Text]:
        """The head of the table."""
        return [self.category_label or _("Item"), *(row.name for row in self.series)]

    @property
    def rows(self) -> list[list[Any]]:
        """The body of the table: a category and its number in every series."""
        return [
            [name, *(row.values[index] for row in self.series)]
            for index, name in enumerate(self.categories)
        ]


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)
