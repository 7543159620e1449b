"""The platform's addresses; what is hidden is answered in a word, because it happens often here."""

from django.http import HttpRequest, HttpResponse

from egov_outsource.urls import urlpatterns

__all__ = ["handler404", "urlpatterns"]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not found, without a page around it."""
    del request, exception
    return HttpResponse("not found", status=404)
