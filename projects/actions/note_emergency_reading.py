"""Write down what somebody read in an emergency."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.models import EmergencyAccess

LONGEST_PATH = 500


@action
def note_emergency_reading(emergency: EmergencyAccess, *, actor: User, path: str) -> None:
    """The person that was let in opened `path`. Recorded as `emergency:read` (INV-9)."""
    record(
        "emergency:read",
        emergency,
        actor=actor,
        organisation=emergency.organisation,
        data={"path": path[:LONGEST_PATH]},
    )
