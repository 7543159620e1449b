"""Overrides: asked for, set beside the computed score, withdrawn; and who sets how many."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from egov_outsource import access
from egov_outsource.pages import ActionView, SignedInMixin
from projects.models import Project
from projects.rights import Right
from risk.actions.ask_override import ask_override
from risk.actions.refuse_override import refuse_override
from risk.actions.set_override import require_uninvolved, set_override
from risk.actions.withdraw_override import require_withdrawer, withdraw_override
from risk.answers.forms import AskOverrideForm, ReasonsForm, SetOverrideForm
from risk.answers.rates import rates
from risk.models import RiskOverride

PAGE = 25


class OverridesView(SignedInMixin, TemplateView):
    """All overrides that the reader may see, and how often each person set one."""

    template_name = "risk/answers/overrides.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of overrides, and the rates."""
        rows = RiskOverride.objects.visible_to(self.user)
        rows = rows.select_related(
            "project__owner", "project__risk_result__model", "asked_by", "decided_by"
        )
        return super().get_context_data(
            title=_("Overrides of risk scores"),
            page_obj=Paginator(rows, PAGE).get_page(self.request.GET.get("page")),
            rates=rates(self.user),
            **kwargs,
        )


class OverrideView(SignedInMixin, DetailView):
    """One override."""

    template_name = "risk/answers/override.html"
    context_object_name = "override"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = RiskOverride.objects.visible_to(self.user)
        return rows.select_related("project__owner", "asked_by", "decided_by", "withdrawn_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What may be done now."""
        override = self.object
        waits = override.status == RiskOverride.Status.ASKED
        decides = bool(access.may(self.user, Right.OVERRIDE_RISK, override))
        own = waits and override.asked_by_id == self.user.pk
        return super().get_context_data(
            active_tab="risk",
            risk_tab="score",
            title=_("Another score beside the computed one"),
            project=override.project,
            may_decide=waits and decides,
            may_withdraw=own or (decides and (waits or override.is_in_force)),
            **kwargs,
        )


class AskOverrideView(ActionView):
    """Ask for another score."""

    model = Project
    form_class = AskOverrideForm
    action = staticmethod(ask_override)
    right = Right.KEEP_RISKS
    title = gettext_lazy("Ask for another score")
    lead = gettext_lazy(
        "Somebody else decides, for at most 30 days. The computed score stays and is always shown."
    )
    submit_label = gettext_lazy("Ask")
    success_message = gettext_lazy("A leader who has no part in it decides now.")

    def get_outcome_url(self, outcome: Any) -> str:
        """To the override."""
        return reverse("risk:override", args=[outcome.pk])

    def get_cancel_url(self) -> str:
        """Back to the risk of the project."""
        return reverse("risk:project", args=[self.subject.pk])


class OverrideDeed(ActionView):
    """Something done about an override, back to its page."""

    model = RiskOverride
    form_class: type[Form] | None = ReasonsForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was asked beside the form."""
        override = self.subject
        facts = [
            (_("Score asked for"), f"{override.score:.1f}"),
            (_("Computed score then"), f"{override.computed:.1f}"),
            (_("Asked by"), override.asked_by),
            (_("Reasons"), override.reasons),
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def get_cancel_url(self) -> str:
        """Back to the override."""
        return reverse("risk:override", args=[self.subject.pk])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the override."""
        return self.get_cancel_url()


class DecideOverride(OverrideDeed):
    """For leaders without a part in it."""

    right = Right.OVERRIDE_RISK

    def check(self, subject: RiskOverride) -> None:
        """Neither who asked nor who answers for the project."""
        require_uninvolved(subject, self.user)


class SetOverrideView(DecideOverride):
    """Set it."""

    form_class = SetOverrideForm
    action = staticmethod(set_override)
    title = gettext_lazy("Set another score beside the computed one")
    submit_label = gettext_lazy("Set")
    success_message = gettext_lazy("It is shown beside the computed score until that day.")


class RefuseOverrideView(DecideOverride):
    """Refuse it."""

    action = staticmethod(refuse_override)
    title = gettext_lazy("Refuse another score")
    submit_label = gettext_lazy("Refuse")
    success_message = gettext_lazy("The override is refused.")


class WithdrawOverrideView(OverrideDeed):
    """Withdraw it."""

    action = staticmethod(withdraw_override)
    title = gettext_lazy("Withdraw the override")
    submit_label = gettext_lazy("Withdraw")
    success_message = gettext_lazy("The override is withdrawn; only the computed score is shown.")

    def check(self, subject: RiskOverride) -> None:
        """Who asked, as long as it waits, and leaders."""
        require_withdrawer(subject, self.user)
