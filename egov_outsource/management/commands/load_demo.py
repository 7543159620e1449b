"""Load the demonstration and say who can sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from egov_outsource.scenario.load import is_loaded, load
from egov_outsource.scenario.table import as_text


class Command(BaseCommand):
    """`manage.py load_demo`; the second time nothing changes."""

    requires_system_checks = ()
    help = "Load the invented projects and people of the demonstration, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse on a real platform; else load what is not there and print the sign-ins."""
        if not settings.DEMO:
            raise CommandError(
                "This is not a demonstration: everybody knows the password of the demonstration's "
                "people. Set DEMO=1 to load them into a database of their own."
            )
        if is_loaded():
            self.stdout.write("The demonstration is loaded already; nothing was changed.\n\n")
        else:
            load()
            self.stdout.write("The demonstration is loaded.\n\n")
        self.stdout.write(as_text())
