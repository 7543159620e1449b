"""`python -m audit.witness`: make a key, or run a witness."""

import argparse
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from audit.log.notation import NoteError
from audit.log.note import COSIGNATURE, ML_DSA_44, SEED_BYTES, SigningKey, VerifierKey
from audit.witness.judging import Witness
from audit.witness.memory import Memory
from audit.witness.serving import Server

PORT = 7380


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; what it prints first is the public key."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "new-key":
            return _new_key(options.name, options.key, ML_DSA_44 if options.mldsa else COSIGNATURE)
        return _serve(options.key, options.state, options.log, options.listen)
    except (NoteError, OSError) as wrong:
        print(f"witness: {wrong}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m audit.witness",
        description="Cosigns the heads of logs as long as each extends the one before.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new-key", help="make a key and print its public half")
    new.add_argument("name", help="the witness's name, for instance witness.example.org/one")
    new.add_argument("--key", type=Path, required=True, help="file to write, must not exist")
    new.add_argument("--mldsa", action="store_true", help="ML-DSA-44 in place of Ed25519")
    serve = commands.add_parser("serve", help="run the witness")
    serve.add_argument("--key", type=Path, required=True, help="file that new-key wrote")
    serve.add_argument("--state", type=Path, required=True, help="SQLite file of what was seen")
    serve.add_argument(
        "--log",
        action="append",
        required=True,
        metavar="VKEY",
        help="public key of a log (name+hash+base64 [from=SIZE] [until=SIZE]), or ORIGIN=VKEY; may"
        " be given several times, also for one log while it changes its key",
    )
    serve.add_argument("--listen", default=f"127.0.0.1:{PORT}", metavar="HOST:PORT")
    return parser


def _new_key(name: str, path: Path, algorithm: int) -> int:
    key = SigningKey(name, algorithm, secrets.token_bytes(SEED_BYTES))
    public = str(key.verifier)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.encode() + "\n")
    print(public)
    return 0


def _serve(key_file: Path, state: Path, logs: Sequence[str], listen: str) -> int:
    key = SigningKey.parse(key_file.read_text().strip())
    if key.algorithm not in {COSIGNATURE, ML_DSA_44}:
        raise NoteError("a log's key cannot cosign; make one with new-key")
    host, _, port = listen.rpartition(":")
    if not (port.isascii() and port.isdecimal()):
        raise NoteError("--listen is HOST:PORT")
    witness = Witness(key, Memory(state), _followed(logs))
    with Server((host.strip("[]"), int(port)), witness) as server:
        print(f"{key.verifier}\nlistening on {host}:{server.server_port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def _followed(logs: Sequence[str]) -> dict[str, tuple[VerifierKey, ...]]:
    """Keys by origin; an origin that is not said is the name of the key."""
    followed: dict[str, tuple[VerifierKey, ...]] = {}
    for text in logs:
        origin, _, rest = text.partition("=")
        if "+" in origin:  # the padding of a key that stands alone
            origin, rest = "", text
        key = VerifierKey.parse_line(rest)
        origin = origin or key.name
        followed[origin] = (*followed.get(origin, ()), key)
    return followed


if __name__ == "__main__":
    sys.exit(main())
