"""Plan items, requirements and objectives."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from projects.models import ProjectScoped, ScopedQuerySet
from projects.models.scoped import Versioned
from projects.planning.contents import CONTENTS, Content
from projects.rights import Right


class PlanItem(ProjectScoped, Versioned):
    """One of the 16 things that a plan must contain; the codes are in `planning.contents`."""

    class Status(models.TextChoices):
        EMPTY = "empty", _("Not begun")
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    visible_by = Right.VIEW_PLANNING

    code = models.CharField(_("item"), max_length=30)
    content = models.TextField(_("content"), blank=True)
    status = models.CharField(_("status"), max_length=14, choices=Status, default=Status.EMPTY)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    author_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("drafted by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        default_permissions = ()
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="plan_item_once"),
            models.CheckConstraint(
                condition=~models.Q(status__in=["approved", "not_applicable"])
                | models.Q(author__isnull=True)
                | ~models.Q(decided_by=models.F("author")),
                name="plan_item_settled_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "changed_at"],
                condition=models.Q(status__in=["submitted", "returned"]),
                name="plan_item_waiting",
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def entry(self) -> Content:
        """What belongs into it."""
        return CONTENTS[self.code]

    @property
    def label(self) -> Promise:
        """What it is called."""
        return self.entry.label

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected of it."""
        return self.status in {self.Status.APPROVED, self.Status.NOT_APPLICABLE}

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:item", args=[self.project_id, self.code])


class Withdrawable(ScopedQuerySet):
    """Rows that are withdrawn, never deleted."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Requirement(ProjectScoped, Versioned):
    """What is required, and how it will be judged: verifiable when it has both."""

    class Kind(models.TextChoices):
        FUNCTIONAL = "functional", _("Functional")
        QUALITY = "quality", _("Quality")
        SECURITY = "security", _("Security")
        DATA = "data", _("Data")
        SERVICE = "service", _("Service")

    class Priority(models.TextChoices):
        MUST = "must", _("Must")
        SHOULD = "should", _("Should")
        COULD = "could", _("Could")

    visible_by = Right.VIEW_PLANNING

    number = models.CharField(_("number"), max_length=30)
    text = models.TextField(_("requirement"))
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.FUNCTIONAL)
    priority = models.CharField(
        _("priority"), max_length=6, choices=Priority, default=Priority.MUST
    )
    criterion = models.TextField(_("acceptance criterion"), blank=True)
    test_method = models.CharField(_("test method"), max_length=500, blank=True)
    size = models.DecimalField(_("size"), max_digits=8, decimal_places=2, default=1)
    source = models.CharField(_("source"), max_length=300, blank=True)
    author_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("drafted by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    baselined_at = models.DateTimeField(_("in the baseline since"), null=True, blank=True)
    baselined_size = models.DecimalField(
        _("size in the baseline"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(
        _("reason for the withdrawal"), max_length=1000, blank=True
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = Withdrawable.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        default_permissions = ()
        ordering = ["project", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="requirement_number_once_per_project"
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0), name="requirement_size_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:80]}"

    @property
    def is_verifiable(self) -> bool:
        """Whether it can be judged: a criterion and a test method are there."""
        return bool(self.criterion.strip() and self.test_method.strip())

    @property
    def is_withdrawn(self) -> bool:
        """Whether it no longer counts."""
        return self.withdrawn_at is not None

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:requirement", args=[self.pk])


class Objective(ProjectScoped, Versioned):
    """What the project is for, measured."""

    visible_by = Right.VIEW_PLANNING

    title = models.CharField(_("objective"), max_length=300)
    measure = models.CharField(_("measure"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    target = models.DecimalField(
        _("target"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    actual = models.DecimalField(
        _("actual"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    method = models.CharField(_("how it is measured"), max_length=500, blank=True)
    owner = models.CharField(_("owner"), max_length=150, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, default=1)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(
        _("reason for the withdrawal"), max_length=1000, blank=True
    )

    objects = Withdrawable.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        default_permissions = ()
        ordering = ["project", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__gt=0), name="objective_weight_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_measurable(self) -> bool:
        """Whether one can say later that it was reached."""
        return None not in (self.baseline, self.target) and bool(self.method and self.owner)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it no longer counts."""
        return self.withdrawn_at is not None

    def get_absolute_url(self) -> str:
        """Where objectives stand."""
        return reverse("planning:objectives", args=[self.project_id])
