"""Two people, one row: the second to save is told."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Hidden, Stale

M = TypeVar("M", bound=models.Model)


def locked(thing: M, *, expected_version: int | None = None) -> M:
    """`thing` read afresh and locked until the transaction ends.

    Raises:
        Hidden: it is gone.
        Stale: `expected_version` is given and somebody saved since.

    """
    fresh = type(thing)._default_manager.select_for_update(of=("self",)).filter(pk=thing.pk).first()
    if fresh is None:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    if expected_version is not None and fresh.version != expected_version:  # type: ignore[attr-defined]
        raise Stale(
            "STALE",
            _("Somebody else saved this after you opened it. Compare, then save again."),
        )
    return fresh
