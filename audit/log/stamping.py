"""Has heads of the log time-stamped by an authority that is not the platform (RFC 3161)."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import requests
from cryptography import x509
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from audit.log.models import Checkpoint, TimeToken

SECONDS = 15
LARGEST_ANSWER = 256 << 10
QUERY = "application/timestamp-query"


class StampError(Exception):
    """The authority did not answer, or not with a token that holds."""


@dataclass(frozen=True)
class Authority:
    """A time-stamping authority and the certificates that end every chain to it."""

    url: str
    roots: tuple[x509.Certificate, ...]


def authority() -> Authority | None:
    """The one of the settings LOG_TIME_AUTHORITY and LOG_TIME_ROOTS (a PEM file), if there is one.

    Raises:
        StampError: when the file does not hold certificates.

    """
    if not settings.LOG_TIME_AUTHORITY:
        return None
    try:
        content = Path(settings.LOG_TIME_ROOTS).read_bytes()
        roots = tuple(x509.load_pem_x509_certificates(content))
    except (OSError, ValueError) as problem:
        raise StampError(f"LOG_TIME_ROOTS cannot be read: {problem}") from problem
    return Authority(settings.LOG_TIME_AUTHORITY, roots)


def stamp(checkpoint: Checkpoint, by: Authority) -> TimeToken:
    """Have the note of `checkpoint` stamped, without cosignatures, and keep the token.

    Raises:
        StampError: when no token came, or one that does not verify under the authority's roots.

    """
    message = checkpoint.note.encode()
    request = (
        TimestampRequestBuilder()
        .data(message)
        .hash_algorithm(HashAlgorithm.SHA256)
        .nonce(nonce=True)
        .cert_request(cert_request=True)
        .build()
    )
    answer = _ask(by.url, request.as_bytes())
    try:
        response = decode_timestamp_response(answer)
        checker = VerifierBuilder.from_request(request)
        for root in by.roots:
            checker = checker.add_root_certificate(root)
        checker.build().verify(response, hashlib.sha256(message).digest())
    except (ValueError, VerificationError) as problem:
        raise StampError(f"{by.url} answered without a token that holds: {problem}") from problem
    made, _ = TimeToken.objects.get_or_create(
        checkpoint=checkpoint,
        authority=by.url,
        defaults={
            "response": answer,
            "time": response.tst_info.gen_time,
            "accuracy": _accuracy(response),
        },
    )
    return made


def _ask(url: str, body: bytes) -> bytes:
    try:
        with requests.post(
            url,
            data=body,
            headers={"Content-Type": QUERY},
            timeout=SECONDS,
            allow_redirects=False,
            stream=True,
        ) as response:
            content: bytes = response.raw.read(LARGEST_ANSWER, decode_content=True)
    except requests.RequestException as problem:
        raise StampError(f"{url} does not answer: {problem}") from problem
    if response.status_code != HTTPStatus.OK:
        raise StampError(f"{url} answered {response.status_code}")
    return content


def _accuracy(response: TimeStampResponse) -> timedelta:
    stated = response.tst_info.accuracy
    if stated is None:
        return timedelta()
    return timedelta(
        seconds=stated.seconds or 0,
        milliseconds=stated.millis or 0,
        microseconds=stated.micros or 0,
    )
