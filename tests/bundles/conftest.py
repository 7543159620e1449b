"""An authority that stamps, and a bundle made by hand under its tokens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authority import LocalAuthority, running_authority
from tests.build.sealed_bundle import Made, copy, make, with_tokens


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAuthority]:
    with running_authority(tmp_path_factory.mktemp("tsa")) as running:
        yield running


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory, authority: LocalAuthority) -> Made:
    return with_tokens(make(tmp_path_factory.mktemp("honest") / "bundle"), authority)


@pytest.fixture
def bundle(honest: Made, tmp_path: Path) -> Made:
    return copy(honest, tmp_path / "bundle")
