"""A run of red flags over many processes, one after another."""

from collections.abc import Iterable

from risk.redflags.findings import Findings
from risk.redflags.process import Process
from risk.redflags.settings import Settings


def raise_flags(processes: Iterable[Process], settings: Settings) -> Findings:
    """Ask every process that counts, then all together; keeps only what statistics need."""
    findings = Findings()
    asking = [flag.fold for flag in settings.flags if not flag.uses_gaps]
    gaps = settings.prices.gaps if len(asking) < len(settings.flags) else None
    for process in processes:
        if process.is_cancelled or not settings.counted.admits(process):
            continue
        if gaps is not None:
            gaps.fold(process)
        for ask in asking:
            ask(process, findings)
    for flag in settings.flags:
        flag.finish(findings)
    return findings
