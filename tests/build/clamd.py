"""A virus scanner for tests: a small server that speaks clamd's protocol, or clamd itself."""

import shutil
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# the harmless test string of the European Institute for Computer Antivirus Research, split so
# that no scanner takes this very file for it
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
ENGINE = "ClamAV 1.4.3/27500/Sat Nov 21 09:00:00 2026"
SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n"


class _Scanner(socketserver.StreamRequestHandler):
    """Answers zVERSION and zINSTREAM."""

    server: "Server"

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            piece = self.rfile.read(1)
            if not piece:
                return
            command += piece
        if command == b"zVERSION\0":
            self.wfile.write(ENGINE.encode() + b"\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._judged() + b"\0")

    def _judged(self) -> bytes:
        seen = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            seen += self.rfile.read(size)
            if len(seen) > self.server.limit:
                return b"INSTREAM size limit exceeded. ERROR"
        self.server.scans += 1
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in seen else b"stream: OK"


class Server(socketserver.ThreadingTCPServer):
    """Counts its scans; takes streams up to `limit`."""

    allow_reuse_address = True
    daemon_threads = True
    limit = 50_000_000
    scans = 0

    @property
    def url(self) -> str:
        """As the setting names it."""
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def scanner() -> Iterator[Server]:
    """A scanner that listens until the end."""
    with Server(("127.0.0.1", 0), _Scanner) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def installed() -> str | None:
    """The program clamd, where there is one."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def real_scanner(folder: Path) -> Iterator[str]:
    """Clamd itself, knowing one signature; yields its address."""
    database = folder / "db"
    database.mkdir()
    (database / "test.hdb").write_text(SIGNATURE)
    line = folder / "clamd.sock"
    conf = folder / "clamd.conf"
    conf.write_text(f"Foreground yes\nLocalSocket {line}\nDatabaseDirectory {database}\n")
    process = subprocess.Popen(
        [str(installed()), "-c", str(conf)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 20
        while not line.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"unix://{line}"
    finally:
        process.terminate()
        process.wait()
