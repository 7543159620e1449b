"""Which role holds which rights: the table from which every grant is derived.

Government roles hold their rights on every project of their agency. Everybody else holds rights
only through an engagement of their organisation in one project, between its dates.
"""

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.rights import RESERVED, Right

R = Right

SEE_ALL = frozenset(right for right in Right if right.value.startswith("view_"))
SEE_FILES = frozenset({R.VIEW, R.VIEW_EVIDENCE, R.VIEW_ALLOCATION, R.VIEW_RISK})

AGENCY_RIGHTS: dict[str, frozenset[Right]] = {
    "officer": SEE_ALL
    | {
        R.REGISTER_PROJECT,
        R.EDIT_PROJECT,
        R.EDIT_PLANNING,
        R.EDIT_SELECTION,
        R.EDIT_CONTRACT,
        R.EDIT_SUPERVISION,
        R.EDIT_ACCEPTANCE,
        R.EDIT_PROSECUTION,
        R.SUBMIT_GATE,
        R.IMPORT_DATA,
        R.RECOMPUTE_RISK,
        R.KEEP_RISKS,
        R.UPLOAD_EVIDENCE,
        R.P6,
        R.M6,
        R.S2,
        R.S6,
        R.A3,
        R.X3,
        R.EXPORT_PROJECT,
        R.REQUEST_EMERGENCY,
    },
    "leader": SEE_ALL
    | RESERVED
    | {
        R.REVIEW_GATE,
        R.WAIVE_CHECK,
        R.RECOMPUTE_RISK,
        R.KEEP_RISKS,
        R.ACCEPT_RISK,
        R.OVERRIDE_RISK,
        R.KEEP_RECORDS,
        R.EXPORT_PROJECT,
        R.S2,
        R.S6,
        R.PROPOSE_TRANSFER,
        R.REQUEST_EMERGENCY,
        R.CONFIRM_EMERGENCY,
    },
    "procurement": SEE_FILES
    | {
        R.VIEW_PLANNING,
        R.VIEW_SELECTION,
        R.VIEW_BIDS,
        R.VIEW_CONTRACT,
        R.EDIT_SELECTION,
        R.EDIT_CONTRACT,
        R.UPLOAD_EVIDENCE,
    },
    "finance": SEE_FILES
    | {R.VIEW_CONTRACT, R.VIEW_PAYMENTS, R.VIEW_SUPERVISION, R.VIEW_ACCEPTANCE, R.S4},
    "legal": SEE_FILES
    | {R.VIEW_PLANNING, R.VIEW_SELECTION, R.VIEW_CONTRACT, R.VIEW_PROSECUTION, R.EDIT_CONTRACT},
    "security": SEE_ALL
    | {
        R.UPLOAD_EVIDENCE,
        R.EDIT_PLANNING,
        R.KEEP_RISKS,
        R.P5,
        R.S5,
        R.REQUEST_EMERGENCY,
        R.CONFIRM_EMERGENCY,
    },
    "user_representative": SEE_FILES
    | {R.VIEW_PLANNING, R.VIEW_ACCEPTANCE, R.VIEW_SUPERVISION, R.TEST},
    "records": SEE_ALL | {R.KEEP_RECORDS, R.EXPORT_PROJECT, R.REQUEST_EMERGENCY},
    "model_steward": frozenset({R.VIEW, R.VIEW_RISK, R.RECOMPUTE_RISK}),
}

# people of a higher authority see what lies below; its leader also answers objections, decides to
# which of its bodies a project belongs, confirms that somebody reads in an emergency, and accepts
# risks and sets bands where the agency's own leader has a part in them; its steward of the risk
# model sees what a version of it changes
OVERSIGHT_RIGHTS: dict[str, frozenset[Right]] = {
    "officer": SEE_ALL | {R.REQUEST_EMERGENCY},
    "model_steward": frozenset({R.VIEW, R.VIEW_RISK}),
    "leader": SEE_ALL
    | {
        R.X5,
        R.ACCEPT_RISK,
        R.OVERRIDE_RISK,
        R.DECIDE_TRANSFER,
        R.REQUEST_EMERGENCY,
        R.CONFIRM_EMERGENCY,
    },
}


class Capacity(StrEnum):
    """As what an organisation that is not the owner takes part in a project."""

    label: Promise
    kind: str
    days_after: int

    def __new__(cls, code: str, label: Promise, kind: str, days_after: int) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.kind = kind
        member.days_after = days_after
        return member

    CONTRACTOR = "contractor", _("Contractor"), "contractor", 30
    SUBCONTRACTOR = "subcontractor", _("Subcontractor"), "contractor", 30
    BIDDER = "bidder", _("Bidder"), "contractor", 30
    SUPERVISION = "supervision", _("Supervisor"), "third_party", 0
    ASSESSMENT = "assessment", _("Security assessor"), "third_party", 0
    AUDIT = "audit", _("Auditor"), "third_party", 0
    CONSULTANCY = "consultancy", _("Consultant"), "third_party", 0


def capacity_of(code: str) -> Capacity:
    """The capacity with this code."""
    return next(capacity for capacity in Capacity if capacity.value == code)


_CONTRACTOR_READS = frozenset({R.VIEW, R.VIEW_PLANNING, R.VIEW_OWN})
_CONTRACTOR_WORKS = _CONTRACTOR_READS | {R.SUBMIT, R.RESPOND, R.UPLOAD_EVIDENCE}
_CONTRACTOR_SPEAKS = _CONTRACTOR_WORKS | {
    R.PROPOSE_CHANGE,
    R.COMMENT,
    R.ACKNOWLEDGE,
    R.ANSWER_RISK,
}
_THIRD_PARTY_READS = frozenset(
    {
        R.VIEW,
        R.VIEW_OWN,
        R.VIEW_PLANNING,
        R.VIEW_SUPERVISION,
        R.VIEW_FINDINGS,
        R.VIEW_ACCEPTANCE,
        R.VIEW_EVIDENCE,
        R.VIEW_RISK,
    }
)

# capacity → role in the engaged organisation → rights on that project
ENGAGEMENT_RIGHTS: dict[str, dict[str, frozenset[Right]]] = {
    Capacity.CONTRACTOR: {
        "legal_representative": _CONTRACTOR_SPEAKS,
        "project_manager": _CONTRACTOR_SPEAKS | {R.P6, R.M6, R.S6, R.X3},
        "service_manager": _CONTRACTOR_SPEAKS | {R.X3},
        "engineer": _CONTRACTOR_WORKS,
        "bid_manager": _CONTRACTOR_READS,
    },
    Capacity.SUBCONTRACTOR: {
        "project_manager": frozenset({R.VIEW, R.VIEW_OWN, R.RESPOND}),
        "engineer": frozenset({R.VIEW, R.VIEW_OWN}),
    },
    Capacity.BIDDER: {
        "bid_manager": frozenset({R.VIEW_OWN, R.BID}),
        "legal_representative": frozenset({R.VIEW_OWN, R.BID}),
    },
    Capacity.SUPERVISION: {
        "supervisor": _THIRD_PARTY_READS
        | {
            R.VIEW_CONTRACT,
            R.VIEW_PAYMENTS,
            R.VIEW_PROSECUTION,
            R.INSPECT,
            R.CERTIFY,
            R.TEST,
            R.COMMENT,
            R.UPLOAD_EVIDENCE,
            R.S2,
            R.S6,
        },
    },
    Capacity.ASSESSMENT: {
        "assessor": _THIRD_PARTY_READS
        | {R.VIEW_CONTRACT, R.INSPECT, R.ASSESS, R.TEST, R.COMMENT, R.UPLOAD_EVIDENCE, R.A2},
    },
    Capacity.AUDIT: {
        "auditor": SEE_ALL | {R.AUDIT, R.UPLOAD_EVIDENCE},
    },
    Capacity.CONSULTANCY: {
        "consultant": frozenset({R.VIEW, R.VIEW_OWN, R.VIEW_PLANNING, R.COMMENT}),
    },
}

# what may be held outside government at all; the database refuses everything else
OUTSIDE_GOVERNMENT: frozenset[Right] = frozenset(
    right for roles in ENGAGEMENT_RIGHTS.values() for rights in roles.values() for right in rights
)

# everything ends with the engagement itself, but for `days_after` one still finds one's own papers
AFTERWARDS: frozenset[Right] = frozenset({Right.VIEW, Right.VIEW_OWN})


def roles_holding(right: Right) -> list[str]:
    """The government roles that hold `right`, in the order of the table."""
    return [role for role, rights in AGENCY_RIGHTS.items() if right in rights]
