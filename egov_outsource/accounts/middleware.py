"""The reader's language, and the second factor that some roles must have."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from egov_outsource.accounts.models import Membership, User

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# what one needs to set up a second factor, or to leave
_ALWAYS_OPEN = ("mfa_", "account_", "usersessions_")
_ALSO_OPEN = frozenset({"set_language", "serve", "javascript-catalog"})


class LanguageMiddleware:
    """Pages in the language that the person chose, whatever the browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and user.kind == User.Kind.PERSON and user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SecondFactorMiddleware:
    """Holders of `SECOND_FACTOR_ROLES` set up a second factor before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send the person to the set-up page; a client gets a refusal."""
        if not settings.SECOND_FACTOR_ROLES or _is_open(request) or not lacks_factor(request.user):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(_problem(), status=403, content_type="application/problem+json")
        messages.warning(
            request, _("Your role needs a second factor. Set one up to go on working.")
        )
        return redirect("mfa_index")


def lacks_factor(user: object) -> bool:
    """Whether a role of the person demands a second factor that is not set up."""
    if not isinstance(user, User) or user.kind != User.Kind.PERSON:
        return False
    roles = settings.SECOND_FACTOR_ROLES
    bound = Membership.objects.in_force().filter(user=user, role__in=roles).exists()
    return bound and not is_mfa_enabled(user)


def _is_open(request: HttpRequest) -> bool:
    name = (request.resolver_match.url_name if request.resolver_match else None) or ""
    return name.startswith(_ALWAYS_OPEN) or name in _ALSO_OPEN


def _problem() -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": _("Second factor required"),
        "status": 403,
        "code": "ACCOUNT-SECOND-FACTOR",
        "detail": _("Your role needs a second factor. Set one up to go on working."),
    }
