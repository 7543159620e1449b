"""What every request carries through the actions: its id and the viewer's scope."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from audit.log.context import correlated
from egov_outsource.access import remembered_scopes
from egov_outsource.errors import Hidden, Refusal
from egov_outsource.pages import refused

Next = Callable[[HttpRequest], HttpResponse]
LONGEST_ID = 64


class CorrelationMiddleware:
    """Gives the request an id, taken from X-Request-ID when it is a sane one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the id in X-Request-ID."""
        given = request.headers.get("X-Request-ID", "")
        sane = given.isascii() and given.replace("-", "").isalnum() and len(given) <= LONGEST_ID
        identifier = given if sane else str(uuid.uuid4())
        with correlated(identifier), remembered_scopes():
            response = self.get_response(request)
        response["X-Request-ID"] = identifier
        return response


class RequestSizeMiddleware:
    """Refuses a request whose body is larger than any that is taken, before reading it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413 in the form in which the caller reads answers."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) <= settings.EVIDENCE_MAX_REQUEST_BYTES:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            sentence = str(_("The request is larger than the platform takes."))
            body: dict[str, object] = {
                "type": "urn:egov-outsource:problem:TOO-LARGE",
                "title": "TOO-LARGE",
            }
            body |= {"status": 413, "code": "TOO-LARGE", "detail": sentence}
            return JsonResponse(body, status=413, content_type="application/problem+json")
        return render(request, "413.html", status=413)


class RefusalMiddleware:
    """Shows a refusal that a page did not handle, and a database that is away, in words."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; an address that only takes a deed is opened after a sign-in on the way to it."""
        response = self.get_response(request)
        if (
            isinstance(response, HttpResponseNotAllowed)
            and not response.content
            and request.accepts("text/html")
            and not request.path.startswith("/api/")
        ):
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for `error`, where it is one that people can do something about."""
        if isinstance(error, Hidden):
            return render(request, "404.html", status=404)
        if isinstance(error, Refusal):
            return refused(request, error)
        if isinstance(error, OperationalError):
            answer = render(request, "503.html", status=503)
            answer["Retry-After"] = "10"
            return answer
        return None
