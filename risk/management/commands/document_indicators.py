"""`manage.py document_indicators`: write docs/indicators.md from the registry."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from risk.definitions.documentation import document


class Command(BaseCommand):
    help = "Writes docs/indicators.md from the registry of indicators."

    def handle(self, *_args: Any, **_options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "indicators.md"
        path.write_text(document(), encoding="utf-8")
        self.stdout.write(str(path))
