"""Writes a bag (BagIt 1.0) into a ZIP file, piece by piece, with the digests of everything."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from audit.verify.bag import DECLARATION, MANIFEST, PAYLOAD, TAG_MANIFEST

IN_MEMORY = 4 << 20
FILE_MODE = 0o100644 << 16


class BagWriter:
    """Payload and tag files go in once each; `close` writes the manifests."""

    def __init__(self, path: Path, top: str, moment: datetime) -> None:
        """Begin the archive; all of it lies in the folder `top`."""
        self._zip = zipfile.ZipFile(path, "x", zipfile.ZIP_STORED)
        self._top, self._date = top, moment.timetuple()[:6]
        self._manifests: dict[str, IO[bytes]] = {
            name: tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__
            for name in (MANIFEST, TAG_MANIFEST)
        }
        self.bytes = self.files = 0
        self.add("bagit.txt", [DECLARATION])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        for manifest in self._manifests.values():
            manifest.close()

    def add(self, name: str, content: Iterable[bytes]) -> str:
        """Write a file; its SHA-256."""
        digest, size = self._write(name, content)
        is_payload = name.startswith(PAYLOAD)
        if is_payload:
            self.bytes, self.files = self.bytes + size, self.files + 1
        line = f"{digest}  {name}\n".encode()
        self._manifests[MANIFEST if is_payload else TAG_MANIFEST].write(line)
        return digest

    def close(self, info: dict[str, str]) -> None:
        """Write what is known of the bag and the manifests."""
        facts = {**info, "Payload-Oxum": f"{self.bytes}.{self.files}"}
        text = "".join(f"{name}: {value}\n" for name, value in facts.items())
        self.add("bag-info.txt", [text.encode()])
        manifest = self._manifests[MANIFEST]
        self.add(MANIFEST, _rest(manifest))
        self._write(TAG_MANIFEST, _rest(self._manifests[TAG_MANIFEST]))

    def _write(self, name: str, content: Iterable[bytes]) -> tuple[str, int]:
        item = zipfile.ZipInfo(f"{self._top}/{name}", self._date)
        item.external_attr = FILE_MODE
        digest, size = hashlib.sha256(), 0
        with self._zip.open(item, "w", force_zip64=True) as out:
            for piece in content:
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        return digest.hexdigest(), size


def _rest(file: IO[bytes]) -> Iterable[bytes]:
    file.seek(0)
    return iter(lambda: file.read(1 << 16), b"")
