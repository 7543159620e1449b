"""One head that was kept from before shows, offline, that the past of a bundle was rewritten."""

import json
from pathlib import Path

import pytest

from audit.log.merkle import consistency_proof
from audit.log.notation import encoded
from audit.verify.__main__ import main
from tests.build.sealed_bundle import LOG, Made, make

KEY = ("--key", str(LOG.verifier))


def said(
    made: Made, kept: bytes, capsys: pytest.CaptureFixture[str], proof: bytes | None = None
) -> tuple[int, set[str]]:
    note, file = made.root.parent / "kept.note", made.root.parent / "kept.proof"
    note.write_bytes(kept)
    options = [*KEY, "--kept", str(note)]
    if proof is not None:
        file.write_bytes(proof)
        options += ["--kept-proof", str(file)]
    status = main([str(made.root), *options, "--json"])
    answer = json.loads(capsys.readouterr().out)
    codes = {one["code"] for one in answer.get("findings", [answer])}
    return status, {code for code in codes if code.startswith("KEPT")}


def lines(made: Made, old: int, new: int) -> bytes:
    hashes = consistency_proof(made.hashes[:new], old)
    return "".join(f"{encoded(item)}\n" for item in hashes).encode()


def test_a_kept_head_is_of_the_history_of_the_bundle(
    bundle: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(bundle, bundle.note(7), capsys) == (0, {"KEPT"})
    assert said(bundle, bundle.note(6), capsys) == (1, {"KEPT-UNPROVEN"})
    assert said(bundle, bundle.note(6), capsys, lines(bundle, 6, 9)) == (0, {"KEPT"})


def test_a_bundle_is_older_than_the_kept_head(
    bundle: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    grown = Made(bundle.root, [*bundle.leaves, b"ten", b"eleven"])
    assert said(bundle, grown.note(11), capsys) == (1, {"KEPT-UNPROVEN"})
    assert said(bundle, grown.note(11), capsys, lines(grown, 9, 11)) == (0, {"KEPT"})
    assert said(bundle, grown.note(11), capsys, lines(grown, 8, 11)) == (1, {"KEPT-OTHER"})


@pytest.mark.parametrize("size", [6, 7])
def test_a_history_that_was_rewritten_and_signed_again_is_found_with_one_kept_head(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], size: int
) -> None:
    """INV-11: all of the bundle holds for itself, under the right key of the log."""
    before, after = make(tmp_path / "before"), make(tmp_path / "after", content=b"another file")
    assert main([str(after.root), *KEY]) == 0
    capsys.readouterr()
    proof = lines(after, size, 9)
    assert said(after, before.note(size), capsys, proof) == (1, {"KEPT-OTHER"})


@pytest.mark.parametrize("kept", [b"", b"nothing", b"\xff" * 99])
def test_what_is_no_head_of_this_log_is_refused(
    bundle: Made, capsys: pytest.CaptureFixture[str], kept: bytes
) -> None:
    assert said(bundle, kept, capsys) == (2, {"KEPT-BAD"})
    assert said(bundle, bundle.note(7), capsys, b"no proof") == (2, {"KEPT-BAD"})
