"""Begin: enter the first government organisation and invite its administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from egov_outsource.accounts.actions.found_platform import found_platform
from egov_outsource.accounts.models import User
from egov_outsource.errors import Refusal


class Command(BaseCommand):
    """`manage.py found NAME --administrator EMAIL`."""

    help = "Enter the first government organisation and send its administrator an invitation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and address."""
        parser.add_argument("name")
        parser.add_argument("--name-zh", default="")
        parser.add_argument("--administrator", required=True, metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        """Call the action and say what happened."""
        try:
            organisation = found_platform(
                options["name"],
                actor=User.objects.system(),
                name_zh=options["name_zh"],
                email=options["administrator"],
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.helper}") from refusal
        self.stdout.write(f"{organisation.name}: invitation sent to {options['administrator']}")
