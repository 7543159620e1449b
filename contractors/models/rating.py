"""How a contractor performed, with its comment beside it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.rights import Right

SCORES = [(score, str(score)) for score in range(1, 6)]


class RatingQuerySet(models.QuerySet["Rating"]):
    """Ratings: of projects in scope, one's own, and final ones for government."""

    def visible_to(self, user: access.Viewer) -> Self:
        """What `user` may see: a rival's rating never before it is final, and then not at all."""
        scope = access.scope_of(user)
        branches: list[Q] = []
        if scope.is_government:
            branches.append(Q(status="final"))
        if scope.agencies.get(Right.VIEW_PROSECUTION):
            branches.append(Q(project__owner_id__in=list(scope.agencies[Right.VIEW_PROSECUTION])))
        if scope.projects.get(Right.VIEW_PROSECUTION):
            branches.append(Q(project_id__in=list(scope.projects[Right.VIEW_PROSECUTION])))
        if scope.organisations and not scope.is_government:
            branches.append(Q(organisation_id__in=list(scope.organisations)) & ~Q(status="draft"))
        return access.united(self, branches)


class Rating(models.Model):
    """Five levels on five aspects; the contractor has 14 days to comment, then it is final."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open for comment")
        FINAL = "final", _("Final")

    visible_by = Right.VIEW_PROSECUTION
    own_path = "organisation"
    project_path = "project"
    commercial = Protected(
        frozenset(
            {
                "quality",
                "schedule",
                "cost",
                "management",
                "security",
                "narrative",
                "comment",
                "overall",
            }
        ),
        shown_to=(Right.VIEW_PROSECUTION, Right.X5),
        to_own=True,
        opened=frozenset({"final"}),
    )

    project = models.ForeignKey(
        "projects.Project", on_delete=models.PROTECT, related_name="ratings", editable=False
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("contractor"), on_delete=models.PROTECT, related_name="ratings"
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    quality = models.PositiveSmallIntegerField(_("quality"), choices=SCORES)
    schedule = models.PositiveSmallIntegerField(_("schedule"), choices=SCORES)
    cost = models.PositiveSmallIntegerField(_("cost"), choices=SCORES)
    management = models.PositiveSmallIntegerField(_("management"), choices=SCORES)
    security = models.PositiveSmallIntegerField(_("security"), choices=SCORES)
    narrative = models.TextField(_("reasons"))
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.OPEN)
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField(_("rated"), auto_now_add=True)
    comment_by = models.DateField(_("comment until"))
    comment = models.TextField(_("contractor's comment"), blank=True)
    commented_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    commented_at = models.DateTimeField(_("commented"), null=True, blank=True)
    finalised_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    finalised_at = models.DateTimeField(_("final since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance rating")
        verbose_name_plural = _("performance ratings")
        default_permissions = ()
        ordering = ["-period_end", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="rating_period_ordered"
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "period_end"], name="rating_once_per_period"
            ),
            models.CheckConstraint(
                condition=Q(finalised_by__isnull=True) | ~Q(finalised_by=F("rated_by")),
                name="rating_finalised_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.period_end.isoformat()}"

    @property
    def overall(self) -> float:
        """The mean of the five aspects, 1 to 5."""
        return (self.quality + self.schedule + self.cost + self.management + self.security) / 5
