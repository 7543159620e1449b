"""How far an import is and what was wrong, kept while it runs and written down now and then."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from projects.publication.models import ImportRun
from projects.publication.ocds.problems import Problem

SECONDS_BETWEEN = 0.5
MAX_PROBLEMS = 5000


@dataclass
class Progress:
    """Counts and problems of one run."""

    run: ImportRun
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    written: float = 0.0

    def begin(self, phase: str, total: int) -> None:
        """A step begins that ends at `total`."""
        self.run.phase, self.run.done, self.run.total = phase, 0, total
        self.write()

    def reached(self, done: int) -> None:
        """So far; written down at most twice a second."""
        self.run.done = min(done, self.run.total)
        if time.monotonic() - self.written > SECONDS_BETWEEN:
            self.write()

    def complain(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, the first few thousand of them."""
        for problem in problems:
            self.counts[problem.severity] += 1
            if len(self.problems) < MAX_PROBLEMS:
                self.problems.append(problem)
            else:
                self.left_out += 1

    def write(self) -> None:
        """Write down where the run is."""
        self.written = time.monotonic()
        self.run.counts = dict(self.counts)
        self.run.save(update_fields=["phase", "done", "total", "counts"])

    def close(self) -> None:
        """Put everything into the run, which the caller saves."""
        self.run.counts = dict(self.counts)
        self.run.problems = [problem.row() for problem in self.problems]
        self.run.problems_left_out = self.left_out
        self.run.done = self.run.total
