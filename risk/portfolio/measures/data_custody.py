"""Concentration of data custody: the share of important datasets that one group holds."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_lazy as _

from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, Line, Measure, Subject

LARGEST_SHARE = 0.40  # section 4.10


def compute(holdings: Holdings) -> Found:
    """Shares of the groups, the largest first; a group is named by its largest holder."""
    group_of = groups(zip(holdings.ties.one.tolist(), holdings.ties.other.tolist(), strict=True))
    rows = holdings.datasets
    held: Counter[int] = Counter(rows.holder.tolist())
    outside = set(rows.holder[rows.outside].tolist())
    members: dict[int, list[int]] = defaultdict(list)
    for holder, _number in held.most_common():
        members[group_of.get(holder, holder)].append(holder)
    total = sum(held.values())
    lines = []
    for holders in members.values():
        number = sum(held[one] for one in holders)
        share = number / total
        lines.append(
            Line(
                about=(holders[0],),
                numbers=(share, float(number), float(len(holders))),
                is_alert=share > LARGEST_SHARE and not outside.isdisjoint(holders),
            )
        )
    lines.sort(key=lambda line: (-line.numbers[0], line.about))
    return Found(lines, note="" if lines else NONE)


def groups(ties: "zip[tuple[int, int]]") -> dict[int, int]:
    """Everybody who is tied to somebody → the smallest number of all they are tied to."""
    leader: dict[int, int] = {}

    def find(one: int) -> int:
        while leader.setdefault(one, one) != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, other in ties:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    return {one: find(one) for one in tuple(leader)}


NONE = _("No business data of a project with important or core data is registered as an asset.")
MEASURE = Measure(
    code="data-custody",
    name=_("Concentration of data custody"),
    formula=_(
        "Share of the business data of projects with important or core data that one group of "
        "organisations holds by the asset register; who controls whom is one group."
    ),
    alert=_("more than 40 % with one group outside government"),
    subjects=(Subject.GROUP,),
    columns=(
        Column("share", _("Share"), "share"),
        Column("datasets", _("Important datasets"), "count"),
        Column("holders", _("Holders in the group"), "count"),
    ),
    compute=compute,
    parts=frozenset({"datasets", "ties"}),
    compares=True,
)
