"""`python -m audit.verify`: check a bundle with keys that came from elsewhere."""

import argparse
import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509

from audit.log.notation import NoteError
from audit.log.note import COSIGNATURE, ML_DSA_44, VerifierKey
from audit.verify.checking import check
from audit.verify.heads import Pinned
from audit.verify.kept import read_kept
from audit.verify.report import Report, UnusableError
from audit.verify.words import LANGUAGES, in_words, line_of, phrase

HOLDS, DOUBT, UNUSABLE = 0, 1, 2
LARGEST_KEY_FILE = 64 << 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Say what holds; 0 when all does, 1 at any doubt, 2 when there is nothing to check."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        pinned = _pinned(options)
        roots = _roots(options.time_roots)
        kept = options.kept and read_kept(options.kept, options.kept_proof, pinned)
        report = check(options.bundle, pinned, roots, kept)
    except UnusableError as wrong:
        return _unusable(wrong, options)
    _print(report, options)
    return DOUBT if report.doubts else HOLDS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m audit.verify",
        description="Checks an evidence bundle without the platform that made it.",
        epilog="The key comes from elsewhere: one that lies in the bundle proves nothing."
        " Exit status: 0 all holds, 1 there is doubt, 2 nothing could be checked.",
    )
    parser.add_argument("bundle", type=Path, help="folder or ZIP file")
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="VKEY|FILE",
        help="public key of the log (name+hash+base64 [from=SIZE] [until=SIZE]) that you keep; may"
        " be given several times, for a log that changed its key",
    )
    parser.add_argument("--origin", help="name of the log; that of the key if not given")
    parser.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="VKEY|FILE",
        help="public key of a witness that you trust; may be given several times",
    )
    parser.add_argument(
        "--quorum", type=int, metavar="K", help="so many witnesses are enough; all if not given"
    )
    parser.add_argument(
        "--time-roots",
        type=Path,
        metavar="PEM",
        help="certificates of time-stamping authorities that you trust",
    )
    parser.add_argument(
        "--kept",
        type=Path,
        metavar="NOTE",
        help="a head of the log that you kept from before: the bundle must be of the same history",
    )
    parser.add_argument(
        "--kept-proof",
        type=Path,
        metavar="FILE",
        help="what /audit/log/consistency/OLD/NEW of the log gave for that head and the bundle's",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="print findings as JSON")
    return parser


def _pinned(options: argparse.Namespace) -> Pinned:
    keys, witnesses = _keys(options.key), _keys(options.witness)
    if not keys:
        raise UnusableError("NO-KEY")
    if any(key.algorithm in {COSIGNATURE} for key in keys):
        raise UnusableError("KEY-BAD", reason=f"{keys[0].name}: a witness signs no log")
    if any(key.algorithm not in {COSIGNATURE, ML_DSA_44} for key in witnesses):
        raise UnusableError("KEY-BAD", reason="the key of a log is no witness")
    names = {key.name for key in keys}
    if options.origin is None and len(names) > 1:
        raise UnusableError("NO-ORIGIN")
    known = len({key.name for key in witnesses})
    quorum = known if options.quorum is None else options.quorum
    if not (quorum == known == 0 or 0 < quorum <= known):
        raise UnusableError("QUORUM", quorum=quorum, known=known)
    return Pinned(options.origin or names.pop(), keys, witnesses, quorum)


def _keys(texts: Sequence[str]) -> tuple[VerifierKey, ...]:
    """Keys as they stand on the command line or, one a line, in files."""
    keys: list[VerifierKey] = []
    for text in texts:
        try:
            keys.extend(_keys_of(text))
        except (OSError, NoteError, ValueError) as wrong:
            raise UnusableError("KEY-BAD", reason=wrong) from wrong
    if len({key.line for key in keys}) > len(set(keys)):
        raise UnusableError("KEY-BAD", reason="one key is given with two sets of sizes")
    return tuple(dict.fromkeys(keys))


def _keys_of(text: str) -> list[VerifierKey]:
    """A key stands for itself, also where somebody laid a file of that name."""
    if "+" in text:
        with contextlib.suppress(NoteError):
            return [VerifierKey.parse_line(text.strip())]
    with Path(text).open("rb") as file:
        lines = file.read(LARGEST_KEY_FILE).decode().split("\n")
    return [VerifierKey.parse_line(line.strip()) for line in lines if line.strip()]


def _roots(path: Path | None) -> list[x509.Certificate] | None:
    if path is None:
        return None
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as wrong:
        raise UnusableError("ROOTS-BAD", reason=wrong) from wrong


def _unusable(wrong: UnusableError, options: argparse.Namespace) -> int:
    sentence = phrase(wrong.code, wrong.facts, options.language)
    if options.json:
        print(json.dumps({"verdict": "unusable", "code": wrong.code, "sentence": sentence}))
    else:
        print(sentence, file=sys.stderr)
    return UNUSABLE


def _print(report: Report, options: argparse.Namespace) -> None:
    if not options.json:
        for line in in_words(report, options.language):
            print(line)
        return
    findings = [
        {
            "verdict": finding.verdict,
            "code": finding.code,
            "facts": {name: _plain(value) for name, value in finding.facts.items()},
            "sentence": line_of(finding, options.language),
        }
        for finding in report.findings
    ]
    verdict = "doubt" if report.doubts else "holds"
    print(json.dumps({"verdict": verdict, "doubts": report.doubts, "findings": findings}))


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.exit(main())
