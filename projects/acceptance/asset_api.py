"""The asset register by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, expected_version
from projects.acceptance.actions.change_asset import change_asset
from projects.acceptance.actions.offer_asset import offer_asset
from projects.acceptance.actions.register_asset import register_asset
from projects.acceptance.actions.retire_asset import retire_asset
from projects.acceptance.actions.take_custody import take_custody
from projects.acceptance.actions.verify_custody import verify_custody
from projects.acceptance.assets import holders_of
from projects.acceptance.models import Asset, CustodyVerification
from projects.acceptance.register import asset_register
from projects.models import Project
from projects.selection.models import Contract


class CustodyVerificationSerializer(serializers.ModelSerializer):
    """What one verification found."""

    class Meta:
        model = CustodyVerification
        fields = (
            "id",
            "asset",
            "method",
            "result",
            "note",
            "evidence",
            "verified_on",
            "organisation",
            "recorded_at",
        )


class AssetSerializer(serializers.ModelSerializer):
    """One line of the register."""

    verifications = CustodyVerificationSerializer(many=True, read_only=True)

    class Meta:
        model = Asset
        fields = (
            "id",
            "project",
            "kind",
            "name",
            "name_zh",
            "title",
            "custody",
            "control",
            "holder",
            "contract",
            "location",
            "is_required",
            "offered_at",
            "taken_at",
            "retired_on",
            "version",
            "verifications",
        )


class AssetInput(serializers.Serializer):
    """An asset to register."""

    kind = serializers.ChoiceField(Asset.Kind.choices)
    name = serializers.CharField(max_length=300)
    name_zh = serializers.CharField(max_length=300, required=False, allow_blank=True)
    title = serializers.DecimalField(2, 1, min_value=0, max_value=1)
    custody = serializers.DecimalField(2, 1, min_value=0, max_value=1)
    control = serializers.DecimalField(2, 1, min_value=0, max_value=1)
    holder = serializers.IntegerField()
    contract = serializers.IntegerField(required=False, allow_null=True)
    location = serializers.CharField(max_length=300, required=False, allow_blank=True)
    is_required = serializers.BooleanField(required=False)


class AssetChangeInput(AssetInput):
    """What changes, and why."""

    reasons = serializers.CharField(max_length=20000)


class HandoverInput(serializers.Serializer):
    """A hand-over to offer."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    evidence = serializers.IntegerField(required=False, allow_null=True)


class CustodyInput(HandoverInput):
    """A verification to record."""

    method = serializers.ChoiceField(CustodyVerification.Method.choices)
    result = serializers.ChoiceField(CustodyVerification.Result.choices)
    verified_on = serializers.DateField()


class TakeCustodyInput(serializers.Serializer):
    """What the owner has of its operation from then on, and reasons where there are any."""

    control = serializers.DecimalField(2, 1, min_value=0, max_value=1, required=False)
    reasons = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class RetireAssetInput(serializers.Serializer):
    """Since when and why."""

    retired_on = serializers.DateField()
    reasons = serializers.CharField(max_length=20000)


class OwnershipSerializer(serializers.Serializer):
    """The index of ownership and the gap of the hand-over; null without assets."""

    goi = serializers.DecimalField(6, 4, allow_null=True)
    shortfall = serializers.DecimalField(6, 4, allow_null=True)
    handover_gap = serializers.DecimalField(6, 4, source="gap", allow_null=True)


class AssetViewSet(ReadViewSet):
    """The asset register of a project: registering, offering, verifying, taking over."""

    model = Asset
    queryset = Asset.objects.none()
    serializer_class = AssetSerializer
    filterset_fields = ("kind", "is_required", "holder")
    search_fields = ("name", "name_zh", "location")

    def get_queryset(self) -> Any:
        """With the verifications."""
        return super().get_queryset().prefetch_related("verifications")

    @extend_schema(request=AssetInput, responses={201: AssetSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Register an asset."""
        project = self.container(Project)
        facts = self._facts(project, self.checked(AssetInput))
        asset = register_asset(project, actor=self.actor, facts=facts)
        return self.answer(asset, status.HTTP_201_CREATED)

    @extend_schema(request=AssetChangeInput, responses=AssetSerializer)
    def partial_update(self, request: Request, project_pk: str, pk: str) -> Response:
        """Correct the register; If-Match must carry the ETag."""
        asset = self.get_object()
        version = expected_version(request, asset)
        serializer = AssetChangeInput(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        facts = self._facts(asset.project, dict(serializer.validated_data))
        changed = change_asset(
            asset,
            actor=self.actor,
            reasons=facts.pop("reasons", ""),
            facts=facts,
            expected_version=version,
        )
        return self.answer(changed)

    @extend_schema(responses=OwnershipSerializer)
    @transition(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def ownership(self, request: Request, project_pk: str) -> Response:
        """GOI and the gap of the hand-over, over the assets that the caller sees."""
        register = asset_register(self.container(Project), self.actor)
        return Response(OwnershipSerializer(register).data)

    @extend_schema(request=HandoverInput, responses=AssetSerializer)
    @transition(detail=True, methods=["post"])
    def offer(self, request: Request, project_pk: str, pk: str) -> Response:
        """Offer for hand-over."""
        asset = self.get_object()
        return self.answer(
            offer_asset(asset, actor=self.actor, **self._with_evidence(asset, HandoverInput))
        )

    @extend_schema(request=CustodyInput, responses={201: CustodyVerificationSerializer})
    @transition(detail=True, methods=["post"])
    def verifications(self, request: Request, project_pk: str, pk: str) -> Response:
        """Record a verification of custody."""
        asset = self.get_object()
        facts = self._with_evidence(asset, CustodyInput)
        verification = verify_custody(asset, actor=self.actor, **facts)
        return Response(
            CustodyVerificationSerializer(verification).data, status=status.HTTP_201_CREATED
        )

    @extend_schema(request=TakeCustodyInput, responses=AssetSerializer)
    @transition(detail=True, methods=["post"])
    def custody(self, request: Request, project_pk: str, pk: str) -> Response:
        """Take custody (A5)."""
        facts = self.checked(TakeCustodyInput)
        return self.answer(take_custody(self.get_object(), actor=self.actor, **facts))

    @extend_schema(request=RetireAssetInput, responses=AssetSerializer)
    @transition(detail=True, methods=["post"])
    def retirement(self, request: Request, project_pk: str, pk: str) -> Response:
        """Retire (A5)."""
        facts = self.checked(RetireAssetInput)
        return self.answer(retire_asset(self.get_object(), actor=self.actor, **facts))

    def _facts(self, project: Project, given: dict[str, Any]) -> dict[str, Any]:
        """With the rows that the input names, among what the caller may see."""
        if "contract" in given:
            given["contract"] = self.related_row(Contract, given["contract"], project=project)
        if "holder" in given:
            holders = Organisation.objects.filter(pk__in=holders_of(project))
            holder = holders.filter(pk=given["holder"]).first()
            if holder is None:
                raise serializers.ValidationError({"holder": ["There is no such row."]})
            given["holder"] = holder
        return given

    def _with_evidence(
        self, asset: Asset, serializer: type[serializers.Serializer]
    ) -> dict[str, Any]:
        facts = self.checked(serializer)
        evidence = facts.pop("evidence", None)
        facts["evidence"] = self.related_row(Document, evidence, project=asset.project)
        return facts
