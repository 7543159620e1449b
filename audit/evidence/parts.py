"""Large files come in parts: begin, append, give up; nothing here is evidence yet.

No actions, because nothing happens to the project until the complete file is handed in; who may
hand in is asked at every step all the same.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence import storage
from audit.evidence.kinds import is_taken
from audit.evidence.models import Upload
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotReady
from egov_outsource.wall.eyes import acting
from projects.rights import Right

MOST_OPEN = 40
MOST_OPEN_FILES_WORTH = 4


class ChecksumError(Exception):
    """The bytes of a part are not those that the sender hashed; none of them is kept."""


class Part(File):
    """A complete upload as a file; only who sent it can hand it in."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(None, name=upload.file_name)
        self.upload = upload
        self.size = upload.size

    def ready_for(self, actor: User) -> Path:
        """Where the bytes lie.

        Raises:
            Hidden: somebody else sent it.
            NotReady: it is not complete, or not there any more.

        """
        if self.upload.created_by_id != actor.pk:
            raise Hidden("HIDDEN", _("There is nothing here that you can see."))
        if not self.upload.is_complete or not self.upload.path.exists():
            raise NotReady("UPLOAD-INCOMPLETE", _("The file has not arrived completely."))
        return self.upload.path


def begin(project: Any, *, actor: User, file_name: str, size: int) -> Upload:
    """Holders of `upload_evidence` begin to send a file; refused early where it cannot end well."""
    access.require(actor, Right.UPLOAD_EVIDENCE, project)
    if not 0 < size <= settings.EVIDENCE_LARGE_MAX_BYTES:
        raise storage.too_large(settings.EVIDENCE_LARGE_MAX_BYTES)
    if not is_taken(file_name):
        sentence = _("Files of this type are not taken.")
        raise Invalid("FILE-TYPE", sentence, fields={"file": sentence})
    with acting(actor), transaction.atomic():
        _one_at_a_time(actor)
        mine = Upload.objects.filter(created_by=actor)
        waiting = mine.aggregate(total=Sum("size"))["total"] or 0
        most = MOST_OPEN_FILES_WORTH * settings.EVIDENCE_LARGE_MAX_BYTES
        if mine.count() >= MOST_OPEN or waiting + size > most:
            raise Conflict(
                "UPLOADS-TOO-MANY",
                _("You have too many unfinished uploads."),
                helper=_("Finish or cancel some; unfinished ones are removed after a while."),
            )
        upload = Upload.objects.create(
            project=project,
            file_name=file_name,
            size=size,
            created_by=actor,
            expires_at=_expiry(),
        )
    upload.path.parent.mkdir(parents=True, exist_ok=True)
    upload.path.touch(mode=0o640)
    return upload


def append(
    upload: Upload, *, offset: int, chunks: Iterable[bytes], checksum: tuple[str, bytes] | None
) -> Upload:
    """Write `chunks` from `offset`; what arrives before a line breaks is kept.

    One sender at a time: the file itself is locked, no row, because a slow line takes long.

    Raises:
        Conflict: `offset` is not where the file ends, or somebody writes already.
        Invalid: more bytes than announced.
        ChecksumError: `checksum` (algorithm, digest) does not match.

    """
    with upload.path.open("r+b") as out:
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict("UPLOAD-BUSY", _("Another part is just arriving.")) from None
        upload.refresh_from_db()
        if offset != upload.offset or upload.is_complete:
            raise Conflict("UPLOAD-OFFSET", _("The part does not begin where the file ends."))
        out.truncate(offset)
        out.seek(offset)
        end = _write(out, offset, upload.size, chunks, checksum)
        out.flush()
        os.fsync(out.fileno())
        upload.offset, upload.expires_at = end, _expiry()
        with acting(upload.created_by):
            upload.save(update_fields=["offset", "expires_at"])
    return upload


def _write(
    out: Any,
    end: int,
    most: int,
    chunks: Iterable[bytes],
    checksum: tuple[str, bytes] | None,
) -> int:
    digest = hashlib.new(checksum[0]) if checksum else None
    try:
        for chunk in chunks:
            if end + len(chunk) > most:
                sentence = _("More bytes arrive than were announced.")
                raise Invalid("UPLOAD-TOO-LONG", sentence, fields={"file": sentence})
            out.write(chunk)
            end += len(chunk)
            if digest:
                digest.update(chunk)
    except OSError:
        if digest:  # an incomplete part cannot be checked
            raise ChecksumError from None
    if checksum and digest and digest.digest() != checksum[1]:
        raise ChecksumError
    return end


def complete(uid: Any) -> Part | None:
    """The file that a form names by its upload, whoever sent it; `ready_for` asks who."""
    upload = Upload.objects.select_related("created_by").filter(uid=uid).first()
    return Part(upload) if upload else None


def give_up(upload: Upload) -> None:
    """Remove the row and, once that is committed, the bytes."""
    path = upload.path
    with acting(upload.created_by):
        upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget(upload: File) -> None:
    """What was handed in is no upload any more."""
    if isinstance(upload, Part):
        give_up(upload.upload)


def remove_expired() -> int:
    """Give up what nobody continued in time, and bytes without a row; answer how many."""
    expired = list(Upload.objects.filter(expires_at__lt=timezone.now()))
    for upload in expired:
        give_up(upload)
    folder = Path(settings.MEDIA_ROOT) / "parts"
    known = {uid.hex for uid in Upload.objects.values_list("uid", flat=True)}
    eldest = timezone.now().timestamp() - settings.EVIDENCE_PARTS_HOURS * 3600
    for path in folder.glob("*"):
        if path.name not in known and path.stat().st_mtime < eldest:
            path.unlink(missing_ok=True)
    return len(expired)


def _one_at_a_time(actor: User) -> None:
    """Until the transaction ends `actor` begins no other upload: the count stays right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('uploads'), %s)", [actor.pk])


def _expiry() -> Any:
    return timezone.now() + timedelta(hours=settings.EVIDENCE_PARTS_HOURS)
