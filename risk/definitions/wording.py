"""The catalogue in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from risk.catalogue import Calibration, Dimension, Direction, Missing, Party, State
from risk.provenance import Provenance

DIMENSIONS: dict[Dimension, Promise] = {
    Dimension.PLANNING: _("Planning"),
    Dimension.MODE: _("Operation mode"),
    Dimension.SUPERVISION: _("Supervision"),
    Dimension.ACCEPTANCE: _("Acceptance"),
    Dimension.PROSECUTION: _("Prosecution"),
}
STATES: dict[State, Promise] = {
    State.OK: _("measured"),
    State.NOT_DUE: _("not due yet"),
    State.NOT_APPLICABLE: _("does not apply"),
    State.MISSING: _("missing"),
    State.STALE: _("out of date"),
    State.SUPPRESSED: _("too few cases"),
    State.ERROR: _("could not be computed"),
}
POLICIES: dict[Missing, Promise] = {
    Missing.WORST: _("counts as the worst case: this evidence is mandatory"),
    Missing.PROVISIONAL: _("counts provisionally with 60"),
    Missing.EXCLUDED: _("left out, lowers coverage"),
}
PARTIES: dict[Party, Promise] = {
    Party.GOVERNMENT: _("government"),
    Party.CONTRACTOR: _("the contractor"),
    Party.SUPERVISOR: _("the supervisor"),
}
CALIBRATIONS: dict[Calibration, Promise] = {
    Calibration.NONE: _("starting values, not calibrated"),
    Calibration.EXPERT: _("set by experts"),
    Calibration.DATA: _("set from data"),
}
DIRECTIONS: dict[Direction, Promise] = {
    Direction.UP: _("more is worse"),
    Direction.DOWN: _("less is worse"),
    Direction.TWO_SIDED: _("both directions are worse"),
    Direction.FLAG: _("flag"),
}
PROVENANCES: dict[Provenance, Promise] = {
    Provenance.SYSTEM: _("the platform's own records"),
    Provenance.THIRD_PARTY: _("a third party"),
    Provenance.GOVERNMENT: _("government, entered by hand"),
    Provenance.CONTRACTOR: _("the contractor, not verified"),
}
GRAINS: dict[str, Promise] = {
    "project": _("project"),
    "tender": _("tender"),
    "tenderer": _("tenderer"),
    "contract": _("contract"),
    "engagement": _("engagement"),
    "system": _("system"),
}
DUES: dict[str, Promise] = {
    "G1": _("gate G1"),
    "G2": _("gate G2"),
    "G4": _("gate G4"),
    "G2→G4": _("from gate G2 to gate G4"),
    "G2→close": _("from gate G2 to closure"),
    "bid close": _("end of the bidding period"),
    "bid opening": _("opening of bids"),
    "award": _("award"),
    "contract": _("signature of the contract"),
    "appointment": _("appointment"),
    "trial": _("the trial run"),
    "renewal": _("the renewal of a contract"),
    "after conditional": _("after a conditional acceptance"),
    "event": _("the event"),
    "daily": _("every day"),
    "weekly": _("every week"),
    "monthly": _("every month"),
    "quarterly": _("every quarter"),
    "half-yearly": _("every half year"),
    "yearly": _("every year"),
}


def in_language(thing: Any, field: str = "name") -> str:
    """The field of a bilingual thing in the reader's language."""
    suffix = "zh" if (get_language() or "en").startswith("zh") else "en"
    return str(getattr(thing, f"{field}_{suffix}"))
