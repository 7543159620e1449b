"""Whether a new head extends what the witness saw, and its cosignature when it does."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from audit.log.merkle import root_hash, verify_consistency
from audit.log.notation import NoteError
from audit.log.note import Checkpoint, Note, SigningKey, VerifierKey, require_signed
from audit.witness.memory import Head, Memory, Session
from audit.witness.request import CONTENT_TYPE, SIZE_CONTENT_TYPE, Request


@dataclass(frozen=True)
class Answer:
    """What a request is answered."""

    status: HTTPStatus
    body: bytes
    content_type: str = CONTENT_TYPE

    @classmethod
    def refusing(cls, status: HTTPStatus, reason: str) -> "Answer":
        """With the reason as text."""
        return cls(status, f"{reason}\n".encode())

    @classmethod
    def conflict(cls, size: int) -> "Answer":
        """With the size that the witness knows, so that the log can prove from there."""
        return cls(HTTPStatus.CONFLICT, f"{size}\n".encode(), SIZE_CONTENT_TYPE)


@dataclass(frozen=True)
class Witness:
    """A key, a memory and the logs that it follows, by origin with the keys of each."""

    key: SigningKey
    memory: Memory
    logs: Mapping[str, tuple[VerifierKey, ...]]
    clock: Callable[[], float] = time.time

    def add_checkpoint(self, body: bytes) -> Answer:
        """Cosign the head in `body` when it extends the newest one; never raises on bad input.

        What is checked first is answered first: 400 for what cannot be read, 404 for a log that
        is not followed, 403 for a head that it did not sign, 400 for an old size beyond the new,
        409 for an old size that is not the newest cosigned (or another root at that size), 422
        for a proof that does not hold.
        """
        try:
            request = Request.parse(body)
            note = Note.parse(request.note)
            head = Checkpoint.parse(note.text)
        except NoteError as wrong:
            return Answer.refusing(HTTPStatus.BAD_REQUEST, str(wrong))
        refusal = self._authenticate(note, head)
        if refusal is None and request.old_size > head.size:
            refusal = Answer.refusing(HTTPStatus.BAD_REQUEST, "the old size is beyond the new one")
        if refusal is not None:
            return refusal
        with self.memory.exclusively() as session:
            refusal = self._judge(session, request, head)
            if refusal is None:
                now = int(self.clock())
                session.remember(head.origin, Head(head.size, head.root, request.note, now))
        if refusal is not None:
            return refusal
        return Answer(HTTPStatus.OK, str(self.key.sign(note.text, now)).encode())

    def _authenticate(self, note: Note, head: Checkpoint) -> Answer | None:
        """Why nobody who is followed here signed this; nothing when a followed log did."""
        keys = self.logs.get(head.origin)
        if not keys:
            return Answer.refusing(HTTPStatus.NOT_FOUND, "this log is not followed here")
        try:
            require_signed(note, head.size, keys)
        except NoteError as wrong:
            return Answer.refusing(HTTPStatus.FORBIDDEN, str(wrong))
        return None

    def _judge(self, session: Session, request: Request, head: Checkpoint) -> Answer | None:
        """Why the head cannot follow the newest one; nothing when it can."""
        known = session.head(head.origin)
        if request.old_size != known.size:
            return Answer.conflict(known.size)
        if known.size == 0:
            holds = not request.proof and (head.size > 0 or head.root == root_hash([]))
        elif head.size == known.size and head.root != known.root:
            self._keep(session, head.origin, "another root at the same size", request)
            return Answer.conflict(known.size)
        else:
            holds = verify_consistency(known.size, head.size, request.proof, known.root, head.root)
        if holds:
            return None
        self._keep(session, head.origin, "a proof that does not hold", request)
        return Answer.refusing(
            HTTPStatus.UNPROCESSABLE_ENTITY, "the proof does not lead from the known head to this"
        )

    def _keep(self, session: Session, origin: str, reason: str, request: Request) -> None:
        session.keep_refused(origin, reason, request.note, int(self.clock()))
