"""What tests of supervision start from."""

import pytest

from projects.selection.models import Contract
from tests.build.projects import Cast
from tests.build.supervision import running_contract


@pytest.fixture
def contract(cast: Cast) -> Contract:
    """A contract in effect of the cast's project."""
    return running_contract(cast)
