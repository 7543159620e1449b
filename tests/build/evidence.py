"""Builders of files and documents."""

import io
import json
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from audit.evidence.actions.receive_document import receive_document
from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from projects.models import Project

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def pdf(text: str = "evidence") -> bytes:
    """A small PDF."""
    return b"%PDF-1.4\n% " + text.encode() + b"\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def archive(members: dict[str, bytes], *, compress: bool = True) -> bytes:
    """A ZIP archive of `members`."""
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(extra: dict[str, bytes] | None = None) -> bytes:
    """A Word document as far as its container goes."""
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    return archive(parts | (extra or {}))


def upload(content: bytes | None = None, name: str = "report.pdf") -> SimpleUploadedFile:
    """A file as a form delivers it."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def document(project: Project, actor: User, text: str = "evidence", **facts: Any) -> Document:
    """A PDF with `text` in it, handed in by `actor`."""
    facts.setdefault("title", text.capitalize())
    return receive_document(project, actor=actor, upload=upload(pdf(text)), **facts)


def json_bytes(value: Any) -> bytes:
    """`value` as a JSON file."""
    return json.dumps(value).encode()
