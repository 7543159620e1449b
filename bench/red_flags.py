"""Red flags over a file of compiled releases: processes a second, all eleven flags.

`BENCH_PROCESSES=100000 python -m bench red_flags` sets the size of the generated file. The
baseline only parses the same lines: no run in one process can be faster than that. The memory is
what a run keeps at its peak, for a quarter of the file and for all of it.
"""

import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from bench.figure import Figure, more
from risk.redflags.findings import Findings
from risk.redflags.lines import processes
from risk.redflags.registry import FLAGS
from risk.redflags.run import raise_flags
from risk.redflags.settings import read_settings

PROCESSES = int(os.environ.get("BENCH_PROCESSES", "20000"))
TENDERERS, BUYERS = 3_000, 300
STATUSES = ("valid", "valid", "valid", "disqualified", "withdrawn")


def run() -> Iterable[Figure]:
    """One figure, with the memory beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "releases.jsonl"
        with path.open("wb") as file:
            file.writelines(orjson.dumps(one) + b"\n" for one in releases(PROCESSES))
        start = time.perf_counter()
        with path.open("rb") as lines:
            for line in lines:
                orjson.loads(line)
        parsed = PROCESSES / (time.perf_counter() - start)
        start = time.perf_counter()
        found = _run(path, PROCESSES)
        ours = PROCESSES / (time.perf_counter() - start)
        assert len(found.results) == 4  # noqa: S101 - every group has its flags
        figure = more("red_flags", ours, parsed, "processes/s")
        figure.more["processes"] = PROCESSES
        figure.more["file_mb"] = path.stat().st_size / 1e6
        figure.more["peak_mb"] = [_peak(path, PROCESSES // 4), _peak(path, PROCESSES)]
    yield figure


def releases(number: int) -> Iterator[dict[str, Any]]:
    """Processes with bids, awards and items, the same at every run."""
    dice = random.Random(8)  # noqa: S311 - only to spread the numbers
    for place in range(number):
        low = dice.randint(100_000, 900_000)
        who = [f"CN-{dice.randrange(TENDERERS):05}" for _ in range(dice.randint(1, 6))]
        bids = [
            {
                "id": f"{place}-{turn}",
                "date": f"2024-03-{dice.randint(1, 28):02}T09:30:00+08:00",
                "status": "valid" if turn == 0 else dice.choice(STATUSES),
                "tenderers": [{"id": one, "name": f"Supplier {one}"}],
                "value": {"amount": low + turn * dice.randint(0, 90_000), "currency": "CNY"},
            }
            for turn, one in enumerate(who)
        ]
        items = [
            {"id": str(n), "classification": {"scheme": "CPV", "id": f"{dice.randint(3, 90):02}0"}}
            for n in range(3)
        ]
        yield {
            "ocid": f"ocds-bench-{place:07}",
            "buyer": {"id": f"B{place % BUYERS}", "name": "Agency"},
            "tender": {
                "procuringEntity": {"id": f"P{place % BUYERS}"},
                "procurementMethod": dice.choice(["open", "selective", "direct"]),
                "numberOfTenderers": len(who),
                "tenderPeriod": {
                    "startDate": "2024-03-01T09:00:00+08:00",
                    "endDate": f"2024-03-{dice.randint(10, 27):02}T09:00:00+08:00",
                },
            },
            "bids": {"details": bids},
            "awards": [{"status": "active", "suppliers": [{"id": who[0]}], "items": items}],
        }


def _run(path: Path, number: int) -> Findings:
    # with the fence of R038 set, so that every group has somebody to flag
    settings = read_settings({**{flag.code: {} for flag in FLAGS}, "R038": {"threshold": 0.15}})
    with path.open("rb") as lines:
        return raise_flags(processes(islice(lines, number), _complain), settings)


def _complain(line: int, why: str) -> None:
    raise AssertionError(line, why)


def _peak(path: Path, number: int) -> float:
    tracemalloc.start()
    _run(path, number)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(peak / 1e6, 1)
