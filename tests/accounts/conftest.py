"""Actors of these tests: a bureau above an office, a contractor, and their administrators."""

import pytest
from rest_framework.test import APIClient

from egov_outsource.accounts.models import Organisation, User
from tests.build.accounts import administrator, contractor, government, member


@pytest.fixture
def bureau(db: None) -> Organisation:
    """A government organisation."""
    return government("Data Bureau")


@pytest.fixture
def office(bureau: Organisation) -> Organisation:
    """A body below the bureau."""
    return government("Service Office", parent=bureau)


@pytest.fixture
def firm(bureau: Organisation) -> Organisation:
    """A contractor that the bureau registered."""
    made = contractor("Northern Software")
    made.registered_by = bureau
    made.save()
    return made


@pytest.fixture
def boss(bureau: Organisation) -> User:
    """The bureau's administrator."""
    return administrator(bureau)


@pytest.fixture
def officer(bureau: Organisation) -> User:
    """A member of the bureau without the administrator's role."""
    return member(bureau, "officer")


@pytest.fixture
def firm_boss(firm: Organisation) -> User:
    """The contractor's administrator."""
    return administrator(firm)


@pytest.fixture
def api() -> APIClient:
    """A REST client that is nobody yet."""
    return APIClient()
