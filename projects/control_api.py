"""Control rights by REST: declarations, the log of decisions, the map with its indices."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.accounts.models import Membership, User
from egov_outsource.rest import ReadViewSet, caller
from projects.actions.set_allocation import set_allocation
from projects.allocations import shares_of
from projects.api import OrganisationBrief
from projects.control import control_map
from projects.forms import CLAUSES
from projects.models import Allocation, Decision, Project
from projects.rights import DECISION_POINTS, Holder, Right
from projects.sharing import misallocation_index


class AllocationSerializer(serializers.ModelSerializer):
    """One holder's declared share of one decision point."""

    class Meta:
        model = Allocation
        fields = (
            "id",
            "project",
            "point",
            "holder",
            "share",
            "mode",
            "is_consenting",
            "deemed_days",
            "accountable",
            "basis",
            "clause",
            "decision",
            "valid_from",
            "valid_to",
        )


class AllocationInput(serializers.Serializer):
    """Who decides one decision point: decider and partner, or parts that add up to 1."""

    HOLDERS = Allocation.HolderKind.choices

    point = serializers.ChoiceField(list(DECISION_POINTS))
    mode = serializers.ChoiceField(Allocation.Mode.choices)
    decider = serializers.ChoiceField(HOLDERS, required=False, allow_blank=True)
    partner = serializers.ChoiceField(HOLDERS, required=False, allow_blank=True)
    deemed_days = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=365
    )
    government = serializers.DecimalField(4, 3, min_value=0, max_value=1, default=Decimal(0))
    third_party = serializers.DecimalField(4, 3, min_value=0, max_value=1, default=Decimal(0))
    contractor = serializers.DecimalField(4, 3, min_value=0, max_value=1, default=Decimal(0))
    basis = serializers.CharField(max_length=200, required=False, allow_blank=True)
    clause = serializers.IntegerField(required=False, allow_null=True)
    decision = serializers.IntegerField(required=False, allow_null=True)
    accountable = serializers.IntegerField(required=False, allow_null=True)


class AllocationIndexSerializer(serializers.Serializer):
    """The misallocation index of a project."""

    crmi = serializers.DecimalField(6, 4)


class AllocationViewSet(ReadViewSet):
    """The declared allocation of control rights, present and past."""

    model = Allocation
    queryset = Allocation.objects.none()
    serializer_class = AllocationSerializer

    @extend_schema(request=AllocationInput, responses={201: AllocationSerializer(many=True)})
    def create(self, request: Request, project_pk: str) -> Response:
        """Declare the shares of a point (M4)."""
        project = self.container(Project)
        facts = self.checked(AllocationInput)
        names = zip(Holder, ("government", "third_party", "contractor"), strict=True)
        parts = {holder.value: facts.pop(name) for holder, name in names}
        rows = set_allocation(
            project,
            actor=self.actor,
            shares=None if facts.get("decider") else parts,
            accountable=self._member(project, facts.pop("accountable", None)),
            clause=self.related_row(CLAUSES, facts.pop("clause", None), project=project),
            decision=self.related_row(Decision, facts.pop("decision", None), project=project),
            **facts,
        )
        return Response(self.get_serializer(rows, many=True).data, status=201)

    def _member(self, project: Project, pk: int | None) -> User | None:
        """The accountable person: somebody of the owner agency, otherwise 404."""
        if pk is None:
            return None
        members = Membership.objects.in_force().filter(organisation=project.owner_id)
        return get_object_or_404(User, pk=pk, pk__in=members.values("user"))

    @extend_schema(responses=AllocationIndexSerializer)
    @transition(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def index(self, request: Request, project_pk: str) -> Response:
        """CRMI of what is declared now."""
        rows = self.get_queryset().filter(valid_to__isnull=True)
        crmi = misallocation_index(shares_of(rows))
        return Response(AllocationIndexSerializer({"crmi": crmi}).data)


class DecisionSerializer(serializers.ModelSerializer):
    """A decision and the control right that it exercised."""

    organisation = OrganisationBrief(read_only=True)
    decided_by_name = serializers.CharField(source="decided_by.name", read_only=True)
    acting_for_name = serializers.CharField(
        source="acting_for.name", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = Decision
        fields = (
            "id",
            "project",
            "point",
            "event",
            "subject_type",
            "subject_id",
            "subject_name",
            "outcome",
            "reasons",
            "decided_by_name",
            "acting_for_name",
            "organisation",
            "holder",
            "is_as_declared",
            "decided_at",
            "opened_at",
        )


class DecisionViewSet(ReadViewSet):
    """The decision log of a project."""

    model = Decision
    queryset = Decision.objects.none()
    related = ("organisation", "decided_by", "acting_for")
    serializer_class = DecisionSerializer
    filterset_fields = ("point", "holder", "is_as_declared")


class SharesSerializer(serializers.Serializer):
    """Shares of government, third party and contractor."""

    G = serializers.FloatField()
    T = serializers.FloatField()
    C = serializers.FloatField()


class PointSerializer(serializers.Serializer):
    """One decision point of the map."""

    code = serializers.CharField(source="point.code")
    right = serializers.CharField(source="point.label")
    reserve = serializers.CharField(source="point.reserve")
    weight = serializers.IntegerField(source="point.weight")
    ideal = SharesSerializer()
    declared = serializers.SerializerMethodField()
    exercised = serializers.SerializerMethodField()
    misallocation = serializers.DecimalField(6, 4)
    decisions = serializers.IntegerField()
    recent = serializers.IntegerField()
    outside = serializers.IntegerField()

    @extend_schema_field(SharesSerializer)
    def get_declared(self, row: Any) -> dict[str, float]:
        """As declared now."""
        return {h.value: float(row.declared.get(h.value, 0)) for h in Holder}

    @extend_schema_field(SharesSerializer(allow_null=True))
    def get_exercised(self, row: Any) -> dict[str, float] | None:
        """As decided in 180 days; null without a decision."""
        return dict(row.exercised) if row.recent else None


class DimensionSerializer(serializers.Serializer):
    """One stage of the map with its indices; null where nothing was decided."""

    dimension = serializers.CharField(source="stage.dimension")
    stage = serializers.CharField(source="stage.value")
    crmi = serializers.DecimalField(6, 4)
    frg = serializers.FloatField(source="gap.index", allow_null=True)
    declared_government = serializers.FloatField()
    exercised_government = serializers.FloatField(allow_null=True)
    points = PointSerializer(many=True)


class DispersionSerializer(serializers.Serializer):
    """How scattered the rights are."""

    mean_entropy = serializers.FloatField()
    nobody_accountable = serializers.ListField(child=serializers.CharField())
    many_holders = serializers.ListField(child=serializers.CharField())
    may_deadlock = serializers.ListField(child=serializers.CharField())
    captured = serializers.ListField(child=serializers.CharField())


class StampSerializer(serializers.Serializer):
    """The pace of one person's decisions whose first opening is known."""

    person = serializers.CharField(source="person.name")
    opened = serializers.IntegerField(source="pace.opened")
    hasty = serializers.IntegerField(source="pace.hasty")
    is_rubber = serializers.BooleanField(source="pace.is_rubber")


class ControlMapSerializer(serializers.Serializer):
    """The control-right map of a project."""

    project = serializers.IntegerField(source="project.pk")
    crmi = serializers.DecimalField(6, 4)
    frg = serializers.FloatField(source="gap.index", allow_null=True)
    decisions = serializers.IntegerField(source="gap.decisions")
    is_enough = serializers.BooleanField(source="gap.is_enough")
    dispersion = DispersionSerializer()
    dimensions = DimensionSerializer(many=True)
    stamps = StampSerializer(many=True)


class ControlMapView(APIView):
    """The map: the same numbers as the page and its file."""

    @extend_schema(responses=ControlMapSerializer)
    def get(self, request: Request, project_pk: int) -> Response:
        """Declared against exercised, with CRMI, FRG and dispersion."""
        user = caller(request)
        projects = Project.objects.where(Right.VIEW_ALLOCATION, user)
        project = get_object_or_404(projects, pk=project_pk)
        return Response(ControlMapSerializer(control_map(project, user)).data)
