"""Between tests every table is emptied: also those whose triggers refuse TRUNCATE.

What migrations put into catalogues stays, as on a real installation; what tests add there goes.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import OperationalError
from django.db.backends.postgresql import creation, operations

from egov_outsource.database import base
from egov_outsource.wall.eyes import as_owner
from tests.postgres import template

TRUNCATE_TRIGGERS = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgtype & 32 <> 0 AND relnamespace = 'public'::regnamespace
"""
NUMBERED = """
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'id' AND data_type IN ('integer', 'bigint')
    AND table_name = ANY(%s) ORDER BY table_name
"""
DEADLOCK = "40P01"
ATTEMPTS = 5
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""


class DatabaseOperations(operations.DatabaseOperations):
    """Emptying, with the guards off for that one statement."""

    catalogues: ClassVar[set[str]] = set()
    newest: ClassVar[dict[str, int]] = {}
    refilled: ClassVar[list[str]] = []

    def remember_catalogues(self) -> None:
        """Keep from now on the rows that there are now.

        Tables that stand for themselves are not emptied; those that point to others are filled
        again, in this order, from copies.
        """
        with self.connection.cursor() as cursor:
            names = self.connection.introspection.table_names(cursor)
            filled = set()
            for name in names:
                cursor.execute(f"SELECT EXISTS (TABLE {self.quote_name(name)})")
                if cursor.fetchone()[0]:
                    filled.add(name)
            cursor.execute(FOREIGN_KEYS)
            keys = cursor.fetchall()
            self.refilled.clear()
            while dependent := {
                table for table, target in keys if table in filled and target not in filled
            }:
                filled -= dependent
                self.refilled += sorted(dependent)
            cursor.execute("CREATE SCHEMA IF NOT EXISTS kept")
            for name in self.refilled:
                cursor.execute(f"CREATE TABLE IF NOT EXISTS kept.{name} AS TABLE {name}")
            self.catalogues.clear()
            self.catalogues.update(filled)
            self.newest.clear()
            cursor.execute(NUMBERED, [sorted(filled)])
            for (name,) in cursor.fetchall():
                newest = f"SELECT max(id) FROM {self.quote_name(name)}"  # noqa: S608 - own names
                cursor.execute(newest)
                self.newest[name] = cursor.fetchone()[0]

    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        """TRUNCATE what is no catalogue, between switching its guards off and on."""
        emptied = [table for table in tables if table not in self.catalogues]
        with as_owner(), self.connection.cursor() as cursor:
            cursor.execute(TRUNCATE_TRIGGERS)
            guarded = {name for (name,) in cursor.fetchall() if name in emptied}
        guarded |= set(self.refilled)
        off = [f"ALTER TABLE {self.quote_name(name)} DISABLE TRIGGER USER" for name in guarded]
        on = [f"ALTER TABLE {self.quote_name(name)} ENABLE TRIGGER USER" for name in guarded]
        added = [
            f"DELETE FROM {self.quote_name(name)} WHERE id > {newest}"  # noqa: S608 - own names
            for name, newest in self.newest.items()
        ]
        again = [f"INSERT INTO {name} TABLE kept.{name}" for name in self.refilled]
        checked = ["SET CONSTRAINTS ALL IMMEDIATE"]
        return [
            *off,
            *super().sql_flush(style, emptied, **options),
            *added,
            *again,
            *checked,
            *on,
        ]

    def execute_sql_flush(self, sql_list: Sequence[str]) -> None:
        """Empty, again when a worker that still reads made the database choose a victim."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with as_owner():
                    super().execute_sql_flush(sql_list)
            except OperationalError as error:
                deadlock = getattr(error.__cause__, "pgcode", "") == DEADLOCK
                if not deadlock or attempt == ATTEMPTS:
                    raise
            else:
                return


class DatabaseCreation(creation.DatabaseCreation):
    """Copied from one that was migrated before; at the end the database goes, also when a program
    that a test started still holds it."""

    def create_test_db(
        self,
        verbosity: int = 1,
        autoclobber: bool = False,
        serialize: bool = True,
        keepdb: bool = False,
    ) -> str:
        """As Django does, from the template; who finds none leaves one."""
        with template.alone():
            with self._nodb_cursor() as cursor:
                is_fresh = template.is_fresh(cursor)
            self.connection.settings_dict["TEST"]["TEMPLATE"] = template.NAME if is_fresh else None
            name = super().create_test_db(verbosity, autoclobber, serialize, keepdb)
            if not is_fresh and not keepdb:
                self.connection.close()
                with self._nodb_cursor() as cursor:
                    template.keep(cursor, name)
        return name

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        name = self.connection.ops.quote_name(test_database_name)
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with that way of emptying and ending."""

    ops_class = DatabaseOperations
    creation_class = DatabaseCreation
