"""What a plan must contain: sixteen items under five headings, the same for every project."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Heading(StrEnum):
    """The five parts of a plan."""

    label: Promise

    def __new__(cls, code: str, label: Promise) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    BACKGROUND = "background", _("Background")
    GOALS = "goals", _("Goals and tasks")
    IMPLEMENTATION = "implementation", _("Implementation plan")
    ASSURANCE = "assurance", _("Assurance")
    EVALUATION = "evaluation", _("Evaluation and improvement")


@dataclass(frozen=True)
class Content:
    """One item: its code, its heading, its name and what belongs into it."""

    code: str
    heading: Heading
    label: Promise
    help: Promise


_ITEMS = (
    Content(
        "current_state",
        Heading.BACKGROUND,
        _("Current state and systems inventory"),
        _("Which systems, data and processes exist today, who runs them, what they cost."),
    ),
    Content(
        "demand",
        Heading.BACKGROUND,
        _("Problem and evidence of demand"),
        _("What does not work, for whom, and how that is known: figures, complaints, surveys."),
    ),
    Content(
        "policy_basis",
        Heading.BACKGROUND,
        _("Policy basis"),
        _("The laws, plans and decisions that call for or limit the project."),
    ),
    Content(
        "objectives",
        Heading.GOALS,
        _("Objectives"),
        _("What will be different, with baseline, target, method and owner of each measure."),
    ),
    Content(
        "functional_scope",
        Heading.GOALS,
        _("Functional scope and priorities"),
        _("What the system does and does not do, and what comes first if money or time is short."),
    ),
    Content(
        "quality_requirements",
        Heading.GOALS,
        _("Non-functional requirements"),
        _("Performance, availability, accessibility, extension, each so that it can be tested."),
    ),
    Content(
        "architecture",
        Heading.IMPLEMENTATION,
        _("Architecture and interfaces"),
        _("Overall design, standards to keep, every interface with its owner on the other side."),
    ),
    Content(
        "milestones",
        Heading.IMPLEMENTATION,
        _("Milestones"),
        _("Dated steps whose completion can be seen, with time for testing and handover."),
    ),
    Content(
        "budget",
        Heading.IMPLEMENTATION,
        _("Budget"),
        _("Cost of building and of three to five years of running, with comparable projects."),
    ),
    Content(
        "reuse",
        Heading.IMPLEMENTATION,
        _("Reuse decision"),
        _("Which existing systems overlap, and why they are used, extended or left."),
    ),
    Content(
        "organisation",
        Heading.ASSURANCE,
        _("Organisation and leader"),
        _("Who leads, who decides, who is responsible day to day, how departments take part."),
    ),
    Content(
        "funding",
        Heading.ASSURANCE,
        _("Source of funds"),
        _("Where the money comes from, year by year, and what happens if less is granted."),
    ),
    Content(
        "security",
        Heading.ASSURANCE,
        _("Security plan"),
        _("Data classification, proposed protection level, measures, assessments to be ordered."),
    ),
    Content(
        "staffing",
        Heading.ASSURANCE,
        _("Staffing and training"),
        _("Which people government needs to steer and later operate the system; their training."),
    ),
    Content(
        "evaluation",
        Heading.EVALUATION,
        _("Evaluation method and calendar"),
        _("How and when success is measured, by whom, and who hears the result."),
    ),
    Content(
        "improvement",
        Heading.EVALUATION,
        _("Improvement mechanism"),
        _("How findings, complaints and new needs lead to changes after the start."),
    ),
)
CONTENTS: dict[str, Content] = {item.code: item for item in _ITEMS}
