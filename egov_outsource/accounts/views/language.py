"""The language switch."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as remember_in_cookie

from egov_outsource.accounts.actions.change_profile import change_profile
from egov_outsource.accounts.models import User
from egov_outsource.errors import Refusal


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language in a cookie and, for somebody signed in, in the profile."""
    user = request.user
    language = request.POST.get("language", "")
    if isinstance(user, User) and language != user.language:
        # an unknown language changes nothing, and Django's view ignores it too
        with suppress(Refusal):
            change_profile(user, actor=user, language=language)
    return remember_in_cookie(request)
