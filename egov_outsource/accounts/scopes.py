"""What an API token may be used for: reading or writing, everywhere or in named areas."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ, WRITE = "read", "write"

VERBS: dict[str, Promise] = {
    READ: _("Reading"),
    WRITE: _("Changing and submitting"),
}
# a token that names no area may be used in all of them
AREAS: dict[str, Promise] = {
    "organisations": _("Organisations and people"),
    "contractors": _("Register of contractors"),
    "projects": _("Projects and their five stages"),
    "evidence": _("Evidence and audit"),
    "risk": _("Risk"),
    "publication": _("Publication and import"),
}
SCOPES: dict[str, Promise] = {**VERBS, **AREAS}

_AREA_OF_RESOURCE = {
    "organisations": "organisations",
    "memberships": "organisations",
    "delegations": "organisations",
    "invitations": "organisations",
    "service-accounts": "organisations",
    "tokens": "organisations",
    "contractors": "contractors",
    "evidence": "evidence",
    "reviews": "evidence",
    "audit": "evidence",
    "findings": "evidence",
    "risk": "risk",
    "imports": "publication",
    "releases": "publication",
    "publication": "publication",
}
_OPEN_TO_EVERY_TOKEN = frozenset({"", "me", "schema", "docs"})


def unknown(scopes: Iterable[str]) -> list[str]:
    """Those that are no scope at all."""
    return sorted(set(scopes) - SCOPES.keys())


def area_of(resource: str) -> str:
    """The area of the first path segment after `/api/v1/`; what is not listed is project work."""
    return _AREA_OF_RESOURCE.get(resource, "projects")


def allows(scopes: Iterable[str], *, resource: str, reads: bool) -> bool:
    """Whether a token with `scopes` may be used for this request."""
    held = set(scopes)
    if (READ if reads else WRITE) not in held:
        return False
    areas = held & AREAS.keys()
    return not areas or resource in _OPEN_TO_EVERY_TOKEN or area_of(resource) in areas
