"""The settings of a run: what counts, and which flags run with which options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from risk.redflags.details import Details
from risk.redflags.flag import Flag
from risk.redflags.prices import Currency, Prices
from risk.redflags.registry import BY_CODE, FLAGS
from risk.redflags.section import Section

# sections for preparing the data, a step of its own; they stand in the same file
PREPARATION = frozenset({"codelists", "defaults", "redactions", "corrections", "modifications"})


@dataclass(slots=True)
class Settings:
    """Which processes count, what the flags share, and the flags that run."""

    counted: Details = field(default_factory=Details)
    prices: Prices = field(default_factory=Prices)
    flags: list[Flag] = field(default_factory=list)


def read_settings(given: Any = None) -> Settings:
    """The settings from an object per flag; without any flag's section all run by default.

    Raises `BadSettings`.
    """
    run = Section("settings", {} if given is None else given)
    currency = run.optional_text("currency")
    comparison = Details(
        only=run.words("price_comparison_procurement_methods"),
        without=run.words("no_price_comparison_procurement_methods"),
    )
    exclusions = _section(run.given, "exclusions")
    excluded = exclusions.words("procurement_method_details")
    exclusions.refuse_unknown()
    run.asked += ["exclusions", *BY_CODE, *sorted(PREPARATION)]
    run.refuse_unknown()
    prices = Prices(Currency(currency), comparison)
    chosen = [flag for flag in FLAGS if run.given.get(flag.code) is not None]
    if not any(code in run.given for code in BY_CODE):
        chosen = list(FLAGS)
    return Settings(
        Details(without=excluded), prices, [_made(flag, run.given, prices) for flag in chosen]
    )


def _section(given: Mapping[str, Any], name: str) -> Section:
    value = given.get(name)
    return Section(name, {} if value is None else value)


def _made(kind: type[Flag], given: Mapping[str, Any], prices: Prices) -> Flag:
    section = _section(given, kind.code)
    flag = kind(section, prices)
    section.refuse_unknown()
    return flag
