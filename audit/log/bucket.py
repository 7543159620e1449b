"""Tiles in a bucket of an S3-compatible store: an object is written once and never over another."""

from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

TAKEN = frozenset({HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT})
# what stores say that do not know conditions of writes
UNKNOWN = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_IMPLEMENTED})


class TileBucket(S3Storage):
    """Writes under the condition that nothing is there, where the store knows conditions."""

    def _save(self, name: str, content: Any) -> str:
        data = content.read()
        try:
            self._put(name, data, IfNoneMatch="*")
        except ClientError as wrong:
            status = wrong.response["ResponseMetadata"]["HTTPStatusCode"]
            if status in TAKEN:
                raise FileExistsError(name) from wrong
            if status not in UNKNOWN:
                raise
            self._put(name, data)
        return name

    def _put(self, name: str, data: bytes, **condition: str) -> None:
        key = self._normalize_name(name)
        facts = self._get_write_parameters(key)
        self.bucket.Object(key).put(Body=data, **facts, **condition)
