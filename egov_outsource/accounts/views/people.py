"""Inviting people, changing their roles and letting them go."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from egov_outsource.accounts.actions.change_membership import change_membership
from egov_outsource.accounts.actions.end_membership import end_membership
from egov_outsource.accounts.actions.export_people import export_people
from egov_outsource.accounts.actions.identify_person import identify_person
from egov_outsource.accounts.actions.invite_person import invite_person
from egov_outsource.accounts.actions.withdraw_invitation import withdraw_invitation
from egov_outsource.accounts.administration import keeps_entry, require_administrator, stands_in
from egov_outsource.accounts.forms import EndForm, IdentityForm, InviteForm, RoleForm
from egov_outsource.accounts.models import Invitation, Membership, Organisation
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404


class InvitePersonView(ActionView):
    """An invitation by e-mail."""

    model = Organisation
    action = invite_person
    form_class = InviteForm
    title = _("Invite a person")
    lead = _("They get a link that works once and set their own name and password.")
    submit_label = _("Send the invitation")
    success_message = _("The invitation is on its way.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to those who may invite."""
        if not stands_in(self.user, self.subject):
            require_administrator(self.user, self.subject)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The roles of this kind of organisation."""
        initial = {"language": get_language(), "role": self.request.GET.get("role", "")}
        return {**super().get_form_kwargs(), "organisation": self.subject, "initial": initial}


class WithdrawInvitationView(ActionView):
    """Making a link worthless."""

    model = Invitation
    action = withdraw_invitation
    title = _("Withdraw the invitation")
    warning = _("The link in the letter stops working. You can invite the person again.")
    submit_label = _("Withdraw")
    success_message = _("The invitation is withdrawn.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who was invited to what."""
        facts = [
            (_("E-mail address"), self.subject.email),
            (_("Role"), self.subject.get_role_display()),
            (_("Organisation"), self.subject.organisation.label),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class MembershipView(ActionView):
    """A change of one person's role, for administrators."""

    model = Membership

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to administrators."""
        require_administrator(self.user, self.subject.organisation)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose role."""
        facts = [
            (_("Person"), self.subject.user.name),
            (_("Role"), self.subject.get_role_display()),
            (_("Organisation"), self.subject.organisation.label),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class ChangeMembershipView(MembershipView):
    """Another role in the same organisation."""

    action = change_membership
    form_class = RoleForm
    title = _("Change the role")
    lead = _("The present role ends now and stays in the history; the new one begins.")
    success_message = _("The role is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The roles of this kind of organisation."""
        initial = {"role": self.subject.role}
        organisation = self.subject.organisation
        return {**super().get_form_kwargs(), "organisation": organisation, "initial": initial}


class EndMembershipView(MembershipView):
    """The end of a role."""

    action = end_membership
    form_class = EndForm
    title = _("End the membership")
    warning = _("The person loses everything that this role lets them see and do.")
    submit_label = _("End the membership")
    success_message = _("The end of the membership is entered.")

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The end of the chosen day, or now."""
        return {"at": form.end()}


class IdentifyPersonView(MembershipView):
    """To which person an account belongs."""

    action = identify_person
    form_class = IdentityForm
    title = _("Identify the person")
    lead = _(
        "Two accounts of one person count as one wherever duties must be separate. Nobody sees"
        " the number again."
    )
    success_message = _("The person is identified.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to the organisation's administrators and to its authority."""
        if keeps_entry(self.user, self.subject.organisation):
            return ActionView.get(self, request, *args, **kwargs)
        return super().get(request, *args, **kwargs)

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the organisation."""
        return str(self.subject.get_absolute_url())


class PeopleExportView(SignedInMixin, View):
    """The people of an organisation as a CSV file."""

    def post(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """A file that spreadsheets open in UTF-8 and cannot mistake for formulas."""
        organisation = visible_or_404(Organisation, self.user, pk=pk)
        memberships = export_people(organisation, actor=self.user)
        day = timezone.localdate().isoformat()
        heads = [
            gettext("Name"),
            gettext("E-mail address"),
            gettext("Role"),
            gettext("From"),
            gettext("Until"),
        ]
        cells = (
            (row.user.name, row.user.email, row.get_role_display(), row.valid_from, row.valid_to)
            for row in memberships
        )
        return csv_response(f"people-{pk}-{day}.csv", heads, cells)
