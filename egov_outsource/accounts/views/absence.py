"""One's own absences: who stands in, and for whom one stands in."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from egov_outsource.accounts.absence_form import AbsenceForm
from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.accounts.actions.revoke_delegation import revoke_delegation
from egov_outsource.accounts.forms import RevokeForm
from egov_outsource.accounts.models import Delegation, User
from egov_outsource.accounts.views.profile import OwnAccountView
from egov_outsource.pages import ActionView, SignedInMixin

MOST_SHOWN = 100


class AbsenceView(SignedInMixin, TemplateView):
    """Delegations that concern the person, and those of the organisations that they lead."""

    template_name = "accounts/absence.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Open ones first, past ones below."""
        rows = Delegation.objects.visible_to(self.user).select_related(
            "organisation", "delegator", "delegate"
        )[:MOST_SHOWN]
        open_ones = [row for row in rows if row.state in {"in_force", "coming"}]
        return super().get_context_data(
            title=_("My absence"),
            open_ones=open_ones,
            past=[row for row in rows if row not in open_ones],
            breadcrumbs=[(_("Profile and security"), reverse("profile")), (_("My absence"), "")],
            **kwargs,
        )


class DelegateView(OwnAccountView):
    """Letting a colleague stand in."""

    form_class = AbsenceForm
    title = _("Let somebody stand in for me")
    lead = _(
        "Your colleague holds your rights in this organisation between the dates. What is decided"
        " is recorded with both names."
    )
    warning = _("Neither of you can then approve what the other has written.")
    warning_heading = _("Please note")
    submit_label = _("Delegate")
    success_message = _("Your colleague stands in. Both of you and the leaders see it here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers one's own organisations and colleagues."""
        return {**super().get_form_kwargs(), "delegator": self.user}

    def perform(self, form: Any) -> Delegation:
        """Days become times."""
        return create_delegation(self.user, actor=self.user, **form.facts())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How long it may last."""
        facts = [
            (_("Longest time"), _("%(days)d days") % {"days": settings.DELEGATION_LONGEST_DAYS})
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """Below the absences."""
        return _below_absence(self.title)

    def get_cancel_url(self) -> str:
        """The list of absences."""
        return reverse("absence")

    def get_outcome_url(self, outcome: Any) -> str:
        """The list of absences."""
        return reverse("absence")


class RevokeDelegationView(ActionView):
    """Ending a delegation early."""

    model = Delegation
    action = revoke_delegation
    form_class = RevokeForm
    title = _("End the delegation")
    warning = _("The rights that follow from it end at once.")
    submit_label = _("End the delegation")
    success_message = _("The delegation has ended.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who stands in for whom."""
        names: tuple[User, User] = (self.subject.delegator, self.subject.delegate)
        facts = [
            (_("Absent"), names[0].name),
            (_("Stands in"), names[1].name),
            (_("Organisation"), self.subject.organisation.label),
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """Below the absences."""
        return _below_absence(self.title)


def _below_absence(title: str | Promise) -> list[tuple[str | Promise, str]]:
    profile = (_("Profile and security"), reverse("profile"))
    return [profile, (_("My absence"), reverse("absence")), (title, "")]
