"""The lists of a project's supervision: searched, narrowed, ordered, as page and as CSV."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin, visible_or_404
from egov_outsource.redaction import all_blanked, blanked, is_read_everywhere
from projects.models import Project
from projects.supervision.columns import COLUMNS, Listed, table_of
from projects.supervision.forms.lists import RecordFilterForm
from projects.supervision.models import StatusReport
from projects.supervision.steps import project_steps

PAGE_SIZE = 25
BEGINNINGS = {
    "milestones": "add_milestone",
    "reports": "submit_report",
    "findings": "raise_finding",
    "changes": "propose_change",
    "payments": "claim_payment",
}


class RecordListView(SignedInMixin, View):
    """One page of a list of one noun."""

    name: ClassVar[str] = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page that the address asks for."""
        project = visible_or_404(Project, self.user, pk=pk)
        listed, form = COLUMNS[self.name], self._form()
        pages = Paginator(self._rows(project, form), PAGE_SIZE)
        page = pages.get_page(request.GET.get("page"))
        begin = reverse(f"supervision:{BEGINNINGS[self.name]}", args=[pk])
        context = {
            "project": project,
            "active_tab": "supervision",
            "title": listed.title,
            "table": table_of(listed, all_blanked(page.object_list, self.user)),
            "order": listed.order,
            "page_obj": page,
            "filter_form": form,
            "is_filtered": any(request.GET.get(name) for name in form.fields),
            "clear_url": request.path,
            "export_url": reverse(f"supervision:{self.name}_export", args=[pk]),
            "steps": [step for step in project_steps(project, self.user) if step.url == begin],
        }
        return render(request, "supervision/list.html", context)

    def _form(self) -> RecordFilterForm:
        return RecordFilterForm(self.request.GET, statuses=list(COLUMNS[self.name].statuses))

    def _rows(self, project: Project, form: RecordFilterForm) -> Any:
        listed = COLUMNS[self.name]
        rows = listed.model.objects.visible_to(self.user).in_project(project)
        words = form.cleaned_data.get("q", "").strip() if form.is_valid() else ""
        status = form.cleaned_data.get("status", "")
        if words:
            rows = rows.filter(
                reduce(or_, (Q(**{f"{name}__icontains": words}) for name in listed.searched))
            )
        if status:
            rows = rows.filter(status_of(listed, status))
        return rows.select_related(*{"project", *listed.related}).order_by(*self._order(listed))

    def _order(self, listed: Listed) -> tuple[str, str]:
        asked = self.request.GET.get("sort", "")
        known = {
            column.sort
            for column in listed.columns
            if column.sort and is_read_everywhere(listed.model, column.sort, self.user)
        }
        return (asked if asked.removeprefix("-") in known else listed.order, "pk")


def status_of(listed: Listed, status: str) -> Q:
    """The rows in one state; a report's state is that of its verification."""
    if listed.model is not StatusReport:
        return Q(status=status)
    if status == "replaced":
        return Q(superseded_at__isnull=False)
    return Q(superseded_at__isnull=True, verified_at__isnull=status == "open")


class RecordExportView(RecordListView):
    """The same list as CSV, all of what is filtered."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:  # type: ignore[override]
        """Streamed, as plain values."""
        project = visible_or_404(Project, self.user, pk=pk)
        columns = COLUMNS[self.name].columns
        rows = self._rows(project, self._form())

        cells = (
            [(column.plain or column.value)(blanked(row, self.user)) for column in columns]
            for row in rows.iterator(chunk_size=500)
        )
        return csv_response(f"{self.name}-{pk}.csv", [column.label for column in columns], cells)
