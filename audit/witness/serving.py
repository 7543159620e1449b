"""The witness on the network: one path to add a checkpoint, and what it knows in plain sight."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from audit.log.notation import encoded
from audit.witness.judging import Answer, Witness
from audit.witness.request import LARGEST_REQUEST, PATH

SECONDS = 10


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: "Server"
    server_version = "witness"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout: ClassVar[int] = SECONDS

    def do_POST(self) -> None:
        """Judge a new head."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()):
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "say how long the body is")
        elif int(length) > LARGEST_REQUEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long a request")
        elif self.path != PATH:
            self._refuse(HTTPStatus.NOT_FOUND, f"POST to {PATH}")
        else:
            self._send(self.server.witness.add_checkpoint(self.rfile.read(int(length))))

    def do_GET(self) -> None:
        """Whose witness this is, and which heads it cosigned last."""
        witness = self.server.witness
        pages: dict[str, Any] = {
            "/": {"witness": witness.key.name, "key": str(witness.key.verifier)},
            "/heads": {
                origin: {"size": head.size, "root": encoded(head.root), "at": head.at}
                for origin, head in witness.memory.heads().items()
            },
        }
        if self.path not in pages:
            self._send(Answer.refusing(HTTPStatus.NOT_FOUND, "see / and /heads"))
            return
        body = json.dumps(pages[self.path], indent=1).encode() + b"\n"
        self._send(Answer(HTTPStatus.OK, body, "application/json"))

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        """Answer without having read the body: the connection is of no further use."""
        self.close_connection = True
        self._send(Answer.refusing(status, reason))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)


class Server(ThreadingHTTPServer):
    """A thread a request; the memory keeps them apart."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        """Listen at `address` for `witness`."""
        super().__init__(address, Handler)
        self.witness = witness
