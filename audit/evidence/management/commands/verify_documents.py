"""Check every stored file against its digest now, in this process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.evidence.tasks import verify_documents


class Command(BaseCommand):
    """Exits with an error when a file is missing or was changed."""

    help = "Recompute the SHA-256 of every stored document and compare."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the task here."""
        broken = verify_documents()
        if broken:
            raise CommandError(f"{broken} documents do not match their digest; see the audit log.")
        self.stdout.write("Every stored document matches its digest.")
