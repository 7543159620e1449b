"""The migrated database from which test databases are copied: migrating takes half a minute.

It says in its comment of which sources it was made; other sources make it anew. `python -m
tests.postgres.template` makes it beforehand, while something else keeps another processor busy.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection

from egov_outsource import embedded
from egov_outsource.wall.eyes import as_owner

NAME = "test_template"
COMMENT = """
    SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
"""
FOLDERS = ("audit", "contractors", "egov_outsource", "projects", "risk")


@cache
def fingerprint() -> str:
    """What the migrated rows and tables depend on: every module of the platform, and Django."""
    digest = hashlib.sha256(django.__version__.encode())
    for folder in FOLDERS:
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.py")):
            digest.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time makes the template or copies it."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_fresh(cursor: Any) -> bool:
    """Whether the template was made of these sources."""
    cursor.execute(COMMENT, [NAME])
    row = cursor.fetchone()
    return row is not None and row[0] == fingerprint()


def keep(cursor: Any, migrated: str) -> None:
    """Copy a migrated database that nothing was written to, for those to come."""
    cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    cursor.execute(f'CREATE DATABASE {NAME} WITH TEMPLATE "{migrated}"')
    cursor.execute(f"COMMENT ON DATABASE {NAME} IS '{fingerprint()}'")


def make() -> None:
    """Make it, unless it is there; a server that was stopped is so again."""
    django.setup()
    started = embedded.ensure_running()
    try:
        with as_owner():
            name = connection.creation.create_test_db(0, autoclobber=True, serialize=False)
            connection.creation.destroy_test_db(name, verbosity=0)
    finally:
        embedded.stop(started)


if __name__ == "__main__":
    make()
