"""Clearing a veto by determination."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from egov_outsource.forms import offer
from egov_outsource.pages import ActionView
from projects.models import Project
from risk.actions.clear_veto import clear_veto, require_uninvolved, right_for
from risk.models import RiskResult
from risk.vetoes.clearing import DETERMINED

LONGEST = 20_000


def clearable(project: Project, user: User) -> list[str]:
    """The open vetoes that `user` may clear by determination."""
    result = RiskResult.objects.visible_to(user).in_project(project).first()
    return [
        veto.code
        for veto in (result.open_vetoes if result else [])
        if veto.code in DETERMINED and access.may(user, right_for(veto.code), project)
    ]


class ClearVetoForm(forms.Form):
    """Which veto, why, and on what evidence."""

    veto = forms.ChoiceField(label=_("Veto"), choices=[(code, code) for code in DETERMINED])
    reasons = forms.CharField(
        label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST
    )
    document = forms.ModelChoiceField(
        label=_("Evidence"),
        queryset=Document.objects.none(),
        help_text=_("The determination or the report of the verification, under Documents."),
    )

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, document=Document.objects.visible_to(user).filter(project=project))


class ClearVetoView(ActionView):
    """Clear a veto by determination."""

    model = Project
    form_class = ClearVetoForm
    action = staticmethod(clear_veto)
    title = _("Clear a veto by determination")
    lead = _("It holds while the facts stay what they are; when they change the veto opens again.")
    submit_label = _("Clear the veto")
    success_message = _("The veto is cleared; the score is being computed again.")

    def check(self, subject: Project) -> None:
        """For the authority or the assessor, who have no other part in the project."""
        rights = dict.fromkeys(right_for(veto) for veto in DETERMINED)
        decisions = [access.may(self.user, right, subject) for right in rights]
        if not any(decisions):
            first = decisions[0]
            raise NotAllowed(first.code, first.message, helper=first.helper)
        require_uninvolved(subject, self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Files of the project that the person may see."""
        return super().get_form_kwargs() | {"project": self.subject, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """The first one that is open."""
        return {"veto": next(iter(clearable(self.subject, self.user)), "")}

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the risk of the project."""
        return reverse("risk:project", args=[outcome.project_id])

    def get_cancel_url(self) -> str:
        """Back to the risk of the project."""
        return reverse("risk:project", args=[self.subject.pk])
