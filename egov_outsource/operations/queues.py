"""How much waits in the queues, and since when."""

import json
import time
from dataclasses import dataclass
from typing import Any

import kombu.exceptions
import redis.exceptions
from celery import current_app

from egov_outsource.jobs.receivers import SENT_AT
from egov_outsource.queues import QUEUES

UNACKED = "unacked"  # where kombu keeps what workers hold
AWAY = (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError)


@dataclass(frozen=True)
class Queue:
    """How many messages wait, and for how many seconds the oldest has."""

    name: str
    length: int
    oldest: float | None


@dataclass(frozen=True)
class Queues:
    """All of them; `held` is what workers have taken, or wait to begin at its time."""

    answers: bool
    queues: list[Queue]
    held: int


def waiting() -> Queues:
    """What Redis says; nothing where it does not answer."""
    try:
        with current_app.connection_for_read() as connection:
            channel: Any = connection.default_channel
            pipe = channel.client.pipeline(transaction=False)
            for name in QUEUES:
                pipe.llen(name).lindex(name, -1)
            *found, held = pipe.hlen(UNACKED).execute()
    except AWAY:
        return Queues(answers=False, queues=[], held=0)
    lengths, oldest = found[::2], found[1::2]
    rows = [
        Queue(name, length, _age(message))
        for name, length, message in zip(QUEUES, lengths, oldest, strict=True)
    ]
    return Queues(answers=True, queues=rows, held=held)


def _age(message: bytes | None) -> float | None:
    """Seconds since the message was sent; the oldest one lies at the end where it is taken."""
    sent = json.loads(message)["headers"].get(SENT_AT) if message else None
    return max(0.0, time.time() - sent) if sent else None
