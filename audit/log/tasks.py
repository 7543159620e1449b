"""Tasks of the log: number and sign what waits, put tiles right, compare by night."""

import logging

from celery import shared_task
from django.conf import settings

from audit.log.actions.end_alarm import end_alarm
from audit.log.actions.raise_alarm import raise_alarm
from audit.log.context import correlated
from audit.log.models import Alarm, Pending, Tree
from audit.log.rebuild import rebuild_tiles
from audit.log.reconciling import reconcile as compare
from audit.log.sequencer import BATCH, Refused, number_leaves, sign_head
from audit.log.succession import hand_over_keys
from egov_outsource.accounts.models import User

logger = logging.getLogger(__name__)

SEQUENCER_ALARMS = (Alarm.Kind.HEAD, Alarm.Kind.BEHIND, Alarm.Kind.KEY, Alarm.Kind.TILE)


@shared_task
def sequence_waiting() -> int:
    """Sequence if an entry waits: asked for so often that no business transaction has to ask."""
    return sequence() if Pending.objects.exists() else 0


@shared_task
def sequence() -> int:
    """Number what waits and sign the new head of every tree; returns how many were numbered.

    Also what a killed one left between its two steps, and keys that are handed over.
    """
    total = 0
    with correlated("", "sequence"):
        hand_over_keys(actor=User.objects.system())
        while True:
            added = number_leaves()
            total += added
            for tree in trees():
                _sign(tree)
            if added < BATCH:
                return total


@shared_task
def reconcile() -> int:
    """Compare by night; returns how many kinds of faults there are."""
    with correlated("", "reconcile"):
        found = compare(actor=User.objects.system()).faults
    for fault in found:
        logger.error("the audit log does not match: %s", fault)
    return len(found)


def trees() -> list[Tree]:
    """The trees that are kept: a second one when commercial cryptography is asked for."""
    return [Tree.SHA256, Tree.SM3] if settings.AUDIT_SM3 else [Tree.SHA256]


def _sign(tree: Tree) -> None:
    actor = User.objects.system()
    try:
        signed = sign_head(tree)
    except Refused as refused:
        logger.error("the head of the %s tree is not signed: %s", tree, refused)  # noqa: TRY400 - no fault of ours
        raise_alarm(refused.kind, actor=actor, tree=tree, detail=refused.detail)
        if refused.kind == Alarm.Kind.TILE:
            _put_right(tree)
        return
    if signed:
        ended = Alarm.objects.filter(tree=tree, ended_at=None, kind__in=SEQUENCER_ALARMS)
        for alarm in ended:
            end_alarm(alarm, actor=actor)


def _put_right(tree: Tree) -> None:
    """A damaged tile is made again, if the leaves lead to the signed head."""
    try:
        replaced = rebuild_tiles(tree)
    except Refused as refused:
        raise_alarm(refused.kind, actor=User.objects.system(), tree=tree, detail=refused.detail)
        return
    logger.warning("tiles put right: %s", ", ".join(tile.path for tile in replaced))
