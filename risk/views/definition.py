"""The definition of an indicator in words."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from risk.catalogue import EXACT, Indicator
from risk.definitions import wording
from risk.definitions.base_rates import BaseRate
from risk.definitions.facts_read import facts_read


def facts_of(indicator: Indicator) -> list[tuple[str, Any]]:
    """The definition as pairs of label and text."""
    return [*identity(indicator), *rule(indicator), *reservations(indicator), *state(indicator)]


def identity(indicator: Indicator) -> list[tuple[str, Any]]:
    """What it is and whom it concerns."""
    chinese = (get_language() or "en").startswith("zh")
    other = indicator.name_en if chinese else indicator.name_zh
    return [
        (_("Name in the other language"), other),
        (_("Dimension"), wording.DIMENSIONS[indicator.dimension]),
        (_("Facet"), wording.in_language(indicator.facet)),
        (_("Tier"), f"T{indicator.tier}"),
        (_("Concerns"), ", ".join(str(wording.PARTIES[one]) for one in indicator.concerns)),
        (_("Measured on"), wording.GRAINS[indicator.grain]),
    ]


def rule(indicator: Indicator) -> list[tuple[str, Any]]:
    """How it is measured, and when."""
    weight = _("class w%(class)d: %(weight)d in its facet") % {
        "class": indicator.weight_class,
        "weight": int(indicator.weight),
    }
    return [
        (_("Due"), wording.DUES[indicator.due]),
        (_("Fixed"), fixed(indicator)),
        (_("Formula"), indicator.formula),
        (_("Direction"), wording.DIRECTIONS[indicator.direction]),
        (_("Weight"), weight),
        (_("If missing"), wording.POLICIES[indicator.missing] + f" ({indicator.missing.value})"),
        (_("Least number of cases"), indicator.min_n or _("none")),
        (_("Can open the veto"), indicator.veto or _("none")),
    ]


def fixed(indicator: Indicator) -> str:
    """When the value stops to move."""
    if indicator.retires:
        return _("leaves the score at gate G4")
    if indicator.freezes is None:
        return _("never: stays live")
    return _("frozen when gate %(gate)s is passed") % {"gate": indicator.freezes}


def reservations(indicator: Indicator) -> list[tuple[str, Any]]:
    """Where it comes from and what to keep in mind."""
    return [
        (_("Facts come from"), wording.PROVENANCES[indicator.provenance]),
        (_("Declared input error"), doubt(indicator)),
        (_("Source"), indicator.source),
        (_("Caveat"), wording.in_language(indicator, "caveat")),
        (_("Red flags of the Open Contracting guide"), crosswalk(indicator)),
        (_("Calibration"), wording.CALIBRATIONS[indicator.calibration]),
        (_("Version"), indicator.version),
    ]


def doubt(indicator: Indicator) -> str:
    """How far the truth may lie from x."""
    if indicator.error == EXACT:
        return _("none: counted by the platform")
    parts = []
    if indicator.error.absolute:
        parts.append("± " + number_format(indicator.error.absolute, use_l10n=True))
    if indicator.error.relative:
        parts.append("± " + number_format(100 * indicator.error.relative, 0) + " %")
    return ", ".join(parts)


def crosswalk(indicator: Indicator) -> str:
    """The flags that ask the same; none is a decision too."""
    return ", ".join(indicator.red_flags) or _("no equivalent")


def state(indicator: Indicator) -> list[tuple[str, Any]]:
    """How long a value is fresh; whether it is computed here, and if not, what it waits for."""
    computed = _("yes")
    if indicator.measure is None:
        computed = _("not yet: this is not recorded here so far: %(what)s") % {
            "what": wording.in_language(indicator, "awaits")
        }
    valid = _("no limit") if indicator.valid_days is None else indicator.valid_days
    return [(_("Fresh for days"), valid), (_("Computed here"), computed)]


def facts_rows(indicator: Indicator) -> list[tuple[str, str, str, Any]]:
    """Each fact that it reads: name, meaning, unit and who puts it in."""
    return [
        (f"{group}.{column}", about.meaning, about.unit, wording.PROVENANCES[about.by])
        for group, column, about in facts_read(indicator)
    ]


def rate_words(rate: BaseRate) -> str:
    """The base rate in a sentence."""
    if not rate.is_known:
        return _(
            "Fewer than 30 projects that you may see are measured (%(n)d): no base rate is given."
        ) % {"n": rate.measured}
    return _("In %(share)s %% of %(n)d measured projects the score is 50 or more.") % {
        "share": number_format(100 * rate.share, 1),
        "n": rate.measured,
    }
