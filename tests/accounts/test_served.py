"""The organisations that somebody serves, as every request asks for them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from egov_outsource.access import scope_of
from egov_outsource.accounts.models import Membership, Organisation
from tests.build import accounts as build

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.django_db
def test_a_scope_serves_whom_memberships_in_force_name() -> None:
    with time_machine.travel(NOW, tick=False):
        bureaus = [build.government(f"Bureau {n}") for n in range(5)]
        begins, future, ended, ends, closed = bureaus
        user = build.member(begins, "officer", valid_from=NOW)
        build.member(future, "officer", user=user, valid_from=NOW + INSTANT)
        build.member(ended, "officer", user=user, valid_to=NOW)
        build.member(ends, "officer", user=user, valid_to=NOW + INSTANT)
        build.member(closed, "officer", user=user)
        build.member(begins, "leader", user=user)
        Organisation.objects.filter(pk=closed.pk).update(is_active=False)
        served = scope_of(user)
        in_force = Membership.objects.in_force().filter(user=user)
        assert served.organisations == {begins.pk, ends.pk}
        assert served.organisations == {one.organisation_id for one in in_force}
        assert served.name_of(ends.pk) == "Bureau 3"
        assert served.is_government
        told = scope_of(user)
        user.is_active = False
        user.save()
        assert told.organisations == frozenset()  # asked after the account was closed
