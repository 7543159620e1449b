"""A small bundle made by hand, and the ways in which somebody may tamper with it."""

import hashlib
import itertools
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from audit.log.merkle import consistency_proof, inclusion_proof, leaf_hash, root_hash
from audit.log.notation import encoded
from audit.log.note import COSIGNATURE, ED25519, Checkpoint, Note, SigningKey
from audit.log.proof import Proof
from audit.verify.heads import Pinned
from audit.verify.report import Report, Verdict
from tests.authority import LocalAuthority

CONTENT = b"the deliverable, as it was handed in"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SIZES = (4, 7, 9)
LOG = SigningKey("log.example", ED25519, b"\1" * 32)
WITNESSES = tuple(SigningKey(f"w{n}.example", COSIGNATURE, bytes([n]) * 32) for n in (2, 3, 4))
PINNED = Pinned(
    LOG.name, (LOG.verifier,), tuple(witness.verifier for witness in WITNESSES), quorum=2
)
REQUEST = "6b1c0f6e-0000-4000-8000-000000000001"


@dataclass
class Made:
    """A folder, and the log that it came from."""

    root: Path
    leaves: list[bytes]
    log: SigningKey = LOG
    disclosures: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def hashes(self) -> list[bytes]:
        return [leaf_hash(leaf) for leaf in self.leaves]

    def note(self, size: int, witnesses: Iterable[SigningKey] = ()) -> bytes:
        text = str(Checkpoint(self.log.name, size, root_hash(self.hashes[:size])))
        lines = [self.log.sign(text), *(w.sign(text, 1_790_000_000 + size) for w in witnesses)]
        return bytes(Note(text, tuple(lines)))

    def write(self, name: str, content: bytes | str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, name: str, change: Callable[[Any], None]) -> None:
        value = json.loads((self.root / name).read_bytes())
        change(value)
        self.write(name, json.dumps(value))

    def seal(self) -> None:
        """Write manifests that agree with whatever is there now."""
        names = sorted(
            p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file()
        )
        digests = {
            name: hashlib.sha256((self.root / name).read_bytes()).hexdigest()
            for name in names
            if not name.endswith("manifest-sha256.txt")
        }
        payload = "".join(f"{d}  {n}\n" for n, d in digests.items() if n.startswith("data/"))
        self.write("manifest-sha256.txt", payload)
        digests["manifest-sha256.txt"] = hashlib.sha256(payload.encode()).hexdigest()
        tags = "".join(f"{d}  {n}\n" for n, d in digests.items() if not n.startswith("data/"))
        self.write("tagmanifest-sha256.txt", tags)


def make(
    root: Path,
    log: SigningKey = LOG,
    content: bytes = CONTENT,
    forged: Callable[[int, bytes], bytes] = lambda _index, leaf: leaf,
) -> Made:
    """Nine entries of now, three heads; entry 2 received a file, entry 8 asked for the bundle.

    `forged` changes what the log takes in, with proofs that hold.
    """
    disclosures: dict[int, dict[str, Any]] = {}
    leaves = [forged(index, _leaf(index, content, disclosures)) for index in range(9)]
    made = Made(root, leaves, log, disclosures)
    made.write("bagit.txt", DECLARATION)
    made.write("bag-info.txt", f"External-Identifier: {REQUEST}\n")
    made.write("README.md", "How to check this.\n")
    for size in SIZES:
        made.write(f"data/checkpoints/{size}", made.note(size, WITNESSES[:2]))
    for old, new in itertools.pairwise(SIZES):
        proof = consistency_proof(made.hashes[:new], old)
        made.write(f"data/consistency/{old}-{new}", "".join(f"{encoded(h)}\n" for h in proof))
    for index, leaf in enumerate(leaves):
        hashes = inclusion_proof(made.hashes, index)
        proof_file = Proof(index, tuple(hashes), made.note(9, WITNESSES[:2]))
        made.write(f"data/entries/{index}.json", leaf)
        made.write(f"data/proofs/{index}.tlog-proof", bytes(proof_file))
        made.write(f"data/disclosed/{index}.json", json.dumps(disclosures[index]))
    made.write("data/files/5/plan.pdf", content)
    digest = hashlib.sha256(content).hexdigest()
    row = {"id": 5, "path": "files/5/plan.pdf", "sha256": digest, "size": len(content)}
    made.write("data/documents.json", json.dumps({"documents": [row]}))
    made.seal()
    return made


def copy(made: Made, to: Path) -> Made:
    """Another one of the same."""
    shutil.copytree(made.root, to)
    return Made(to, made.leaves, made.log, made.disclosures)


def with_tokens(made: Made, authority: LocalAuthority, sizes: Iterable[int] = (4, 9)) -> Made:
    """Stamped now, by and by."""
    for size in sizes:
        made.write(f"data/tokens/{size}.note", made.note(size))
        made.write(f"data/tokens/{size}.tsr", authority.token_over(made.note(size)))
    made.seal()
    return made


def remove(made: Made, *names: str) -> None:
    """Take files away."""
    for name in names:
        (made.root / name).unlink()


def codes(report: Report, verdict: Verdict = Verdict.DOUBT) -> set[str]:
    """What was found, of one kind."""
    return {finding.code for finding in report.findings if finding.verdict is verdict}


def _leaf(index: int, content: bytes, disclosures: dict[int, dict[str, Any]]) -> bytes:
    salt, name = bytes([index]) * 16, ["actor.name", f"官员 {index}"]
    canonical = json.dumps(name, ensure_ascii=False, separators=(",", ":")).encode()
    is_erased = index == 3
    fields = {"actor.name": {"salt": salt.hex(), "value": name[1]}}
    disclosures[index] = {
        "fields": {} if is_erased else fields,
        "erased": ["actor.name"] if is_erased else [],
    }
    event, data = "decision:recorded", {}
    if index == 2:
        digest = hashlib.sha256(content).hexdigest()
        event, data = "document:received", {"sha256": digest, "size": len(content)}
    elif index == 8:
        event, data = "bundle:requested", {"case": "P-1", "kind": "project"}
    uid = REQUEST if index == 8 else f"6b1c0f6e-0000-4000-8000-00000000010{index}"
    kind = "evidence.document" if index in {2, 6} else "projects.project"
    seq = {2: 1, 6: 2}.get(index, index + 1 - (index > 2) - (index > 6))
    leaf = {
        "at": timezone.now().isoformat(),
        "commitments": {"actor.name": hashlib.sha256(salt + canonical).hexdigest()},
        "data": data,
        "event": event,
        "subject": {"id": 5, "name": f"{kind} five", "seq": seq, "type": kind},
        "uid": uid,
    }
    return json.dumps(leaf, ensure_ascii=False, separators=(",", ":")).encode()
