"""How a list of projects is searched, narrowed and ordered: the same on pages and by REST."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from egov_outsource.expressions import Among
from egov_outsource.redaction import is_read_everywhere
from projects.models import Agency, Engagement, Project
from projects.models.project import BAND_LABELS
from projects.rights import Right
from projects.roles import Capacity
from projects.work import tasks_for


class ProjectFilter(django_filters.FilterSet):
    """Search words, stage, agency, contractor, band and status."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Project.Stage.choices, empty_label=_("All stages")
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), field_name="owner", queryset=None, empty_label=_("All agencies")
    )
    contractor = django_filters.ModelChoiceFilter(
        label=_("Contractor"), method="of_contractor", queryset=None, empty_label=_("All")
    )
    risk = django_filters.ChoiceFilter(
        label=_("Risk band"),
        field_name="risk_level",
        choices=BAND_LABELS,
        empty_label=_("All bands"),
    )
    mine = django_filters.BooleanFilter(
        label=_("Only those with work waiting for me"), method="waiting", widget=CheckboxInput
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Project.Status.choices, empty_label=_("All")
    )

    class Meta:
        model = Project
        fields = ("q", "stage", "agency", "contractor", "risk", "status", "mine")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        if not is_read_everywhere(Project, "risk_level", user):
            del self.filters["risk"]  # what fits would tell the band
        scope = access.scope_of(user)
        assigned = Project.objects.filter(Among("pk", scope.projects.get(Right.VIEW, {})))
        in_scope = Q(Among("pk", scope.agencies.get(Right.VIEW, {})))
        self.filters["agency"].queryset = Agency.objects.filter(
            in_scope | Q(pk__in=assigned.values("owner"))
        )
        engaged = access.visible(Engagement.objects.all(), user, Right.VIEW)
        self.filters["contractor"].queryset = Organisation.objects.filter(
            Exists(engaged.filter(organisation=OuterRef("pk"), capacity=Capacity.CONTRACTOR.value)),
            kind=Organisation.Kind.CONTRACTOR,
        )

    def search(self, rows: QuerySet[Project], _name: str, words: str) -> QuerySet[Project]:
        """Every word in the reference, the title or the summary."""
        for word in words.split()[:8]:
            rows = rows.filter(
                Q(reference__icontains=word)
                | Q(title__icontains=word)
                | Q(title_zh__icontains=word)
                | Q(summary__icontains=word)
            )
        return rows

    def waiting(self, rows: QuerySet[Project], _name: str, wanted: bool) -> QuerySet[Project]:  # noqa: FBT001 - django-filter's signature
        """Those in which something waits for the reader."""
        if not wanted:
            return rows
        tasks = tasks_for(self.request.user)
        return rows.filter(pk__in={task.project.pk for task in tasks if task.project})

    @extend_schema_field(OpenApiTypes.INT)
    def of_contractor(
        self, rows: QuerySet[Project], _name: str, contractor: Organisation
    ) -> QuerySet[Project]:
        """Those in which `contractor` is engaged as such."""
        return rows.filter(
            Exists(
                Engagement.objects.filter(
                    project=OuterRef("pk"),
                    organisation=contractor,
                    capacity=Capacity.CONTRACTOR.value,
                )
            )
        )
