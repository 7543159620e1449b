"""Which witnesses the platform asks, and how many of them must have cosigned."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from audit.log.notation import NoteError
from audit.log.note import COSIGNATURE, ML_DSA_44, VerifierKey


@dataclass(frozen=True)
class KnownWitness:
    """A witness that the platform's operator and its auditors agreed upon."""

    url: str
    key: VerifierKey

    @classmethod
    def parse(cls, text: str) -> "KnownWitness":
        """Read `URL VKEY`.

        Raises:
            NoteError: when the address is none or the key cannot cosign.

        """
        url, _, vkey = text.strip().partition(" ")
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
            raise NoteError(f"{url} is no address of a witness")
        key = VerifierKey.parse(vkey.strip())
        if key.algorithm not in {COSIGNATURE, ML_DSA_44}:
            raise NoteError(f"the key of {key.name} is not one that cosigns")
        return cls(url.rstrip("/"), key)

    @property
    def name(self) -> str:
        """The name that its key states."""
        return self.key.name


def known_witnesses() -> list[KnownWitness]:
    """Those of the setting LOG_WITNESSES, each `URL VKEY`.

    Raises:
        NoteError: when one is not exactly that, or a name occurs twice.

    """
    witnesses = [KnownWitness.parse(text) for text in settings.LOG_WITNESSES]
    if len({witness.name for witness in witnesses}) < len(witnesses):
        raise NoteError("two witnesses have the same name")
    return witnesses


def quorum() -> int:
    """How many of them must have cosigned a head before it counts as witnessed."""
    return int(settings.LOG_WITNESS_QUORUM)
