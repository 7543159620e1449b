"""Drafting, judging, approving and withdrawing a version of the risk model."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from egov_outsource.pages import ActionView
from risk.actions.change_model import change_model
from risk.actions.draft_model import draft_model
from risk.actions.drop_judgement import drop_judgement
from risk.actions.judge_dimensions import judge_dimensions
from risk.actions.publish_model import publish_model
from risk.actions.replay_model import replay_model
from risk.actions.withdraw_model import withdraw_model
from risk.modelling.comparing import latest_published, verdict_of
from risk.modelling.forms import (
    ChangeModelForm,
    DraftModelForm,
    JudgementForm,
    PublishModelForm,
    VersionForm,
)
from risk.modelling.semver import Level, next_after
from risk.modelling.stewards import (
    Role,
    authorities_of,
    authority_of_steward,
    require_leader,
    require_steward,
    require_steward_or_leader,
)
from risk.models import DimensionJudgement, ModelVersion
from risk.views.models.tables import consistency


class VersionActionView(ActionView):
    """A deed on a version; the way back is its page."""

    model = ModelVersion
    form_class: type[BaseForm] | None = VersionForm

    def check(self, subject: ModelVersion) -> None:
        """Only for stewards of its authority."""
        require_steward(subject, self.user)

    def get_initial(self) -> dict[str, Any]:
        """The state that was read."""
        return {"expected_version": self.subject.version}

    def get_outcome_url(self, outcome: Any) -> str:
        """To the version."""
        return reverse("risk:model", args=[self.subject.pk])

    def get_cancel_url(self) -> str:
        """To the version."""
        return reverse("risk:model", args=[self.subject.pk])

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """The list, the version, this page."""
        return [
            (_("Risk models"), reverse("risk:models")),
            (self.subject.semver, self.get_cancel_url()),
            (self.title, ""),
        ]


class DraftModelView(ActionView):
    """Begin a draft from what is in force."""

    model = Organisation
    form_class = DraftModelForm
    action = staticmethod(draft_model)
    title = _("Draft a risk model")
    lead = _("Parameters and judgements of the version in force are copied; you change them then.")
    submit_label = _("Begin the draft")

    def get_subject(self) -> Any:
        """The authority for which the reader drafts; nobody else meets one."""
        mine = authorities_of(self.user, Role.MODEL_STEWARD).order_by("pk").first()
        return mine or Organisation.objects.served_by(self.user).order_by("pk").first()

    def check(self, subject: Organisation | None) -> None:
        """Only for stewards."""
        authority_of_steward(self.user)

    def get_initial(self) -> dict[str, Any]:
        """The next number."""
        latest = latest_published()
        return {"semver": next_after(latest.semver, Level.MINOR)} if latest else {}

    def get_cancel_url(self) -> str:
        """To the list."""
        return reverse("risk:models")

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """The list and this page."""
        return [(_("Risk models"), reverse("risk:models")), (self.title, "")]


class ChangeModelView(VersionActionView):
    """Change the parameters of a draft."""

    form_class = ChangeModelForm
    action = staticmethod(change_model)
    title = _("Change the draft")

    def get_initial(self) -> dict[str, Any]:
        """The draft as it stands."""
        return ChangeModelForm.initial_of(self.subject)

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The parameters put together."""
        return dict(form.arguments())


class JudgeDimensionsView(VersionActionView):
    """Enter an expert's judgements."""

    form_class = JudgementForm
    action = staticmethod(judge_dimensions)
    title = _("Enter judgements of an expert")
    lead = _("The same name again corrects what was entered before.")
    success_message = _("Entered. Weights and consistency are computed anew.")

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The ten judgements in order."""
        return dict(form.arguments())


class DropJudgementView(VersionActionView):
    """Take an expert out of a draft."""

    action = staticmethod(drop_judgement)
    title = _("Remove the judgements of this expert")
    submit_label = _("Remove")

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The expert of the address."""
        return {**form.cleaned_data, "judge": self.kwargs["judge"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose judgements they are."""
        row = DimensionJudgement.objects.filter(model=self.subject, pk=self.kwargs["judge"]).first()
        if row is None:
            raise Http404
        return super().get_context_data(facts=[(_("Name of the expert"), row.label)], **kwargs)


class WithdrawModelView(VersionActionView):
    """Give a draft up."""

    action = staticmethod(withdraw_model)
    title = _("Withdraw the draft")
    submit_label = _("Withdraw")
    warning = _("A withdrawn draft stays readable for the authority, and never changes again.")


class PublishModelView(VersionActionView):
    """Approve a draft, as somebody who wrote nothing in it."""

    form_class = PublishModelForm
    action = staticmethod(publish_model)
    title = _("Approve and publish")
    submit_label = _("Publish")
    warning = _("From the chosen day on all projects are scored under it; it never changes.")

    def check(self, subject: ModelVersion) -> None:
        """Only for leaders of its authority."""
        require_leader(subject, self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How consistent the judgements are."""
        verdict = verdict_of(self.subject)
        facts = consistency(verdict) if verdict else []
        return super().get_context_data(
            facts=[(_("Version"), self.subject.semver), *facts], **kwargs
        )


class TryModelView(VersionActionView):
    """Try a version on all projects."""

    action = staticmethod(replay_model)
    title = _("Try on all projects")
    lead = _("Each project's newest result is computed again under this version; nothing changes.")
    submit_label = _("Try")

    def check(self, subject: ModelVersion) -> None:
        """For stewards and leaders of its authority."""
        require_steward_or_leader(subject, self.user)

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """A try follows the state of the draft that is there."""
        return {}

    def get_outcome_url(self, outcome: Any) -> str:
        """To what it changes."""
        return reverse("risk:trial", args=[self.subject.pk])
