"""Shows heads to witnesses and keeps their cosignatures (client of C2SP tlog-witness)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import requests
from django.utils import timezone

from audit.log.models import Checkpoint, Cosignature, Tree, WitnessContact
from audit.log.notation import DECIMAL, NoteError
from audit.log.note import Signature, VerifierKey, read_signatures
from audit.log.storage import TileStore
from audit.log.tiles import TileError, TileTree
from audit.log.witnesses import KnownWitness, quorum
from audit.witness.request import CONTENT_TYPE, PATH, Request

logger = logging.getLogger(__name__)

SECONDS = 5
LARGEST_ANSWER = 64 << 10
DETAIL = 500
Outcome = WitnessContact.Outcome


@dataclass(frozen=True)
class Answer:
    """What a witness said: a status, and text that is not trusted."""

    status: int
    body: bytes


def cosign(checkpoint: Checkpoint, witness: KnownWitness) -> WitnessContact.Outcome:
    """Have `checkpoint` cosigned; what came of it is noted, whatever it is."""
    outcome, detail = _attempt(checkpoint, witness)
    WitnessContact.objects.update_or_create(
        witness=witness.name,
        defaults={"outcome": outcome, "detail": detail[:DETAIL], "at": timezone.now()},
    )
    return outcome


def witnessed_note(checkpoint: Checkpoint) -> bytes:
    """The note of a head with the cosignatures that it has."""
    lines = checkpoint.cosignatures.order_by("witness").values_list("line", flat=True)
    return (checkpoint.note + "".join(lines)).encode()


def last_witnessed(tree: str = Tree.SHA256) -> Checkpoint | None:
    """The newest head that as many witnesses cosigned as are asked for; without them any."""
    heads = Checkpoint.objects.filter(tree=tree).order_by("-size")
    wanted = quorum() if tree == Tree.SHA256 else 0
    return heads.having_cosignatures(wanted).first() if wanted else heads.first()


def _attempt(checkpoint: Checkpoint, witness: KnownWitness) -> tuple[Outcome, str]:
    """Ask, and once more from the size that the witness knows if it is another one."""
    old_size = _last_size(witness)
    for _ in range(2):
        try:
            answer = _ask(witness, _request(checkpoint, old_size))
        except (requests.RequestException, TileError) as problem:
            return Outcome.UNREACHABLE, str(problem)
        if answer.status == HTTPStatus.OK:
            return _keep(checkpoint, witness, answer.body)
        known = answer.body.decode("ascii", "replace").strip()
        if answer.status != HTTPStatus.CONFLICT or not DECIMAL.fullmatch(known):
            break
        old_size = int(known)
        if old_size > checkpoint.size:
            return _ahead(old_size)
    detail = f"{answer.status} {answer.body.decode('utf-8', 'replace')}"
    contradicted = answer.status in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}
    return Outcome.CONTRADICTED if contradicted else Outcome.REFUSED, detail


def _ahead(size: int) -> tuple[Outcome, str]:
    """The witness has cosigned a larger head: shown meanwhile, or one that we have lost."""
    if Checkpoint.objects.filter(tree=Tree.SHA256, size__gte=size).exists():
        return Outcome.REFUSED, "a newer head was cosigned meanwhile"
    return Outcome.CONTRADICTED, f"it cosigned {size} entries"


def _last_size(witness: KnownWitness) -> int:
    """The largest head that the witness is known to have cosigned."""
    seen = Cosignature.objects.filter(witness=witness.name, checkpoint__tree=Tree.SHA256)
    size = seen.order_by("-checkpoint__size").values_list("checkpoint__size", flat=True).first()
    return size or 0


def _request(checkpoint: Checkpoint, old_size: int) -> bytes:
    proof: Iterable[bytes] = ()
    if 0 < old_size < checkpoint.size:
        proof = TileTree(checkpoint.size, TileStore().read).consistency_proof(old_size)
    return bytes(Request(old_size, tuple(proof), checkpoint.note.encode()))


def _ask(witness: KnownWitness, body: bytes) -> Answer:
    with requests.post(
        witness.url + PATH,
        data=body,
        headers={"Content-Type": CONTENT_TYPE},
        timeout=SECONDS,
        allow_redirects=False,
        stream=True,
    ) as response:
        return Answer(response.status_code, response.raw.read(LARGEST_ANSWER, decode_content=True))


def _keep(checkpoint: Checkpoint, witness: KnownWitness, body: bytes) -> tuple[Outcome, str]:
    """Keep the line that verifies; an answer without one is worth nothing."""
    try:
        line, at = _verified(read_signatures(body), witness.key, checkpoint.note)
    except NoteError as problem:
        return Outcome.REFUSED, str(problem)
    Cosignature.objects.get_or_create(
        checkpoint=checkpoint,
        witness=witness.name,
        defaults={"line": str(line), "at": datetime.fromtimestamp(at, UTC)},
    )
    return Outcome.COSIGNED, ""


def _verified(lines: Iterable[Signature], key: VerifierKey, note: str) -> tuple[Signature, int]:
    text = note[: note.rindex("\n\n") + 1]
    for line in lines:
        if (line.name, line.key_id) == (key.name, key.key_id):
            at = key.verify(text, line.signature)
            if at is not None:
                return line, at
    raise NoteError(f"{key.name} answered without its cosignature")
