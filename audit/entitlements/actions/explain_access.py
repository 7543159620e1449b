"""Ask why somebody may or may not do a thing."""

from django.db.models import Model

from audit.entitlements.explanation import Explanation, explain
from audit.entitlements.people import people_known_to
from audit.entitlements.things import name_of
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden
from projects.models import Project
from projects.rights import Right


@action
def explain_access(
    project: Project,
    *,
    actor: User,
    person: User,
    right: Right | None = None,
    thing: Model | None = None,
) -> Explanation:
    """Who sees the project asks about themselves, their own people or, as overseer, the parties.

    Nothing changes. A question about somebody else is recorded as `access:explained`.
    """
    access.require(actor, Right.VIEW, project)
    if not people_known_to(actor, project).filter(pk=person.pk).exists():
        raise Hidden("HIDDEN", access.NOTHING_HERE)
    answer = explain(person, right, project, thing, asker=actor)
    if person.pk != actor.pk:
        record(
            "access:explained",
            project,
            actor=actor,
            data={
                "person": person.pk,
                "right": answer.right.value,
                "thing": name_of(thing) if thing is not None else "",
                "allowed": bool(answer.decision),
                "rule": answer.decision.code,
            },
            personal={"person.name": str(person)},
        )
    return answer
