"""Pages of the asset register."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, View

from egov_outsource import access
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.acceptance.models import Asset
from projects.acceptance.ownership import FULL
from projects.acceptance.register import asset_register, line_of
from projects.models import Project
from projects.rights import Right


class RegisterView(SignedInMixin, DetailView):
    """The asset register with the index of ownership."""

    template_name = "acceptance/assets.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects that the reader may see."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every standing asset, GOI and the gap of the hand-over."""
        project = self.object
        return super().get_context_data(
            active_tab="acceptance",
            title=_("Asset register"),
            register=asset_register(project, self.user),
            sees_all=access.may(self.user, Right.VIEW_ACCEPTANCE, project),
            may_register=access.may(self.user, Right.EDIT_ACCEPTANCE, project),
            **kwargs,
        )


class RegisterExportView(SignedInMixin, View):
    """The register as CSV."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """One line an asset, with what it counts today."""
        project = get_object_or_404(Project.objects.visible_to(self.user), pk=pk)
        register = asset_register(project, self.user)
        header = [_("Asset"), _("Class"), _("Weight"), _("Held by"), _("Where it is")]
        header += [_("Title"), _("Custody"), _("Operational control"), _("Owned")]
        header += [_("Must be handed over"), _("Verified on"), _("Verified")]

        def rows() -> Iterator[list[Any]]:
            for line in register.lines:
                asset = line.asset
                cells: list[Any] = [asset.label, asset.get_kind_display()]
                cells += [asset.standing.weight, asset.holder.label, asset.location]
                cells += [asset.title, asset.custody, asset.control, line.owned]
                cells += [_yes(asset.is_required), line.verified_on, _yes(line.is_verified)]
                yield cells

        return csv_response(f"assets-{project.reference}.csv", header, rows())


class AssetView(SignedInMixin, DetailView):
    """One asset: what government has of it, and who made sure."""

    template_name = "acceptance/asset.html"
    context_object_name = "asset"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Asset.objects.visible_to(self.user).with_verification()
        return rows.select_related("project__owner", "holder", "contract")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts, the verifications and what the reader may do."""
        asset, user = self.object, self.user
        stands = asset.retired_on is None
        line = line_of(asset, timezone.localdate())
        tests = access.may(user, Right.TEST, asset) or access.may(
            user, Right.EDIT_ACCEPTANCE, asset
        )
        holds = asset.holder_id in access.scope_of(user).organisations
        return super().get_context_data(
            active_tab="acceptance",
            title=asset.label,
            project=asset.project,
            facts=_facts(asset),
            line=line,
            verifications=asset.verifications.select_related("verified_by", "organisation"),
            may_change=stands and access.may(user, Right.EDIT_ACCEPTANCE, asset),
            may_verify=stands and bool(tests) and (not holds or asset.holder.is_government),
            may_take=stands and asset.custody != FULL and access.may(user, Right.A5, asset),
            may_retire=stands and access.may(user, Right.A5, asset),
            may_offer=stands
            and asset.custody != FULL
            and holds
            and access.may(user, Right.SUBMIT, asset),
            **kwargs,
        )


def _facts(asset: Asset) -> list[tuple[Any, Any]]:
    return [
        (_("Class"), asset.get_kind_display()),
        (_("Held by"), asset.holder.label),
        (_("Where it is"), asset.location),
        (_("Contract"), asset.contract.reference if asset.contract else None),
        (_("Title"), asset.get_title_display()),
        (_("Custody"), asset.get_custody_display()),
        (_("Operational control"), asset.get_control_display()),
        (_("Must be handed over"), _yes(asset.is_required)),
        (_("Retired"), asset.retired_on or "–"),
    ]


def _yes(value: bool) -> Any:  # noqa: FBT001 - a word for a truth
    return _("yes") if value else _("no")
