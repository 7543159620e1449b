"""A government body, a contractor or a third party."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models.reach import Viewer, may_look, own_organisations


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, as somebody sees them."""

    def visible_to(self, user: Viewer) -> "OrganisationQuerySet":
        """Government people see the whole register, everybody else only their own."""
        if not may_look(user):
            return self.none()
        own = self.model.objects.filter(pk__in=own_organisations(user))
        if own.filter(kind=Organisation.Kind.GOVERNMENT).exists():
            return self.all()
        return self.filter(pk__in=own_organisations(user))

    def served_by(self, user: Viewer) -> "OrganisationQuerySet":
        """Those in which the person holds a role now."""
        return self.filter(pk__in=own_organisations(user)) if may_look(user) else self.none()

    def found(self, words: str) -> "OrganisationQuerySet":
        """Those whose name or identifier contains `words`."""
        hit = Q(name__icontains=words) | Q(name_zh__icontains=words)
        return self.filter(hit | Q(identifiers__value__icontains=words)).distinct()


class Organisation(models.Model):
    """A party: only a government organisation can ever own a project."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        CONTRACTOR = "contractor", _("Contractor")
        THIRD_PARTY = "third_party", _("Third party")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=300)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("higher authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    registered_by = models.ForeignKey(
        "self",
        verbose_name=_("registered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registered",
    )
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | models.Q(kind="government"),
                name="organisation_tree_is_government",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """The page of the organisation."""
        return reverse("organisation_detail", args=[self.pk])

    @property
    def label(self) -> str:
        """The name in the reader's language, where it is known."""
        if (get_language() or "en").startswith("zh") and self.name_zh:
            return self.name_zh
        return self.name

    @property
    def is_government(self) -> bool:
        """Whether this organisation can own projects and hold reserved rights."""
        return self.kind == self.Kind.GOVERNMENT


class OrganisationIdentifier(models.Model):
    """A number that a register gave the organisation, such as a 统一社会信用代码."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(_("scheme"), max_length=40)
    value = models.CharField(_("identifier"), max_length=200)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="organisation_identifier_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.value}"
