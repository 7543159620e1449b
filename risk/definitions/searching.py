"""How the catalogue is searched and narrowed: the same on its page, in its files and by REST."""

from collections.abc import Iterable, Mapping

from risk.catalogue import Indicator

LIVE, WAITING = "live", "waiting"


def matching(indicators: Iterable[Indicator], asked: Mapping[str, str]) -> list[Indicator]:
    """Those that fit all of q, dimension, facet, tier and state; what is not asked fits."""
    words = asked.get("q", "").casefold().split()
    return [
        one
        for one in indicators
        if all(word in text_of(one) for word in words)
        and asked.get("dimension", "") in {"", one.dimension.value}
        and asked.get("facet", "") in {"", one.facet.key}
        and asked.get("tier", "") in {"", str(one.tier)}
        and asked.get("state", "") in {"", LIVE if one.measure else WAITING}
    ]


def text_of(indicator: Indicator) -> str:
    """What the words of a search are looked for in."""
    parts = (
        indicator.code,
        indicator.name_en,
        indicator.name_zh,
        indicator.formula,
        indicator.source,
        indicator.veto or "",
        *indicator.red_flags,
    )
    return " ".join(parts).casefold()
