"""Whose eyes a request has: nobody's until somebody is recognised, and to its last byte."""

from collections.abc import Callable, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from egov_outsource.wall import eyes

Next = Callable[[HttpRequest], HttpResponseBase]


class OpenEyesMiddleware:
    """The outermost: sessions are stored after the page is made."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """An answer that is streamed keeps the eyes of its request."""
        with eyes.opening():
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse) and not response.is_async:
                parts = cast("Iterator[bytes]", response.streaming_content)
                response.streaming_content = eyes.kept(parts)
        return response


class RecogniseMiddleware:
    """Follows authentication; tokens are recognised by the API's own authentication."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Whoever is signed in looks from here on."""
        eyes.recognise(cast("eyes.Person", request.user))
        return self.get_response(request)
