"""Samples and working papers for the programs of auditors."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from audit.reviews.actions.change_workpaper import change_workpaper
from audit.reviews.actions.draw_sample import MOST
from audit.reviews.actions.examine_item import examine_item
from audit.reviews.actions.finish_workpaper import finish_workpaper
from audit.reviews.models import AuditFinding, Sample, SampleItem, Workpaper
from audit.reviews.populations import is_reproduced
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.rest import ReadViewSet, caller, expected_version


class SampleSerializer(serializers.ModelSerializer[Sample]):
    """How a sample was drawn; `population` is what its seed draws from."""

    is_reproduced = serializers.SerializerMethodField()

    class Meta:
        model = Sample
        fields = [
            "id",
            "project",
            "review",
            "number",
            "purpose",
            "population_kind",
            "from_day",
            "until_day",
            "method",
            "size",
            "seed",
            "population",
            "population_size",
            "population_total",
            "population_sha256",
            "is_reproduced",
            "drawn_by",
            "drawn_at",
        ]
        read_only_fields = fields

    def get_is_reproduced(self, sample: Sample) -> bool:
        """Whether the seed draws the same records again."""
        return is_reproduced(sample)


class SampleItemSerializer(serializers.ModelSerializer[SampleItem]):
    """A drawn record and what it showed."""

    class Meta:
        model = SampleItem
        fields = [
            "id",
            "project",
            "sample",
            "position",
            "key",
            "name",
            "amount",
            "stratum",
            "hits",
            "status",
            "note",
            "workpaper",
            "tested_by",
            "tested_at",
            "version",
        ]
        read_only_fields = fields


class WorkpaperSerializer(serializers.ModelSerializer[Workpaper]):
    """An auditor's notes."""

    class Meta:
        model = Workpaper
        fields = [
            "id",
            "project",
            "review",
            "number",
            "title",
            "text",
            "finding",
            "evidence",
            "status",
            "written_by",
            "written_at",
            "finished_by",
            "finished_at",
            "version",
        ]
        read_only_fields = fields


class DrawSampleSerializer(serializers.Serializer[Any]):
    """What is drawn from what, and how."""

    purpose = serializers.CharField(max_length=300)
    population_kind = serializers.ChoiceField(choices=Sample.Population.choices)
    method = serializers.ChoiceField(choices=Sample.Method.choices)
    size = serializers.IntegerField(min_value=1, max_value=MOST)
    from_day = serializers.DateField(required=False, allow_null=True)
    until_day = serializers.DateField(required=False, allow_null=True)
    seed = serializers.CharField(required=False, allow_blank=True, max_length=64)


class ExamineItemSerializer(serializers.Serializer[Any]):
    """What looking at it showed."""

    outcome = serializers.ChoiceField(choices=["tested", "exception", "missing"])
    note = serializers.CharField(required=False, allow_blank=True)
    workpaper = VisibleField(Workpaper, required=False, allow_null=True)


class WorkpaperInputSerializer(serializers.Serializer[Any]):
    """Notes."""

    title = serializers.CharField(max_length=300)
    text = serializers.CharField()
    finding = VisibleField(AuditFinding, required=False, allow_null=True)
    evidence = VisibleField(Document, many=True, required=False)


class ChangeWorkpaperSerializer(WorkpaperInputSerializer):
    """Any part of a paper."""

    def get_fields(self) -> dict[str, Any]:
        """None is required."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class SampleViewSet(ReadViewSet):
    """Samples of the caller's own audit organisation."""

    model = Sample
    related = ("review", "project")
    serializer_class = SampleSerializer
    filterset_fields = ("review", "method", "population_kind")
    search_fields = ("purpose",)
    ordering_fields = ("drawn_at", "number")


class SampleItemViewSet(ReadViewSet):
    """Drawn records of the caller's own audit organisation."""

    model = SampleItem
    related = ("sample__review", "project")
    serializer_class = SampleItemSerializer
    filterset_fields = ("sample", "status")
    search_fields = ("name",)
    ordering_fields = ("position", "amount")

    @extend_schema(request=ExamineItemSerializer, responses=SampleItemSerializer)
    @transition(detail=True, methods=["post"])
    def result(self, request: Request, **keys: Any) -> Response:
        """Say what the record showed."""
        item = self.get_object()
        facts = self.checked(ExamineItemSerializer)
        version = expected_version(request, item)
        return self.answer(
            examine_item(item, actor=caller(request), expected_version=version, **facts)
        )


class WorkpaperViewSet(ReadViewSet):
    """Working papers of the caller's own audit organisation."""

    model = Workpaper
    related = ("review__engagement", "project")
    serializer_class = WorkpaperSerializer
    filterset_fields = ("review", "status", "finding")
    search_fields = ("title", "text")
    ordering_fields = ("written_at", "number")

    def get_queryset(self) -> Any:
        """Papers with their evidence."""
        return super().get_queryset().prefetch_related("evidence")

    @extend_schema(request=ChangeWorkpaperSerializer, responses=WorkpaperSerializer)
    def partial_update(self, request: Request, **keys: Any) -> Response:
        """Go on with a paper."""
        paper = self.get_object()
        contents = self.checked(ChangeWorkpaperSerializer)
        version = expected_version(request, paper)
        return self.answer(
            change_workpaper(
                paper, actor=caller(request), contents=contents, expected_version=version
            )
        )

    @extend_schema(request=None, responses=WorkpaperSerializer)
    @transition(detail=True, methods=["post"])
    def finish(self, request: Request, **keys: Any) -> Response:
        """Finish a paper."""
        paper = self.get_object()
        version = expected_version(request, paper)
        return self.answer(finish_workpaper(paper, actor=caller(request), expected_version=version))
