"""The operators' page of background work; its parts renew themselves."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from egov_outsource.errors import Hidden, Refusal
from egov_outsource.jobs.actions.cancel_job import cancel_job
from egov_outsource.jobs.actions.put_task_away import put_task_away
from egov_outsource.jobs.actions.retry_job import retry_job
from egov_outsource.jobs.actions.retry_task import retry_task
from egov_outsource.jobs.models import FailedTask, Job
from egov_outsource.jobs.reach import is_operator
from egov_outsource.operations.clock import scheduled
from egov_outsource.operations.queues import waiting
from egov_outsource.operations.work import failed_work, under_way
from egov_outsource.operations.workers import answering
from egov_outsource.pages import SignedInMixin, refused
from egov_outsource.wall.eyes import as_system
from risk.actions.retry_run import retry_run
from risk.models import RecomputeRun

SHOWN = 50
# each button: the noun that it is about, and its verb
DEEDS: dict[str, tuple[Any, Any]] = {
    "cancel-jobs": (Job, cancel_job),
    "retry-jobs": (Job, retry_job),
    "retry-runs": (RecomputeRun, retry_run),
    "retry-task": (FailedTask, retry_task),
    "put-away": (FailedTask, put_task_away),
}


class OperatorMixin(SignedInMixin):
    """Only for operators: to everybody else there is nothing here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away who does not run the platform."""
        if request.user.is_authenticated and not is_operator(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class JobsView(OperatorMixin, TemplateView):
    """Queues, workers, work under way, what failed and what runs by the clock."""

    template_name = "operations/jobs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is quickly known; workers are asked by the page itself."""
        with as_system():
            facts = {
                "failed": list(FailedTask.objects.filter(settled="")[:SHOWN]),
                "failed_work": failed_work(),
                "clock": scheduled(),
                **moving(),
            }
        return super().get_context_data(title=_("Background work"), **facts, **kwargs)


class MovingView(OperatorMixin, TemplateView):
    """The part of that page that changes every moment."""

    template_name = "operations/parts/moving.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Queues and work under way."""
        with as_system():
            return super().get_context_data(**moving(), **kwargs)


class WorkersView(OperatorMixin, TemplateView):
    """The workers, who take a moment to answer."""

    template_name = "operations/parts/workers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those that answered."""
        return super().get_context_data(workers=answering(), is_asked=True, **kwargs)


class DeedView(OperatorMixin, View):
    """A button of that page."""

    def post(self, request: HttpRequest, deed: str, pk: int) -> HttpResponse:
        """Do it and go back."""
        if deed not in DEEDS:
            raise Http404
        noun, verb = DEEDS[deed]
        with as_system():
            subject = get_object_or_404(noun, pk=pk)
        try:
            verb(subject, actor=self.user)
        except Hidden as hidden:
            raise Http404 from hidden
        except Refusal as refusal:
            return refused(request, refusal)
        return redirect("operations:jobs")


def moving() -> dict[str, Any]:
    """What changes every moment."""
    return {"queues": waiting(), "work": under_way()}
