"""Pages of questions and answers."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from audit.evidence.models import Document
from audit.reviews.actions.answer_question import answer_question
from audit.reviews.actions.ask_question import ask_question
from audit.reviews.actions.change_question import change_question
from audit.reviews.actions.draft_question import draft_question
from audit.reviews.actions.withdraw_question import withdraw_question
from audit.reviews.forms import AnswerForm, ChangeQuestionForm, QuestionForm, VersionForm
from audit.reviews.mandate import require_addressee
from audit.reviews.models import Question, Review
from audit.reviews.views.doing import OfReview
from audit.reviews.views.reading import is_addressed, is_auditor_of
from egov_outsource.pages import ActionView, SignedInMixin
from projects.rights import Right


class QuestionView(SignedInMixin, DetailView):
    """One question: what is asked, the answer, what followed."""

    template_name = "reviews/question.html"
    context_object_name = "question"

    def get_queryset(self) -> QuerySet[Question]:
        """What the reader may see."""
        rows: QuerySet[Question] = Question.objects.visible_to(self.user)
        return rows.select_related(
            "project__owner",
            "review__engagement",
            "organisation",
            "addressee",
            "answered_by",
            "follows",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, attachments that the reader may see, what follows, what can be done."""
        question = self.object
        documents = Document.objects.visible_to(self.user)
        seen = Question.objects.visible_to(self.user)
        is_open = question.review.is_open
        return super().get_context_data(
            project=question.project,
            active_tab="reviews",
            title=question.name,
            facts=[
                (_("Status"), question.get_status_display()),
                (_("Asked by"), question.organisation.label),
                (_("Addressed to"), question.addressee.label),
                (_("Asked"), question.asked_at),
                (_("Answer due"), question.due),
                (_("Answered"), question.answered_at),
            ],
            attached=documents.filter(pk__in=question.evidence.order_by().values("pk")),
            proof=documents.filter(pk__in=question.answer_evidence.order_by().values("pk")),
            before=seen.filter(pk=question.follows_id).first(),
            after=seen.filter(follows=question),
            may_work=is_open and is_auditor_of(question.review, self.user),
            may_answer=is_open and is_addressed(question, self.user),
            **kwargs,
        )


class DraftQuestionView(OfReview):
    """Write down a question."""

    form_class = QuestionForm
    action = staticmethod(draft_question)
    title = _("Draft a question")
    lead = _("Nobody outside your organisation sees a draft.")
    submit_label = _("Keep the draft")
    success_message = _("The draft is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and parties of the project."""
        return {**super().get_form_kwargs(), "review": self.subject, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """The owner agency is asked unless somebody else is chosen."""
        return {"addressee": self.subject.project.owner_id}


class OfQuestion(ActionView):
    """A step of a question."""

    model = Question
    right: ClassVar[Right | None] = Right.AUDIT
    form_class: type[BaseForm] | None = VersionForm

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"expected_version": self.subject.version}

    def about(self) -> dict[str, Any]:
        """Of which audit, and for whom: what forms with choices want to know."""
        return {"review": self.subject.review, "user": self.user}


class FollowUpView(OfQuestion):
    """Ask on, after an answer."""

    form_class = QuestionForm
    title = _("Draft a follow-up")
    lead = _("Nobody outside your organisation sees a draft.")
    submit_label = _("Keep the draft")
    success_message = _("The draft is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and parties of the project."""
        return {**super().get_form_kwargs(), **self.about()}

    def get_initial(self) -> dict[str, Any]:
        """The same addressee."""
        return {"addressee": self.subject.addressee_id, "title": self.subject.title}

    def perform(self, form: Any) -> Question:
        """A question of its own that names what it follows."""
        review: Review = self.subject.review
        return draft_question(review, actor=self.user, follows=self.subject, **form.cleaned_data)


class ChangeQuestionView(OfQuestion):
    """Change a draft."""

    form_class = ChangeQuestionForm
    title = _("Change the draft")
    success_message = _("The draft is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and parties of the project."""
        return {**super().get_form_kwargs(), **self.about()}

    def get_initial(self) -> dict[str, Any]:
        """What is written now."""
        names = ("title", "text", "due", "addressee")
        values = {name: getattr(self.subject, name) for name in names}
        return {**super().get_initial(), **values, "evidence": self.subject.evidence.all()}

    def perform(self, form: Any) -> Question:
        """Everything but the version is content."""
        contents = dict(form.cleaned_data)
        version = contents.pop("expected_version")
        return change_question(
            self.subject, actor=self.user, contents=contents, expected_version=version
        )


class AskQuestionView(OfQuestion):
    """Put the question."""

    action = staticmethod(ask_question)
    title = _("Ask the question")
    warning = _("The audited read it at once, and nobody can edit it any more.")
    submit_label = _("Ask the question")
    success_message = _("The question is asked.")


class WithdrawQuestionView(OfQuestion):
    """Give up a draft."""

    action = staticmethod(withdraw_question)
    title = _("Give up the draft")
    submit_label = _("Give up the draft")
    success_message = _("The draft is given up.")


class AnswerQuestionView(OfQuestion):
    """Answer."""

    form_class = AnswerForm
    action = staticmethod(answer_question)
    right = None
    title = _("Answer the question")
    warning = _("An answer is given once; what is to be added answers a follow-up.")
    submit_label = _("Send the answer")
    success_message = _("The answer is sent to the auditor.")

    def check(self, subject: Question) -> None:
        """Only for those to whom it is addressed."""
        require_addressee(subject, self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents of the project."""
        return {**super().get_form_kwargs(), **self.about()}
