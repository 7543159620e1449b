"""Receives files to the disk piece by piece and stops writing at the limit."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps at most EVIDENCE_MAX_BYTES of a file.

    A larger one arrives with its true size and without its content, so that the form can refuse
    it with a sentence while everything else that was typed is still there.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write the piece; beyond the limit drop what was written and only count."""
        if start + len(raw_data) > settings.EVIDENCE_MAX_BYTES:
            if self.file.tell():
                self.file.seek(0)
                self.file.truncate()
            return None
        super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file with the size that was sent."""
        self.file.seek(0)
        self.file.size = file_size
        return self.file
