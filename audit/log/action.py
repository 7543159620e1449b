"""Makes a plain function an action: one transaction, and a refusal that is written down."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from django.db import models, transaction

from audit.log.record import record_refusal
from egov_outsource.access import noting_mandates
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, NotAllowed, NotReady, Refusal, Stale
from egov_outsource.wall.eyes import acting

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function(thing, *, actor, …)` in a transaction of its own, before the wall as an actor.

    What it refuses is rolled back and then recorded as an attempt; bad input and stale forms are
    not, because they say nothing about anybody's intention.
    """

    @functools.wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        with acting(cast("User", kwargs["actor"])):
            try:
                with transaction.atomic(), noting_mandates():
                    return function(*args, **kwargs)
            except (NotAllowed, Hidden, NotReady, Conflict) as refusal:
                if not isinstance(refusal, Stale):
                    _write_down(refusal, function.__name__, args, dict(kwargs))
                raise

    return act


def _write_down(
    refusal: Refusal, attempt: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    subject, actor = args[0], cast("User", kwargs["actor"])
    if isinstance(subject, models.Model) and subject.pk is not None:
        record_refusal(refusal, subject, actor=actor, attempt=attempt)
