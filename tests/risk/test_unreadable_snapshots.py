"""What cannot be scored is refused in one sentence, whatever the file holds."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

GOOD: dict[str, Any] = {"stage": "planning", "inputs": {"P-01": 0.06}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        '{"stage":"planning","inputs":{"P-01":%s}}' % ("9" * 400),
        '{"stage":"planning","inputs":{"P-01":%s}}' % ("9" * 6000),
        '{"stage":"planning","inputs":{"P-01":NaN}}',
        json.dumps(GOOD | {"inputs": {"P-01": True}}),
        json.dumps(GOOD | {"inputs": {"\ud800": 1}}),
        json.dumps(GOOD | {"missing": 3}),
        json.dumps(GOOD | {"missing": None}),
        json.dumps(GOOD | {"missing": [{}]}),
        json.dumps(GOOD | {"missing": "P-02"}),
        json.dumps(GOOD | {"vetoes": [1]}),
        json.dumps(GOOD | {"stage": ["planning"]}),
        json.dumps(GOOD | {"stage": "\ud800"}),
    ],
)
def test_it_is_refused_in_one_printable_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "snapshot.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("score_snapshot", path)
    line = str(refusal.value)
    assert line.startswith(str(path))
    line.encode()
    assert "\n" not in line


def test_a_code_named_twice_counts_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "snapshot.json"
    path.write_text("\ufeff" + json.dumps(GOOD | {"missing": ["P-02", "P-02"]}), encoding="utf-8")
    call_command("score_snapshot", path)
    assert json.loads(capsys.readouterr().out)["missing"] == ["P-02"]
