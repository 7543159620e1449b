"""Refusals: why the platform says no, by which rule, and who can help."""

from collections.abc import Mapping

from django.utils.functional import Promise

Text = str | Promise


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """An action's no. `code` is stable, `message` and `helper` are for people.

    A sealed refusal would tell others who tried what (a bid before opening): it is written down,
    but not in the project's trail.
    """

    status = 409
    is_sealed = False

    def __init__(
        self,
        code: str,
        message: Text,
        *,
        helper: Text = "",
        fields: Mapping[str, Text] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.helper = helper
        self.fields: dict[str, Text] = dict(fields or {})

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class NotAllowed(Refusal):
    """The actor does not hold the right, or a duty must be somebody else's."""

    status = 403


class Hidden(Refusal):
    """The actor may not know that the thing exists: the same answer as for nothing."""

    status = 404


class NotReady(Refusal):
    """Something must happen first."""

    status = 409


class Conflict(Refusal):
    """Somebody else changed or already did it."""

    status = 409


class Stale(Conflict):
    """The thing was changed after the actor opened it."""

    status = 412


class Invalid(Refusal):
    """What was given cannot be right; `fields` says where."""

    status = 422
