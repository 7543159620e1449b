"""Statements as they leave for a walled database: each says in the same message who asks."""

from typing import IO, Any, ClassVar

from psycopg2 import extensions

from egov_outsource.database.cursor import Cursor
from egov_outsource.wall import eyes

# these end or divide a transaction and see no rows; before them a failed one takes nothing else
BOUNDARIES = ("SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "BEGIN")


class WalledCursor(Cursor):
    """Sets role and viewer for each statement, in its message, so that it costs no journey.

    `SET LOCAL` ends with the transaction, also with the one that a lone message is: nothing is
    left on a connection for whoever uses it next. Without eyes the login role has no rights.
    """

    nobody: ClassVar[str] = ""  # the role of a statement without eyes, where it is not the login

    def _preamble(self) -> str:
        seen = eyes.current()
        if seen is None:
            return f"SET LOCAL ROLE {self.nobody}; " if self.nobody else ""
        return seen.preamble() if seen is not eyes.OWNER else ""

    def message(self, query: Any, values: Any = None) -> bytes:
        """The bytes that `query` is sent as, on behalf of whose eyes these are."""
        return self._preamble().encode() + super().message(query, values)

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 - as psycopg2 calls it
        """Send `query` on behalf of whose eyes these are."""
        before = self._preamble()
        text = query if isinstance(query, str | bytes) else query.as_string(self)
        if not before or text[:9].upper().startswith(_boundaries(text)):
            super().execute(text, vars)
        elif self.name is None:
            super().execute(text_after(before, text), vars)
        else:
            self._declare(before, text, vars)

    def copy_expert(self, sql: Any, file: IO[Any], size: int = 8192) -> None:
        """COPY within the transaction that has already been opened."""
        before = self._preamble()
        if before:
            super().execute(before)
        super().copy_expert(sql, file, size)

    def _declare(self, before: str, text: str | bytes, values: Any) -> None:
        """A cursor of the server: outside a transaction it needs one while it is filled."""
        self.send_waiting()
        alone = self.connection.info.transaction_status == extensions.TRANSACTION_STATUS_IDLE
        with self.connection.cursor(cursor_factory=extensions.cursor) as plain:
            plain.execute(f"BEGIN; {before}" if alone else before)
            try:
                super().execute(text, values)
            except BaseException:
                if alone:
                    plain.execute("ROLLBACK")
                raise
            if alone:
                plain.execute("COMMIT")


def text_after(before: str, text: str | bytes) -> str | bytes:
    """One message of two."""
    return before.encode() + text if isinstance(text, bytes) else before + text


def _boundaries(text: str | bytes) -> Any:
    return BOUNDARIES if isinstance(text, str) else tuple(word.encode() for word in BOUNDARIES)
