"""Which rows an auditor looks at, drawn so that anybody can draw them again."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.reviews.models.own import AuditorsOwn
from audit.reviews.models.review import Review
from egov_outsource.accounts.models import User


class Sample(AuditorsOwn):
    """A frozen population, its digest, a method and a seed: the same seed gives the same rows."""

    class Population(models.TextChoices):
        PAYMENTS = "payments", _("Payments")
        DECISIONS = "decisions", _("Decisions")

    class Method(models.TextChoices):
        RANDOM = "random", _("Random")
        MONETARY = "monetary", _("Monetary unit")
        STRATIFIED = "stratified", _("Stratified by amount")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveSmallIntegerField(_("number"))
    purpose = models.CharField(_("what it is for"), max_length=300)
    population_kind = models.CharField(_("population"), max_length=9, choices=Population)
    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=Method)
    size = models.PositiveIntegerField(_("size"))
    seed = models.CharField(_("seed"), max_length=64)
    # [key, amount, name] by key, as the query found them at the drawing
    population = models.JSONField(encoder=DjangoJSONEncoder)
    population_size = models.PositiveIntegerField(_("size of the population"))
    population_total = models.DecimalField(
        _("total of the population"), max_digits=20, decimal_places=2
    )
    population_sha256 = models.CharField(_("digest of the population"), max_length=64)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("drawn"), auto_now_add=True)

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        default_permissions = ()
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="sample_number_once"),
            models.CheckConstraint(
                condition=Q(size__gte=1) & Q(population_size__gte=1), name="sample_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(from_day__isnull=True)
                | Q(until_day__isnull=True)
                | Q(until_day__gte=F("from_day")),
                name="sample_days_ordered",
            ),
            models.CheckConstraint(
                condition=Q(population_sha256__regex="^[0-9a-f]{64}$") & ~Q(seed=""),
                name="sample_can_be_drawn_again",
            ),
        ]

    def __str__(self) -> str:
        return f"S-{self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reviews:sample", args=[self.pk])
