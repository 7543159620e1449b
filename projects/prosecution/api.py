"""Prosecution by REST: obligations, breaches and their remedies, ratings."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from contractors.models import Rating
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, Redacted, expected_version
from projects.models import Engagement, Project
from projects.prosecution.actions.add_obligation import add_obligation
from projects.prosecution.actions.comment_rating import comment_rating
from projects.prosecution.actions.decide_remedy import decide_remedy
from projects.prosecution.actions.finalise_rating import finalise_rating
from projects.prosecution.actions.give_notice import give_notice
from projects.prosecution.actions.open_breach import open_breach
from projects.prosecution.actions.rate_contractor import ASPECTS, rate_contractor
from projects.prosecution.actions.respond_breach import respond_breach
from projects.prosecution.actions.settle_obligation import settle_obligation
from projects.prosecution.actions.waive_obligation import waive_obligation
from projects.prosecution.models import Breach, Obligation, Remedy
from projects.selection.models import Contract

TEXT = 20000


class ObligationSerializer(serializers.ModelSerializer):
    """Who owes what by when."""

    class Meta:
        model = Obligation
        fields = (
            "id",
            "project",
            "contract",
            "number",
            "party",
            "title",
            "measure",
            "evidence",
            "remedy",
            "clause",
            "due",
            "status",
            "met_on",
            "version",
        )


class RemedySerializer(serializers.ModelSerializer):
    """How a breach ended."""

    class Meta:
        model = Remedy
        fields = ("id", "breach", "kind", "amount", "reasons", "decided_at")


class BreachSerializer(serializers.ModelSerializer):
    """A broken obligation and what came of it."""

    remedy_decided = RemedySerializer(source="remedy", read_only=True, allow_null=True)

    class Meta:
        model = Breach
        fields = (
            "id",
            "project",
            "obligation",
            "number",
            "text",
            "discovered_on",
            "decide_by",
            "status",
            "notice",
            "noticed_at",
            "cure_by",
            "response",
            "responded_at",
            "remedy_decided",
            "version",
        )


class RatingSerializer(Redacted):
    """A rating with its comment."""

    overall = serializers.FloatField(read_only=True)

    class Meta:
        model = Rating
        fields = (
            "id",
            "project",
            "organisation",
            "period_start",
            "period_end",
            *ASPECTS,
            "overall",
            "narrative",
            "status",
            "comment_by",
            "comment",
            "finalised_at",
            "version",
        )


class ObligationInput(serializers.Serializer):
    """An obligation to write down."""

    party = serializers.IntegerField()
    title = serializers.CharField(max_length=300)
    due = serializers.DateField()
    contract = serializers.IntegerField(required=False, allow_null=True)
    measure = serializers.CharField(max_length=500, required=False, allow_blank=True)
    evidence = serializers.CharField(max_length=500, required=False, allow_blank=True)
    remedy = serializers.CharField(max_length=500, required=False, allow_blank=True)
    clause = serializers.CharField(max_length=100, required=False, allow_blank=True)


class SettleInput(serializers.Serializer):
    """When it was met."""

    met_on = serializers.DateField()
    note = serializers.CharField(max_length=TEXT, required=False, allow_blank=True)


class PartyReasonsInput(serializers.Serializer):
    """Why."""

    reasons = serializers.CharField(max_length=TEXT)


class BreachInput(serializers.Serializer):
    """What happened."""

    text = serializers.CharField(max_length=TEXT)
    discovered_on = serializers.DateField()


class NoticeInput(serializers.Serializer):
    """A notice."""

    notice = serializers.CharField(max_length=TEXT)
    cure_by = serializers.DateField()


class ResponseInput(serializers.Serializer):
    """An answer."""

    response = serializers.CharField(max_length=TEXT)


class RemedyInput(serializers.Serializer):
    """A decision on a breach."""

    kind = serializers.ChoiceField(Remedy.Kind.choices)
    amount = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    reasons = serializers.CharField(max_length=TEXT)


class RatingInput(serializers.Serializer):
    """A rating."""

    organisation = serializers.IntegerField()
    period_start = serializers.DateField()
    period_end = serializers.DateField()
    quality = serializers.IntegerField(min_value=1, max_value=5)
    schedule = serializers.IntegerField(min_value=1, max_value=5)
    cost = serializers.IntegerField(min_value=1, max_value=5)
    management = serializers.IntegerField(min_value=1, max_value=5)
    security = serializers.IntegerField(min_value=1, max_value=5)
    narrative = serializers.CharField(max_length=TEXT)


class RatingCommentInput(serializers.Serializer):
    """A comment."""

    comment = serializers.CharField(max_length=TEXT)


class PartiesMixin:
    """Finds a party that an input names, among those that take part."""

    def party(self, project: Project, pk: int) -> Organisation:
        """The owner or an engaged organisation.

        Raises:
            ValidationError: there is none with this id.

        """
        engaged = Engagement.objects.parties().filter(project=project).values("organisation")
        rows = Organisation.objects.filter(pk__in=engaged)
        found = (rows | Organisation.objects.filter(pk=project.owner_id)).filter(pk=pk).first()
        if found is None:
            raise serializers.ValidationError({"party": ["There is no such party."]})
        return found


class ObligationViewSet(PartiesMixin, ReadViewSet):
    """The ledger of obligations."""

    model = Obligation
    queryset = Obligation.objects.none()
    serializer_class = ObligationSerializer
    filterset_fields = ("status", "party", "contract")
    search_fields = ("title", "clause")

    @extend_schema(request=ObligationInput, responses={201: ObligationSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Write an obligation down."""
        project = self.container(Project)
        facts = self.checked(ObligationInput)
        contract = self.related_row(Contract, facts.pop("contract", None), project=project)
        party = self.party(project, facts.pop("party"))
        added = add_obligation(project, actor=self.actor, party=party, contract=contract, **facts)
        return self.answer(added, status.HTTP_201_CREATED)

    @extend_schema(request=SettleInput, responses=ObligationSerializer)
    @transition(detail=True, methods=["post"])
    def met(self, request: Request, project_pk: str, pk: str) -> Response:
        """Note that it is met; If-Match must carry the ETag."""
        row = self.get_object()
        version = expected_version(request, row)
        facts = self.checked(SettleInput)
        return self.answer(
            settle_obligation(row, actor=self.actor, expected_version=version, **facts)
        )

    @extend_schema(request=PartyReasonsInput, responses=ObligationSerializer)
    @transition(detail=True, methods=["post"])
    def waiver(self, request: Request, project_pk: str, pk: str) -> Response:
        """Waive it (X4)."""
        row = self.get_object()
        return self.answer(
            waive_obligation(row, actor=self.actor, **self.checked(PartyReasonsInput))
        )

    @extend_schema(request=BreachInput, responses={201: BreachSerializer})
    @transition(detail=True, methods=["post"])
    def breaches(self, request: Request, project_pk: str, pk: str) -> Response:
        """Open a breach of it."""
        breach = open_breach(self.get_object(), actor=self.actor, **self.checked(BreachInput))
        return Response(BreachSerializer(breach).data, status=status.HTTP_201_CREATED)


class BreachViewSet(ReadViewSet):
    """Breaches: notice, answer, decision."""

    model = Breach
    queryset = Breach.objects.none()
    related = ("obligation", "remedy")
    serializer_class = BreachSerializer
    filterset_fields = ("status", "obligation")

    @extend_schema(request=NoticeInput, responses=BreachSerializer)
    @transition(detail=True, methods=["post"])
    def notice(self, request: Request, project_pk: str, pk: str) -> Response:
        """Give notice."""
        breach = self.get_object()
        return self.answer(give_notice(breach, actor=self.actor, **self.checked(NoticeInput)))

    @extend_schema(request=ResponseInput, responses=BreachSerializer)
    @transition(detail=True, methods=["post"], url_path="response")
    def respond(self, request: Request, project_pk: str, pk: str) -> Response:
        """Answer the notice."""
        breach = self.get_object()
        return self.answer(respond_breach(breach, actor=self.actor, **self.checked(ResponseInput)))

    @extend_schema(request=RemedyInput, responses={201: RemedySerializer})
    @transition(detail=True, methods=["post"])
    def remedy(self, request: Request, project_pk: str, pk: str) -> Response:
        """Decide on it (X4)."""
        remedy = decide_remedy(self.get_object(), actor=self.actor, **self.checked(RemedyInput))
        return Response(RemedySerializer(remedy).data, status=status.HTTP_201_CREATED)


class RatingViewSet(PartiesMixin, ReadViewSet):
    """Performance ratings of a project."""

    model = Rating
    queryset = Rating.objects.none()
    serializer_class = RatingSerializer
    filterset_fields = ("status", "organisation")

    @extend_schema(request=RatingInput, responses={201: RatingSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Rate a contractor."""
        project = self.container(Project)
        facts = self.checked(RatingInput)
        organisation = self.party(project, facts.pop("organisation"))
        scores = {aspect: facts.pop(aspect) for aspect in ASPECTS}
        rated = rate_contractor(
            project, actor=self.actor, organisation=organisation, scores=scores, **facts
        )
        return self.answer(rated, status.HTTP_201_CREATED)

    @extend_schema(request=RatingCommentInput, responses=RatingSerializer)
    @transition(detail=True, methods=["post"])
    def comment(self, request: Request, project_pk: str, pk: str) -> Response:
        """Comment on one's own rating."""
        rating = self.get_object()
        return self.answer(
            comment_rating(rating, actor=self.actor, **self.checked(RatingCommentInput))
        )

    @extend_schema(request=PartyReasonsInput, responses=RatingSerializer)
    @transition(detail=True, methods=["post"])
    def final(self, request: Request, project_pk: str, pk: str) -> Response:
        """Make it final (X5)."""
        rating = self.get_object()
        return self.answer(
            finalise_rating(rating, actor=self.actor, **self.checked(PartyReasonsInput))
        )
