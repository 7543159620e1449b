"""One's own profile and security."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.actions.change_profile import change_profile
from egov_outsource.accounts.actions.sign_out_everywhere import sign_out_everywhere
from egov_outsource.accounts.forms import ProfileForm
from egov_outsource.accounts.middleware import lacks_factor
from egov_outsource.accounts.models import Membership, User
from egov_outsource.pages import ActionView


class OwnAccountView(ActionView):
    """Something that one does with one's own account."""

    model = User

    def get_subject(self) -> User:
        """Always oneself."""
        return self.user

    def get_cancel_url(self) -> str:
        """The profile."""
        return reverse("profile")

    def get_outcome_url(self, outcome: Any) -> str:
        """The profile."""
        return reverse("profile")

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """Below the profile."""
        return [(_("Profile and security"), reverse("profile")), (self.title, "")]


class ProfileView(OwnAccountView):
    """Name, language, roles, and the ways to everything about security."""

    action = change_profile
    form_class = ProfileForm
    template_name = "accounts/profile.html"
    title = _("Profile and security")
    success_message = _("Your profile is saved.")

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """Nothing lies above one's profile."""
        return []

    def get_initial(self) -> dict[str, Any]:
        """The present values."""
        return dict(ProfileForm.values_of(self.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Roles in force and the state of the second factor and sessions."""
        roles = Membership.objects.in_force().filter(user=self.user)
        return super().get_context_data(
            memberships=list(roles.select_related("organisation").order_by("pk")),
            has_second_factor=is_mfa_enabled(self.user),
            lacks_factor=lacks_factor(self.user),
            sessions=UserSession.objects.filter(user=self.user).count(),
            **kwargs,
        )


class SignOutEverywhereView(OwnAccountView):
    """Ending all of one's sessions."""

    action = sign_out_everywhere
    title = _("Sign out everywhere")
    warning = _("All your sessions end on every device, this one too.")
    submit_label = _("Sign out everywhere")

    def form_valid(self, form: Any) -> HttpResponse:
        """End the sessions and go to the sign-in page."""
        self.perform(form)
        logout(self.request)
        messages.success(self.request, _("You are signed out everywhere."))
        return redirect("account_login")
