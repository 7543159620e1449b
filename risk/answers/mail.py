"""Letters to contractors: what was computed about them, and what became of their answer."""

from collections.abc import Sequence

from django.conf import settings

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.letters import post
from projects.models import Project
from projects.rights import Right
from projects.roles import ENGAGEMENT_RIGHTS, Capacity
from risk.models import ScoreNotice

SPEAKERS = [
    role
    for role, rights in ENGAGEMENT_RIGHTS[Capacity.CONTRACTOR].items()
    if Right.ANSWER_RISK in rights
]


def write_to_contractor(
    project: Project, contractor: Organisation, notices: Sequence[ScoreNotice]
) -> None:
    """Tell those who may answer, once it is committed."""
    facts = {
        "project": project,
        "notices": notices,
        "answer_by": notices[0].answer_by,
        "base": settings.BASE_URL,
    }
    members = Membership.objects.in_force().filter(
        organisation=contractor, role__in=SPEAKERS, user__kind=User.Kind.PERSON
    )
    for person in User.objects.filter(pk__in=members.values("user")).order_by("pk"):
        post("risk/mail/told", person.email, person.language, facts)
