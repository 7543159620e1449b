"""Signed notes, checkpoints, cosignatures and proof files: known vectors and hostile ones."""

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.log import merkle
from audit.log.notation import NoteError
from audit.log.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    Checkpoint,
    Note,
    SigningKey,
    VerifierKey,
    open_checkpoint,
)
from audit.log.proof import Proof

# the example of golang.org/x/mod/sumdb/note
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
    "pRZb6KE6RyyBwJnAM=\n"
)
KNOWN = (TEXT + "\n" + LINE).encode()
ORIGIN = "log.example/audit"


def key(name: str = ORIGIN, algorithm: int = ED25519, seed: int = 1) -> SigningKey:
    return SigningKey(name, algorithm, bytes([seed]) * 32)


def checkpoint(size: int = 3) -> Checkpoint:
    return Checkpoint(ORIGIN, size, merkle.root_hash([bytes([n]) * 32 for n in range(size)]))


def signed(text: str, *keys: SigningKey, at: int = 1_700_000_000) -> bytes:
    lines = [item.sign(text, None if item.algorithm == ED25519 else at) for item in keys]
    return bytes(Note(text, tuple(lines)))


def test_the_known_note_verifies_and_the_known_key_makes_the_same_bytes():
    verifier = VerifierKey.parse(VKEY)
    assert str(verifier) == VKEY
    assert Note.parse(KNOWN).verified([verifier]) == {verifier: None}
    assert bytes(Note.parse(KNOWN)) == KNOWN
    signer = SigningKey.parse(SKEY)
    assert signer.encode() == SKEY
    assert signed(TEXT, signer) == KNOWN


@pytest.mark.parametrize(
    ("text", "algorithm"),
    [
        ("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop", ED25519),
        ("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", ED25519),
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", COSIGNATURE),
    ],
)
def test_keys_of_other_programs_are_read_and_written_byte_for_byte(text, algorithm):
    parsed = VerifierKey.parse(text)
    assert parsed.algorithm == algorithm
    assert str(parsed) == text


def test_no_part_of_a_verifier_key_and_no_changed_one_is_a_key():
    for start in range(len(VKEY)):
        for end in range(start + 1, len(VKEY) + 1):
            if (start, end) != (0, len(VKEY)):
                with pytest.raises(NoteError):
                    VerifierKey.parse(VKEY[start:end])
    for place in range(len(VKEY)):
        with pytest.raises(NoteError):
            VerifierKey.parse(VKEY[:place] + chr(ord(VKEY[place]) + 1) + VKEY[place + 1 :])
    for junk in ("", "a", "a+b", "a+00000000+", None, 3, "a b+00000000+AAAA", "\ud800+00+AA"):
        with pytest.raises(NoteError):
            VerifierKey.parse(junk)


def test_a_key_of_an_unknown_algorithm_or_length_is_refused_whatever_its_hash():
    for material in (b"\x65" + bytes(32), b"\x01" + bytes(31), b"\x01" + bytes(33), b"\x06" * 33):
        digest = hashlib.sha256(b"name\n" + material).hexdigest()[:8]
        with pytest.raises(NoteError):
            VerifierKey.parse(f"name+{digest}+{base64.b64encode(material).decode()}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\n\n",
        TEXT.encode(),
        (TEXT + "\n").encode(),
        (TEXT + LINE).encode(),
        KNOWN[:-1],
        KNOWN + b"x\n",
        KNOWN + b"\n",
        KNOWN.replace(b"\n", b"\r\n"),
        KNOWN.replace(b"problem", b"pro\tblem"),
        KNOWN.replace(b"problem", b"pro\x00blem"),
        KNOWN.replace(b"problem", b"pro\xffblem"),
        KNOWN.replace("— P".encode(), b"- P"),
        KNOWN.replace(b" PeterNeumann", b"  PeterNeumann"),
        KNOWN.replace(b" PeterNeumann", "\u00a0PeterNeumann".encode()),
        KNOWN.replace(b"PeterNeumann x", b"Peter+Neumann x"),
        KNOWN.replace(b"JnAM=", b"JnAN="),  # spare bits: base64 in another way
        KNOWN.replace(b"JnAM=", b"JnAM"),
        KNOWN.replace(b"JnAM=", b"Jn\nAM="),
        TEXT.encode() + b"\n" + "— PeterNeumann x08gow==\n".encode(),
        TEXT.encode() + b"\n" + LINE.encode() * 101,
        b"a" * 2_000_000,
        None,
        KNOWN.decode(),
        bytearray(KNOWN),
    ],
)
def test_what_is_not_exactly_a_note_is_refused(data):
    with pytest.raises(NoteError):
        Note.parse(data).verified([VerifierKey.parse(VKEY)])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(KNOWN) - 1), st.integers(1, 255))
def test_no_changed_byte_of_a_note_verifies(place, change):
    data = KNOWN[:place] + bytes([KNOWN[place] ^ change]) + KNOWN[place + 1 :]
    with pytest.raises(NoteError):
        Note.parse(data).verified([VerifierKey.parse(VKEY)])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_refused_in_one_way_only(data):
    for read in (Note.parse, Proof.parse):
        with pytest.raises(NoteError):
            read(data)
    text = data.decode(errors="surrogateescape")
    for reader in (VerifierKey.parse, SigningKey.parse):
        with pytest.raises(NoteError):
            reader(text)


def test_unknown_keys_are_passed_over_but_a_known_key_must_hold():
    other = key("witness.example", COSIGNATURE, 2)
    note = signed(str(checkpoint()), key(), other)
    assert Note.parse(note).verified([key().verifier]) == {key().verifier: None}
    assert Note.parse(note).verified([other.verifier]) == {other.verifier: 1_700_000_000}
    with pytest.raises(NoteError, match="nobody"):
        Note.parse(note).verified([])
    with pytest.raises(NoteError, match="nobody"):  # the same key under another name
        Note.parse(note).verified([key("log.example/other").verifier])
    broken = Note.parse(note)
    bad = broken.signatures[1]
    forged = type(bad)(bad.name, bad.key_id, bad.signature[:-1] + b"\x00")
    with pytest.raises(NoteError, match="does not hold"):
        Note(broken.text, (broken.signatures[0], forged)).verified([key().verifier, other.verifier])


@pytest.mark.parametrize("algorithm", [COSIGNATURE, ML_DSA_44])
def test_a_cosignature_states_a_time_and_covers_it(algorithm):
    witness = key("witness.example", algorithm, 5)
    text = str(checkpoint())
    line = witness.sign(text, 1_700_000_000)
    assert witness.verifier.verify(text, line.signature) == 1_700_000_000
    later = (1_700_000_001).to_bytes(8, "big") + line.signature[8:]
    with pytest.raises(NoteError):
        witness.verifier.verify(text, later)
    beyond = (2**63).to_bytes(8, "big") + line.signature[8:]
    with pytest.raises(NoteError, match="beyond"):
        witness.verifier.verify(text, beyond)
    with pytest.raises(NoteError):
        witness.verifier.verify(str(checkpoint(4)), line.signature)
    assert VerifierKey.parse(str(witness.verifier)) == witness.verifier
    assert SigningKey.parse(witness.encode()) == witness
    with pytest.raises(NoteError, match="state a time"):
        witness.sign(text)
    with pytest.raises(NoteError, match="state a time"):
        key().sign(text, 3)


def test_the_cosigned_message_is_as_the_format_says():
    witness = key("witness.example", COSIGNATURE, 2)
    plain = key("witness.example", ED25519, 2)
    text = str(checkpoint())
    message = f"cosignature/v1\ntime 5\n{text}"
    assert witness.sign(text, 5).signature[8:] == plain.sign(message).signature


def test_a_checkpoint_is_read_only_from_the_pinned_log_and_key():
    note = signed(str(checkpoint()), key())
    assert open_checkpoint(note, ORIGIN, [key().verifier]) == checkpoint()
    with pytest.raises(NoteError, match="another log"):
        open_checkpoint(note, "log.example/else", [key().verifier])
    with pytest.raises(NoteError, match="nobody"):
        open_checkpoint(note, ORIGIN, [key(seed=9).verifier])


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"o\n3\n{ROOT}",
        f"\n3\n{ROOT}\n",
        f"o\n\n{ROOT}\n",
        f"o\n03\n{ROOT}\n",
        f"o\n+3\n{ROOT}\n",
        f"o\n-3\n{ROOT}\n",
        f"o\n3 \n{ROOT}\n",
        f"o\n٣\n{ROOT}\n",
        f"o\n{2**63}\n{ROOT}\n",
        f"o\n{10**30}\n{ROOT}\n",
        "o\n3\nAAAA\n",
        f"o\n3\n{ROOT[:-1]}\n",
        f"o\n3\n{ROOT}\n\n",
        f"o\n3\n{ROOT}\n\nx\n",
        f"o\n3\n {ROOT}\n",
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


def test_a_checkpoint_may_carry_further_lines():
    head = Checkpoint.parse(f"o\n0\n{ROOT}\nextension\n")
    assert head.extensions == ("extension",)
    assert str(head) == f"o\n0\n{ROOT}\nextension\n"


def proof_of(index: int, size: int = 9) -> tuple[Proof, bytes]:
    hashes = [merkle.leaf_hash(bytes([n])) for n in range(size)]
    head = Checkpoint(ORIGIN, size, merkle.root_hash(hashes))
    path = tuple(merkle.inclusion_proof(hashes, index))
    return Proof(index, path, signed(str(head), key())), hashes[index]


def test_a_proof_file_stands_alone_and_only_for_its_leaf_log_and_key():
    proof, leaf = proof_of(4)
    keys = [key().verifier]
    assert Proof.parse(bytes(proof)) == proof
    assert Proof.parse(bytes(proof)).verify(leaf, ORIGIN, keys).size == 9
    with_extra = Proof(proof.index, proof.hashes, proof.note, b"extra data")
    assert Proof.parse(bytes(with_extra)) == with_extra
    for wrong in (
        lambda: proof.verify(b"\x09" * 32, ORIGIN, keys),
        lambda: proof.verify(leaf, "other", keys),
        lambda: proof.verify(leaf, ORIGIN, [key(seed=3).verifier]),
        lambda: Proof(3, proof.hashes, proof.note).verify(leaf, ORIGIN, keys),
        lambda: Proof(4, proof.hashes[:-1], proof.note).verify(leaf, ORIGIN, keys),
        lambda: Proof(4, (*proof.hashes, leaf), proof.note).verify(leaf, ORIGIN, keys),
    ):
        with pytest.raises(NoteError):
            wrong()


def test_what_is_not_exactly_a_proof_file_is_refused():
    good = bytes(proof_of(4)[0])
    for bad in (
        good.replace(b"@v1", b"@v2"),
        good.replace(b"index 4", b"index 04"),
        good.replace(b"index 4", b"index -4"),
        good.replace(b"index 4\n", b""),
        good.replace(b"index 4\n", b"index 4\nAAAA\n"),
        good.replace(b"index 4\n", b"extra !\nindex 4\n"),
        good.replace(b"index 4\n", b"index 4\n" + ROOT.encode() + b"\n" * 1 + b"x\n"),
        good.replace(b"index 4\n", b"index 4\n" + (ROOT.encode() + b"\n") * 200),
        good.replace(b"\n\n", b"\n", 1),
        good[:40],
    ):
        with pytest.raises(NoteError):
            Proof.parse(bad).verify(proof_of(4)[1], ORIGIN, [key().verifier])
