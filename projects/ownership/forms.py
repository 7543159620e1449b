"""What people type about transfers, subcontracts and emergencies."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.forms import offer
from projects.lines import authorities_above, bodies_below
from projects.models import Agency, EmergencyAccess, OwnershipTransfer, Project, Subcontract

REASONS = forms.Textarea(attrs={"rows": 4})


def agencies_open(user: User, project: Project) -> QuerySet[Agency]:
    """Government bodies under the same roof, among those that `user` knows of."""
    known = Organisation.objects.visible_to(user).values("pk")
    roof = authorities_above(project.owner)[-1:]
    bodies = [pk for body in roof for pk in (body.pk, *bodies_below(body))]
    rows: QuerySet[Agency] = Agency.objects.filter(pk__in=known, is_active=True)
    return rows.filter(pk__in=bodies).exclude(pk=project.owner_id).order_by("name")


def firms_open() -> QuerySet[Organisation]:
    """Contractors of the register."""
    return Organisation.objects.filter(kind=Organisation.Kind.CONTRACTOR, is_active=True)


def colleagues(user: User, project: Project) -> QuerySet[User]:
    """People of the owner and of the authorities above it, among those that `user` knows of."""
    line = [project.owner, *authorities_above(project.owner)]
    members = Membership.objects.visible_to(user).in_force().filter(organisation__in=line)
    people: QuerySet[User] = User.objects.filter(
        kind=User.Kind.PERSON, is_active=True, pk__in=members.values("user")
    ).order_by("name")
    return people


class ProjectForm(forms.Form):
    """A form whose choices depend on the project and on who asks."""

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.user = project, user


class ProposeTransferForm(ProjectForm):
    """To whom, why and by which order."""

    taker = forms.ModelChoiceField(label=_("To"), queryset=Agency.objects.none())
    basis = forms.CharField(
        label=_("Basis"), max_length=200, help_text=_("The order or decision that asks for it.")
    )
    reasons = forms.CharField(label=_("Reasons"), widget=REASONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, taker=agencies_open(self.user, self.project))


class DecisionForm(forms.Form):
    """Yes or no, with reasons."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reasons = forms.CharField(label=_("Reasons"), widget=REASONS)
    outcomes: tuple[Any, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, outcome=[(one.value, one.label) for one in self.outcomes])


class DecideTransferForm(DecisionForm):
    """Approve or refuse."""

    outcomes = (OwnershipTransfer.Status.APPROVED, OwnershipTransfer.Status.REFUSED)


class DecideSubcontractForm(DecisionForm):
    """Consent or refuse."""

    outcomes = (Subcontract.Status.CONSENTED, Subcontract.Status.REFUSED)


class DecideEmergencyForm(DecisionForm):
    """Confirm or refuse."""

    outcomes = (EmergencyAccess.Status.CONFIRMED, EmergencyAccess.Status.REFUSED)


class ProposeSubcontractForm(ProjectForm):
    """Who is to do which part, how long and by which clause."""

    organisation = forms.ModelChoiceField(
        label=_("Subcontractor"), queryset=Organisation.objects.none()
    )
    part = forms.CharField(label=_("Part of the work"), max_length=300)
    value = forms.DecimalField(
        label=_("Value"), max_digits=18, decimal_places=2, min_value=Decimal(0), required=False
    )
    basis = forms.CharField(
        label=_("Basis"), max_length=200, help_text=_("The clause that allows it.")
    )
    valid_from = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput, initial=timezone.now
    )
    valid_to = forms.DateTimeField(
        label=_("To"),
        widget=forms.DateTimeInput,
        help_text=_("No later than the end of the contract."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=firms_open())


class RequestEmergencyForm(ProjectForm):
    """Who is to read, why and how long."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    reason = forms.CharField(
        label=_("Reason"),
        widget=REASONS,
        help_text=_("Why nobody who has access can do it."),
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=1, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=colleagues(self.user, self.project))
        hours = self.fields["hours"]
        assert isinstance(hours, forms.IntegerField)  # noqa: S101 - declared above
        hours.max_value = settings.EMERGENCY_MAX_HOURS
        hours.help_text = _("At most %(hours)d.") % {"hours": settings.EMERGENCY_MAX_HOURS}
