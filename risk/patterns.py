"""Patterns: scores that say more together than each alone. Shown as findings beside the score,
never as extra points, and worded as what the facts say: every one of them can have a good reason.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

TESTS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    "≥": operator.ge,
    "≤": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """How the score of an indicator stands to so many points."""

    code: str
    test: str
    points: float

    def holds(self, scores: Mapping[str, float]) -> bool | None:
        """None where the indicator has no value of its own."""
        if self.code not in scores:
            return None
        return TESTS[self.test](scores[self.code], self.points)


@dataclass(frozen=True, slots=True)
class Fact:
    """How a fact that is no score stands to a limit; `key` names who knows it, without one the
    platform does not record it."""

    name_en: str
    name_zh: str
    key: str = ""
    test: str = ">"
    limit: float = 0.0

    def holds(self, facts: Mapping[str, float]) -> bool | None:
        """None where it is not known."""
        if self.key not in facts:
            return None
        return TESTS[self.test](facts[self.key], self.limit)


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    parts: tuple["Condition", ...]


Condition = Scored | Fact | Every | Either


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: what it is called, when it holds, and what to look at first."""

    key: str
    name_en: str
    name_zh: str
    condition: Condition
    says_en: str
    says_zh: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern at one project: it holds, it does not, or (None) that cannot be said because
    these codes have no value of their own or these facts are not known."""

    pattern: Pattern
    holds: bool | None
    seen: tuple[tuple[str, float], ...]
    without: tuple[str, ...]
    unrecorded: tuple[Fact, ...]
    known: tuple[tuple[Fact, float], ...] = ()


PATTERNS = (
    Pattern(
        "low-ball", "Low price, then changes", "低价中标后变更",
        Every((Scored("M-18", "≥", 35), Scored("S-06", "≥", 50))),
        "The winning price lay far below the next one, and approved changes now add much to the "
        "contract. Look first at the reasons of the changes: new needs, or work that the price "
        "should have covered.",
        "中标价明显低于次低价，而已批准的变更显著增加了合同金额。请先查看变更理由：是新增需求，还是原价本应包含的工作。",
    ),
    Pattern(
        "specification", "Planning close to one supplier", "规划贴近单一供应商",
        Every((Scored("P-03", "≥", 50), Scored("M-08", "≥", 75))),
        "Much of the plan came from possible suppliers, and few bids arrived. Look first at how "
        "many suppliers could meet the requirements as written.",
        "规划内容较多来自潜在供应商，且投标家数很少。请先查看按现有需求有多少供应商能够满足。",
    ),
    Pattern(
        "supervision", "Supervision that finds little", "监理发现偏少",
        Either(
            (
                Scored("S-11", "≥", 70),
                Every((Scored("S-10", "<", 20), Scored("A-02", "≥", 60))),
            )
        ),
        "Supervision is present on paper, yet its findings do not match what acceptance finds. "
        "Look first at the inspection records and at their dates.",
        "监理在形式上到位，但其发现与验收结果不相符。请先查看检查记录及其日期。",
    ),
    Pattern(
        "ownership", "Ownership in the contract, not in custody", "合同有权属，保管未落实",
        Every((Scored("M-26", "≤", 20), Scored("X-17", "≥", 50))),
        "The contract secures ownership well, but assets are not in the custody of government. "
        "Look first at the list of assets handed over.",
        "合同对权属约定完善，但资产尚未由政府保管。请先查看已移交资产清单。",
    ),
    Pattern(
        "enforcement", "Contract terms not applied", "合同条款未执行",
        Every((Scored("X-01", "≥", 50), Scored("X-09", "≥", 50))),
        "Service levels are missed and the consequences that the contract foresees were not "
        "applied. Look first at the decisions not to apply them.",
        "服务水平未达标，合同约定的后果也未执行。请先查看不予执行的决定。",
    ),
    Pattern(
        "lock-in", "Growing dependence on one supplier", "对单一供应商依赖加深",
        Every((Scored("M-29", "≥", 40), Scored("X-04", "≥", 50), Scored("X-06", "≥", 40))),
        "Exit terms, knowledge and components together make a change of supplier difficult. Look "
        "first at the date and the result of the last exit rehearsal.",
        "退出条款、知识与组件共同使更换供应商变得困难。请先查看最近一次退出演练的日期与结果。",
    ),
    Pattern(
        "acceptance", "Acceptance ahead of its evidence", "验收先于证据",
        Every(
            (
                Scored("A-06", "≥", 60),
                Either((Scored("A-01", "≥", 50), Scored("A-12", "≥", 35))),
            )
        ),
        "Acceptance steps were taken early while criteria lack evidence or payments were made. "
        "Look first at the dates of delivery, test and decision.",
        "验收步骤提前进行，而标准缺少证据或款项已支付。请先查看交付、测试与决定的日期。",
    ),
    Pattern(
        "decisions", "Decisions taken at once", "决定过于迅速",
        Every(
            (
                Scored("S-21", "<", 35),
                Fact(
                    "share of decisions within two minutes of the first view",
                    "首次查看后两分钟内作出决定的比例",
                    key="haste",
                    limit=0.8,
                ),
            )
        ),
        "Formal and real authority agree, yet most decisions follow within two minutes of the "
        "first view. Look first at how decisions are prepared.",
        "形式权力与实际权力一致，但多数决定在首次查看后两分钟内作出。请先查看决定的准备过程。",
    ),
    Pattern(
        "split", "Awards below a threshold, one supplier", "限额以下授予与单一供应商",
        Every(
            (
                Scored("M-17", "≥", 50),
                Fact(
                    "one supplier's share of all spending of the buyer",
                    "单一供应商占采购人全部支出的比例",
                ),
            )
        ),
        "Awards lie just below a threshold and one supplier holds much of the buyer's spending. "
        "Look first at whether the awards serve one purpose.",
        "多笔授予金额略低于限额，且单一供应商占采购人支出比例较高。请先查看这些授予是否属于同一用途。",
    ),
    Pattern(
        "dashboard", "Good figures from one side only", "数据向好但来源单一",
        Every(
            (
                Scored("S-12", "≥", 60),
                Scored("S-01", "≤", 20),
                Scored("S-02", "≤", 20),
                Scored("S-05", "≤", 20),
            )
        ),
        "Schedule, cost and quality look good, and most of the measurements come from the "
        "contractor alone. Look first at a sample of them, verified by somebody else.",
        "进度、成本与质量数据良好，但多数测量仅由承包商提供。请先抽取部分数据由他方核实。",
    ),
)  # fmt: skip


def find(
    scores: Mapping[str, float], facts: Mapping[str, float] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Every pattern over the scores of what has a value of its own and the facts beside them: what
    holds comes first, what cannot be said last."""
    findings = [finding(pattern, scores, facts) for pattern in PATTERNS]
    return tuple(sorted(findings, key=lambda one: {True: 0, False: 1, None: 2}[one.holds]))


def finding(pattern: Pattern, scores: Mapping[str, float], facts: Mapping[str, float]) -> Finding:
    """One pattern over the scores and facts."""
    atoms = list(atoms_of(pattern.condition))
    asked = [atom for atom in atoms if isinstance(atom, Fact)]
    codes = list(dict.fromkeys(atom.code for atom in atoms if not isinstance(atom, Fact)))
    return Finding(
        pattern=pattern,
        holds=holds(pattern.condition, scores, facts),
        seen=tuple((code, scores[code]) for code in codes if code in scores),
        without=tuple(code for code in codes if code not in scores),
        unrecorded=tuple(fact for fact in asked if fact.key not in facts),
        known=tuple((fact, facts[fact.key]) for fact in asked if fact.key in facts),
    )


def holds(
    condition: Condition, scores: Mapping[str, float], facts: Mapping[str, float]
) -> bool | None:
    """Whether it holds; None where what is unknown decides."""
    if isinstance(condition, Fact):
        return condition.holds(facts)
    if isinstance(condition, Scored):
        return condition.holds(scores)
    found = [holds(part, scores, facts) for part in condition.parts]
    decisive = isinstance(condition, Either)
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def atoms_of(condition: Condition) -> Iterator[Scored | Fact]:
    """What the condition asks, without its structure."""
    if isinstance(condition, Every | Either):
        for part in condition.parts:
            yield from atoms_of(part)
    else:
        yield condition
