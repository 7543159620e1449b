"""Clearances of vetoes by REST."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.rest import VisibleMixin
from projects.models import Project
from risk.actions.clear_veto import clear_veto
from risk.models import VetoClearance
from risk.vetoes.clearing import DETERMINED
from risk.views.vetoes import LONGEST


class VetoClearanceSerializer(serializers.ModelSerializer):
    """Which veto was cleared, why, by whom, and for which facts."""

    class Meta:
        model = VetoClearance
        fields = ("id", "project", "veto", "signature", "reasons", "cleared_by", "cleared_at")


class ClearVetoInput(serializers.Serializer):
    """What is determined, and on what evidence."""

    veto = serializers.ChoiceField([*DETERMINED])
    reasons = serializers.CharField(max_length=LONGEST)
    document = VisibleField(Document, help_text="A file of the project that you may see.")


class VetoClearanceViewSet(VisibleMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    """Vetoes that were cleared by determination, the latest first."""

    model = VetoClearance
    queryset = VetoClearance.objects.none()
    serializer_class = VetoClearanceSerializer

    @extend_schema(request=ClearVetoInput, responses={201: VetoClearanceSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Clear a veto."""
        project = self.container(Project)
        given = ClearVetoInput(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        made = clear_veto(project, actor=self.actor, **given.validated_data)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)
