"""Vetoes: facts so grave that they set a floor under the score until somebody else clears them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Veto:
    """A floor under the score, what opens it, and what clears it."""

    code: str
    floor: float
    trigger_en: str
    trigger_zh: str
    cleared_en: str
    cleared_zh: str


VETOES = (
    Veto(
        "V-LATE", 95, "A late bid won", "逾期投标中标",
        "award annulled, or determination of the authority", "撤销中标，或主管机关认定",
    ),
    Veto(
        "V-DEBAR", 95,
        "Award to, or live contract with, a debarred supplier", "授予禁入供应商或与其合同有效",
        "entry expired before the award, or contract ended", "禁入期在授予前届满，或合同终止",
    ),
    Veto(
        "V-COI", 90,
        "A conflicted evaluator scored, a drafter or affiliate bids, or bidders are affiliated",
        "有利益冲突者参与评审、方案编制方或其关联方投标，或投标人相互关联",
        "re-evaluation without them, or determination", "排除后重新评审，或主管机关认定",
    ),
    Veto(
        "V-DATA", 90,
        "Important or personal data outside the approved custody",
        "重要数据或个人信息脱离核准的托管",
        "return or certified deletion, verified by the assessor",
        "归还或经认证删除，并由测评方核实",
    ),
    Veto(
        "V-OWN", 80,
        "Clause on title to data or intellectual property missing, or core assets not in custody",
        "缺少数据权属或知识产权条款，或核心资产未由政府保管",
        "clause amended, or custody verified", "补正条款，或核实保管",
    ),
    Veto(
        "V-SEC", 80,
        "Live without filing, failed assessment, or high risk unresolved for over 90 days",
        "未备案上线、测评不通过，或高风险超过 90 天未整改",
        "passing re-assessment, determined by the assessor", "复测通过并由测评方认定",
    ),
    Veto(
        "V-DSL40", 80,
        "No entrustment approval at contract signature", "签约时未取得委托审批",
        "approval", "取得审批",
    ),
    Veto(
        "V-SUP", 80,
        "Supervisor paid by, or affiliated with, the contractor", "监理由承包商付费或与其关联",
        "supervisor replaced, past certificates re-checked by sample", "更换监理，抽样复核既往证书",
    ),
    Veto(
        "V-ACC", 80,
        "Vote of a party affiliated with contractor or supervisor in the acceptance",
        "承包商或监理关联方参与验收表决",
        "vote repeated, determined by the authority", "重新表决并由主管机关认定",
    ),
    Veto(
        "V-RESERVED", 80,
        "A reserved decision point of the highest weight is held by the contractor alone",
        "最高权重的保留决策点由承包商单独掌握",
        "allocation corrected, or decision taken again", "更正配置，或重新决策",
    ),
    Veto(
        "V-PAY", 75,
        "Paid more than contract and approved changes, or paid without certificate",
        "付款超过合同及已批准变更，或无证付款",
        "recovered or regularised", "追回或补正",
    ),
    Veto(
        "V-SUB", 75,
        "Undisclosed subcontractor in production or with access to data",
        "未披露的分包商进入生产环境或接触数据",
        "consent after vetting, or removed", "审查后同意，或清退",
    ),
    Veto(
        "V-CHG", 60,
        "Changes of more than 10 % in sum without a procurement decision",
        "累计变更超过 10% 而无采购决定",
        "decision recorded", "记录采购决定",
    ),
)  # fmt: skip

FLOORS = {veto.code: veto.floor for veto in VETOES}


def floor_of(codes: Iterable[str]) -> float:
    """The highest floor of the open vetoes, 0 if none is open."""
    return max((FLOORS[code] for code in codes), default=0.0)
