"""What an auditor asks, and what is answered."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models.review import Review
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from projects.models import ProjectScoped, ScopedQuerySet
from projects.models.scoped import Versioned
from projects.rights import Right


class QuestionQuerySet(ScopedQuerySet):
    """Questions; drafts are the auditor's own."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Asked ones for those who see reviews or must answer; drafts for the auditors."""
        mine = Q(organisation_id__in=list(access.scope_of(user).organisations))
        return super().visible_to(user).filter(Q(asked_at__isnull=False) | mine)


class Question(ProjectScoped, Versioned):
    """Asked by the auditor of one party, due on a day, answered once; doubts are a follow-up."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ASKED = "asked", _("Waiting for the answer")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_REVIEWS
    own_path = "addressee"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="questions")
    # given when it is asked, so that no hole tells of a draft
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows up"),
        on_delete=models.PROTECT,
        related_name="follow_ups",
        null=True,
        blank=True,
    )
    title = models.CharField(_("question"), max_length=300)
    text = models.TextField(_("what is asked"))
    evidence = models.ManyToManyField(
        Document, verbose_name=_("attached"), related_name="+", blank=True
    )
    due = models.DateField(_("answer due"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    addressee = models.ForeignKey(
        Organisation, verbose_name=_("addressed to"), on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_evidence = models.ManyToManyField(
        Document, verbose_name=_("attached to the answer"), related_name="+", blank=True
    )
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminded_on = models.DateField(_("last reminded"), null=True, blank=True)

    objects: ClassVar[Any] = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit question")
        verbose_name_plural = _("audit questions")
        default_permissions = ()
        ordering = ["review", "-number", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="audit_question_number_once"),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, number__isnull=True)
                & Q(status__in=["draft", "withdrawn"])
                | Q(asked_at__isnull=False, number__isnull=False)
                & Q(status__in=["asked", "answered"]),
                name="audit_question_numbered_when_asked",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered")
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="audit_question_answer_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        # the log names drafts without their words
        return f"Q-{self.number} {self.title}" if self.number else "Q-"

    @property
    def name(self) -> str:
        """As its reader calls it."""
        return str(self) if self.number else gettext("Draft: %(title)s") % {"title": self.title}

    @property
    def is_sealed(self) -> bool:
        """Whether entries about it are its auditors' own."""
        return self.asked_at is None

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reviews:question", args=[self.pk])

    @property
    def deadline(self) -> date | None:
        """By when the audited owe the answer."""
        return self.due if self.status == self.Status.ASKED else None

    @property
    def is_late(self) -> bool:
        """Whether the answer is overdue."""
        return self.status == self.Status.ASKED and self.due < timezone.localdate()
