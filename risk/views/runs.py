"""Recomputation of many projects, with its progress."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from egov_outsource.errors import Refusal
from egov_outsource.pages import SignedInMixin, refused, visible_or_404
from projects.models import Project
from projects.rights import Right
from risk.actions.start_run import start_run
from risk.models import RecomputeRun
from risk.tasks import send_chunks

SHOWN = 20


class RunListView(SignedInMixin, TemplateView):
    """Recomputations so far, and the button that starts another."""

    template_name = "risk/runs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest runs."""
        runs = RecomputeRun.objects.visible_to(self.user).select_related("requested_by")
        return super().get_context_data(
            title=_("Recomputations"),
            runs=[(run, progress_of(run)) for run in runs[:SHOWN]],
            may_run=may_run(self.user),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start a run over all projects whose risk the person may have computed."""
        try:
            run = start_run(
                RecomputeRun.Kind.ON_DEMAND, actor=self.user, as_of=timezone.localdate()
            )
        except Refusal as refusal:
            return refused(request, refusal)
        send_chunks(run)
        return redirect("risk:run", pk=run.pk)


class RunView(SignedInMixin, View):
    """One run with its progress bar; asked by the bar itself, only the bar."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page, or the bar alone."""
        run = visible_or_404(RecomputeRun, self.user, pk=pk)
        context = {"title": str(run), "run": run, "progress": progress_of(run)}
        is_bar = getattr(request, "htmx", False)
        return render(request, "components/progress.html" if is_bar else "risk/run.html", context)


def may_run(user: Any) -> bool:
    """Whether there is a project whose risk `user` may have computed."""
    allowed: QuerySet[Project] = Project.objects.where(Right.RECOMPUTE_RISK, user)
    return allowed.exists()


def progress_of(run: RecomputeRun) -> dict[str, Any]:
    """What the progress bar shows."""
    done = run.total if run.finished_at else run.done
    state = "done" if run.finished_at else "running" if done else "waiting"
    return {
        "id": f"run-{run.pk}",
        "label": _("%(run)s: projects computed") % {"run": run},
        "done": done,
        "total": run.total,
        "state": state,
        "url": reverse("risk:run", args=[run.pk]),
        "result_url": reverse("risk:portfolio"),
    }
