"""The page of a job: how far it is, and the two things that can be done about it."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from egov_outsource.errors import Refusal
from egov_outsource.jobs.actions.cancel_job import cancel_job
from egov_outsource.jobs.actions.retry_job import OVER, retry_job
from egov_outsource.jobs.kinds import KINDS, label_of
from egov_outsource.jobs.models import Job
from egov_outsource.pages import SignedInMixin, refused, visible_or_404


class JobView(SignedInMixin, View):
    """One job with its progress bar; asked by the bar itself, only the bar."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page, or the bar alone."""
        job = visible_or_404(Job, self.user, pk=pk)
        is_mine = job.asked_by_id == self.user.pk
        progress = progress_of(job)
        if is_mine and job.is_open and not job.is_being_cancelled:
            progress["cancel_url"] = reverse("jobs:cancel", args=[pk])
        context = {
            "title": label_of(job),
            "job": job,
            "progress": progress,
            "may_retry": is_mine and job.state in OVER,
        }
        is_bar = bool(getattr(request, "htmx", False))
        return render(request, "components/progress.html" if is_bar else "jobs/job.html", context)


class JobDeedView(SignedInMixin, View):
    """A button of that page."""

    action: ClassVar[Any]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and go back."""
        job = visible_or_404(Job, self.user, pk=pk)
        try:
            type(self).action(job, actor=self.user)
        except Refusal as refusal:
            return refused(request, refusal)
        return redirect(job)


class CancelJobView(JobDeedView):
    """End a job."""

    action = staticmethod(cancel_job)


class RetryJobView(JobDeedView):
    """Try a job again."""

    action = staticmethod(retry_job)


def progress_of(job: Job) -> dict[str, Any]:
    """What the progress bar shows; other pages may show it too."""
    kind = KINDS.get(job.kind)
    is_done = job.state == Job.State.DONE
    message = job.get_failure_display() if job.failure else ""
    if job.is_being_cancelled:
        message = _("It is being cancelled.")
    elif job.state == Job.State.CANCELLED:
        message = _("Cancelled")
    return {
        "id": f"job-{job.pk}",
        "label": label_of(job),
        "done": job.done,
        "total": job.total,
        "state": job.state,
        "message": message,
        "url": reverse("jobs:job", args=[job.pk]),
        "result_url": kind.result_url(job) if is_done and kind and kind.result_url else "",
    }
