"""Line-delimited JSON, read one line at a time; bad lines are told and left out."""

import codecs
from collections.abc import Callable, Iterable, Iterator

import orjson

from risk.redflags.process import Process, read

SHOWN = 120


def processes(lines: Iterable[bytes], complain: Callable[[int, str], None]) -> Iterator[Process]:
    """The process of every line; `complain` hears the number of a bad one, and why."""
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if not text.strip():
            continue
        try:
            release = orjson.loads(text)
        except orjson.JSONDecodeError as problem:
            complain(number, f"not JSON: {str(problem)[:SHOWN]}")
            continue
        process = read(release)
        if process is not None:
            yield process
        elif not isinstance(release, dict):
            complain(number, "not an object")
        else:
            complain(number, "no ocid")
