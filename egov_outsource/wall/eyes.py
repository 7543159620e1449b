"""On whose behalf the database is asked: nobody, a person who looks, one who acts, the platform."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone

# roles of the database, one a way of asking; the application enters one for each statement
READER = "egov_reader"
ACTOR = "egov_actor"
SYSTEM = "egov_system"
ERASER = "egov_eraser"
APPLICATION_ROLE = "egov_app"  # as which the platform signs in to the embedded server
BOUND = (READER, ACTOR)  # these meet what their viewer holds, by the clock of the platform
MODES = (READER, ACTOR, SYSTEM, ERASER)
PLATFORM = "system"  # the kind of the account under whose name the platform itself acts


class Person(Protocol):
    """An account, or nobody in particular: then there is no key."""

    @property
    def pk(self) -> int | None:
        """The key of the account."""


@dataclass(frozen=True)
class Eyes:
    """The role of the database, for which account, and whether nobody may change that."""

    role: str
    viewer: int = 0
    is_fixed: bool = False

    def preamble(self) -> str:
        """What stands before a statement, in the same message: it ends with the transaction."""
        role = f"SET LOCAL ROLE {self.role}; "
        if self.role not in BOUND:
            return role
        now = timezone.now().isoformat()
        return f"{role}SET LOCAL egov.viewer = '{self.viewer:d}'; SET LOCAL egov.now = '{now}'; "


# the owner of the tables, who migrates; everything of the wall is transparent
OWNER = Eyes("", is_fixed=True)
_eyes: ContextVar[Eyes | None] = ContextVar("eyes", default=None)


def current() -> Eyes | None:
    """Whose eyes the next statement has; None is nobody's."""
    return _eyes.get()


def _having(role: str, viewer: int = 0, *, is_fixed: bool = False) -> AbstractContextManager[None]:
    known = _eyes.get()
    if known is not None:
        is_same = known.role == role and known.viewer == viewer and not is_fixed
        if known.is_fixed or is_same:
            return nullcontext()
    return exactly(Eyes(role, viewer, is_fixed))


@contextmanager
def exactly(eyes: Eyes | None) -> Iterator[None]:
    """Within, these eyes and no others before they change."""
    token = _eyes.set(eyes)
    try:
        yield
    finally:
        _eyes.reset(token)


def opening() -> AbstractContextManager[None]:
    """A request begins: until somebody is recognised its reader is anonymous."""
    return exactly(Eyes(READER))


def recognise(person: Person) -> None:
    """From here to the end of the request `person` is the one who looks."""
    known = _eyes.get()
    if known is not None and not known.is_fixed:
        _eyes.set(Eyes(READER, person.pk or 0))


def looking(person: Person) -> AbstractContextManager[None]:
    """Within, what `person` may see can be read, nothing of it written."""
    return _having(READER, person.pk or 0)


def acting(person: Person) -> AbstractContextManager[None]:
    """Within, an action of `person` reads what its rules ask and writes within reach."""
    if getattr(person, "kind", "") == PLATFORM:
        return as_system()
    return _having(ACTOR, person.pk or 0)


def as_system(*, throughout: bool = False) -> AbstractContextManager[None]:
    """Within, the platform works on sets of rows; `throughout` also in the name of others."""
    return _having(SYSTEM, is_fixed=throughout)


def erasing() -> AbstractContextManager[None]:
    """Within, disclosures of personal fields can be deleted: the only way to it."""
    return _having(ERASER)


def as_owner() -> AbstractContextManager[None]:
    """Within, statements are sent as they are: for migrations and for the wall's own building."""
    return exactly(OWNER)


def kept(parts: Iterable[bytes]) -> Iterator[bytes]:
    """`parts` of an answer that is still being written when the request is over, seen by the eyes
    of now."""
    return _seen_by(_eyes.get(), iter(parts))


def _seen_by(eyes: Eyes | None, parts: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        with exactly(eyes):
            part = next(parts, None)
        if part is None:
            return
        yield part
