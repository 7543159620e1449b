"""A program that acts for one organisation, and the tokens that it signs in with."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import AbstractAPIKey, BaseAPIKeyManager

from egov_outsource.accounts.models.membership import Membership
from egov_outsource.accounts.models.organisation import Organisation
from egov_outsource.accounts.models.reach import Viewer, may_look
from egov_outsource.accounts.models.user import User


class ServiceAccountQuerySet(models.QuerySet["ServiceAccount"]):
    """Service accounts, as somebody sees them."""

    def visible_to(self, user: Viewer) -> "ServiceAccountQuerySet":
        """Those of organisations that the reader administers; a service sees itself."""
        if not may_look(user):
            return self.none()
        administered = Membership.objects.administrators().of(user)
        mine = Q(organisation_id__in=administered.values("organisation_id"))
        return self.filter(mine | Q(user_id=user.pk))


class ServiceAccount(models.Model):
    """A program of `organisation`; `user` is how it appears in memberships and the audit log."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="service_accounts"
    )
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="service_account")
    name = models.CharField(_("name"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=500)
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("scopes"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = ServiceAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("service account")
        verbose_name_plural = _("service accounts")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(closed_at__isnull=True),
                name="service_account_name_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the account and its tokens."""
        return reverse("service_account_detail", args=[self.pk])


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens, as somebody sees them."""

    def visible_to(self, user: Viewer) -> "ApiTokenQuerySet":
        """Those of the service accounts that the reader sees."""
        return self.filter(account__in=ServiceAccount.objects.visible_to(user))

    def usable(self) -> "ApiTokenQuerySet":
        """Neither revoked nor expired, of an open account."""
        return self.filter(
            revoked=False, expiry_date__gt=timezone.now(), account__closed_at__isnull=True
        )


class ApiTokenManager(BaseAPIKeyManager.from_queryset(ApiTokenQuerySet)):  # type: ignore[misc]
    """Makes tokens: the secret leaves only here and only once, its hash stays."""

    def assign_key(self, obj: "ApiToken") -> str:
        """Keep the hash in its own column only; the library would also put it into the key."""
        secret, obj.prefix, obj.hashed_key = self.key_generator.generate()
        return str(secret)


class ApiToken(AbstractAPIKey):
    """A secret of a service account; only `prefix` may be shown after it was issued."""

    id = models.BigAutoField(primary_key=True)  # type: ignore[assignment]
    account = models.ForeignKey(ServiceAccount, on_delete=models.PROTECT, related_name="tokens")
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("scopes"))
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects: ClassVar[ApiTokenManager] = ApiTokenManager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(expiry_date__isnull=False), name="api_token_always_expires"
            ),
            models.CheckConstraint(
                condition=Q(expiry_date__gt=models.F("created")), name="api_token_dates_ordered"
            ),
            models.CheckConstraint(
                condition=Q(revoked=False, revoked_at__isnull=True)
                | Q(revoked=True, revoked_at__isnull=False),
                name="api_token_revoked_when",
            ),
        ]

    def get_absolute_url(self) -> str:
        """The page of the account that it belongs to."""
        return self.account.get_absolute_url()

    @property
    def state(self) -> str:
        """active, expired or revoked."""
        if self.revoked:
            return "revoked"
        return "expired" if self.has_expired else "active"

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(
            {"revoked": _("Revoked"), "expired": _("Expired"), "active": _("Active")}[self.state]
        )
