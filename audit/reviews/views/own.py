"""Pages of what auditors keep for themselves: samples and working papers."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import DetailView

from audit.evidence.models import Document
from audit.reviews.actions.change_workpaper import change_workpaper
from audit.reviews.actions.draw_sample import draw_sample
from audit.reviews.actions.examine_item import examine_item
from audit.reviews.actions.export_sample import export_sample
from audit.reviews.actions.finish_workpaper import finish_workpaper
from audit.reviews.actions.write_workpaper import write_workpaper
from audit.reviews.forms import VersionForm
from audit.reviews.models import Sample, SampleItem, Workpaper
from audit.reviews.own_forms import (
    ChangeWorkpaperForm,
    DrawSampleForm,
    ExamineItemForm,
    WorkpaperForm,
)
from audit.reviews.populations import is_reproduced
from audit.reviews.views.doing import OfReview
from audit.reviews.views.reading import PAGE_SIZE, is_auditor_of
from egov_outsource.errors import Hidden
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from projects.rights import Right

COLUMNS = (
    _("position"),
    _("record"),
    _("name"),
    _("amount"),
    _("stratum"),
    _("hits"),
    _("result"),
    _("note"),
    _("working paper"),
    _("tested"),
)


class DrawSampleView(OfReview):
    """Draw a sample."""

    form_class = DrawSampleForm
    action = staticmethod(draw_sample)
    title = _("Draw a sample")
    lead = _("The population is frozen with its digest, and the seed is kept in the log.")
    submit_label = _("Draw the sample")
    success_message = _("The sample is drawn.")

    def get_initial(self) -> dict[str, Any]:
        """The audited period."""
        start, end = self.subject.period_start, self.subject.period_end
        return {"from_day": start, "until_day": end, "method": "random"}


class SampleView(SignedInMixin, DetailView):
    """One sample: how it was drawn, its records, what they showed."""

    template_name = "reviews/sample.html"
    context_object_name = "sample"

    def get_queryset(self) -> QuerySet[Sample]:
        """The auditors' own."""
        rows: QuerySet[Sample] = Sample.objects.visible_to(self.user)
        return rows.select_related("project__owner", "review__engagement", "drawn_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, whether it can be drawn again, a page of records."""
        sample = self.object
        items = SampleItem.objects.visible_to(self.user).filter(sample=sample)
        page = Paginator(items.select_related("workpaper", "sample"), PAGE_SIZE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            project=sample.project,
            active_tab="reviews",
            title=f"{sample} {sample.purpose}",
            is_reproduced=is_reproduced(sample),
            page_obj=page,
            of_payments=sample.population_kind == Sample.Population.PAYMENTS,
            facts=[
                (_("Population"), sample.get_population_kind_display()),
                (_("Size of the population"), sample.population_size),
                (_("Total of the population"), f"{sample.population_total:,.2f}"),
                (_("Digest of the population"), sample.population_sha256),
                (_("Method"), sample.get_method_display()),
                (_("Records asked for"), sample.size),
                (_("Seed"), sample.seed),
                (_("Drawn by"), sample.drawn_by),
                (_("Drawn"), sample.drawn_at),
            ],
            may_work=sample.review.is_open and is_auditor_of(sample.review, self.user),
            **kwargs,
        )


class SampleExportView(SignedInMixin, View):
    """A sample as CSV."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Its records with what they showed."""
        sample = visible_or_404(Sample, self.user, pk=pk)
        try:
            rows = export_sample(sample, actor=self.user)
        except Hidden as hidden:
            raise Http404 from hidden
        cells = (
            (
                row.position,
                row.key,
                row.name,
                row.amount,
                row.stratum,
                row.hits,
                row.get_status_display(),
                row.note,
                row.workpaper or "",
                row.tested_at.isoformat() if row.tested_at else "",
            )
            for row in rows
        )
        return csv_response(f"sample-{sample.number}.csv", COLUMNS, cells)


class ExamineItemView(ActionView):
    """Say what a record showed."""

    model = SampleItem
    right = Right.AUDIT
    form_class = ExamineItemForm
    action = staticmethod(examine_item)
    title = _("Test the record")
    submit_label = _("Keep the result")
    success_message = _("The result is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers working papers of the audit."""
        more = {"review": self.subject.sample.review, "user": self.user}
        return {**super().get_form_kwargs(), **more}

    def get_initial(self) -> dict[str, Any]:
        """The last result."""
        item = self.subject
        known = {"note": item.note, "workpaper": item.workpaper_id}
        outcome = "" if item.status == SampleItem.Status.PENDING else item.status
        return {"expected_version": item.version, "outcome": outcome, **known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record beside the form."""
        item = self.subject
        facts = [(_("Record"), item.name), (_("Amount"), f"{item.amount:,.2f}")]
        return super().get_context_data(facts=facts, **kwargs)


class WriteWorkpaperView(OfReview):
    """Begin a paper."""

    form_class = WorkpaperForm
    action = staticmethod(write_workpaper)
    title = _("Write a working paper")
    lead = _("The audited never see working papers, not even their number.")
    success_message = _("The working paper is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and findings."""
        return {**super().get_form_kwargs(), "review": self.subject, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """Nothing yet."""
        return {}


class WorkpaperView(SignedInMixin, DetailView):
    """One working paper."""

    template_name = "reviews/workpaper.html"
    context_object_name = "paper"

    def get_queryset(self) -> QuerySet[Workpaper]:
        """The auditors' own."""
        rows: QuerySet[Workpaper] = Workpaper.objects.visible_to(self.user)
        return rows.select_related(
            "project__owner", "review__engagement", "written_by", "finding", "finished_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Notes, evidence, records tested with it."""
        paper = self.object
        documents = Document.objects.visible_to(self.user)
        return super().get_context_data(
            project=paper.project,
            active_tab="reviews",
            title=f"{paper} {paper.title}",
            evidence=documents.filter(pk__in=paper.evidence.order_by().values("pk")),
            items=SampleItem.objects.visible_to(self.user)
            .filter(workpaper=paper)
            .select_related("sample"),
            facts=[
                (_("Status"), paper.get_status_display()),
                (_("Written by"), paper.written_by),
                (_("Written"), paper.written_at),
                (_("Finished"), paper.finished_at),
            ],
            may_work=paper.status == Workpaper.Status.WORKING
            and paper.review.is_open
            and is_auditor_of(paper.review, self.user),
            **kwargs,
        )


class OfWorkpaper(ActionView):
    """A step of a working paper."""

    model = Workpaper
    right = Right.AUDIT
    form_class: type[BaseForm] | None = VersionForm

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"expected_version": self.subject.version}


class ChangeWorkpaperView(OfWorkpaper):
    """Go on with a paper."""

    form_class = ChangeWorkpaperForm
    title = _("Change the working paper")
    success_message = _("The working paper is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and findings."""
        return {**super().get_form_kwargs(), "review": self.subject.review, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """What is written now."""
        paper = self.subject
        now = {"title": paper.title, "text": paper.text, "finding": paper.finding_id}
        return {**super().get_initial(), **now, "evidence": paper.evidence.all()}

    def perform(self, form: Any) -> Workpaper:
        """Everything but the version is content."""
        contents = dict(form.cleaned_data)
        version = contents.pop("expected_version")
        return change_workpaper(
            self.subject, actor=self.user, contents=contents, expected_version=version
        )


class FinishWorkpaperView(OfWorkpaper):
    """Finish a paper."""

    action = staticmethod(finish_workpaper)
    title = _("Finish the working paper")
    warning = _("A finished working paper is not changed any more.")
    submit_label = _("Finish the working paper")
    success_message = _("The working paper is finished.")
