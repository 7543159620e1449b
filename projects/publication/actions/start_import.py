"""Start an import."""

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, Text
from projects.models import Agency
from projects.publication.models import ImportRun
from projects.publication.permission import require_import

LONGEST_NAME = 255


@action
def start_import(
    owner: Agency, *, actor: User, name: str, file: UploadedFile | None = None
) -> ImportRun:
    """Officers who may import for `owner`, and the platform, hand in a file.

    Its bytes are kept with their SHA-256 until the run is over. A run without `file` reads the
    operator's own files. Recorded as `import:started`.

    Raises:
        Invalid: the file is empty or too large.

    """
    require_import(actor, owner)
    run = ImportRun(owner=owner, name=name[-LONGEST_NAME:] or "ocds", started_by=actor)
    if file is not None:
        _check_size(file.size or 0)
        _keep(run, file.chunks())
    run.save(force_insert=True)
    facts: dict[str, Any] = {"name": run.name, "size": run.size, "sha256": run.digest}
    record("import:started", run, actor=actor, organisation=owner, data=facts)
    return run


def stored_path(run: ImportRun) -> Path:
    """Where the bytes of a run lie."""
    return Path(settings.IMPORT_ROOT) / run.stored_as


def _keep(run: ImportRun, chunks: Iterable[bytes]) -> None:
    """Write the bytes to a name of our own; nobody's file name reaches the disk."""
    run.stored_as = uuid.uuid4().hex
    path = stored_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with path.open("xb") as out:
            for chunk in chunks:
                run.size += len(chunk)
                digest.update(chunk)
                out.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    run.digest = digest.hexdigest()


def _check_size(size: int) -> None:
    if size > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES >> 20
        raise _refused("IMPORT-TOO-LARGE", _("The file is larger than %d MiB: split it.") % limit)
    if not size:
        raise _refused("IMPORT-EMPTY", _("The file is empty: choose another one."))


def _refused(code: str, message: Text) -> Invalid:
    return Invalid(code, message, fields={"file": message})
