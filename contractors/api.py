"""The register of contractors by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from contractors.actions.add_qualification import add_qualification
from contractors.actions.lift_sanction import lift_sanction
from contractors.actions.record_affiliation import record_affiliation
from contractors.actions.record_sanction import record_sanction
from contractors.actions.register_contractor import register_contractor
from contractors.actions.withdraw_qualification import withdraw_qualification
from contractors.models import Affiliation, Contractor, Qualification, Sanction
from contractors.searching import searched
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet


class QualificationSerializer(serializers.ModelSerializer):
    """A certificate with its end."""

    class Meta:
        model = Qualification
        fields = (
            "id",
            "contractor",
            "title",
            "number",
            "issuer",
            "issued_on",
            "expires_on",
            "withdrawn_on",
            "withdrawal_reason",
        )
        read_only_fields = ("id", "contractor", "withdrawn_on", "withdrawal_reason")


class SanctionSerializer(serializers.ModelSerializer):
    """A sanction as its authority published it."""

    class Meta:
        model = Sanction
        fields = (
            "id",
            "contractor",
            "kind",
            "authority",
            "reference",
            "reason",
            "starts_on",
            "ends_on",
            "lifted_on",
            "lift_reason",
        )
        read_only_fields = ("id", "contractor", "lifted_on", "lift_reason")


class ContractorSerializer(serializers.ModelSerializer):
    """An entry of the register."""

    name = serializers.CharField(source="organisation.name", read_only=True)
    name_zh = serializers.CharField(source="organisation.name_zh", read_only=True)
    qualifications = QualificationSerializer(many=True, read_only=True)
    sanctions = SanctionSerializer(many=True, read_only=True)

    class Meta:
        model = Contractor
        fields = (
            "id",
            "organisation",
            "name",
            "name_zh",
            "legal_representative",
            "founded_on",
            "address",
            "scope",
            "qualifications",
            "sanctions",
        )


class AffiliationSerializer(serializers.ModelSerializer):
    """A tie between two organisations."""

    class Meta:
        model = Affiliation
        fields = ("id", "organisation", "other", "kind", "source", "since", "until")


class ContractorInput(serializers.Serializer):
    """An organisation to enter."""

    organisation = VisibleField(Organisation)
    legal_representative = serializers.CharField(max_length=150, required=False, allow_blank=True)
    founded_on = serializers.DateField(required=False, allow_null=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    scope = serializers.CharField(max_length=5000, required=False, allow_blank=True)


class QualificationInput(serializers.Serializer):
    """A certificate to enter."""

    title = serializers.CharField(max_length=300)
    number = serializers.CharField(max_length=100, required=False, allow_blank=True)
    issuer = serializers.CharField(max_length=300)
    issued_on = serializers.DateField()
    expires_on = serializers.DateField(required=False, allow_null=True)


class WithdrawalInput(serializers.Serializer):
    """Since when and why a qualification does not count."""

    withdrawn_on = serializers.DateField()
    reason = serializers.CharField(max_length=5000)


class SanctionInput(serializers.Serializer):
    """A sanction to record."""

    kind = serializers.ChoiceField(Sanction.Kind.choices)
    authority = serializers.CharField(max_length=300)
    reference = serializers.CharField(max_length=200, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=5000)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)


class LiftInput(serializers.Serializer):
    """Since when and why a sanction counts no more."""

    lifted_on = serializers.DateField()
    reason = serializers.CharField(max_length=5000)


class AffiliationInput(serializers.Serializer):
    """A tie to record."""

    other = VisibleField(Organisation)
    kind = serializers.ChoiceField(Affiliation.Kind.choices)
    source = serializers.CharField(max_length=300)  # type: ignore[assignment] # the name is the model's
    since = serializers.DateField(required=False, allow_null=True)
    until = serializers.DateField(required=False, allow_null=True)


class ContractorViewSet(ReadViewSet):
    """The register; `q`, `sanctioned=true` and `expiring=true` narrow it."""

    model = Contractor
    queryset = Contractor.objects.none()
    related = ("organisation",)
    serializer_class = ContractorSerializer
    filterset_fields = ("organisation",)

    def get_queryset(self) -> Any:
        """Searched, with qualifications and sanctions."""
        rows = super().get_queryset()
        query = self.request.query_params
        rows = searched(
            rows,
            words=query.get("q", ""),
            sanctioned=query.get("sanctioned") == "true",
            expiring=query.get("expiring") == "true",
        )
        return rows.prefetch_related("qualifications", "sanctions")

    @extend_schema(request=ContractorInput, responses={201: ContractorSerializer})
    def create(self, request: Request) -> Response:
        """Enter a contractor."""
        facts = self.checked(ContractorInput)
        entry = register_contractor(facts.pop("organisation"), actor=self.actor, **facts)
        return self.answer(entry, status.HTTP_201_CREATED)

    @extend_schema(request=QualificationInput, responses={201: QualificationSerializer})
    @transition(detail=True, methods=["post"])
    def qualifications(self, request: Request, pk: str) -> Response:
        """Enter a qualification."""
        made = add_qualification(
            self.get_object(), actor=self.actor, **self.checked(QualificationInput)
        )
        return Response(QualificationSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SanctionInput, responses={201: SanctionSerializer})
    @transition(detail=True, methods=["post"])
    def sanctions(self, request: Request, pk: str) -> Response:
        """Record a sanction."""
        made = record_sanction(self.get_object(), actor=self.actor, **self.checked(SanctionInput))
        return Response(SanctionSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AffiliationInput, responses={201: AffiliationSerializer})
    @transition(detail=True, methods=["post"])
    def affiliations(self, request: Request, pk: str) -> Response:
        """Record a tie to another organisation."""
        organisation = self.get_object().organisation
        made = record_affiliation(organisation, actor=self.actor, **self.checked(AffiliationInput))
        return Response(AffiliationSerializer(made).data, status=status.HTTP_201_CREATED)


class QualificationViewSet(ReadViewSet):
    """Qualifications; noting a withdrawal."""

    model = Qualification
    queryset = Qualification.objects.none()
    serializer_class = QualificationSerializer
    filterset_fields = ("contractor",)

    @extend_schema(request=WithdrawalInput, responses=QualificationSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, request: Request, pk: str) -> Response:
        """Note that it was withdrawn."""
        done = withdraw_qualification(
            self.get_object(), actor=self.actor, **self.checked(WithdrawalInput)
        )
        return self.answer(done)


class SanctionViewSet(ReadViewSet):
    """Sanctions; noting that one was lifted."""

    model = Sanction
    queryset = Sanction.objects.none()
    serializer_class = SanctionSerializer
    filterset_fields = ("contractor", "kind")

    @extend_schema(request=LiftInput, responses=SanctionSerializer)
    @transition(detail=True, methods=["post"])
    def lift(self, request: Request, pk: str) -> Response:
        """Note that it was lifted."""
        done = lift_sanction(self.get_object(), actor=self.actor, **self.checked(LiftInput))
        return self.answer(done)


class AffiliationViewSet(ReadViewSet):
    """Ties between organisations."""

    model = Affiliation
    queryset = Affiliation.objects.none()
    serializer_class = AffiliationSerializer
    filterset_fields = ("organisation", "other", "kind")
    ordering = ("id",)
