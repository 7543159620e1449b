"""`manage.py red_flags FILE`: raise the red flags of compiled releases and print them as JSON."""

import gzip
import json
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from risk.redflags.lines import processes
from risk.redflags.run import raise_flags
from risk.redflags.section import BadSettings
from risk.redflags.settings import Settings, read_settings

GZIP = b"\x1f\x8b"
REFUSED = 2


class Command(BaseCommand):
    help = "Raises red flags on open contracting data: one compiled release a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="line-delimited JSON, also gzipped; - for standard input")
        # `manage.py` hands `--settings` over under this name: Django keeps the other for itself
        parser.add_argument("--options", "-s", metavar="FILE", help="JSON, an object per flag")
        parser.add_argument("--meta", action="store_true", help="also print quartiles and fences")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = options["options"] or options["settings"]
        settings = _settings(Path(path)) if path else read_settings()
        try:
            with _opened(options["file"]) as lines:
                found = raise_flags(processes(lines, self._complain), settings)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise CommandError(f"{options['file']}: {reason}", returncode=REFUSED) from problem
        except (EOFError, zlib.error) as problem:
            message = f"{options['file']}: damaged: {problem}"
            raise CommandError(message, returncode=REFUSED) from problem
        main = settings.prices.currency
        for other in sorted(main.others):
            self.stderr.write(f"Prices in {other} left out: the currency is {main.code}")
        shown: dict[str, Any] = dict(found.results)
        if options["meta"]:
            shown["Meta"] = found.meta
        self.stdout.write(json.dumps(shown, ensure_ascii=False))

    def _complain(self, line: int, why: str) -> None:
        self.stderr.write(f"Line {line} left out: {why}")


def _settings(path: Path) -> Settings:
    try:
        return read_settings(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}", returncode=REFUSED) from problem
    except UnicodeDecodeError as problem:
        raise CommandError(f"{path}: not UTF-8 text", returncode=REFUSED) from problem
    except json.JSONDecodeError as problem:
        message = f"{path}: not JSON: {problem.msg} in line {problem.lineno}"
        raise CommandError(message, returncode=REFUSED) from problem
    except (BadSettings, RecursionError, ValueError) as problem:
        raise CommandError(f"{path}: {problem}", returncode=REFUSED) from problem


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """The lines of a file, unpacked when gzipped."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        if file.peek(2)[:2] == GZIP:
            with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield file
