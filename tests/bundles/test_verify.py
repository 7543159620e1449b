"""The offline verifier finds whatever was done to a bundle, and trusts no key that lies in it."""

import hashlib
import json
import os
import random
import shutil
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.bundles.readme import MODULES
from audit.log.note import ED25519, SigningKey
from audit.verify.__main__ import main
from audit.verify.checking import check
from audit.verify.heads import Pinned
from audit.verify.report import UnusableError, Verdict
from audit.verify.words import LANGUAGES, WORDS, in_words
from tests.authority import LocalAuthority
from tests.build.sealed_bundle import (
    CONTENT,
    LOG,
    PINNED,
    WITNESSES,
    Made,
    codes,
    make,
    remove,
)

KEY = str(LOG.verifier)


def test_an_honest_bundle_holds_in_every_respect(honest: Made, authority: LocalAuthority) -> None:
    report = check(honest.root, PINNED, authority.certificates())
    assert report.doubts == 0, list(in_words(report, "en"))
    assert codes(report, Verdict.HOLDS) >= {
        "BAG", "HEAD", "CONSISTENCY", "COSIGNED", "WITNESSES", "TIME", "ENTRIES", "NUMBERS",
        "REQUEST", "FILE", "FILE-WITNESSED", "FILE-TIMED",
    }  # fmt: skip
    assert codes(report, Verdict.NOTE) == {"ERASED"}
    said = "\n".join(in_words(report, "en"))
    at = json.loads(honest.leaves[2])["at"]
    assert f"was received at {at}, unchanged (36 bytes), and nothing" in said
    assert "收到，内容未变" in "\n".join(in_words(report, "zh"))


def test_what_is_not_asked_for_is_said_to_be_unchecked(honest: Made) -> None:
    report = check(honest.root, Pinned(LOG.name, (LOG.verifier,)))
    assert report.doubts == 0
    notes = codes(report, Verdict.NOTE)
    assert notes == {"WITNESS-UNCHECKED", "TIME-UNCHECKED", "TIME-STATED", "ERASED"}


def test_the_program_says_it_in_words_and_by_its_status(
    honest: Made, authority: LocalAuthority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_file = tmp_path / "log.vkey"
    key_file.write_text(f"{KEY}\n")
    witnesses = [part for w in WITNESSES for part in ("--witness", str(w.verifier))]
    options = ["--key", str(key_file), *witnesses, "--quorum", "2"]
    options += ["--time-roots", str(authority.roots)]
    assert main([str(honest.root), *options]) == 0
    assert capsys.readouterr().out.endswith("All that was checked holds.\n")
    assert main([str(honest.root), *options, "--json", "--language", "zh"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "holds"
    assert any("此前内容未被改写" in one["sentence"] for one in answer["findings"])
    assert main([str(honest.root), *options[:-4], "--quorum", "3"]) == 1
    assert "DOUBT" in capsys.readouterr().out
    for wrong in (
        [],
        ["--key", "nothing"],
        ["--key", str(WITNESSES[0].verifier)],
        [*options[:2], "--quorum", "1"],
        [*options[:2], "--witness", KEY],
        [*options[:2], "--time-roots", str(key_file)],
        [*options[:2], "--key", str(SigningKey("other", ED25519, b"9" * 32).verifier)],
    ):
        assert main([str(honest.root), *wrong]) == 2, wrong
    assert main([str(tmp_path / "nowhere"), *options]) == 2
    assert main([str(key_file), *options]) == 2


def test_it_runs_alone_without_the_platform(honest: Made, tmp_path: Path) -> None:
    for name in ("verify", "log"):
        (tmp_path / "alone" / "audit" / name).mkdir(parents=True)
    for path in Path("audit/verify").glob("*.py"):
        shutil.copy(path, tmp_path / "alone" / "audit" / "verify")
    for name in MODULES:
        shutil.copy(Path("audit") / name, tmp_path / "alone" / "audit" / name)
    ran = subprocess.run(
        [sys.executable, "-m", "audit.verify", str(honest.root), "--key", KEY],
        cwd=tmp_path / "alone", capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_key_is_itself_although_a_file_has_its_name(
    honest: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive that is unpacked where somebody works can bring a file of any name."""
    forger = SigningKey(LOG.name, ED25519, b"\7" * 32)
    forged = make(tmp_path / "forged", forger)
    monkeypatch.chdir(tmp_path)
    Path(KEY).parent.mkdir(parents=True, exist_ok=True)
    Path(KEY).write_text(f"{forger.verifier}\n")
    assert main([str(forged.root), "--key", KEY]) == 1
    assert main([str(honest.root), "--key", KEY]) == 0


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"case/{path.relative_to(folder)}")
    return target


def test_a_zip_is_read_as_the_folder_is(honest: Made, tmp_path: Path) -> None:
    path = zipped(honest.root, tmp_path / "b.zip")
    folder, archive = check(honest.root, PINNED), check(path, PINNED)
    assert archive.findings == folder.findings


def test_every_changed_byte_and_every_cut_is_found(bundle: Made) -> None:
    """A byte of every file, at its ends and somewhere, and the file cut there."""
    rng = random.Random(20)  # noqa: S311 - repeatable
    for path in sorted(p for p in bundle.root.rglob("*") if p.is_file()):
        original = path.read_bytes()
        for place in {0, len(original) - 1, rng.randrange(len(original))}:
            flipped = original[place] ^ (1 << rng.randrange(8))
            for tampered in (
                original[:place] + bytes([flipped]) + original[place + 1 :],
                original[:place],
                original[:place] + b"\n" + original[place:],
            ):
                path.write_bytes(tampered)
                assert check(bundle.root, PINNED).doubts, (path.name, place)
        path.unlink()
        try:
            assert check(bundle.root, PINNED).doubts, path.name
        except UnusableError:
            assert path.name in {"bagit.txt", "manifest-sha256.txt"}
        path.write_bytes(original)
    assert not check(bundle.root, PINNED).doubts


def test_every_byte_of_what_is_signed_or_hashed_counts_although_the_manifests_were_made_anew(
    bundle: Made,
) -> None:
    rng = random.Random(4)  # noqa: S311 - repeatable
    names = ["entries/2.json", "proofs/2.tlog-proof", "checkpoints/7", "consistency/4-7"]
    for name in [*names, "files/5/plan.pdf", "disclosed/4.json", "tokens/4.note"]:
        path = bundle.root / "data" / name
        original = path.read_bytes()
        for place in rng.sample(range(len(original)), 30):
            changed = bytes([original[place] ^ (1 << rng.randrange(8))])
            path.write_bytes(original[:place] + changed + original[place + 1 :])
            bundle.seal()
            report = check(bundle.root, PINNED)
            is_cosignature = name == "checkpoints/7" or name.startswith("proofs")
            is_same = name == "disclosed/4.json" and _same_json(path, original)
            assert report.doubts or is_cosignature or is_same, (name, place, changed)
        path.write_bytes(original)


def _same_json(path: Path, original: bytes) -> bool:
    try:
        return bool(json.loads(path.read_bytes()) == json.loads(original))
    except ValueError:
        return False


def swap(made: Made, first: str, second: str) -> None:
    one, other = made.root / first, made.root / second
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def drop_entry(made: Made, index: int) -> None:
    remove(made, *(f"data/{name.format(index)}" for name in (
        "entries/{}.json", "proofs/{}.tlog-proof", "disclosed/{}.json")))  # fmt: skip


def rename(made: Made, old: str, new: str) -> None:
    (made.root / new).parent.mkdir(parents=True, exist_ok=True)
    (made.root / old).rename(made.root / new)


def replace_key(made: Made) -> None:
    """The whole bundle again, signed with another key of the same name."""
    shutil.rmtree(made.root)
    make(made.root, SigningKey(LOG.name, ED25519, b"\7" * 32))


def another_history(made: Made) -> None:
    """A head that the log really signed over other entries: a split view."""
    other = make(made.root.parent / "other", content=b"another file")
    made.write("data/checkpoints/7", other.note(7))


def other_value(made: Made) -> None:
    made.edit("data/disclosed/4.json", lambda v: v["fields"]["actor.name"].update(value="Somebody"))


def silent_field(made: Made) -> None:
    made.edit("data/disclosed/4.json", lambda v: v["fields"].clear())


def swapped_token(made: Made) -> None:
    swap(made, "data/tokens/4.tsr", "data/tokens/9.tsr")


def token_of_another_head(made: Made) -> None:
    """With the bytes that it was given for."""
    for ending in ("tsr", "note"):
        swap(made, f"data/tokens/4.{ending}", f"data/tokens/9.{ending}")


def other_file(made: Made) -> None:
    made.write("data/files/5/plan.pdf", CONTENT.replace(b"as", b"AS"))
    digest = hashlib.sha256(CONTENT.replace(b"as", b"AS")).hexdigest()
    made.edit("data/documents.json", lambda v: v["documents"][0].update(sha256=digest))


def short_salt(made: Made) -> None:
    made.edit("data/disclosed/4.json", lambda v: v["fields"]["actor.name"].update(salt="00"))


TAMPERING: list[tuple[Callable[[Made], object], str]] = [
    (lambda m: swap(m, "data/proofs/1.tlog-proof", "data/proofs/2.tlog-proof"), "ENTRY-UNPROVEN"),
    (lambda m: swap(m, "data/entries/1.json", "data/entries/3.json"), "ENTRY-UNPROVEN"),
    (lambda m: swap(m, "data/checkpoints/4", "data/checkpoints/7"), "HEAD-NAME"),
    (lambda m: swap(m, "data/consistency/4-7", "data/consistency/7-9"), "CONSISTENCY-BROKEN"),
    (lambda m: drop_entry(m, 4), "HOLE"),
    (lambda m: drop_entry(m, 0), "HOLE"),
    (lambda m: drop_entry(m, 2), "FILE-UNKNOWN"),
    (lambda m: drop_entry(m, 8), "REQUEST-NONE"),
    (lambda m: remove(m, "data/proofs/4.tlog-proof"), "ENTRY-UNPROVEN"),
    (lambda m: remove(m, "data/consistency/4-7"), "CONSISTENCY-MISSING"),
    (lambda m: remove(m, "data/checkpoints/9"), "ENTRY-UNPROVEN"),
    (lambda m: remove(m, "data/files/5/plan.pdf"), "FILE-ABSENT"),
    (lambda m: remove(m, "data/documents.json"), "FILE-LIST"),
    (lambda m: rename(m, "data/files/5/plan.pdf", "data/files/6/plan.pdf"), "FILE-UNLISTED"),
    (lambda m: rename(m, "data/entries/4.json", "data/entries/40.json"), "ENTRY-UNPROVEN"),
    (lambda m: m.write("data/files/6/more.pdf", b"more"), "FILE-UNKNOWN"),
    (lambda m: m.write("data/extra.txt", b"more"), "FILE-STRANGE"),
    (lambda m: m.write("data/proofs/77.tlog-proof", b"more"), "FILE-STRANGE"),
    (lambda m: m.write("data/tokens/5.tsr", b"more"), "FILE-STRANGE"),
    (lambda m: m.write("data/checkpoints/7", m.note(7, [LOG_AGAIN])), "HEAD"),
    (lambda m: m.write("data/checkpoints/9", m.note(9, WITNESSES[:1])), "WITNESS-FEW"),
    (lambda m: m.write("data/checkpoints/9", m.note(9).replace(b"log", b"lag")), "HEAD-BAD"),
    (replace_key, "HEAD-NONE"),
    (another_history, "CONSISTENCY-BROKEN"),
    (other_value, "DISCLOSED-OTHER"),
    (silent_field, "DISCLOSED-MISSING"),
    (short_salt, "DISCLOSED-OTHER"),
    (lambda m: remove(m, "data/disclosed/4.json"), "DISCLOSED-MISSING"),
    (swapped_token, "TIME-BAD"),
    (token_of_another_head, "TIME-BAD"),
    (lambda m: remove(m, "data/tokens/4.note"), "TIME-BAD"),
    (other_file, "FILE-UNKNOWN"),
    (lambda m: m.write("data/withheld.json", '{"entries": [{"id": 1}]}'), "WITHHELD-BAD"),
]
LOG_AGAIN = WITNESSES[2]


@pytest.mark.parametrize(("tamper", "code"), TAMPERING)
def test_tampering_is_found_although_the_manifests_were_made_anew(
    bundle: Made, tamper: Callable[[Made], object], code: str
) -> None:
    tamper(bundle)
    bundle.seal()
    report = check(bundle.root, PINNED)
    found = codes(report, Verdict.HOLDS if code == "HEAD" else Verdict.DOUBT)
    assert code in found, list(in_words(report, "en"))


@pytest.mark.parametrize(
    "attack", ["link", "dots", "absolute", "twice", "case", "bomb", "device", "second name"]
)
def test_an_archive_that_only_an_attacker_makes_is_refused(
    honest: Made, tmp_path: Path, attack: str
) -> None:
    path = zipped(honest.root, tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        if attack in {"link", "device"}:
            item = zipfile.ZipInfo("case/data/files/link")
            kind = stat.S_IFLNK if attack == "link" else stat.S_IFCHR
            item.external_attr, item.create_system = (kind | 0o777) << 16, 3
            archive.writestr(item, "/etc/passwd")
        elif attack == "second name":
            item = zipfile.ZipInfo("case/data/files/note")
            item.extra = struct.pack("<HHBI", 0x7075, 7, 1, 0) + b"xy"
            archive.writestr(item, "read by another program under another name")
        elif attack == "bomb":
            archive.writestr("case/data/files/5/bomb", b"\0" * (64 << 20))
        elif attack == "twice":
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("case/bagit.txt", "x")
        else:
            names = {"dots": "case/../../x", "absolute": "/etc/x", "case": "case/BAGIT.txt"}
            archive.writestr(names[attack], "x")
    with pytest.raises(UnusableError) as refused:
        check(path, PINNED)
    assert refused.value.code in {"LINK", "PATH", "TWICE", "BOMB"}


def test_a_link_or_a_pipe_in_a_folder_is_refused(bundle: Made) -> None:
    link = bundle.root / "data" / "files" / "link"
    for make_it in (lambda: link.symlink_to("/etc/passwd"), lambda: os.mkfifo(link)):
        make_it()
        with pytest.raises(UnusableError) as refused:
            check(bundle.root, PINNED)
        assert refused.value.code == "LINK"
        link.unlink()


def test_no_bytes_make_the_verifier_fail(honest: Made, tmp_path: Path) -> None:
    """A ZIP with changed, cut and repeated bytes: refused, doubted, or the very same content."""
    rng = random.Random(6)  # noqa: S311 - repeatable
    path = zipped(honest.root, tmp_path / "b.zip")
    original = path.read_bytes()
    good = check(path, PINNED).findings
    for _ in range(150):
        tampered = bytearray(original)
        for _ in range(rng.choice((1, 1, 3))):
            tampered[rng.randrange(len(tampered))] = rng.randrange(256)
        if rng.random() < 0.3:
            del tampered[rng.randrange(len(tampered)) :]
        path.write_bytes(tampered)
        try:
            report = check(path, PINNED)
        except UnusableError:
            continue
        assert report.doubts or report.findings == good


def test_hostile_content_never_fails_the_verifier(bundle: Made) -> None:
    rng = random.Random(9)  # noqa: S311 - repeatable
    hostile = [b"", b"\xff" * 99, b"[" * 100_000, b"{}", b"null", b'{"a":1e999}', b"\n\n\n", b"0"]
    for path in sorted(p for p in (bundle.root / "data").rglob("*") if p.is_file()):
        original = path.read_bytes()
        path.write_bytes(rng.choice(hostile))
        bundle.seal()
        assert check(bundle.root, PINNED).doubts, path
        path.write_bytes(original)


@pytest.mark.parametrize(
    "forged",
    [
        lambda leaf: leaf.replace(b'"event":', b'"event":"document:scanned","event":'),
        lambda leaf: leaf.replace(b'"event":', b'"event": '),
        lambda leaf: leaf.replace(b'"seq":', b'"seq":1.0,"seq":'),
        lambda leaf: leaf.replace(b"five", b"\\u0066ive"),
        lambda leaf: leaf.replace(b'"data":{}', b'"data":{"n":90071992547409930}'),
        lambda leaf: leaf.replace(b"+00:00", b""),
    ],
)
def test_an_entry_that_could_be_read_in_two_ways_is_found(
    tmp_path: Path, forged: Callable[[bytes], bytes]
) -> None:
    made = make(tmp_path / "bundle", forged=lambda n, leaf: forged(leaf) if n == 4 else leaf)
    assert "ENTRY-UNREADABLE" in codes(check(made.root, PINNED))


def test_every_sentence_is_there_in_every_language() -> None:
    fields = [set(re_fields(text)) for pair in WORDS.values() for text in pair]
    for one, other in zip(fields[::2], fields[1::2], strict=True):
        assert other <= one, "the Chinese sentence knows nothing that the English does not"
    assert all(len(pair) == len(LANGUAGES) and all(pair) for pair in WORDS.values())


def re_fields(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]
