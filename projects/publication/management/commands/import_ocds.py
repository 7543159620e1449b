"""Import open contracting data from files of the operator."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from egov_outsource.accounts.models import User
from egov_outsource.errors import Refusal
from projects.models import Agency
from projects.publication.actions.enter_home_agency import enter_home_agency
from projects.publication.actions.import_ocds import import_ocds
from projects.publication.actions.start_import import start_import
from projects.publication.models import ImportRun

ENDINGS = {".json", ".jsonl", ".ndjson", ".gz"}
MAX_LINES = 50


class Command(BaseCommand):
    """`manage.py import_ocds PATH… [--owner ORGANISATION] [--json]`."""

    help = "Import OCDS 1.0/1.1 release and record packages, releases, records and JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files or folders, for whom, and how to tell."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--owner",
            help="government organisation (id, identifier or name) under which unknown agencies"
            " are entered",
        )
        parser.add_argument("--json", action="store_true", help="print counts and problems as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and print what happened."""
        sources = [source for path in options["paths"] for source in self._sources(path)]
        if not sources:
            raise CommandError("There is no file to import in these places.")
        actor = User.objects.system()
        try:
            run = start_import(
                self._owner(options["owner"]),
                actor=actor,
                name=", ".join(str(path) for path in options["paths"]),
            )
            import_ocds(run, actor=actor, sources=sources)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.helper}") from refusal
        if options["json"]:
            self.stdout.write(json.dumps(summary(run), ensure_ascii=False, indent=1))
        else:
            self._tell(run)

    def _sources(self, path: Path) -> list[tuple[Path, str]]:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS)
            return [(file, str(file.relative_to(path))) for file in files if file.is_file()]
        if not path.exists():
            raise CommandError(f"{path} does not exist.")
        return [(path, path.name)]

    def _owner(self, given: str | None) -> Agency:
        if not given:
            return enter_home_agency(actor=User.objects.system())
        agencies = Agency.objects.filter(is_active=True)
        named = Q(identifiers__value=given.upper()) | Q(name=given)
        if given.isdigit():
            named |= Q(pk=given)
        found: list[Agency] = list(agencies.filter(named).distinct()[:2])
        if len(found) != 1:
            amount = "More than one" if found else "No"
            raise CommandError(f"{amount} government organisation matches “{given}”.")
        return found[0]

    def _tell(self, run: ImportRun) -> None:
        for name, count in sorted(run.counts.items()):
            self.stdout.write(f"{name:28} {count:>8}")
        told = Counter((row.severity, row.code) for row in run.complaints)
        for problem in run.complaints[:MAX_LINES]:
            place = f"{problem.path}{problem.pointer}"
            self.stdout.write(f"{problem.severity}: {place} {problem.ocid}: {problem.message}")
        more = len(run.problems) + run.problems_left_out - MAX_LINES
        if more > 0:
            self.stdout.write(f"and {more} more ({dict(told)}); --json prints them all")


def summary(run: ImportRun) -> dict[str, Any]:
    """Counts and problems of a run, ready for JSON."""
    return {
        "run": run.pk,
        "status": run.status,
        "owner": run.owner.name,
        "counts": dict(sorted(run.counts.items())),
        "problems": [{**row.row(), "message": row.message} for row in run.complaints],
        "problems_left_out": run.problems_left_out,
    }
