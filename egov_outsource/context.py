"""What every page knows: where one may go, who one is, and that the demonstration is fictional."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User

GOVERNMENT = Organisation.Kind.GOVERNMENT
CONTRACTOR = Organisation.Kind.CONTRACTOR
THIRD_PARTY = Organisation.Kind.THIRD_PARTY
OPERATORS = "operators"
EVERYBODY = frozenset({GOVERNMENT, CONTRACTOR, THIRD_PARTY, OPERATORS})


@dataclass(frozen=True)
class Place:
    """An entry of the main navigation, for operators or members of kinds of organisation."""

    label: Promise
    url_name: str
    kinds: frozenset[str] = EVERYBODY


PLACES = (
    Place(_("My work"), "projects:my_work"),
    Place(_("Projects"), "projects:list"),
    Place(_("Contractors"), "contractors:list", frozenset({GOVERNMENT, THIRD_PARTY})),
    Place(_("Workspace"), "contractors:workspace", frozenset({CONTRACTOR})),
    Place(_("Tenders"), "selection:tenders", frozenset({GOVERNMENT, CONTRACTOR})),
    Place(_("Audit"), "reviews:workspace", frozenset({GOVERNMENT, THIRD_PARTY})),
    Place(_("Risk"), "risk:portfolio", frozenset({GOVERNMENT, THIRD_PARTY})),
    Place(_("Imports"), "publication:imports", frozenset({GOVERNMENT})),
    Place(_("Organisation"), "organisation"),
)
ACCOUNT_PLACES = (
    Place(_("Profile"), "profile"),
    Place(_("My absence"), "absence"),
    Place(_("E-mail address"), "account_email"),
    Place(_("Password"), "account_change_password"),
    Place(_("Second factor"), "mfa_index"),
    Place(_("Sessions"), "usersessions_list"),
)
OPERATOR_PLACES = (
    Place(_("Background work"), "operations:jobs"),
    Place(_("Audit log"), "audit:log"),
)


def _link(place: Place, path: str) -> dict[str, Any] | None:
    try:
        url = reverse(place.url_name)
    except NoReverseMatch:
        return None
    is_here = path == url or (url != "/" and path.startswith(url))
    return {"label": place.label, "url": url, "current": is_here}


def links(places: Iterable[Place], path: str) -> list[dict[str, Any]]:
    """The places that exist, the one at `path` marked."""
    found = [link for place in places if (link := _link(place, path))]
    # the longest address that fits is the place one is at
    here = max((link["url"] for link in found if link["current"]), key=len, default=None)
    for link in found:
        link["current"] = link["url"] == here
    return found


def _kinds_of(user: User) -> set[str]:
    memberships = Membership.objects.filter(user=user).in_force()
    kinds = set(memberships.values_list("organisation__kind", flat=True).distinct())
    return kinds | {OPERATORS} if user.is_staff else kinds


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The main navigation for the reader of this page; empty for nobody in particular."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_authenticated:
        return []
    kinds = _kinds_of(user)
    return links((place for place in PLACES if place.kinds & kinds), request.path)


def own_places(request: HttpRequest) -> tuple[Place, ...]:
    """The menu of one's account; for operators of the platform its background work too."""
    user = getattr(request, "user", None)
    return (*ACCOUNT_PLACES, *(OPERATOR_PLACES if getattr(user, "is_superuser", False) else ()))


def platform(request: HttpRequest) -> dict[str, Any]:
    """The context of every page, worked out only when a template asks."""
    return {
        "platform": {
            "demo": settings.DEMO,
            "nav": SimpleLazyObject(lambda: navigation(request)),
            "account_nav": SimpleLazyObject(lambda: links(own_places(request), request.path)),
            "languages": settings.LANGUAGES,
        }
    }
