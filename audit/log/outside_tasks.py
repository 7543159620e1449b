"""Tasks that ask others about the log: witnesses every few seconds, a time authority every day.

Nothing that they bring is an entry: each would make a new head, which would have to be cosigned.
Only what contradicts the log is raised as an alarm, and recorded.
"""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from audit.log.actions.raise_alarm import raise_alarm
from audit.log.cosigning import cosign as cosign_head
from audit.log.models import Alarm, Checkpoint, TimeToken, Tree, WitnessContact
from audit.log.proving import waits_beyond
from audit.log.stamping import StampError, authority
from audit.log.stamping import stamp as stamp_head
from audit.log.witnesses import known_witnesses
from egov_outsource.accounts.models import User
from egov_outsource.transient import TRANSIENT

logger = logging.getLogger(__name__)

STAMP_EVERY = timedelta(days=1)
# half of what the verifier allows between an entry and its number
LONGEST_WAIT = timedelta(minutes=30)


@shared_task
def cosign() -> int:
    """Show the newest head to the witnesses that have not cosigned it; returns how many did."""
    head = Checkpoint.objects.last_of()
    if head is None:
        return 0
    done = set(head.cosignatures.values_list("witness", flat=True))
    number = 0
    for witness in known_witnesses():
        if witness.name in done:
            continue
        outcome = cosign_head(head, witness)
        number += outcome == WitnessContact.Outcome.COSIGNED
        if outcome == WitnessContact.Outcome.CONTRADICTED:
            detail = f"{witness.name} at {head.size} entries"
            logger.error("a witness contradicts the log: %s", detail)
            raise_alarm(
                Alarm.Kind.WITNESS, actor=User.objects.system(), tree=Tree.SHA256, detail=detail
            )
    return number


@shared_task(bind=True, autoretry_for=(StampError, *TRANSIENT), retry_backoff=60, max_retries=5)
def stamp(_task: object) -> int:
    """Have the newest head stamped when the last token is a day old; returns how many came.

    Not while the sequencer lies still: the time would say of the entries that wait that they were
    not in the log, as it says of such as were dated back.
    """
    head = Checkpoint.objects.last_of()
    by = authority()
    if head is None or by is None or head.time_tokens.filter(authority=by.url).exists():
        return 0
    recent = TimeToken.objects.filter(received_at__gt=timezone.now() - STAMP_EVERY)
    if recent.filter(authority=by.url).exists():
        return 0
    if waits_beyond(head) > LONGEST_WAIT:
        logger.error("no time is asked for: entries wait that no signed head holds")
        return 0
    stamp_head(head, by)
    return 1
