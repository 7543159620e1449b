"""Tables of the pages of a version: parameters, relevance, judgements, changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from risk.catalogue import DIMENSIONS
from risk.definitions.wording import DIMENSIONS as NAMES
from risk.modelling.ahp import Verdict
from risk.modelling.difference import Change
from risk.modelling.words import PARAMETERS, change_cells, ratio_text, triple_text, value_text
from risk.modelling.words import STAGES as STAGE_NAMES
from risk.models import ModelVersion
from risk.scoring import STAGES


@dataclass(frozen=True, slots=True)
class Table:
    """What `components/table.html` draws."""

    caption: str
    columns: Sequence[dict[str, Any]]
    rows: Sequence[Sequence[Any]]


def table(caption: str, labels: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Table:
    """A table whose first column names the row; cells that are numbers are set as such."""
    columns = [{"label": label, "numeric": place > 0} for place, label in enumerate(labels)]
    cells = [[row[0], *({"text": str(cell), "numeric": True} for cell in row[1:])] for row in rows]
    return Table(caption, columns, cells)


def parameter_table(version: ModelVersion) -> Table:
    """Every single parameter with its value."""
    shown = [name for name in PARAMETERS if name not in {"relevance", "dimension_weights"}]
    rows = [(PARAMETERS[name], value_text(version.parameters[name])) for name in shown]
    return table(_("Parameters"), [_("Parameter"), _("Value")], rows)


def relevance_table(version: ModelVersion) -> Table:
    """Stages down, dimensions across."""
    rows = [
        (STAGE_NAMES[stage], *(f"{one:g}" for one in row))
        for stage, row in zip(STAGES, version.parameters["relevance"], strict=True)
    ]
    labels = [_("Leading stage"), *(NAMES[one] for one in DIMENSIONS)]
    return table(str(PARAMETERS["relevance"]), labels, rows)


def weight_table(version: ModelVersion) -> Table:
    """The weights of the dimensions."""
    weights = zip(DIMENSIONS, version.parameters["dimension_weights"], strict=True)
    rows = [(NAMES[one], f"{weight:.4f}") for one, weight in weights]
    return table(str(PARAMETERS["dimension_weights"]), [_("Dimension"), _("Weight")], rows)


def matrix_table(caption: str, verdict: Verdict) -> Table:
    """A judgement matrix with its weights."""
    parts = zip(DIMENSIONS, verdict.matrix, verdict.weights, strict=True)
    rows = [
        (NAMES[one], *(ratio_text(value) for value in row), f"{weight:.4f}")
        for one, row, weight in parts
    ]
    labels = [_("Compared with"), *(NAMES[one] for one in DIMENSIONS), _("Weight")]
    return table(caption, labels, rows)


def consistency(verdict: Verdict) -> list[tuple[str, Any]]:
    """How far judgements agree with themselves."""
    triple = triple_text(verdict.triple) if verdict.triple else _("none: no two contradict")
    return [
        ("λmax", f"{verdict.eigenvalue:.4f}"),
        (_("Consistency index (CI)"), f"{verdict.index:.4f}"),
        (_("Consistency ratio (CR)"), f"{verdict.ratio:.4f}"),
        (_("Most inconsistent triple"), triple),
    ]


def change_table(changes: Sequence[Change]) -> Table:
    """What differs, a line a change."""
    labels = [_("What"), _("Kind of change"), _("Before"), _("After")]
    columns = [{"label": label} for label in labels]
    return Table(_("Changes"), columns, [change_cells(one) for one in changes])
