"""Scores about a contractor's own work: what it was told, what it answered, what came of it."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from egov_outsource import access
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from projects.models import Project
from projects.rights import Right
from risk.actions.answer_score import answer_score, require_concerned
from risk.actions.respond_answer import require_newest, require_unbiased, respond_answer
from risk.answers.forms import AnswerForm, ResponseForm
from risk.answers.reading import answers_seen, has_several_firms, newest, notices_in
from risk.definitions.wording import in_language
from risk.models import ScoreAnswer, ScoreNotice


def reads_answers(user: Any, project: Project) -> bool:
    """Whether somebody sees risk, or at least what concerns their own organisation."""
    return any(access.may(user, right, project) for right in (Right.VIEW_RISK, Right.VIEW_OWN))


class AnswersView(SignedInMixin, DetailView):
    """The scores about contractors, each with its answer; a contractor sees its own only."""

    template_name = "risk/answers/list.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects that the reader sees."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest period of every score."""
        project = self.object
        if not reads_answers(self.user, project):
            raise Http404
        sees_all = bool(access.may(self.user, Right.VIEW_RISK, project))
        return super().get_context_data(
            active_tab="risk",
            risk_tab="answers",
            title=_("Scores and answers") if sees_all else _("Scores about us"),
            sees_all=sees_all,
            may_answer=bool(access.may(self.user, Right.ANSWER_RISK, project)),
            is_shared=has_several_firms(project, self.user),
            notices=newest(notices_in(project, self.user)),
            **kwargs,
        )


class ExportAnswersView(SignedInMixin, View):
    """All periods and all versions of answers as a table."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """The download."""
        project = visible_or_404(Project, self.user, pk=pk)
        if not reads_answers(self.user, project):
            raise Http404
        header = [
            _("Indicator"), _("Name"), _("Contractor"), _("Period"), _("Told"),
            _("Score when told"), _("Score now"), _("As of"), _("Answer by"), _("Version"),
            _("Answered"), _("Late"),
            _("Answer"), _("Outcome"), _("Response"),
        ]  # fmt: skip
        rows = lines(notices_in(project, self.user))
        return csv_response(f"{project.reference}-answers.csv", header, rows)


def lines(notices: Any) -> Iterator[list[Any]]:
    """One row for each answer, and one for each score without any."""
    for notice in notices:
        start = [
            notice.code,
            in_language(notice.indicator),
            notice.organisation.label,
            notice.number,
            timezone.localdate(notice.told_at).isoformat(),
            f"{notice.told_score:.1f}",
            "" if notice.score is None else f"{notice.score:.1f}",
            notice.as_of.isoformat(),
            notice.answer_by.isoformat(),
        ]
        for answer in notice.said:
            yield [
                *start,
                answer.number,
                timezone.localdate(answer.answered_at).isoformat(),
                _("late") if answer.is_late else "",
                answer.text,
                answer.get_outcome_display(),
                answer.response,
            ]
        if not notice.said:
            yield start


class NoticeView(SignedInMixin, DetailView):
    """One period of one score: every version of the answer, with the responses."""

    template_name = "risk/answers/notice.html"
    context_object_name = "notice"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = ScoreNotice.objects.visible_to(self.user)
        return rows.select_related("project__owner", "organisation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts, the answers, and what may be done now."""
        notice = self.object
        said = list(answers_seen(self.user).filter(notice=notice))
        mandate = access.may(self.user, Right.ANSWER_RISK, notice)
        waits = bool(said) and not said[0].outcome
        return super().get_context_data(
            active_tab="risk",
            risk_tab="answers",
            title=f"{notice.code} {in_language(notice.indicator)}",
            project=notice.project,
            said=said,
            may_answer=mandate and mandate.organisation_id == notice.organisation_id,
            may_respond=waits and access.may(self.user, Right.KEEP_RISKS, notice),
            **kwargs,
        )


class AnswerScoreView(ActionView):
    """A contractor answers a score about it."""

    model = ScoreNotice
    form_class = AnswerForm
    action = staticmethod(answer_score)
    right = Right.ANSWER_RISK
    title = gettext_lazy("Answer this score")
    lead = gettext_lazy(
        "Your answer stands beside the score wherever it is shown. A correction is a new version;"
        " earlier versions stay."
    )
    submit_label = gettext_lazy("Answer")
    success_message = gettext_lazy("Your answer stands beside the score.")

    def check(self, subject: ScoreNotice) -> None:
        """Only whom the score is about."""
        require_concerned(subject, self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers one's own files."""
        return {**super().get_form_kwargs(), "notice": self.subject, "user": self.user}

    def get_cancel_url(self) -> str:
        """Back to the score."""
        return reverse("risk:score_notice", args=[self.subject.pk])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the score."""
        return self.get_cancel_url()


class RespondAnswerView(ActionView):
    """Somebody of the agency accepts or rejects an answer."""

    model = ScoreAnswer
    form_class = ResponseForm
    action = staticmethod(respond_answer)
    right = Right.KEEP_RISKS
    title = gettext_lazy("Respond to the answer")
    lead = gettext_lazy("The score changes only when the facts change that it comes from.")
    submit_label = gettext_lazy("Respond")
    success_message = gettext_lazy("Your response stands beside the answer.")

    def check(self, subject: ScoreAnswer) -> None:
        """Never who wrote the facts down; only the newest version."""
        require_unbiased(subject, self.user)
        require_newest(subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The answer beside the form."""
        facts = [
            (
                _("Score"),
                f"{self.subject.notice.code} {in_language(self.subject.notice.indicator)}",
            ),
            (_("Contractor"), self.subject.notice.organisation.label),
            (_("Answer"), self.subject.text),
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def get_cancel_url(self) -> str:
        """Back to the score."""
        return reverse("risk:score_notice", args=[self.subject.notice_id])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the score."""
        return self.get_cancel_url()
