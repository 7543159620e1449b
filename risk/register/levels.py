"""The five by five matrix: likelihood times impact, in words and numbers. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS = (1, 2, 3, 4, 5)
LIKELIHOODS: dict[int, Promise] = {
    1: _("1 rare"),
    2: _("2 unlikely"),
    3: _("3 possible"),
    4: _("4 likely"),
    5: _("5 almost certain"),
}
IMPACTS: dict[int, Promise] = {
    1: _("1 negligible"),
    2: _("2 minor"),
    3: _("3 moderate"),
    4: _("4 major"),
    5: _("5 severe"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """A place in the matrix: its product, a stable word and its words."""

    product: int
    code: str
    label: Promise


# from which product on, highest first
BORDERS: tuple[tuple[int, str, Promise], ...] = (
    (15, "critical", _("very high")),
    (10, "high", _("high")),
    (5, "elevated", _("medium")),
    (1, "low", _("low")),
)


def level_of(likelihood: int, impact: int) -> Level:
    """Where a risk of this likelihood and impact stands."""
    product = likelihood * impact
    code, label = next((code, label) for least, code, label in BORDERS if product >= least)
    return Level(product, code, label)


def least_of(code: str) -> tuple[int, int]:
    """The products (from, to) of a level."""
    above = 25
    for least, known, _label in BORDERS:
        if known == code:
            return least, above
        above = least - 1
    return 1, 25
