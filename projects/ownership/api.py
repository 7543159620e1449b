"""Ownership and access by REST."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet, Redacted
from projects.actions.decide_emergency import decide_emergency
from projects.actions.decide_subcontract import decide_subcontract
from projects.actions.decide_transfer import decide_transfer
from projects.actions.end_emergency import end_emergency
from projects.actions.propose_subcontract import propose_subcontract
from projects.actions.propose_transfer import propose_transfer
from projects.actions.request_emergency import request_emergency
from projects.actions.withdraw_subcontract import withdraw_subcontract
from projects.actions.withdraw_transfer import withdraw_transfer
from projects.api import OrganisationBrief
from projects.models import EmergencyAccess, GrantReport, OwnershipTransfer, Project, Subcontract
from projects.ownership.deeds import own_contract
from projects.ownership.forms import agencies_open, colleagues, firms_open


class TransferSerializer(serializers.ModelSerializer):
    """A transfer of ownership."""

    giver = OrganisationBrief(read_only=True)
    taker = OrganisationBrief(read_only=True)
    authority = OrganisationBrief(read_only=True)

    class Meta:
        model = OwnershipTransfer
        fields = (
            "id",
            "project",
            "giver",
            "taker",
            "authority",
            "basis",
            "reasons",
            "status",
            "proposed_at",
            "decided_at",
            "decision_reasons",
        )


class SubcontractSerializer(Redacted):
    """A subcontract."""

    contractor = OrganisationBrief(source="main.organisation", read_only=True)
    organisation = OrganisationBrief(read_only=True)

    class Meta:
        model = Subcontract
        fields = (
            "id",
            "project",
            "contractor",
            "organisation",
            "part",
            "value",
            "basis",
            "valid_from",
            "valid_to",
            "status",
            "proposed_at",
            "decided_at",
            "reasons",
            "engagement",
        )


class EmergencySerializer(serializers.ModelSerializer):
    """An emergency access."""

    person_name = serializers.CharField(source="person.name", read_only=True)
    organisation = OrganisationBrief(read_only=True)
    is_in_force = serializers.BooleanField(read_only=True)

    class Meta:
        model = EmergencyAccess
        fields = (
            "id",
            "project",
            "person",
            "person_name",
            "organisation",
            "reason",
            "hours",
            "status",
            "requested_at",
            "decided_at",
            "decision_reasons",
            "valid_from",
            "valid_to",
            "ended_at",
            "is_in_force",
        )


class GrantReportSerializer(serializers.ModelSerializer):
    """What a derivation found different; `lines` names people by their numbers."""

    agency = OrganisationBrief(read_only=True)

    class Meta:
        model = GrantReport
        fields = ("id", "agency", "made_at", "granted", "revoked", "changed", "lines")


class TransferInput(serializers.Serializer):
    """To whom, why and by which order."""

    taker = serializers.IntegerField()
    basis = serializers.CharField(max_length=200)
    reasons = serializers.CharField(max_length=5000)


class SubcontractInput(serializers.Serializer):
    """Who is to do which part, how long and by which clause."""

    organisation = serializers.IntegerField()
    part = serializers.CharField(max_length=300)
    value = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    basis = serializers.CharField(max_length=200)
    valid_from = serializers.DateTimeField()
    valid_to = serializers.DateTimeField()


class EmergencyInput(serializers.Serializer):
    """Who is to read, why and how long."""

    person = serializers.IntegerField()
    reason = serializers.CharField(max_length=5000)
    hours = serializers.IntegerField(min_value=1)


class VerdictInput(serializers.Serializer):
    """The outcome, with reasons."""

    outcome = serializers.CharField(max_length=10)
    reasons = serializers.CharField(max_length=5000)


def chosen(name: str, rows: QuerySet[Any], facts: dict[str, Any]) -> Any:
    """The row that `facts` names, taken out of them.

    Raises:
        ValidationError: there is none that the caller may choose.

    """
    row = rows.filter(pk=facts.pop(name)).first()
    if row is None:
        raise serializers.ValidationError({name: [_("There is no such row.")]})
    return row


class TransferViewSet(ReadViewSet):
    """Transfers of a project's ownership."""

    model = OwnershipTransfer
    queryset = OwnershipTransfer.objects.none()
    related = ("giver", "taker", "authority")
    serializer_class = TransferSerializer

    @extend_schema(request=TransferInput, responses={201: TransferSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Propose another owner."""
        project = self.container(Project)
        facts = self.checked(TransferInput)
        taker = chosen("taker", agencies_open(self.actor, project), facts)
        made = propose_transfer(project, actor=self.actor, taker=taker, **facts)
        return self.answer(made, 201)

    @extend_schema(request=VerdictInput, responses=TransferSerializer)
    @transition(detail=True, methods=["post"])
    def decision(self, request: Request, project_pk: str, pk: str) -> Response:
        """Approve (`approved`) or refuse (`refused`)."""
        row = self.get_object()
        return self.answer(decide_transfer(row, actor=self.actor, **self.checked(VerdictInput)))

    @extend_schema(request=None, responses=TransferSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, request: Request, project_pk: str, pk: str) -> Response:
        """Take it back."""
        return self.answer(withdraw_transfer(self.get_object(), actor=self.actor))


class SubcontractViewSet(ReadViewSet):
    """Subcontracts of a project."""

    model = Subcontract
    queryset = Subcontract.objects.none()
    related = ("project", "main__organisation", "organisation")
    serializer_class = SubcontractSerializer

    @extend_schema(request=SubcontractInput, responses={201: SubcontractSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Propose a subcontractor under one's own contract."""
        project = self.container(Project)
        facts = self.checked(SubcontractInput)
        firm = chosen("organisation", firms_open(), facts)
        main = own_contract(self.actor, project)
        made = propose_subcontract(main, actor=self.actor, organisation=firm, **facts)
        return self.answer(made, 201)

    @extend_schema(request=VerdictInput, responses=SubcontractSerializer)
    @transition(detail=True, methods=["post"])
    def decision(self, request: Request, project_pk: str, pk: str) -> Response:
        """Consent (`consented`) or refuse (`refused`)."""
        row = self.get_object()
        return self.answer(decide_subcontract(row, actor=self.actor, **self.checked(VerdictInput)))

    @extend_schema(request=None, responses=SubcontractSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, request: Request, project_pk: str, pk: str) -> Response:
        """Take it back."""
        return self.answer(withdraw_subcontract(self.get_object(), actor=self.actor))


class EmergencyViewSet(ReadViewSet):
    """Emergency accesses to a project."""

    model = EmergencyAccess
    queryset = EmergencyAccess.objects.none()
    related = ("person", "organisation")
    serializer_class = EmergencySerializer

    @extend_schema(request=EmergencyInput, responses={201: EmergencySerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Ask that somebody may read."""
        project = self.container(Project)
        facts = self.checked(EmergencyInput)
        person = chosen("person", colleagues(self.actor, project), facts)
        made = request_emergency(project, actor=self.actor, person=person, **facts)
        return self.answer(made, 201)

    @extend_schema(request=VerdictInput, responses=EmergencySerializer)
    @transition(detail=True, methods=["post"])
    def decision(self, request: Request, project_pk: str, pk: str) -> Response:
        """Confirm (`confirmed`) or refuse (`refused`), as a second person."""
        row = self.get_object()
        return self.answer(decide_emergency(row, actor=self.actor, **self.checked(VerdictInput)))

    @extend_schema(request=None, responses=EmergencySerializer)
    @transition(detail=True, methods=["post"])
    def end(self, request: Request, project_pk: str, pk: str) -> Response:
        """End it, or withdraw the request."""
        return self.answer(end_emergency(self.get_object(), actor=self.actor))


class GrantReportViewSet(ReadViewSet):
    """Differences in grants, for administrators and readers of an agency's trail."""

    model = GrantReport
    queryset = GrantReport.objects.none()
    related = ("agency",)
    serializer_class = GrantReportSerializer

    def get_queryset(self) -> Any:
        """The newest first."""
        return super().get_queryset().order_by("-made_at", "-pk")
