#!/usr/bin/env python
"""Django's command line."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from egov_outsource import embedded
from egov_outsource.wall import eyes

OWNERS = {"migrate", "secure_database"}
WITHOUT_EYES = {"shell", "dbshell"}  # who opens one says whose eyes they have
WITHOUT_SERVERS = {"check", "collectstatic", "diffsettings", "findstatic", "help", "version"}


def main() -> None:
    """Run one management command, with the embedded servers where it may need them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egov_outsource.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_SERVERS and not command.startswith("-"):
        try:
            embedded.ensure_running()
        except embedded.CannotStart as problem:
            sys.exit(str(problem))
    if command in OWNERS:
        os.environ["EGOV_AS_OWNER"] = "1"
    with nullcontext() if command in OWNERS | WITHOUT_EYES else eyes.as_system():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
