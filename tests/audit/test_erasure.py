"""INV-6: personal fields go by an erasure that is recorded, and every proof stays valid."""

import json

import pytest
from django.db import transaction

from audit.log import merkle
from audit.log.actions.erase_personal import erase_personal
from audit.log.models import Checkpoint, Disclosure, Entry, Erasure
from audit.log.record import record
from audit.log.sequencer import leaf_hashes
from audit.log.tasks import sequence
from egov_outsource.accounts.models import User
from egov_outsource.accounts.separation import person_key_of
from egov_outsource.errors import Hidden, Invalid, NotAllowed
from projects.grants import derive_agency_grants
from tests.build import accounts as build
from tests.build.projects import Cast


@pytest.fixture
def keeper(cast: Cast) -> User:
    user = build.member(cast.agency, "records")
    derive_agency_grants(cast.agency)
    return user


def write(cast: Cast) -> Entry:
    with transaction.atomic():
        record("project:changed", cast.project, actor=cast.officer, personal={"phone": "+86 10"})
    return Entry.objects.latest("pk")


def test_what_is_erased_is_gone_recorded_and_every_proof_holds(cast: Cast, keeper: User) -> None:
    entry = write(cast)
    sequence()
    before = Checkpoint.objects.last_of()
    erase_personal(entry, actor=keeper, names=["phone"], reason="asked for by the person")
    assert entry.personal.keys() == {"actor.name"}
    assert Erasure.objects.get().name == "phone"
    told = Entry.objects.get(event="personal:erased")
    assert told.data["entries"] == [str(entry.uid)]
    assert told.data["reason"] == "asked for by the person"
    assert "+86" not in json.dumps(told.data)
    sequence()
    after = Checkpoint.objects.last_of()
    hashes = leaf_hashes(0, after.size)
    assert merkle.root_hash(hashes[: before.size]) == bytes(before.root)
    entry = Entry.objects.get(pk=entry.pk)
    assert merkle.leaf_hash(bytes(entry.leaf)) in hashes
    assert "phone" in json.loads(bytes(entry.leaf))["commitments"]


def test_a_name_goes_everywhere_when_asked(cast: Cast, keeper: User) -> None:
    entry, other = write(cast), write(cast)
    erase_personal(entry, actor=keeper, names=["actor.name"], reason="left", everywhere=True)
    for item in (entry, other):
        assert Entry.objects.get(pk=item.pk).actor_name == ""
    assert not Disclosure.objects.filter(
        name="actor.name", entry__actor_id=cast.officer.pk, entry__owner_id=cast.agency.pk
    ).exists()
    assert Disclosure.objects.filter(name="actor.name").exists()  # of others


def test_only_the_records_officer_of_the_owner_erases_and_never_their_own_name(
    cast: Cast, keeper: User
) -> None:
    entry = write(cast)
    stranger = build.member(cast.other_agency, "records")
    derive_agency_grants(cast.other_agency)
    for actor, refusal in (
        (cast.leader, NotAllowed),
        (cast.auditor, NotAllowed),
        (cast.authority_leader, NotAllowed),
        (stranger, Hidden),
        (cast.operator, Hidden),
    ):
        with pytest.raises(refusal):
            erase_personal(entry, actor=actor, names=["phone"], reason="r")
    with transaction.atomic():
        record("project:changed", cast.project, actor=keeper)
    own = Entry.objects.latest("pk")
    second = build.member(cast.agency, "records")
    derive_agency_grants(cast.agency)
    for account in (keeper, second):
        account.person_key = person_key_of("152201198001010011")
        account.save()
    for account in (keeper, second):
        with pytest.raises(NotAllowed, match="SOD-1"):
            erase_personal(own, actor=account, names=["actor.name"], reason="r")
    with pytest.raises(Invalid):
        erase_personal(entry, actor=keeper, names=["phone"], reason=" ")
    with pytest.raises(Invalid):
        erase_personal(entry, actor=keeper, names=["nothing"], reason="r")
    assert not Erasure.objects.exists()
    assert Entry.objects.filter(event="attempt:refused").count() == 7
