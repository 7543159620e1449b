"""Builders of imports."""

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from egov_outsource.accounts.models import Organisation, User
from projects.models import Agency
from projects.publication.actions.import_ocds import import_ocds
from projects.publication.actions.start_import import start_import
from projects.publication.models import ImportRun

DATA = Path(__file__).parent.parent / "data" / "ocds"


def package() -> dict[str, Any]:
    """A package of three releases of two processes, without any fault."""
    content: dict[str, Any] = json.loads((DATA / "release_package_1_1.json").read_text("utf-8"))
    return content


def upload(content: object, name: str = "package.json") -> SimpleUploadedFile:
    """A file as a browser hands it in."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile(name, data, "application/json")


def imported(owner: Organisation, actor: User, folder: Path, *contents: object) -> ImportRun:
    """A run over files with `contents`, carried out at once."""
    sources = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.json"
        path.write_bytes(
            content if isinstance(content, bytes) else json.dumps(content).encode("utf-8")
        )
        sources.append((path, path.name))
    agency = Agency.objects.get(pk=owner.pk)
    run = start_import(agency, actor=actor, name="files")
    return import_ocds(run, actor=actor, sources=sources)
