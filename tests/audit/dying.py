"""A signer that is killed when it has signed, and a sequencer to be killed: `python -m`."""

import sys
import time

import django

from audit.log.note import Checkpoint, Signature
from audit.log.signer import FileSigner


class Killed(BaseException):
    """What a kill looks like from within: nothing after it runs."""


class DyingSigner(FileSigner):
    """Tiles are written and the head is signed and remembered; the commit never comes."""

    def sign(self, head: Checkpoint) -> Signature:
        super().sign(head)
        raise Killed


def main() -> None:
    """Sequence again and again until killed."""
    django.setup()
    from audit.log.tasks import sequence  # noqa: PLC0415 - needs the registry
    from egov_outsource.wall.eyes import as_system  # noqa: PLC0415

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with as_system():
        while True:
            sequence()
            time.sleep(0.01)


if __name__ == "__main__":
    main()
