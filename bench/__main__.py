"""`python -m bench [NAME…]`: run the benches on a database of their own, one line a figure.

A bench is a file in this folder with `def run() -> Iterable[Figure]`. It finds an empty, migrated
database and may leave behind what it likes. Benches with the same `WORLD` share one database.
"""

import importlib
import os
import sys
from itertools import groupby
from pathlib import Path
from types import ModuleType

import django
from django.db import connection

from egov_outsource import embedded, env

FOLDER = Path(__file__).parent
RUNNER = {"__init__", "__main__", "figure"}


def names() -> list[str]:
    """All benches."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in RUNNER)


def _run(wanted: list[str]) -> None:
    """Every world in a copy of the migrated database."""
    modules = [importlib.import_module(f"bench.{name}") for name in wanted]
    for world, benches in groupby(sorted(modules, key=_world), key=_world):
        connection.creation.clone_test_db(suffix=world, verbosity=0, autoclobber=True)
        migrated = connection.settings_dict
        connection.close()
        connection.settings_dict = connection.creation.get_test_db_clone_settings(world)
        try:
            for bench in benches:
                for figure in bench.run():
                    print(figure.line(), flush=True)
        finally:
            connection.close()
            connection.settings_dict = migrated
            connection.creation.destroy_test_db(suffix=world, verbosity=0)


def _world(module: ModuleType) -> str:
    return str(getattr(module, "WORLD", module.__name__.rpartition(".")[2]))


def main() -> int:
    """Make the database, run the benches in it, remove it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egov_outsource.settings")
    os.environ["DATA_DIR"] = str(env.data_dir() / "bench")
    wanted = sys.argv[1:] or names()
    if unknown := set(wanted) - set(names()):
        print(f"No such bench: {', '.join(sorted(unknown))}. There are: {', '.join(names())}.")
        return 2
    started = embedded.ensure_running()
    try:
        django.setup()
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            _run(wanted)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
    finally:
        embedded.stop(started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
