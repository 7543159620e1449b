"""Somebody is absent, and a colleague of the same organisation stands in."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models.membership import Membership
from egov_outsource.accounts.models.organisation import Organisation
from egov_outsource.accounts.models.reach import Viewer, may_look
from egov_outsource.accounts.models.user import User


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations, dated."""

    def visible_to(self, user: Viewer) -> "DelegationQuerySet":
        """One's own, on either side, and those of organisations that one administers or leads."""
        if not may_look(user) or user.pk is None:
            return self.none()
        heads = Membership.objects.in_force().filter(
            user_id=user.pk, role__in=[Membership.Role.ADMINISTRATOR, Membership.Role.LEADER]
        )
        return self.filter(
            Q(delegator_id=user.pk)
            | Q(delegate_id=user.pk)
            | Q(organisation_id__in=heads.values("organisation_id"))
        )

    def in_force(self) -> "DelegationQuerySet":
        """Those that count at this moment."""
        now = timezone.now()
        return self.filter(valid_from__lte=now, valid_to__gt=now, revoked_at__isnull=True)

    def open(self) -> "DelegationQuerySet":
        """Those that count now or will."""
        return self.filter(valid_to__gt=timezone.now(), revoked_at__isnull=True)


class Delegation(models.Model):
    """While `delegator` is absent, `delegate` holds the delegator's rights in `organisation`.

    It carries only what the delegator holds by their own roles, so that it never chains.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    delegator = models.ForeignKey(
        User, verbose_name=_("absent"), on_delete=models.PROTECT, related_name="absences"
    )
    delegate = models.ForeignKey(
        User, verbose_name=_("stands in"), on_delete=models.PROTECT, related_name="stand_ins"
    )
    reason = models.CharField(_("reason"), max_length=300)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    revoke_reason = models.CharField(_("reason for the end"), max_length=300, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation of absence")
        verbose_name_plural = _("delegations of absence")
        default_permissions = ()
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="delegation_dates_ordered"
            ),
            models.CheckConstraint(
                condition=~Q(delegate=F("delegator")), name="delegation_to_another"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="delegation_revoked_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["delegate", "valid_to"], name="delegation_of_delegate"),
            models.Index(fields=["delegator", "valid_to"], name="delegation_of_delegator"),
        ]

    def __str__(self) -> str:
        # without names: this text enters the permanent part of the audit log
        return f"#{self.pk}, {self.organisation.name}"

    def get_absolute_url(self) -> str:
        """The page of absences, where it is listed."""
        return reverse("absence")

    @property
    def basis(self) -> str:
        """As grants name what they follow from."""
        return f"{GRANT_BASIS}{self.pk}"

    @property
    def state(self) -> str:
        """revoked, over, coming or in_force."""
        if self.revoked_at is not None:
            return "revoked"
        now = timezone.now()
        if self.valid_to <= now:
            return "over"
        return "coming" if self.valid_from > now else "in_force"

    @property
    def state_label(self) -> str:
        """The state in words."""
        words = {
            "revoked": _("Revoked"),
            "over": _("Over"),
            "coming": _("Coming"),
            "in_force": _("In force"),
        }
        return str(words[self.state])


GRANT_BASIS = "delegation "
