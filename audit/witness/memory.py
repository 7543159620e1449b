"""What a witness remembers: per log the newest head that it cosigned, and what it refused."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WAIT_SECONDS = 10
KEPT_REFUSALS = 1000

TABLES = """
CREATE TABLE IF NOT EXISTS head (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
    number INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, at INTEGER NOT NULL,
    reason TEXT NOT NULL, note BLOB NOT NULL
) STRICT;
"""


@dataclass(frozen=True)
class Head:
    """The newest head that was cosigned for one log."""

    size: int
    root: bytes
    note: bytes = b""
    at: int = 0


NOTHING = Head(0, b"")


class Memory:
    """One SQLite file; writes are on the disk before they count."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin a new one."""
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(TABLES)

    @contextlib.contextmanager
    def exclusively(self) -> Iterator["Session"]:
        """Check and store as one step: nobody else writes meanwhile; an error undoes it."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Session(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def heads(self) -> dict[str, Head]:
        """The newest cosigned head of every log."""
        with self._open() as connection:
            rows = connection.execute("SELECT origin, size, root, note, at FROM head").fetchall()
        return {origin: Head(size, root, note, at) for origin, size, root, note, at in rows}

    def refusals(self, origin: str) -> list[tuple[str, bytes]]:
        """What the log `origin` signed and the witness refused: reason and note, newest first."""
        with self._open() as connection:
            return connection.execute(
                "SELECT reason, note FROM refused WHERE origin = ? ORDER BY number DESC", [origin]
            ).fetchall()

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
            yield connection
        finally:
            connection.close()


@dataclass(frozen=True)
class Session:
    """The memory while nobody else may change it."""

    connection: sqlite3.Connection

    def head(self, origin: str) -> Head:
        """The newest head of a log; of size 0 when none was cosigned yet."""
        row = self.connection.execute(
            "SELECT size, root, note, at FROM head WHERE origin = ?", [origin]
        ).fetchone()
        return Head(*row) if row else NOTHING

    def remember(self, origin: str, head: Head) -> None:
        """From now on `head` is the newest."""
        self.connection.execute(
            "INSERT INTO head (origin, size, root, note, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root,"
            " note = excluded.note, at = excluded.at",
            [origin, head.size, head.root, head.note, head.at],
        )

    def keep_refused(self, origin: str, reason: str, note: bytes, at: int) -> None:
        """Keep what was refused, as evidence; the oldest of its reason goes.

        Anybody can send a head of the log with a proof that does not hold; nobody but the log
        another root: those never make room for these.
        """
        self.connection.execute(
            "INSERT INTO refused (origin, at, reason, note) VALUES (?, ?, ?, ?)",
            [origin, at, reason, note],
        )
        self.connection.execute(
            "DELETE FROM refused WHERE number IN (SELECT number FROM refused WHERE reason = ?"
            " ORDER BY number DESC LIMIT -1 OFFSET ?)",
            [reason, KEPT_REFUSALS],
        )
