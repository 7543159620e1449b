"""Chinese text of code, templates and data has the punctuation of Chinese: ， not `,`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

HAN = r"[\u3400-\u9fff]"
HALF_WIDTH = re.compile(
    # beside a Chinese character
    rf"{HAN}[,:;?!()]|[,:;?!()]{HAN}"
    # between Chinese and what else stands in a Chinese sentence: “M-08 ,投标”, “90 %,即”
    rf"|{HAN}[^\s\u3400-\u9fff]{{0,12}}[,;?!](?!\d)[^\s\u3400-\u9fff]{{0,12}}{HAN}"
)
TOPS = ("audit", "bench", "contractors", "egov_outsource", "projects", "risk", "templates")


def files(*suffixes: str) -> Iterator[Path]:
    """What speaks to people, but the catalogue of translations, which has a check of its own."""
    for top in TOPS:
        for path in sorted((Path(settings.BASE_DIR) / top).rglob("*")):
            if path.suffix in suffixes:
                yield path


def texts_of_modules() -> Iterator[tuple[str, str]]:
    """Every text in the code but docstrings, which are English, and where it stands."""
    for path in files(".py"):
        source = path.read_text(encoding="utf-8")
        if not re.search(HAN, source):
            continue
        nodes = list(ast.walk(ast.parse(source)))
        docstrings = {node.value for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and node not in docstrings:
                yield f"{path}:{node.lineno}", str(node.value)


def texts_of_files() -> Iterator[tuple[str, str]]:
    """Every line of templates, scripts and data, and where it stands."""
    for path in files(".html", ".txt", ".js", ".json", ".csv", ".svg"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path}:{number}", line


def test_chinese_has_full_width_punctuation() -> None:
    told = [*texts_of_modules(), *texts_of_files()]
    assert sum(bool(re.search(HAN, text)) for _, text in told) > 300, "the search finds nothing"
    assert [where for where, text in told if HALF_WIDTH.search(text)] == []


@pytest.mark.parametrize(
    "wrong",
    ["低价,变更", "数据:是", "（甲;乙）?不;是", "集中度(HHI)", "(许可)", "登记 G3,目前", "真?"],
)
def test_half_width_punctuation_is_found(wrong: str) -> None:
    assert HALF_WIDTH.search(wrong)


@pytest.mark.parametrize("right", ["低价，变更（HHI）", "监理 SPI(t)", "金额3,000元", "数据：是？"])
def test_full_width_punctuation_is_right(right: str) -> None:
    assert not HALF_WIDTH.search(right)
