"""Processes chosen by the details of their procurement method."""

from dataclasses import dataclass

from risk.redflags.process import Process


@dataclass(frozen=True, slots=True)
class Details:
    """Which `procurementMethodDetails` count: those listed, or all but those left out."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def admits(self, process: Process) -> bool:
        """Whether the process counts; one without details counts unless there is a list."""
        if process.method_details is None:
            return not self.only
        if self.only:
            return process.method_details in self.only
        return process.method_details not in self.without
