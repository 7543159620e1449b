"""Every right that somebody can hold on a project, and who holds it by role.

The 30 decision points are the control rights themselves: six for each of the five stages, each
with its class (R reserved to government, T led by a third party, D delegable), its weight and its
ideal allocation between government, third party and contractor. The other rights let people see
and work without deciding. This module is pure data: it imports nothing of the platform.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """A right as it stands in a grant; the decision points are named by their codes."""

    label: Promise

    def __new__(cls, code: str, label: Promise) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    VIEW = "view_project", _("see the project")
    VIEW_OWN = "view_own", _("see what concerns one's own organisation")
    VIEW_PLANNING = "view_planning", _("see the plan and its requirements")
    VIEW_SELECTION = "view_selection", _("see the mode appraisal and the tender file")
    VIEW_BIDS = "view_bids", _("see all bids after opening")
    VIEW_CONTRACT = "view_contract", _("see contracts")
    VIEW_SUPERVISION = "view_supervision", _("see progress, changes and inspections")
    VIEW_FINDINGS = "view_findings", _("see findings")
    VIEW_PAYMENTS = "view_payments", _("see payments")
    VIEW_ACCEPTANCE = "view_acceptance", _("see deliverables and acceptance")
    VIEW_PROSECUTION = "view_prosecution", _("see obligations, breaches and remedies")
    VIEW_EVIDENCE = "view_evidence", _("see evidence files")
    VIEW_TRAIL = "view_trail", _("see the audit trail")
    VIEW_RISK = "view_risk", _("see risk scores")
    VIEW_ALLOCATION = "view_allocation", _("see control rights and decisions")
    VIEW_REVIEWS = "view_reviews", _("see audit reviews")

    REGISTER_PROJECT = "register_project", _("register projects")
    EDIT_PROJECT = "edit_project", _("change the project's particulars")
    EDIT_PLANNING = "edit_planning", _("work on the plan")
    EDIT_SELECTION = "edit_selection", _("prepare the mode decision and the tender")
    EDIT_CONTRACT = "edit_contract", _("prepare the contract")
    EDIT_SUPERVISION = "edit_supervision", _("keep milestones and changes")
    EDIT_ACCEPTANCE = "edit_acceptance", _("prepare acceptance")
    EDIT_PROSECUTION = "edit_prosecution", _("keep obligations and open breaches")
    SUBMIT_GATE = "submit_gate", _("submit a gate for review")
    REVIEW_GATE = "review_gate", _("review a gate")
    WAIVE_CHECK = "waive_check", _("waive a soft check")
    PROPOSE_TRANSFER = "propose_transfer", _("propose that another agency owns the project")
    DECIDE_TRANSFER = "decide_transfer", _("decide to which agency a project belongs")
    REQUEST_EMERGENCY = "request_emergency", _("ask for somebody to read in an emergency")
    CONFIRM_EMERGENCY = "confirm_emergency", _("confirm that somebody reads in an emergency")
    IMPORT_DATA = "import_data", _("import open contracting data")
    RECOMPUTE_RISK = "recompute_risk", _("recompute risk")
    KEEP_RISKS = "keep_risks", _("keep the risk register and respond to answers about scores")
    ACCEPT_RISK = "accept_risk", _("accept a risk of the register")
    OVERRIDE_RISK = "override_risk", _("set another band beside a computed risk score")
    UPLOAD_EVIDENCE = "upload_evidence", _("add evidence files")
    KEEP_RECORDS = "keep_records", _("hold evidence files, and dispose of them after retention")
    EXPORT_PROJECT = "export_project", _("take everything of the project out of the platform")

    BID = "bid", _("bid")
    SUBMIT = "submit", _("submit reports and deliverables")
    RESPOND = "respond", _("respond to findings and notices")
    ANSWER_RISK = "answer_risk", _("answer risk scores about one's own organisation")
    COMMENT = "comment", _("comment")
    ACKNOWLEDGE = "acknowledge", _("acknowledge")
    PROPOSE_CHANGE = "propose_change", _("propose changes")
    INSPECT = "inspect", _("inspect and raise findings")
    CERTIFY = "certify", _("certify quantities and progress")
    ASSESS = "assess", _("assess security")
    TEST = "test", _("test independently")
    AUDIT = "audit", _("audit")

    P1 = "p1", _("approve objectives and scope")
    P2 = "p2", _("set the requirement baseline and its changes")
    P3 = "p3", _("set the acceptance criteria")
    P4 = "p4", _("set architecture standards")
    P5 = "p5", _("set data classification and protection level")
    P6 = "p6", _("decide solution design detail")
    M1 = "m1", _("choose the operation mode")
    M2 = "m2", _("set qualification and evaluation criteria")
    M3 = "m3", _("award")
    M4 = "m4", _("set ownership, data and security terms")
    M5 = "m5", _("consent to subcontractors")
    M6 = "m6", _("decide work breakdown and staffing")
    S1 = "s1", _("appoint or dismiss supervisor and assessor")
    S2 = "s2", _("inspect progress and quality")
    S3 = "s3", _("approve changes")
    S4 = "s4", _("certify and approve payment")
    S5 = "s5", _("grant production and data access")
    S6 = "s6", _("coordinate day to day")
    A1 = "a1", _("set the test plan and criteria mapping")
    A2 = "a2", _("execute independent tests")
    A3 = "a3", _("accept, accept with conditions or reject")
    A4 = "a4", _("waive defects or conditions")
    A5 = "a5", _("take custody of assets and keys")
    A6 = "a6", _("decide go-live")
    X1 = "x1", _("set service targets and priorities")
    X2 = "x2", _("authorise production release")
    X3 = "x3", _("decide routine maintenance")
    X4 = "x4", _("impose or waive remedies")
    X5 = "x5", _("rate, renew, terminate or debar")
    X6 = "x6", _("decide any secondary use of data")


class Stage(StrEnum):
    """The five control-right stages, in order."""

    label: Promise
    dimension: str

    def __new__(cls, code: str, dimension: str, label: Promise) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.dimension = dimension
        member.label = label
        return member

    PLANNING = "planning", "P", _("Planning")
    SELECTION = "selection", "M", _("Operation mode")
    SUPERVISION = "supervision", "S", _("Supervision")
    ACCEPTANCE = "acceptance", "A", _("Acceptance")
    PROSECUTION = "prosecution", "X", _("Prosecution")


class Holder(StrEnum):
    """The three kinds of party among which a control right is shared."""

    GOVERNMENT = "G"
    THIRD_PARTY = "T"
    CONTRACTOR = "C"


HOLDER_OF_KIND = {
    "government": Holder.GOVERNMENT,
    "third_party": Holder.THIRD_PARTY,
    "contractor": Holder.CONTRACTOR,
}


@dataclass(frozen=True)
class DecisionPoint:
    """One of the 30 control rights: `ideal` is the share of (G, T, C)."""

    right: Right
    reserve: str
    weight: int
    ideal: tuple[float, float, float]

    @property
    def code(self) -> str:
        """As people write it: S3."""
        return self.right.value.upper()

    @property
    def dimension(self) -> str:
        """The letter of its stage: P, M, S, A or X."""
        return self.code[0]

    @property
    def label(self) -> Promise:
        """What is decided."""
        return self.right.label

    @property
    def is_reserved(self) -> bool:
        """Whether only government may ever hold it."""
        return self.reserve == "R"


_GOVERNMENT = (1.0, 0.0, 0.0)
_POINTS: tuple[tuple[Right, str, int, tuple[float, float, float]], ...] = (
    (Right.P1, "R", 3, _GOVERNMENT),
    (Right.P2, "R", 3, _GOVERNMENT),
    (Right.P3, "R", 3, _GOVERNMENT),
    (Right.P4, "R", 2, _GOVERNMENT),
    (Right.P5, "R", 3, _GOVERNMENT),
    (Right.P6, "D", 1, (0.4, 0.0, 0.6)),
    (Right.M1, "R", 3, _GOVERNMENT),
    (Right.M2, "R", 3, _GOVERNMENT),
    (Right.M3, "R", 3, _GOVERNMENT),
    (Right.M4, "R", 3, _GOVERNMENT),
    (Right.M5, "R", 2, _GOVERNMENT),
    (Right.M6, "D", 1, (0.2, 0.0, 0.8)),
    (Right.S1, "R", 3, _GOVERNMENT),
    (Right.S2, "T", 2, (0.4, 0.6, 0.0)),
    (Right.S3, "R", 3, _GOVERNMENT),
    (Right.S4, "R", 3, _GOVERNMENT),
    (Right.S5, "R", 3, _GOVERNMENT),
    (Right.S6, "T", 1, (0.3, 0.5, 0.2)),
    (Right.A1, "R", 2, _GOVERNMENT),
    (Right.A2, "T", 2, (0.0, 1.0, 0.0)),
    (Right.A3, "R", 3, _GOVERNMENT),
    (Right.A4, "R", 3, _GOVERNMENT),
    (Right.A5, "R", 3, _GOVERNMENT),
    (Right.A6, "R", 2, _GOVERNMENT),
    (Right.X1, "R", 2, _GOVERNMENT),
    (Right.X2, "R", 3, _GOVERNMENT),
    (Right.X3, "D", 1, (0.2, 0.0, 0.8)),
    (Right.X4, "R", 3, _GOVERNMENT),
    (Right.X5, "R", 3, _GOVERNMENT),
    (Right.X6, "R", 3, _GOVERNMENT),
)
DECISION_POINTS: dict[str, DecisionPoint] = {
    point.code: point for point in (DecisionPoint(*row) for row in _POINTS)
}
RESERVED: frozenset[Right] = frozenset(p.right for p in DECISION_POINTS.values() if p.is_reserved)


def right_of(code: str) -> Right:
    """The right with this code.

    Raises:
        StopIteration: there is none.

    """
    return next(right for right in Right if right.value == code)


def point_of(right: Right) -> DecisionPoint | None:
    """The decision point that `right` is, if it is one."""
    return DECISION_POINTS.get(right.value.upper())
