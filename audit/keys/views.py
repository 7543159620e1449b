"""Pages on which operators change the key of the log; to everybody else there is nothing."""

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.keys.actions.approve_key import ANOTHER, approve_key
from audit.keys.actions.drop_key import drop_key
from audit.keys.actions.propose_key import propose_key, require_changeable
from audit.keys.forms import ProposeKeyForm
from audit.log.models import KeyChange, LogKey
from egov_outsource.accounts.separation import require_another
from egov_outsource.jobs.reach import is_operator
from egov_outsource.pages import ActionView
from egov_outsource.templatetags.display import iso


class KeyView(ActionView):
    """One step of a change of the log's key."""

    def get_subject(self) -> Any:
        """The key or the change, for operators."""
        found = self.model._default_manager.filter(pk=self.kwargs["pk"]).first()
        if found is None or not is_operator(self.user):
            raise Http404
        return found

    def get_cancel_url(self) -> str:
        """Back to the log."""
        return reverse("audit:log")

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the log."""
        return reverse("audit:log")

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """The log, this page."""
        return [(_("Audit log"), reverse("audit:log")), (self.title, "")]


class ProposeKeyView(KeyView):
    """A new key after this one."""

    model = LogKey
    form_class = ProposeKeyForm
    action = staticmethod(propose_key)
    title = _("Change the key of the log")
    lead = _(
        "Another operator approves it. Then the sequencer makes the new key and announces it in the"
        " log; both keys sign for the days that you say, and the old one signs nothing more."
    )
    submit_label = _("Propose")
    success_message = _("Proposed. Another operator approves it.")

    def check(self, subject: LogKey) -> None:
        """Not while a change is under way."""
        require_changeable(subject)


class ChangeView(KeyView):
    """A decision about a change that was proposed."""

    model = KeyChange

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was proposed, beside the button."""
        change: KeyChange = self.subject
        facts = [
            (_("Tree"), change.get_tree_display()),
            (_("Reason"), change.reason),
            (_("Days in which both keys sign"), change.hand_over_days),
            (_("Proposed by"), change.proposed_by),
            (_("Proposed"), iso(change.proposed_at)),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class ApproveKeyView(ChangeView):
    """The second operator."""

    form_class = forms.Form
    action = staticmethod(approve_key)
    title = _("Approve a new key of the log")
    lead = _("The sequencer makes the key and announces it with its next round.")
    submit_label = _("Approve")
    success_message = _("Approved. The new key signs with the next head.")

    def check(self, subject: KeyChange) -> None:
        """Not who proposed it."""
        require_another(self.user, [subject.proposed_by], message=ANOTHER)


class DropKeyView(ChangeView):
    """No new key after all."""

    form_class = forms.Form
    action = staticmethod(drop_key)
    title = _("Drop the change of the log's key")
    submit_label = _("Drop")
    success_message = _("Dropped. The key stays as it is.")
