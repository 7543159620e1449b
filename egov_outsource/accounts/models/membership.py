"""A person's role in an organisation, with dates."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models.organisation import Organisation
from egov_outsource.accounts.models.reach import Viewer, may_look, own_and_below
from egov_outsource.accounts.models.user import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, dated."""

    def in_force(self) -> "MembershipQuerySet":
        """Those that count at this moment, of active people in active organisations."""
        now = timezone.now()
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=now),
            valid_from__lte=now,
            user__is_active=True,
            organisation__is_active=True,
        )

    def visible_to(self, user: Viewer) -> "MembershipQuerySet":
        """Those of the reader's organisations; for government also of the bodies below."""
        if not may_look(user):
            return self.none()
        return self.filter(organisation_id__in=own_and_below(user))

    def of(self, user: Viewer) -> "MembershipQuerySet":
        """Those of one person."""
        return self.filter(user_id=user.pk or 0)

    def administrators(self) -> "MembershipQuerySet":
        """Those that let a person administer the organisation."""
        return self.in_force().filter(
            role=Membership.Role.ADMINISTRATOR, user__kind=User.Kind.PERSON
        )


class Membership(models.Model):
    """`user` acts for `organisation` in `role` while the dates hold."""

    class Role(models.TextChoices):
        # government
        OFFICER = "officer", _("Initiating officer")
        LEADER = "leader", _("Approving leader")
        PROCUREMENT = "procurement", _("Procurement officer")
        FINANCE = "finance", _("Finance officer")
        LEGAL = "legal", _("Legal reviewer")
        SECURITY = "security", _("Information-security officer")
        USER_REPRESENTATIVE = "user_representative", _("User-department representative")
        RECORDS = "records", _("Records officer")
        MODEL_STEWARD = "model_steward", _("Risk-model steward")
        # contractor
        LEGAL_REPRESENTATIVE = "legal_representative", _("Legal representative")
        PROJECT_MANAGER = "project_manager", _("Project manager")
        BID_MANAGER = "bid_manager", _("Bid manager")
        ENGINEER = "engineer", _("Engineer")
        SERVICE_MANAGER = "service_manager", _("Service manager")
        # third party
        SUPERVISOR = "supervisor", _("Supervising engineer")
        ASSESSOR = "assessor", _("Security assessor")
        AUDITOR = "auditor", _("Auditor")
        CONSULTANT = "consultant", _("Consultant")
        # any organisation
        ADMINISTRATOR = "administrator", _("Administrator of the organisation")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=24, choices=Role)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    valid_to = models.DateTimeField(_("valid to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_dates_ordered",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(valid_to__isnull=True),
                name="membership_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        # without the person's name: this text enters the permanent part of the audit log
        return f"{self.get_role_display()}, {self.organisation.name}"

    def get_absolute_url(self) -> str:
        """The page of the organisation, where it is listed."""
        return self.organisation.get_absolute_url()

    @property
    def is_in_force(self) -> bool:
        """Whether the dates hold at this moment."""
        now = timezone.now()
        return self.valid_from <= now and (self.valid_to is None or self.valid_to > now)

    @property
    def is_current(self) -> bool:
        """Whether it holds or will hold."""
        return self.valid_to is None or self.valid_to > timezone.now()

    def end(self, at: datetime) -> None:
        """Let it stop at `at`; one that has not begun ends as it begins."""
        self.valid_to = max(at, self.valid_from + timedelta(microseconds=1))
        self.save(update_fields=["valid_to"])
