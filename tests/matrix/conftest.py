"""What the tests of the matrix share."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def _quiet() -> Iterator[None]:
    """Thousands of refusals are what is wanted here; nobody reads them one by one."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
