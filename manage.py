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
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "diffsettings",
    "findstatic",
    "help",
    "red_flags",
    "version",
}
WITH_OPTIONS = {
    "red_flags"
}  # `--settings` names a file of theirs, Django would take it for its own


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
    arguments = sys.argv
    if command in WITH_OPTIONS:
        arguments = [
            "--options" + one.removeprefix("--settings")
            if one.partition("=")[0] == "--settings"
            else one
            for one in arguments
        ]
    with nullcontext() if command in OWNERS | WITHOUT_EYES else eyes.as_system():
        execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
