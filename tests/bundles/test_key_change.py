"""Bundles outlive the key under which they were made; newer ones say where the next key is."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.bundles.actions.request_bundle import request_bundle
from audit.log.models import LogKey
from audit.log.tasks import sequence
from tests.audit.test_key_change import decided
from tests.build import acceptance, accounts
from tests.build.projects import Cast
from tests.bundles.test_bundles import built, unpacked, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


def test_either_key_opens_a_bundle_of_the_hand_over_and_each_its_own_before_and_after(
    cast: Cast, tmp_path: Path, client: Client
) -> None:
    """INV-11: whoever kept the old key finds the new one in a head that the old one signed."""
    acceptance.handed_in(cast)
    before = unpacked(built(request_bundle(cast.project, actor=cast.auditor)), tmp_path / "1")
    old = LogKey.objects.get()
    operators = [accounts.person(f"{name}@platform.example") for name in ("a", "b")]
    for one in operators:
        one.is_superuser = True
        one.save()
    decided(old, tuple(operators))
    sequence()
    new = LogKey.objects.get(number=2)
    acceptance.planned(cast, code="D-9")
    during = unpacked(built(request_bundle(cast.project, actor=cast.auditor)), tmp_path / "2")
    for key, words in ((old, "announced another key"), (new, "as you know")):
        status, said = verify(during, keys=[key.vkey])
        assert status == 0, said
        assert words in said
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        sequence()
        bundle = built(request_bundle(cast.project, actor=cast.auditor))
        after = unpacked(bundle, tmp_path / "3")
        client.force_login(cast.auditor)
        assert "give each key" in client.get(f"/bundles/{bundle.pk}/").content.decode()
    old.refresh_from_db()
    assert verify(before, keys=[old.vkey])[0] == 0
    assert verify(before, keys=[old.verifier.line])[0] == 0
    assert verify(before, keys=[new.vkey])[0] == 1
    status, said = verify(after, keys=[old.vkey])
    assert status == 1
    assert new.vkey in said  # named, and not trusted for that
    assert verify(after, keys=[new.vkey])[0] == 0
    assert verify(after, keys=[old.verifier.line, new.verifier.line])[0] == 0
    assert verify(before, keys=[f"{old.vkey} until=1"])[0] == 1
