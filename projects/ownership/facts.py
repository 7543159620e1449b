"""The facts that stand beside a decision."""

from typing import Any

from django.utils.translation import gettext as _

from egov_outsource.templatetags.display import iso, money
from projects.models import EmergencyAccess, OwnershipTransfer, Subcontract

Facts = list[tuple[str, Any]]


def of_transfer(transfer: OwnershipTransfer) -> Facts:
    """From whom to whom, by whom and why."""
    return [
        (_("Project"), transfer.project.label),
        (_("From"), transfer.giver.label),
        (_("To"), transfer.taker.label),
        (_("Decided by the authority"), transfer.authority.label),
        (_("Proposed by"), transfer.proposed_by),
        (_("Proposed"), iso(transfer.proposed_at)),
        (_("Basis"), transfer.basis),
        (_("Reasons"), transfer.reasons),
    ]


def of_subcontract(subcontract: Subcontract) -> Facts:
    """Who is to do what, for whom and how long."""
    return [
        (_("Contractor"), subcontract.main.organisation.label),
        (_("Subcontractor"), subcontract.organisation.label),
        (_("Part of the work"), subcontract.part),
        (_("Value"), money(subcontract.value, subcontract.project.currency)),
        (_("Basis"), subcontract.basis),
        (_("From"), iso(subcontract.valid_from)),
        (_("To"), iso(subcontract.valid_to)),
        (_("End of the contract"), iso(subcontract.main.valid_to)),
        (_("Proposed by"), subcontract.proposed_by),
    ]


def of_emergency(emergency: EmergencyAccess) -> Facts:
    """Who is to read, for how long, who asked and why."""
    return [
        (_("Project"), emergency.project.label),
        (_("Person"), emergency.person),
        (_("For"), emergency.organisation.label),
        (_("Hours"), emergency.hours),
        (_("Reason"), emergency.reason),
        (_("Requested by"), emergency.requested_by),
        (_("Requested"), iso(emergency.requested_at)),
    ]
