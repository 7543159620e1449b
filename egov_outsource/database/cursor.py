"""Messages to the database: a statement whose answer nobody needs goes along with the next one."""

from typing import IO, Any

from psycopg2 import extensions


class Connection(extensions.connection):
    """Keeps what waits for the next message."""

    waiting: bytes = b""


class Cursor(extensions.cursor):
    """Sends what waits before each statement, in its message."""

    connection: Connection

    def message(self, query: Any, values: Any = None) -> bytes:
        """The bytes that `query` is sent as."""
        sent: bytes = self.mogrify(query, values)
        return sent

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 - as psycopg2 calls it
        """Send `query`, and before it what waits."""
        if not self.connection.waiting:
            super().execute(query, vars)
        elif self.name is None:
            super().execute(self._taken(self.mogrify(query, vars)))
        else:
            self.send_waiting()
            super().execute(query, vars)

    def executemany(self, query: Any, vars_list: Any) -> None:
        """Send what waits, then `query` with each of the values."""
        self.send_waiting()
        super().executemany(query, vars_list)

    def copy_expert(self, sql: Any, file: IO[Any], size: int = 8192) -> None:
        """Send what waits, then copy."""
        self.send_waiting()
        super().copy_expert(sql, file, size)

    def send_waiting(self) -> None:
        """What waits goes alone, where nothing can carry it."""
        if self.connection.waiting:
            with self.connection.cursor(cursor_factory=extensions.cursor) as plain:
                plain.execute(self._taken(b""))

    def _taken(self, message: bytes) -> bytes:
        before, self.connection.waiting = self.connection.waiting, b""
        return before + message
