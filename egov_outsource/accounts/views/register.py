"""Entering organisations and correcting their entries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.actions.change_organisation import change_organisation
from egov_outsource.accounts.actions.register_organisation import register_organisation
from egov_outsource.accounts.administration import (
    keeps_entry,
    oversees,
    require_administrator,
    require_authority,
)
from egov_outsource.accounts.forms import ChangeForm, RegisterForm
from egov_outsource.accounts.identifiers import Pair
from egov_outsource.accounts.models import Organisation
from egov_outsource.pages import ActionView


class RegisterOrganisationView(ActionView):
    """A new agency, contractor or third party, registered by a government organisation."""

    model = Organisation
    action = register_organisation
    form_class = RegisterForm
    title = _("Register an organisation")
    lead = _("A number that is registered already is refused, so that nobody is entered twice.")
    submit_label = _("Register")
    success_message = _("The organisation is registered.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to those who may register."""
        require_authority(self.user, self.subject)
        return super().get(request, *args, **kwargs)

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The two fields of the number as one pair."""
        return with_identifiers(dict(form.cleaned_data))


class ChangeOrganisationView(ActionView):
    """Correcting an entry."""

    model = Organisation
    action = change_organisation
    form_class = ChangeForm
    title = _("Change the organisation")
    success_message = _("The entry is changed.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to those who may change the entry."""
        if not oversees(self.user, self.subject):
            require_administrator(self.user, self.subject)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The present entry."""
        entry = self.subject
        return {
            **super().get_form_kwargs(),
            "is_overseer": keeps_entry(self.user, entry),
            "initial": {
                "name": entry.name,
                "name_zh": entry.name_zh,
                "is_active": entry.is_active,
                "version": entry.version,
            },
        }

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The two fields of the number as one pair."""
        return with_identifiers(dict(form.cleaned_data))


def with_identifiers(facts: dict[str, Any]) -> dict[str, Any]:
    """`facts` with the register and number as pairs; a number that is not given is no pair."""
    scheme = facts.pop("identifier_scheme", "")
    value = facts.pop("identifier_value", "")
    pairs: list[Pair] = [(scheme, value)] if value else []
    return {**facts, "identifiers": pairs}
