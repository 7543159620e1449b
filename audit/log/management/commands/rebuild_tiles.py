"""`manage.py rebuild_tiles`: make tiles that are missing or wrong again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.log.rebuild import rebuild_tiles
from audit.log.sequencer import Refused
from audit.log.tasks import trees
from egov_outsource.wall.eyes import as_system


class Command(BaseCommand):
    """Only from leaves that lead to the signed head."""

    help = "Make the tiles of the audit log again, if the leaves lead to the signed head."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was replaced."""
        for tree in trees():
            try:
                with as_system():
                    replaced = rebuild_tiles(tree)
            except Refused as refused:
                raise CommandError(f"{tree}: {refused}") from refused
            for tile in replaced:
                self.stdout.write(f"{tree} {tile.path}")
            self.stdout.write(f"{tree}: {len(replaced)} tiles replaced")
