"""What a version changes in the projects that the reader may see."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from egov_outsource.export import csv_response
from egov_outsource.jobs.models import Job
from egov_outsource.pages import SignedInMixin, visible_or_404
from risk.actions.replay_model import KIND
from risk.modelling.stewards import is_steward_or_leader
from risk.models import ModelReplay, ModelVersion, ReplayedResult
from risk.models.result import BAND_CODES
from risk.scoring.bands import Band

PAGE_SIZE = 25


def newest_replay(version: ModelVersion) -> ModelReplay | None:
    """The latest try of the version."""
    return version.replays.order_by("-edition").first()


def results_of(replay: ModelReplay | None, user: Any) -> QuerySet[ReplayedResult]:
    """Those that the reader may see; who changes band first, then by how much."""
    rows: QuerySet[ReplayedResult] = ReplayedResult.objects.visible_to(user).filter(replay=replay)
    return rows.select_related("project", "project__owner").order_by(
        (F("band") - F("band_before")).desc(), (F("score") - F("score_before")).desc(), "project"
    )


class TrialView(SignedInMixin, ListView):
    """Who changes band under a version: counts, bands old by new, the projects."""

    template_name = "risk/models/trial.html"
    paginate_by = PAGE_SIZE
    context_object_name = "results"
    version: ModelVersion
    replay: ModelReplay | None

    def get_queryset(self) -> QuerySet[ReplayedResult]:
        """Those that change band; all on demand."""
        self.version = visible_or_404(ModelVersion, self.user, pk=self.kwargs["pk"])
        self.replay = newest_replay(self.version)
        found = results_of(self.replay, self.user)
        return found if self.request.GET.get("all") else found.exclude(band=F("band_before"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The matrix of bands, and how far the try is."""
        pairs = results_of(self.replay, self.user).order_by().values_list("band_before", "band")
        counts = Counter(pairs)
        return super().get_context_data(
            title=_("Risk model %(version)s tried") % {"version": self.version.semver},
            version=self.version,
            replay=self.replay,
            is_outdated=bool(self.replay and self.replay.edition != self.version.version),
            may_try=self.version.is_draft and is_steward_or_leader(self.version, self.user),
            job=self._job(),
            projects=sum(counts.values()),
            changed=sum(n for (before, after), n in counts.items() if before != after),
            up=sum(n for (before, after), n in counts.items() if after > before),
            down=sum(n for (before, after), n in counts.items() if after < before),
            bands=[BAND_CODES[band] for band in Band],
            matrix=[
                (BAND_CODES[before], [(counts[before, after], before == after) for after in Band])
                for before in Band
            ],
            shows_all=bool(self.request.GET.get("all")),
            **kwargs,
        )

    def _job(self) -> Job | None:
        """The job that works at it, for whom it may be shown."""
        if self.replay is None or self.replay.finished_at:
            return None
        jobs = Job.objects.visible_to(self.user).filter(kind=KIND, key=str(self.replay.pk))
        found: Job | None = jobs.order_by("-pk").first()
        return found


class ExportTrialView(SignedInMixin, View):
    """All visible projects of a try as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Stream them."""
        version: ModelVersion = visible_or_404(ModelVersion, self.user, pk=pk)
        rows = results_of(newest_replay(version), self.user)
        header = [_("Project"), _("Agency"), _("As of"), _("Score before"), _("Band before")]
        header += [_("Score after"), _("Band after"), _("Lower bound"), _("Upper bound")]
        return csv_response(f"risk-model-{version.semver}.csv", header, lines(rows))


def lines(rows: QuerySet[ReplayedResult]) -> Iterator[Sequence[Any]]:
    """One line a project."""
    for row in rows.iterator(chunk_size=500):
        before = [row.as_of.isoformat(), figure(row.score_before), row.band_code_before]
        after = [figure(row.score), row.band_code, figure(row.lo), figure(row.hi)]
        yield [row.project.reference, row.project.owner.label, *before, *after]


def figure(value: float) -> str:
    """Four decimals, nothing where there is no score."""
    return "" if math.isnan(value) else f"{value:.4f}"
