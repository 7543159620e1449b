"""Actors of these tests: an officer and a leader of a bureau, an outsider, the platform."""

import pytest
from rest_framework.test import APIClient

from egov_outsource.accounts.models import Organisation, User
from projects.grants import derive_agency_grants
from tests.build.accounts import contractor, government, member


@pytest.fixture
def bureau(db: None) -> Organisation:
    """A government organisation."""
    return government("Data Bureau")


@pytest.fixture
def officer(bureau: Organisation) -> User:
    """Somebody who may import for the bureau."""
    user = member(bureau, "officer")
    derive_agency_grants(bureau)
    return user


@pytest.fixture
def leader(bureau: Organisation) -> User:
    """The bureau's leader, who sees what stands below."""
    user = member(bureau, "leader")
    derive_agency_grants(bureau)
    return user


@pytest.fixture
def other_officer(db: None) -> User:
    """An officer of another authority."""
    elsewhere = government("Other Bureau")
    user = member(elsewhere, "officer")
    derive_agency_grants(elsewhere)
    return user


@pytest.fixture
def supplier(db: None) -> User:
    """A member of a contractor."""
    return member(contractor(), "project_manager")


@pytest.fixture
def platform(db: None) -> User:
    """The platform itself."""
    return User.objects.system()


@pytest.fixture
def api() -> APIClient:
    """A REST client that is nobody yet."""
    return APIClient()
