"""What must hold of a requirement, and what changing the baseline takes."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource.access import Decision
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady, Text
from projects.decisions import log_decision
from projects.duties import require_another
from projects.models import Project
from projects.planning.models import Requirement
from projects.rights import Right
from projects.texts import require_text

LONGEST = {"number": 30, "text": 4000, "criterion": 4000, "test_method": 500, "source": 300}
MOST_SIZE = Decimal(100_000)
CHANGEABLE = frozenset({*LONGEST, "kind", "priority", "size", "author_organisation"})


def wrong_facts(facts: Mapping[str, Any]) -> dict[str, Text]:
    """What cannot be right about a requirement, by field; `facts` may be a part of it."""
    wrong: dict[str, Text] = {}
    for name, most in LONGEST.items():
        if len(str(facts.get(name) or "")) > most:
            wrong[name] = _("Use at most %(most)d characters.") % {"most": most}
    if "text" in facts and not str(facts["text"] or "").strip():
        wrong["text"] = _("Say what is required.")
    if facts.get("kind", Requirement.Kind.FUNCTIONAL) not in Requirement.Kind.values:
        wrong["kind"] = _("This type is not known.")
    if facts.get("priority", Requirement.Priority.MUST) not in Requirement.Priority.values:
        wrong["priority"] = _("This priority is not known.")
    if "size" in facts and not _is_size(facts["size"]):
        wrong["size"] = _("The size is a number above 0, at most 100,000.")
    return wrong


def _is_size(value: Any) -> bool:
    try:
        return 0 < Decimal(str(value)) <= MOST_SIZE
    except InvalidOperation:
        return False


def check_requirement(
    facts: Mapping[str, Any], requirement: Requirement | None = None
) -> dict[str, Any]:
    """The changeable ones of `facts`, or a refusal that names the fields."""
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in facts.items()
        if name in CHANGEABLE
    }
    complete = given if requirement is not None else {"text": "", **given}
    if wrong := wrong_facts(complete):
        raise Invalid("REQUIREMENT", _("Some of this cannot be right."), fields=wrong)
    if requirement is not None and not given.get("number", requirement.number):
        given.pop("number")
    return given


def require_free(project: Project, numbers: Iterable[str]) -> None:
    """Refuse numbers that the project uses already, also for something withdrawn."""
    if Requirement.objects.filter(project=project, number__in=list(numbers)).exists():
        raise Conflict(
            "REQUIREMENT-NUMBER",
            _("This project already has a requirement with this number."),
            fields={"number": _("Choose a number that is not in use.")},
        )


def next_number(project: Project) -> str:
    """The number after the highest of the kind REQ-007."""
    numbers = Requirement.objects.filter(
        project=project, number__regex=r"^REQ-[0-9]{1,9}$"
    ).values_list("number", flat=True)
    highest = max((int(re.sub(r"\D", "", number)) for number in numbers), default=0)
    return f"REQ-{highest + 1:03}"


def right_to_change(requirement: Requirement) -> Right:
    """What changing it takes: a decision once it is in the baseline."""
    return Right.P2 if requirement.baselined_at is not None else Right.EDIT_PLANNING


def require_standing(requirement: Requirement) -> None:
    """Refuse what was withdrawn."""
    if requirement.is_withdrawn:
        raise NotReady("WITHDRAWN", _("This was withdrawn and can no longer be changed."))


def decide_baseline_change(
    requirement: Requirement, *, actor: User, mandate: Decision, event: str, reasons: str
) -> None:
    """Note the decision by P2 that changes the baseline: reasoned, and not by the author."""
    require_another(actor, [requirement.created_by_id])
    log_decision(
        requirement,
        actor=actor,
        right=Right.P2,
        event=event,
        mandate=mandate,
        outcome=event.partition(":")[2],
        reasons=require_text(reasons, "reasons", most=1000),
    )
