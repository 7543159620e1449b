"""Why somebody may or may not do a thing, with the rule and the chain of grants."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from audit.entitlements.paths import Path, paths_of
from egov_outsource import access
from egov_outsource.access import Decision
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right


@dataclass(frozen=True)
class Explanation:
    """The answer to one question: may this person exercise this right, see this thing?"""

    person: User
    right: Right
    project: Project
    thing: Model | None
    decision: Decision
    paths: list[Path]


def explain(
    person: User, right: Right | None, project: Project, thing: Any, *, asker: User
) -> Explanation:
    """As far as `asker` may know: without a right, whether `person` sees the thing at all."""
    if thing is not None and right is None:
        return _sight(person, project, thing, asker)
    right = right or Right.VIEW
    paths = paths_of(person, right, project, asker=asker)
    decision = access.may(person, right, thing or project)
    if decision and not paths:  # what gives it is nobody else's business
        decision = access.refusal_of(person, right, project)
    return Explanation(person, right, project, thing, decision, paths)


def _sight(person: User, project: Project, thing: Any, asker: User) -> Explanation:
    noun = type(thing)
    sees = noun.objects.visible_to(person).filter(pk=thing.pk).exists()
    right = _right_of_sight(person, project, thing)
    paths = paths_of(person, right, project, asker=asker)
    if sees and (paths or person.pk == asker.pk):
        return Explanation(person, right, project, thing, Decision(allowed=True), paths)
    decision = access.refusal_of(person, right, project)
    if paths:
        decision = Decision(
            allowed=False,
            code="INV-7" if getattr(thing, "is_sealed", False) else "NOT-YET-SHOWN",
            message=_("The right is held, but this is sealed, a draft or another party's."),
            helper=_("It is shown when it is opened, issued or decided."),
        )
    return Explanation(person, right, project, thing, decision, [] if not decision else paths)


def _right_of_sight(person: User, project: Project, thing: Any) -> Right:
    """By which right the person would see it: the noun's, or as the organisation concerned."""
    right: Right = thing.visible_by
    if not access.may(person, right, project) and thing.own_path:
        found = type(thing)._default_manager.filter(pk=thing.pk).values_list(thing.own_path)
        concerned = {key for row in found for key in row}
        if concerned & access.scope_of(person).organisations:
            return Right.VIEW_OWN
    return right
