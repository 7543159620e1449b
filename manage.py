#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from django.core.management import execute_from_command_line

from egov_outsource import embedded

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
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
