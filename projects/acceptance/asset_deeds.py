"""Pages of the asset register on which somebody does something."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.pages import ActionView
from projects.acceptance.actions.change_asset import change_asset
from projects.acceptance.actions.offer_asset import offer_asset, require_holder
from projects.acceptance.actions.register_asset import register_asset
from projects.acceptance.actions.retire_asset import retire_asset
from projects.acceptance.actions.take_custody import take_custody
from projects.acceptance.actions.verify_custody import require_verifier, verify_custody
from projects.acceptance.asset_forms import (
    AssetForm,
    ChangeAssetForm,
    EvidenceForm,
    RetireForm,
    TakeForm,
    VerifyForm,
)
from projects.acceptance.models import Asset
from projects.models import Project
from projects.rights import Right


class RegisterAssetView(ActionView):
    """Officers enter an asset."""

    model = Project
    form_class = AssetForm
    right = Right.EDIT_ACCEPTANCE
    title = _("Register an asset")
    submit_label = _("Register")
    success_message = _("The asset is registered.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the parties and contracts of the project."""
        return {**super().get_form_kwargs(), "project": self.subject, "user": self.user}

    def perform(self, form: Any) -> Asset:
        """Everything is a fact."""
        return register_asset(self.subject, actor=self.user, facts=form.cleaned_data)

    def get_cancel_url(self) -> str:
        """Back to the register."""
        return reverse("acceptance:assets", args=[self.subject.pk])


class AssetDeed(ActionView):
    """An action on an asset."""

    model = Asset

    def get_initial(self) -> dict[str, Any]:
        """The version that was read."""
        return {**super().get_initial(), "expected_version": self.subject.version}

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the asset, or to the register where it cannot be seen any more."""
        return self.get_cancel_url()


class ChangeAssetView(AssetDeed):
    """Officers correct the register."""

    form_class = ChangeAssetForm
    right = Right.EDIT_ACCEPTANCE
    title = _("Change the asset")
    success_message = _("The asset is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the parties and contracts of the project."""
        return {**super().get_form_kwargs(), "project": self.subject.project, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """The present values."""
        plain = ("kind", "name", "name_zh", "holder", "contract", "location", "is_required")
        levels = ("title", "custody", "control")
        return {
            **super().get_initial(),
            **{name: getattr(self.subject, name) for name in plain},
            **{name: f"{getattr(self.subject, name).normalize():f}" for name in levels},
        }

    def perform(self, form: Any) -> Asset:
        """Everything but reasons and version is a fact."""
        facts = dict(form.cleaned_data)
        return change_asset(
            self.subject,
            actor=self.user,
            reasons=facts.pop("reasons"),
            expected_version=facts.pop("expected_version"),
            facts=facts,
        )


class EvidenceDeed(AssetDeed):
    """An action that can name a document."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers evidence of the project."""
        return {**super().get_form_kwargs(), "asset": self.subject, "user": self.user}


class OfferAssetView(EvidenceDeed):
    """The contractor offers an asset."""

    form_class = EvidenceForm
    action = staticmethod(offer_asset)
    right = Right.SUBMIT
    title = _("Offer for hand-over")
    lead = _("Somebody independent then verifies it, and government takes custody.")
    submit_label = _("Offer")
    success_message = _("The asset is offered.")

    def check(self, subject: Asset) -> None:
        """Only who holds it."""
        require_holder(subject, self.user)


class VerifyCustodyView(EvidenceDeed):
    """Somebody makes sure."""

    form_class = VerifyForm
    action = staticmethod(verify_custody)
    title = _("Verify custody")
    lead = _("A verification counts for twelve months; it stays as it is, the next one follows it.")
    submit_label = _("Record")
    success_message = _("The verification is recorded.")

    def check(self, subject: Asset) -> None:
        """Testers and officers, but not who holds it outside government."""
        require_verifier(subject, self.user)


class TakeCustodyView(AssetDeed):
    """Leaders take custody."""

    form_class = TakeForm
    action = staticmethod(take_custody)
    right = Right.A5
    title = _("Take custody")
    lead = _("The owner then holds the asset and answers for it.")
    submit_label = _("Take custody")
    success_message = _("The asset is in the custody of government.")


class RetireAssetView(AssetDeed):
    """Leaders retire an asset."""

    form_class = RetireForm
    action = staticmethod(retire_asset)
    right = Right.A5
    title = _("Retire the asset")
    warning = _("The line stays in the record, but counts no more.")
    submit_label = _("Retire")
    success_message = _("The asset is retired.")
