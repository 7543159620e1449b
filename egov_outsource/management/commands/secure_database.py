"""Put up the second wall, or bring it up to date after a migration."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from egov_outsource.wall.building import build, lower
from egov_outsource.wall.particular import every_policy


class Command(BaseCommand):
    """`manage.py secure_database`, as the owner, after every `migrate`."""

    help = "Roles, privileges and policies of the database, from the models; repeat it at will."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether it is put up or only lowered."""
        parser.add_argument(
            "--lower",
            action="store_true",
            help="before `migrate`: take policies and views away; nobody meets anything until"
            " the command is given again without this",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build for the role that DATABASE_URL names, unless that is the owner itself."""
        if options["lower"]:
            lower()
            self.stdout.write("The wall is lowered, and every table behind it closed.")
            return
        application = urlsplit(settings.APPLICATION_URL)
        name = unquote(application.username or "")
        if name == unquote(urlsplit(settings.OWNER_URL).username or ""):
            name = ""
        build(name, unquote(application.password or ""))
        self.stdout.write(f"{sum(1 for _ in every_policy())} tables stand behind the wall.")
        if not name:
            self.stdout.write(
                "DATABASE_URL signs in as the owner: give it a role of its own, and the owner's "
                "address as DATABASE_OWNER_URL."
            )
