"""The way by which somebody holds a right: grant, membership or engagement, role, allocation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egov_outsource import access
from egov_outsource.accounts.models import Membership, Organisation, User
from projects.models import AgencyGrant, Allocation, Engagement, Project, ProjectGrant
from projects.rights import RESERVED, Right, point_of
from projects.roles import ENGAGEMENT_RIGHTS, capacity_of

# what bidders hold, and could be seen to hold
BIDDING = frozenset({Right.BID.value, Right.VIEW_OWN.value})
WORDS = {
    "grant": gettext_lazy("Grant"),
    "membership": gettext_lazy("Membership"),
    "engagement": gettext_lazy("Engagement"),
    "role": gettext_lazy("Role"),
    "delegation": gettext_lazy("Delegation"),
    "emergency": gettext_lazy("Emergency access"),
    "allocation": gettext_lazy("Allocation"),
}


@dataclass(frozen=True)
class Step:
    """One link of the chain, with the dates between which it holds."""

    kind: str
    text: str
    since: datetime | None = None
    until: datetime | None = None

    @property
    def label(self) -> str | Promise:
        """What kind of link it is, in words."""
        return WORDS[self.kind]


@dataclass(frozen=True)
class Path:
    """One chain that gives the right; somebody may hold it by several."""

    organisation_id: int
    steps: tuple[Step, ...]


def grants_in_force(person: User, right: Right, project: Project) -> Iterator[Any]:
    """The grants by which `person` holds `right` on `project` at this moment."""
    now = timezone.now()
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=now)
    for model, container in ((AgencyGrant, project.owner_id), (ProjectGrant, project.pk)):
        rows: QuerySet[Any] = model._default_manager.filter(
            in_force,
            user=person,
            permission__codename=right.value,
            content_object_id=container,
            valid_from__lte=now,
        )
        yield from rows.select_related("organisation").order_by("pk")


def paths_of(person: User, right: Right, project: Project, *, asker: User) -> list[Path]:
    """The chains by which `person` holds `right`, as far as `asker` may know of them.

    Who bids is told to nobody else: a grant from an engagement that the asker does not see is
    left out.
    """
    found = []
    for grant in grants_in_force(person, right, project):
        if right in RESERVED and not grant.organisation.is_government:
            continue
        chain = _origin(grant, right, project, asker)
        if chain is not None:
            links = [_grant_step(grant, right), *chain, *_allocation(right, project, asker)]
            found.append(Path(grant.organisation_id, tuple(links)))
    return found


def _grant_step(grant: Any, right: Right) -> Step:
    where = _("every project of the agency") if isinstance(grant, AgencyGrant) else _("one project")
    text = _("“%(right)s” on %(where)s, for %(organisation)s") % {
        "right": right.label,
        "where": where,
        "organisation": grant.organisation.label,
    }
    return Step("grant", text, grant.valid_from, grant.valid_to)


def _origin(grant: Any, right: Right, project: Project, asker: User) -> list[Step] | None:
    """Where the grant comes from; None when the asker may not know."""
    kind, _space, key = grant.basis.partition(" ")
    if kind == "membership":
        row = Membership.objects.select_related("organisation").filter(pk=key).first()
        return _by_membership(row, project) if row else []
    if kind == "engagement":
        engagement = (
            Engagement.objects.visible_to(asker)
            .select_related("organisation")
            .filter(pk=key)
            .first()
        )
        return None if engagement is None else _by_engagement(engagement, grant.user_id, right)
    if kind == "delegation":
        return None if lends_in_secret(grant, right.value, asker) else _by_delegation(int(key))
    text = _("confirmed by two people, for hours")
    return [Step("emergency", text, grant.valid_from, grant.valid_to)]


def lends_in_secret(grant: Any, right: str, asker: User) -> bool:
    """Whether a delegated right could tell that the firm bids, which is nobody else's business."""
    is_firm = grant.organisation.kind == Organisation.Kind.CONTRACTOR
    is_own = grant.organisation_id in access.scope_of(asker).organisations
    return is_firm and not is_own and right in BIDDING


def _by_delegation(key: int) -> list[Step]:
    """Whom somebody stands in for; never further, since what is lent cannot be lent again."""
    lent = access.delegation_of(key)
    if lent is None:
        return []
    text = _("%(delegate)s stands in for %(delegator)s") % {
        "delegate": lent.delegate,
        "delegator": lent.delegator,
    }
    return [Step("delegation", text, lent.valid_from, lent.valid_to)]


def _by_membership(membership: Membership, project: Project) -> list[Step]:
    sentence = (
        _("%(role)s: holds this right on every project of the agency")
        if membership.organisation_id == project.owner_id
        else _("%(role)s of a higher authority: holds this right on what lies below")
    )
    role = membership.get_role_display()
    return [
        _membership_step(membership),
        Step("role", sentence % {"role": role}),
    ]


def _by_engagement(engagement: Engagement, user_id: int, right: Right) -> list[Step]:
    capacity = capacity_of(engagement.capacity)
    text = _("%(organisation)s as %(capacity)s: %(purpose)s") % {
        "organisation": engagement.organisation.label,
        "capacity": capacity.label,
        "purpose": engagement.purpose,
    }
    if engagement.basis:
        text = f"{text} ({engagement.basis})"
    until = min(filter(None, [engagement.valid_to, engagement.ended_at]))
    steps = [Step("engagement", text, engagement.valid_from, until)]
    holding = [role for role, held in ENGAGEMENT_RIGHTS[capacity].items() if right in held]
    memberships = Membership.objects.in_force().filter(
        user_id=user_id, organisation=engagement.organisation_id, role__in=holding
    )
    for membership in memberships.select_related("organisation"):
        role = _("%(role)s: holds this right where the organisation is %(capacity)s") % {
            "role": membership.get_role_display(),
            "capacity": capacity.label,
        }
        steps += [_membership_step(membership), Step("role", role)]
    return steps


def _membership_step(membership: Membership) -> Step:
    text = f"{membership.get_role_display()}, {membership.organisation.label}"
    return Step("membership", text, membership.valid_from, membership.valid_to)


def _allocation(right: Right, project: Project, asker: User) -> Iterable[Step]:
    """The declared allocation of the decision point that the right is."""
    point = point_of(right)
    if point is None:
        return
    now = timezone.now()
    rows = (
        Allocation.objects.visible_to(asker)
        .in_project(project)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now), valid_from__lte=now)
        .filter(point=point.code)
    )
    for row in rows:
        text = _("%(point)s: %(holder)s holds %(share)s, %(mode)s") % {
            "point": point.code,
            "holder": row.get_holder_display(),
            "share": f"{row.share:.0%}",
            "mode": row.get_mode_display(),
        }
        yield Step("allocation", text, row.valid_from, row.valid_to)
