"""Django's way to PostgreSQL, with transactions that end in the message of their last statement."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction

from egov_outsource.database.cursor import Connection, Cursor

LONGEST = 65_536  # bytes; when more wait they are sent, so that a long transaction piles nothing up


class DatabaseWrapper(base.DatabaseWrapper):
    """The driver is told nothing of transactions: it ends one in a message of its own."""

    def get_connection_params(self) -> dict[str, Any]:
        """Those of the settings, with our messages."""
        cursors = self.settings_dict["OPTIONS"].get("cursor_factory", Cursor)
        ours = {"connection_factory": Connection, "cursor_factory": cursors}
        return super().get_connection_params() | ours

    def _start_transaction_under_autocommit(self) -> None:
        self._say("BEGIN")

    def _commit(self) -> None:
        if self.connection is not None:
            self._say("COMMIT")

    def _rollback(self) -> None:
        if self.connection is not None:
            self.connection.waiting = b""
            self._say("ROLLBACK")

    def savepoint_rollback(self, sid: str) -> None:
        """As Django does; what waits came after the savepoint, which had sent everything else."""
        self.connection.waiting = b""
        super().savepoint_rollback(sid)

    def _say(self, word: str) -> None:
        with (
            debug_transaction(self, word),
            self.wrap_database_errors,
            self.connection.cursor() as cursor,
        ):
            cursor.execute(word)


def send_with_next(query: str, values: Sequence[Any]) -> None:
    """Leave a statement, whose answer nobody needs, to the message of the next one.

    That is the end of the transaction at the latest, which fails if the statement does; what is
    rolled back before then is never sent. Only within a transaction.
    """
    link: Connection = connection.connection
    with connection.wrap_database_errors, link.cursor() as cursor:
        link.waiting += cursor.message(query, values) + b"; "
        if len(link.waiting) > LONGEST:
            cursor.send_waiting()
