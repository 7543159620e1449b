"""What an invited person meets behind the link."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from egov_outsource.accounts.actions.accept_invitation import (
    Newcomer,
    accept_invitation,
    require_addressee,
    require_open,
)
from egov_outsource.accounts.forms import NewcomerForm
from egov_outsource.accounts.links import invitation_of
from egov_outsource.accounts.models import Invitation, User
from egov_outsource.errors import Refusal


@method_decorator(never_cache, name="dispatch")
class AcceptInvitationView(FormView):
    """Accept: newcomers give name and password, others sign in first."""

    template_name = "accounts/invitation_accept.html"
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the invitation; a link that was made up leads nowhere."""
        found = invitation_of(kwargs["token"])
        if found is None:
            raise Http404
        self.invitation = found
        require_open(found)
        if isinstance(request.user, User):
            require_addressee(found, request.user)
        elif User.objects.filter(email=found.email.lower()).exists():
            messages.info(request, _("Sign in to accept the invitation."))
            query = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{resolve_url('account_login')}?{query}")
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[forms.Form]:
        """A confirmation for people who are known, an account form for others."""
        return forms.Form if self.request.user.is_authenticated else NewcomerForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Take the role, then go where one can work or sign in."""
        try:
            if isinstance(self.request.user, User):
                accept_invitation(self.invitation, actor=self.request.user)
                target = reverse("organisation_detail", args=[self.invitation.organisation_id])
            else:
                self._accept_as_newcomer(form)
                target = reverse("account_login")
        except Refusal as refusal:
            for name, message in refusal.fields.items():
                form.add_error(name if name in form.fields else None, str(message))
            context = self.get_context_data(form=form, refusal=refusal)
            return self.render_to_response(context, status=refusal.status)
        messages.success(self.request, _("Welcome. You now act for the organisation."))
        return redirect(target)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The same page with the errors; passwords are typed again."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who invites to what."""
        invitation = self.invitation
        facts = [
            (_("Organisation"), invitation.organisation.label),
            (_("Role"), invitation.get_role_display()),
            (_("Invited by"), invitation.invited_by.name),
            (_("E-mail address"), invitation.email),
        ]
        return super().get_context_data(
            **{"title": _("Accept the invitation"), "facts": facts, **kwargs}
        )

    def _accept_as_newcomer(self, form: forms.Form) -> None:
        newcomer = Newcomer(
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            language=get_language() or self.invitation.language,
        )
        accept_invitation(self.invitation, actor=User.objects.system(), newcomer=newcomer)
