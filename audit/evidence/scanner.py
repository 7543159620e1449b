"""A virus scanner that speaks clamd's protocol, over TCP or a Unix socket.

The few lines that are needed here: a stream in pieces of constant memory, answers with a deadline.
"""

import re
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

_LONGEST_ANSWER = 4096
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")
_PORT = 3310


class ScannerError(Exception):
    """The scanner does not answer, or could not judge; says what it said."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says about some bytes: the name of what it found, or nothing."""

    finding: str = ""

    @property
    def is_infected(self) -> bool:
        """Whether something was found."""
        return bool(self.finding)


def is_configured() -> bool:
    """Whether there is a scanner at all."""
    return bool(settings.CLAMD_URL)


def engine() -> str:
    """Name, version and date of the signatures, as the scanner tells them.

    Raises:
        ScannerError: it does not answer.

    """
    try:
        with _connected() as line:
            line.sendall(b"zVERSION\0")
            return _answer(line)[:120]
    except OSError as error:
        raise ScannerError(f"no answer: {error}") from error


def judge(chunks: Iterable[bytes]) -> Verdict:
    """Send `chunks` to the scanner and return its verdict.

    Raises:
        ScannerError: it does not answer, or could not judge.

    """
    try:
        with _connected() as line:
            try:
                line.sendall(b"zINSTREAM\0")
                for chunk in chunks:
                    line.sendall(struct.pack("!L", len(chunk)) + chunk)
                line.sendall(struct.pack("!L", 0))
            except (BrokenPipeError, ConnectionResetError):
                # it stops reading at its own limit and says so
                return _verdict(_answer(line))
            return _verdict(_answer(line))
    except OSError as error:
        raise ScannerError(f"no answer: {error}") from error


def _connected() -> socket.socket:
    parts = urlsplit(settings.CLAMD_URL)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(settings.CLAMD_SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection(
        (parts.hostname or "localhost", parts.port or _PORT), timeout=settings.CLAMD_SECONDS
    )


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    if not said:
        raise ScannerError("the scanner hung up")
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict()
    if found := _FOUND.fullmatch(answer):
        return Verdict(found["name"][:300])
    raise ScannerError(answer)
