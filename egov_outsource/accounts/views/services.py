"""Service accounts and their tokens."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from egov_outsource.accounts.actions.close_service_account import close_service_account
from egov_outsource.accounts.actions.create_service_account import create_service_account
from egov_outsource.accounts.actions.issue_token import issue_token
from egov_outsource.accounts.actions.revoke_token import revoke_token
from egov_outsource.accounts.administration import require_administrator
from egov_outsource.accounts.forms import ServiceAccountForm, TokenForm
from egov_outsource.accounts.models import ApiToken, Membership, Organisation, ServiceAccount
from egov_outsource.accounts.scopes import SCOPES
from egov_outsource.errors import Refusal
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404


class CreateServiceAccountView(ActionView):
    """A program that shall act for the organisation."""

    model = Organisation
    action = create_service_account
    form_class = ServiceAccountForm
    title = _("Create a service account")
    lead = _("A program signs in with tokens of its own and never sees more than its role.")
    submit_label = _("Create")
    success_message = _("The service account is created. Now issue a token.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to administrators."""
        require_administrator(self.user, self.subject)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The roles of this kind of organisation."""
        return {**super().get_form_kwargs(), "organisation": self.subject}


class ServiceAccountDetailView(SignedInMixin, DetailView):
    """A service account with its tokens, without their secrets."""

    template_name = "accounts/service_account_detail.html"
    context_object_name = "account"

    def get_queryset(self) -> Any:
        """Only what the reader may see."""
        return ServiceAccount.objects.visible_to(self.user).select_related("organisation", "user")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Role, scopes in words, tokens."""
        account = self.object
        roles = Membership.objects.in_force().filter(user=account.user)
        facts = [
            (_("Organisation"), account.organisation.label),
            (_("Purpose"), account.purpose),
            (_("Role"), ", ".join(role.get_role_display() for role in roles)),
            (_("Scopes"), words_of(account.scopes)),
        ]
        tokens = [
            (token, words_of(token.scopes))
            for token in ApiToken.objects.visible_to(self.user).filter(account=account)
        ]
        organisation = account.organisation
        return super().get_context_data(
            title=account.name,
            breadcrumbs=[
                (organisation.label, organisation.get_absolute_url()),
                (account.name, ""),
            ],
            facts=facts,
            tokens=tokens,
            **kwargs,
        )


class CloseServiceAccountView(ActionView):
    """The end of a program's access."""

    model = ServiceAccount
    action = close_service_account
    title = _("Close the service account")
    warning = _("All its tokens are revoked and its role ends.")
    submit_label = _("Close the account")
    success_message = _("The service account is closed.")

    def get_outcome_url(self, outcome: ServiceAccount) -> str:
        """The organisation, since the account is no longer listed."""
        return outcome.organisation.get_absolute_url()


class IssueTokenView(ActionView):
    """A new token, its secret shown once."""

    model = ServiceAccount
    action = issue_token
    form_class = TokenForm
    title = _("Issue a token")
    lead = _("The secret is shown once, on the next page. Keep it where the program reads it.")
    submit_label = _("Issue the token")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scopes of the account."""
        return {**super().get_form_kwargs(), "account": self.subject}

    def form_valid(self, form: TokenForm) -> HttpResponse:
        """Show the secret in the answer itself: it is stored nowhere, not even in the session."""
        try:
            token, secret = issue_token(
                self.subject,
                actor=self.user,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(),
            )
        except Refusal as refusal:
            return self.form_refused(form, refusal)
        response = render(
            self.request,
            "accounts/token_issued.html",
            {"token": token, "secret": secret, "title": _("The token is issued")},
        )
        response["Cache-Control"] = "no-store"
        return response


class RevokeTokenView(ActionView):
    """Making a token worthless."""

    model = ApiToken
    action = revoke_token
    title = _("Revoke the token")
    warning = _("Programs that use it are refused at once. A revoked token never works again.")
    submit_label = _("Revoke")
    success_message = _("The token is revoked.")

    def get_subject(self) -> ApiToken:
        """By its public part."""
        token: ApiToken = visible_or_404(ApiToken, self.user, prefix=self.kwargs["prefix"])
        return token


def words_of(scopes: list[str]) -> str:
    """Scopes as people read them."""
    return ", ".join(str(SCOPES.get(scope, scope)) for scope in scopes)
