"""Requests that a test signs in by force, in the eyes of the wall."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from egov_outsource.wall import eyes


class ForcedMiddleware:
    """`APIClient().force_authenticate` passes by the authentication that recognises tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        forced = getattr(request, "_force_auth_user", None)
        if forced is not None:
            eyes.recognise(forced)
        return self.get_response(request)
