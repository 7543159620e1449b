"""The only door to guardian: who holds which right where, from when and until when.

A grant says that a person, acting for an organisation, holds a right on a container: an agency
(all of its projects) or one project. Everything inside a project inherits from it. A viewer's
scope is read once and every list, count and check starts from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Delegation, Membership, Organisation, User
from egov_outsource.accounts.models.delegation import GRANT_BASIS
from egov_outsource.errors import Hidden, NotAllowed
from egov_outsource.expressions import Among
from egov_outsource.prepared import planned_once
from egov_outsource.wall.eyes import as_system
from projects.rights import HOLDER_OF_KIND, RESERVED, Holder, Right
from projects.roles import roles_holding

Viewer = User | AnonymousUser
Rows = TypeVar("Rows", bound="QuerySet[Any]")
NOTHING_HERE = _("There is nothing here that you can see.")


def content_type_of(model: Model | type[Model]) -> ContentType:
    """Guardian's content type of `model`; an agency is not just any organisation."""
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


@dataclass(frozen=True)
class Decision:
    """Whether somebody may, and if not by which rule and who can help."""

    allowed: bool
    code: str = ""
    message: str | Promise = ""
    helper: str | Promise = ""
    organisation_id: int = 0
    kind: str = ""
    delegation_id: int = 0

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def holder(self) -> Holder:
        """For which of the three kinds of party the actor decides."""
        return HOLDER_OF_KIND[self.kind]


Held = dict[str, dict[int, tuple[int, str]]]
Place = tuple[bool, str, int]  # on an agency, the right, the container


@dataclass
class Scope:
    """What one viewer holds now: right → id of agency or project → on whose behalf."""

    user_id: int | None = None
    agencies: Held = field(default_factory=lambda: defaultdict(dict))
    projects: Held = field(default_factory=lambda: defaultdict(dict))
    lent: dict[Place, int] = field(default_factory=dict)
    # projects that were looked at by an emergency while this scope was remembered
    opened: set[int] = field(default_factory=set)

    @cached_property
    def emergencies(self) -> frozenset[int]:
        """The projects that the viewer reads by an emergency only.

        Government people hold their rights on agencies; one on a single project is never else.
        """
        return frozenset(
            project
            for project, (_organisation, kind) in self.projects.get(Right.VIEW, {}).items()
            if kind == Organisation.Kind.GOVERNMENT
        )

    @cached_property
    def _memberships(self) -> dict[int, tuple[str, str]]:
        if self.user_id is None:
            return {}
        now = timezone.now()
        with as_system(), planned_once(), connection.cursor() as cursor:
            cursor.execute(_SERVED, [self.user_id, now, now])
            return {key: (kind, name) for key, kind, name in cursor.fetchall()}

    @property
    def organisations(self) -> frozenset[int]:
        """The organisations that the viewer serves."""
        return frozenset(self._memberships)

    def name_of(self, organisation: int) -> str:
        """The name of an organisation that the viewer serves."""
        return self._memberships[organisation][1]

    @property
    def is_government(self) -> bool:
        """Whether the viewer acts for at least one government organisation."""
        return any(
            kind == Organisation.Kind.GOVERNMENT for kind, _name in self._memberships.values()
        )

    def holds(self, right: str, project: Any) -> tuple[int, str] | None:
        """The (organisation id, kind) on whose behalf `right` on `project` is held, if it is."""
        found = self.agencies.get(right, {}).get(project.owner_id)
        if found:
            return found
        found = self.projects.get(right, {}).get(project.pk)
        if found and project.pk in self.emergencies:
            self.opened.add(project.pk)
        return found

    def delegation(self, right: str, project: Any) -> int:
        """The delegation by which `right` on `project` or an agency is held, 0 for one's own."""
        owner = getattr(project, "owner_id", project.pk)
        is_agency = owner in self.agencies.get(right, {})
        return self.lent.get((is_agency, right, owner if is_agency else project.pk), 0)


_own_only: ContextVar[bool] = ContextVar("own_only", default=False)
_exercised: ContextVar[list[tuple[int, Decision]] | None] = ContextVar("exercised", default=None)
_scopes: ContextVar[dict[int, Scope] | None] = ContextVar("scopes", default=None)


@contextmanager
def remembered_scopes() -> Iterator[None]:
    """Within one request a viewer's scope is read once."""
    token = _scopes.set({})
    try:
        yield
    finally:
        _scopes.reset(token)


def opened_in_emergency(user: Viewer, *, streams: bool = False) -> frozenset[int]:
    """The projects that `user` looked at by an emergency within this request.

    What still `streams` has not been looked at yet: then all that could be are meant.
    """
    known = (_scopes.get() or {}).get(user.pk or 0)
    if known is None:
        return scope_of(user).emergencies if streams else frozenset()
    return known.emergencies if streams else frozenset(known.opened)


def forget_scopes() -> None:
    """Grants changed: the next check reads them afresh."""
    known = _scopes.get()
    if known is not None:
        known.clear()


@contextmanager
def own_rights_only() -> Iterator[None]:
    """Within this block what others lent by delegation does not count."""
    token, scopes = _own_only.set(True), _scopes.set({})
    try:
        yield
    finally:
        _scopes.reset(scopes)
        _own_only.reset(token)


@contextmanager
def noting_mandates() -> Iterator[None]:
    """Within one action, what `require` answered is known to the entry that records it."""
    token = _exercised.set([])
    try:
        yield
    finally:
        _exercised.reset(token)


def acted_for(user: User) -> Delegation | None:
    """The delegation by which `user` acts in this action, if it is not by rights of their own."""
    found = (one.delegation_id for pk, one in _exercised.get() or () if pk == user.pk)
    return delegation_of(next(filter(None, found), 0))


def delegation_of(pk: int) -> Delegation | None:
    """The delegation with this id, with both people; none for 0."""
    if not pk:
        return None
    return Delegation.objects.select_related("delegator", "delegate").get(pk=pk)


def scope_of(user: Viewer) -> Scope:
    """What `user` holds at this moment; nothing when anonymous or inactive."""
    if not user.is_authenticated or not user.is_active or user.pk is None:
        return Scope()
    known = _scopes.get()
    if known is not None and user.pk in known:
        return known[user.pk]
    scope = _read_scope(user.pk)
    if known is not None:
        known[user.pk] = scope
    return scope


def _read_scope(user_id: int) -> Scope:
    """Everything in one statement, a row for each party and basis instead of one a grant.

    It is asked as the platform: what somebody else holds is explained, listed and notified too,
    and before the wall the reader would not meet their grants.
    """
    scope, now = Scope(user_id), timezone.now()
    with as_system(), planned_once(), connection.cursor() as cursor:
        cursor.execute(_SCOPE, [user_id, now, now] * 2)
        rows = cursor.fetchall()
    # what is lent adds only what a person does not hold of their own
    rows.sort(key=lambda row: row[2].startswith(GRANT_BASIS))
    for is_agency, organisation, basis, containers, permissions, kind in rows:
        is_lent = basis.startswith(GRANT_BASIS)
        if is_lent and _own_only.get():
            break
        delegation = int(basis.removeprefix(GRANT_BASIS)) if is_lent else 0
        everywhere = scope.agencies if is_agency else scope.projects
        for right in _rights(permissions):
            if right in RESERVED and kind != Organisation.Kind.GOVERNMENT:
                continue
            held = everywhere[right]
            new = [one for one in containers if one not in held] if is_lent else containers
            held.update(dict.fromkeys(new, (organisation, kind)))
            if is_lent:
                scope.lent.update({(is_agency, right, one): delegation for one in new})
    return scope


_rights_known: dict[int, str] = {}


def _rights(permissions: list[int]) -> list[str]:
    """The words of permissions, which migrations make once for all; read when one is new."""
    if not _rights_known.keys() >= set(permissions):
        with as_system():
            _rights_known.update(Permission.objects.values_list("pk", "codename"))
    return [_rights_known[one] for one in permissions]


_HELD = """
    SELECT {} AS is_agency, permission_id, organisation_id, basis,
           array_agg(content_object_id) AS containers
    FROM {}
    WHERE user_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
    GROUP BY permission_id, organisation_id, basis
"""
_SCOPE = f"""
    SELECT is_agency, organisation_id, basis, containers, array_agg(permission_id),
           (SELECT kind FROM accounts_organisation WHERE id = organisation_id)
    FROM ({_HELD.format("true", "projects_agencygrant")} UNION ALL
          {_HELD.format("false", "projects_projectgrant")}) held
    GROUP BY is_agency, organisation_id, basis, containers
"""  # noqa: S608 - constants

# what `Membership.objects.in_force()` says, for every request asks it
_SERVED = """
    SELECT organisation.id, organisation.kind, organisation.name
    FROM accounts_membership served
    JOIN accounts_organisation organisation ON organisation.id = served.organisation_id
    JOIN accounts_user person ON person.id = served.user_id
    WHERE served.user_id = %s AND served.valid_from <= %s
        AND (served.valid_to IS NULL OR served.valid_to > %s)
        AND organisation.is_active AND person.is_active
"""


def may(user: Viewer, right: Right, subject: Any) -> Decision:
    """Whether `user` may exercise `right` on `subject`: an agency, a project or what is in one."""
    scope = scope_of(user)
    project = subject.project if hasattr(subject, "project_id") else subject
    if isinstance(project, Organisation):
        held = scope.agencies.get(right, {}).get(project.pk)
    else:
        held = scope.holds(right, project)
    if held:
        return Decision(
            allowed=True,
            organisation_id=held[0],
            kind=held[1],
            delegation_id=scope.delegation(right, project),
        )
    return refusal_of(user, right, project)


def refusal_of(user: Viewer, right: Right, project: Any) -> Decision:
    """The no to somebody who does not hold `right`: the rule, its sentence and who can help."""
    scope = scope_of(user)
    if right in RESERVED and scope.organisations and not scope.is_government:
        return Decision(
            allowed=False,
            code="INV-5",
            message=_("This decision is reserved to government: %(right)s.")
            % {"right": right.label},
            helper=_helper(right, project),
        )
    return Decision(
        allowed=False,
        code=f"RIGHT-{right.value.upper()}",
        message=_("You do not hold the right to %(right)s here.") % {"right": right.label},
        helper=_helper(right, project),
    )


def _helper(right: Right, project: Any) -> str | Promise:
    owner = project if isinstance(project, Organisation) else project.owner
    roles = [str(Membership.Role(role).label) for role in roles_holding(right)]
    if not roles:
        return _("%(agency)s can say who takes part in this project.") % {"agency": owner.label}
    return _("Held at %(agency)s by: %(roles)s.") % {
        "agency": owner.label,
        "roles": ", ".join(roles),
    }


def require(user: User, right: Right, subject: Any) -> Decision:
    """The decision when `user` may; else a refusal: hidden when even the project is not theirs."""
    decision = may(user, right, subject)
    if decision:
        if (exercised := _exercised.get()) is not None:
            exercised.append((user.pk, decision))
        return decision
    if not any(may(user, seen, subject) for seen in (Right.VIEW, Right.VIEW_OWN)):
        raise Hidden("HIDDEN", NOTHING_HERE)
    raise NotAllowed(decision.code, decision.message, helper=decision.helper)


def visible(
    rows: Rows, user: Viewer, right: Right, *, path: str = "project", own: str = ""
) -> Rows:
    """Those of `rows` that `user` may see.

    `path` leads from a row to its project (empty for projects themselves). A row is visible to
    holders of `right` on the project or its agency and, where `own` leads to an organisation, to
    members of that organisation who hold `view_own` there. The scope is resolved first; branches
    over several tables are united, never OR-ed, because an OR of sub-queries walks the whole
    table. On projects themselves the branches are arrays over one row, which may be OR-ed.
    """
    parts = branches(user, right, path=path, own=own)
    if not path and parts:
        return rows.filter(reduce(or_, parts))
    return united(rows, parts)


def branches(user: Viewer, right: Right, *, path: str = "project", own: str = "") -> list[Q]:
    """What is visible to `user` by an agency, by a project, and as their own: each by an index."""
    scope = scope_of(user)
    prefix = f"{path}__" if path else ""
    found: list[Q] = []
    if scope.agencies.get(right):
        found.append(Q(Among(f"{prefix}owner_id", scope.agencies[right])))
    project_key = f"{path}_id" if path and "__" not in path else f"{prefix}pk"
    if scope.projects.get(right):
        found.append(Q(Among(project_key, scope.projects[right])))
        scope.opened |= scope.emergencies
    mine = scope.projects.get(Right.VIEW_OWN)
    if own and mine:
        theirs = Q(**{f"{own}__in": list(scope.organisations)})
        found.append(Q(Among(project_key, mine)) & theirs)
    return found


def held(user: Viewer, *rights: Right, path: str = "project") -> Q:
    """In projects, at `path`, on which `user` holds one of `rights`: two arrays, no sub-query.

    Who holds none of them nowhere costs no statement.
    """
    scope = scope_of(user)
    agencies = {key for right in rights for key in scope.agencies.get(right, {})}
    projects = {key for right in rights for key in scope.projects.get(right, {})}
    branches = {f"{path}__owner_id": agencies, f"{path}_id": projects}
    found = [Q(Among(column, keys)) for column, keys in branches.items() if keys]
    return reduce(or_, found, Q(pk__in=()))


def united(rows: Rows, branches: Iterable[Q]) -> Rows:
    """`rows` that satisfy at least one of `branches`, as a union of index scans."""
    parts = list(branches)
    if not parts:
        return rows.none()
    if len(parts) == 1:
        return rows.filter(parts[0])
    keys = [rows.model._default_manager.filter(part).order_by().values("pk") for part in parts]
    return rows.filter(pk__in=keys[0].union(*keys[1:]))
