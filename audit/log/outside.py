"""What stands behind the log beside its operator: witnesses and trusted time, as of now."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from audit.log.models import Checkpoint, Cosignature, TimeToken, Tree, WitnessContact
from audit.log.notation import NoteError
from audit.log.witnesses import known_witnesses, quorum


@dataclass(frozen=True)
class WitnessState:
    """One witness: the newest head that it cosigned, and how the last attempt ended."""

    name: str
    vkey: str
    last: Cosignature | None
    contact: WitnessContact | None
    is_current: bool


@dataclass(frozen=True)
class Outside:
    """All of them."""

    witnesses: tuple[WitnessState, ...]
    quorum: int
    problem: str
    authority: str
    token: TimeToken | None

    @property
    def witnessed_at(self) -> datetime | None:
        """When the newest head with enough cosignatures got the last that it needed."""
        times = sorted((one.last.at for one in self.witnesses if one.last), reverse=True)
        needed = max(self.quorum, 1)
        return times[needed - 1] if len(times) >= needed else None


def seen_from_outside() -> Outside:
    """The state that the page of the log shows."""
    problem, known = "", []
    try:
        known = known_witnesses()
    except NoteError as wrong:
        problem = str(wrong)
    head = Checkpoint.objects.last_of()
    size = head.size if head else 0
    cosigned = Cosignature.objects.filter(checkpoint__tree=Tree.SHA256)
    contacts = {contact.witness: contact for contact in WitnessContact.objects.all()}
    states = []
    for witness in known:
        last = (
            cosigned.filter(witness=witness.name)
            .select_related("checkpoint")
            .order_by("-checkpoint__size")
            .first()
        )
        is_current = last is not None and last.checkpoint.size == size
        states.append(
            WitnessState(
                witness.name, str(witness.key), last, contacts.get(witness.name), is_current
            )
        )
    return Outside(
        witnesses=tuple(states),
        quorum=quorum(),
        problem=problem,
        authority=settings.LOG_TIME_AUTHORITY,
        token=TimeToken.objects.select_related("checkpoint").first(),
    )
