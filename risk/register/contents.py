"""What an entry of the register must be like, before the database is asked."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Invalid, NotReady, Text
from projects.models import Project
from projects.supervision.models import Finding
from risk.indicators import BY_CODE
from risk.models import RiskEntry
from risk.register.levels import STEPS

MOST_CODES = 20


class Scenario(TypedDict):
    """What is written down about a risk."""

    title: str
    cause: str
    event: str
    consequence: str
    codes: list[str]
    finding: Finding | None
    owner: User


def people_of(project: Project) -> QuerySet[User]:
    """Who can own a risk or a measure: the people of the agency that owns the project."""
    members = Membership.objects.in_force().filter(
        organisation_id=project.owner_id, user__kind=User.Kind.PERSON
    )
    people: QuerySet[User] = User.objects.filter(pk__in=members.values("user"), is_active=True)
    return people.order_by("name", "pk")


def check_scenario(project: Project, scenario: Scenario, actor: User) -> None:
    """Refuse empty words, unknown indicators, a foreign finding and an owner from elsewhere."""
    wrong: dict[str, Text] = {
        name: _("This is needed.")
        for name in ("title", "cause", "event", "consequence")
        if not str(scenario[name]).strip()
    }
    if set(scenario["codes"]) - set(BY_CODE) or len(scenario["codes"]) > MOST_CODES:
        wrong["codes"] = _("Choose at most 20 indicators of the catalogue.")
    finding = scenario["finding"]
    visible = Finding.objects.visible_to(actor).in_project(project)
    if finding is not None and not visible.filter(pk=finding.pk).exists():
        wrong["finding"] = _("Choose a finding of this project.")
    if not is_among(scenario["owner"], project):
        wrong["owner"] = _("Choose somebody of the agency that owns the project.")
    refuse(wrong)


def is_among(person: User, project: Project) -> bool:
    """Whether `person` can own a risk or a measure here."""
    return people_of(project).filter(pk=person.pk).exists()


def check_scale(likelihood: int, impact: int) -> None:
    """Refuse what is not on the scale."""
    given = {"likelihood": likelihood, "impact": impact}
    refuse({name: _("Choose 1 to 5.") for name, step in given.items() if step not in STEPS})


def check_review_day(review_on: date) -> None:
    """Refuse a next review in the past."""
    if review_on < timezone.localdate():
        refuse({"review_on": _("Choose a day from today on.")})


def refuse(wrong: dict[str, Text]) -> None:
    """Refuse when something is wrong."""
    if wrong:
        raise Invalid("RISK-ENTRY", _("Some fields cannot be right."), fields=wrong)


def require_status(entry: RiskEntry, allowed: Iterable[str]) -> None:
    """Refuse what does not fit the status of the entry."""
    if entry.status not in set(allowed):
        raise NotReady(
            "RISK-STATUS",
            _("This cannot be done while the risk is: %(status)s.")
            % {"status": entry.get_status_display()},
        )
