"""`manage.py score_snapshot FILE`: score written-down inputs and print the result as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from risk.snapshot import UnreadableSnapshot, score_snapshot


class Command(BaseCommand):
    help = "Scores a snapshot of inputs and prints bounds, coverage and contributions as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON with stage, inputs, missing, vetoes")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            snapshot = json.loads(path.read_text(encoding="utf-8-sig"))
            result = score_snapshot(snapshot)
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
        except UnicodeDecodeError as problem:
            raise CommandError(f"{path}: not UTF-8 text") from problem
        except json.JSONDecodeError as problem:
            message = f"{path}: not JSON: {problem.msg} in line {problem.lineno}"
            raise CommandError(message) from problem
        except (UnreadableSnapshot, RecursionError, ValueError) as problem:
            raise CommandError(f"{path}: {problem}") from problem
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
