"""A time-stamping authority of its own, made with OpenSSL, that answers on this machine."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509

CONFIGURATION = """
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Test authority
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[ stamping ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ tsa ]
default_tsa = policy
[ policy ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
tsa_name = yes
ess_cert_id_alg = sha256
"""


@dataclass
class LocalAuthority:
    """Its folder, its address, and what it is told to answer instead of the truth."""

    folder: Path
    url: str = ""
    other_answer: bytes | None = None

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def certificates(self) -> list[x509.Certificate]:
        """What ends every chain to it."""
        return x509.load_pem_x509_certificates(self.roots.read_bytes())

    def token_over(self, message: bytes) -> bytes:
        """Stamped without a journey."""
        (self.folder / "data").write_bytes(message)
        openssl(self.folder, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "asked")
        return self.answer((self.folder / "asked").read_bytes())

    def answer(self, query: bytes) -> bytes:
        if self.other_answer is not None:
            return self.other_answer
        (self.folder / "query").write_bytes(query)
        options = ["-queryfile", "query", "-out", "reply"]
        openssl(self.folder, "ts", "-reply", "-config", "tsa.cnf", *options)
        return (self.folder / "reply").read_bytes()


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_keys(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    (folder / "serial").write_text("01")
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf"]
    openssl(
        folder, "req", "-x509", "-days", "30", "-extensions", "root", "-subj", "/CN=Test root",
        *new, "-keyout", "root.key", "-out", "root.pem",
    )  # fmt: skip
    openssl(
        folder, "req", "-x509", "-days", "20", "-extensions", "stamping", "-subj", "/CN=Test TSA",
        "-CA", "root.pem", "-CAkey", "root.key", *new, "-keyout", "tsa.key", "-out", "tsa.pem",
    )  # fmt: skip


@contextmanager
def running_authority(folder: Path) -> Iterator[LocalAuthority]:
    """Listens until the block ends."""
    make_keys(folder)
    authority = LocalAuthority(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield authority
        finally:
            server.shutdown()
            thread.join()
