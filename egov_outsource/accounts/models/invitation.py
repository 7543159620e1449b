"""An invitation to act for an organisation in a role, answered by a link that works once."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models.membership import Membership
from egov_outsource.accounts.models.organisation import Organisation
from egov_outsource.accounts.models.reach import Viewer, may_look
from egov_outsource.accounts.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, by state and reader."""

    def visible_to(self, user: Viewer) -> "InvitationQuerySet":
        """Those of organisations that the reader administers, and those that the reader sent."""
        if not may_look(user):
            return self.none()
        administered = Membership.objects.administrators().of(user)
        mine = Q(organisation_id__in=administered.values("organisation_id"))
        return self.filter(mine | Q(invited_by_id=user.pk))

    def waiting(self) -> "InvitationQuerySet":
        """Neither answered nor withdrawn nor expired."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def unanswered(self) -> "InvitationQuerySet":
        """Neither answered nor withdrawn; the link may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """`invited_by` asks the owner of `email` to take `role` in `organisation`."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=24, choices=Membership.Role)
    language = models.CharField(_("language"), max_length=10, default="en")
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("invited_at")),
                name="invitation_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                "role",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_once_while_unanswered",
            ),
        ]

    def __str__(self) -> str:
        # without the address: this text enters the permanent part of the audit log
        return f"{self.get_role_display()}, {self.organisation.name}"

    def get_absolute_url(self) -> str:
        """The page of the organisation, where it is listed."""
        return self.organisation.get_absolute_url()

    @property
    def state(self) -> str:
        """waiting, expired, accepted or withdrawn."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "waiting" if self.expires_at > timezone.now() else "expired"

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(
            {
                "accepted": _("Accepted"),
                "withdrawn": _("Withdrawn"),
                "waiting": _("Waiting for an answer"),
                "expired": _("Expired"),
            }[self.state]
        )
