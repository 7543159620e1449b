"""Every reading in an emergency leaves an entry, before the reader gets the answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from egov_outsource.access import opened_in_emergency
from egov_outsource.accounts.models import User
from projects.actions.note_emergency_reading import note_emergency_reading
from projects.models import EmergencyAccess

REFUSED = 400


class EmergencyReadingMiddleware:
    """Notes which addresses showed a project to somebody who was let in for hours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; without the entry there is no answer."""
        response = self.get_response(request)
        user = request.user
        if isinstance(user, User) and response.status_code < REFUSED:
            opened = opened_in_emergency(user, streams=response.streaming)
            if opened:
                rows = EmergencyAccess.objects.in_force().filter(person=user, project__in=opened)
                for emergency in rows.select_related("project", "organisation"):
                    note_emergency_reading(emergency, actor=user, path=request.path)
        return response
