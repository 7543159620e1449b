"""Every page and every actor."""

from pathlib import Path

import pytest

from tests.matrix.asking import disagreements


@pytest.mark.django_db
@pytest.mark.urls("tests.matrix.urls")
@pytest.mark.usefixtures("_quiet")
def test_everybody_gets_what_the_table_says_and_nothing_that_is_withheld(tmp_path: Path) -> None:
    faults = disagreements("pages", tmp_path)
    assert not faults, "\n".join(faults)
