"""What may change in which state: the whitelist that actions follow and triggers enforce.

A field that is not named for the state in which a row is cannot be written any more, by nobody;
a state that is not named does not follow. The migrations hold a copy of their day, and a test
compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from audit.reviews.models import (
    AuditFinding,
    EliminationReport,
    PlanVersion,
    Question,
    Review,
    Sample,
    SampleItem,
    Workpaper,
)

Words = tuple[str, ...]
_STEP: Words = ("status", "version")
_REMINDED = "reminded_on"
_ANSWER: Words = (
    *_STEP,
    "response",
    "agreement",
    "planned_measure",
    "measure_due",
    "responded_by_id",
    "responded_at",
    "return_reason",
)
_JUDGEMENT: Words = (*_STEP, "return_reason", "resolution", "resolved_by_id", "resolved_at")
_ENDING: Words = (*_STEP, "closed_at", "conclusion", "summary")
_TESTING: Words = (*_STEP, "note", "workpaper_id", "tested_by_id", "tested_at")
FINDING_DRAFT: Words = (
    *_STEP,
    "title",
    "category",
    "severity",
    "criterion",
    "condition",
    "cause",
    "effect",
    "recommendation",
    "due",
    "addressee_id",
    "payment_id",
    "number",
    "issued_at",
    "resolution",
)


@dataclass(frozen=True)
class Protocol:
    """By state: the columns that may change, and the states that may follow."""

    fields: Mapping[str, Words]
    ways: Mapping[str, Words]


PROTOCOLS: dict[type[Model], Protocol] = {
    Review: Protocol(
        fields={
            "announced": (
                *_ENDING,
                "title",
                "plan",
                "scope",
                "criteria",
                "period_start",
                "period_end",
                "plan_version",
                "begun_at",
            ),
            "under_way": _ENDING,
            "closed": (),
        },
        ways={"announced": ("under_way", "closed"), "under_way": ("closed",), "closed": ()},
    ),
    Question: Protocol(
        fields={
            "draft": (
                *_STEP,
                "title",
                "text",
                "due",
                "addressee_id",
                "follows_id",
                "number",
                "asked_at",
            ),
            "asked": (*_STEP, "answer", "answered_by_id", "answered_at", _REMINDED),
            "answered": (),
            "withdrawn": (),
        },
        ways={
            "draft": ("asked", "withdrawn"),
            "asked": ("answered",),
            "answered": (),
            "withdrawn": (),
        },
    ),
    AuditFinding: Protocol(
        fields={
            "draft": FINDING_DRAFT,
            "issued": (*_ANSWER, _REMINDED),
            "answered": (*_JUDGEMENT, _REMINDED),
            "returned": (*_ANSWER, _REMINDED),
            "reported": _JUDGEMENT,
            "report_back": (*_JUDGEMENT, _REMINDED),
            "resolved": (),
            "accepted_risk": (),
            "withdrawn": (),
        },
        ways={
            "draft": ("issued", "withdrawn"),
            "issued": ("answered",),
            "answered": ("returned", "reported", "resolved", "accepted_risk"),
            "returned": ("answered",),
            "reported": ("report_back", "resolved", "accepted_risk"),
            "report_back": ("reported", "accepted_risk"),
            "resolved": (),
            "accepted_risk": (),
            "withdrawn": (),
        },
    ),
    EliminationReport: Protocol(
        fields={
            "submitted": ("status", "judged_by_id", "judged_at", "return_reason"),
            "accepted": (),
            "returned": (),
        },
        ways={"submitted": ("accepted", "returned"), "accepted": (), "returned": ()},
    ),
    SampleItem: Protocol(
        fields=dict.fromkeys(SampleItem.Status.values, _TESTING),
        ways={
            "pending": ("tested", "exception", "missing"),
            "tested": ("exception", "missing"),
            "exception": ("tested", "missing"),
            "missing": ("tested", "exception"),
        },
    ),
    Workpaper: Protocol(
        fields={
            "working": (*_STEP, "title", "text", "finding_id", "finished_by_id", "finished_at"),
            "finished": (),
        },
        ways={"working": ("finished",), "finished": ()},
    ),
}
# written once
FROZEN: tuple[type[Model], ...] = (PlanVersion, Sample)
