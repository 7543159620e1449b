"""The log changes its key: two operators decide, both keys sign for a while, the old one ends."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from audit.keys.actions.approve_key import approve_key
from audit.keys.actions.drop_key import drop_key
from audit.keys.actions.propose_key import propose_key
from audit.log import sequencer, succession
from audit.log.actions.announce_key import announce_key
from audit.log.actions.withdraw_key import withdraw_key
from audit.log.models import REFUSED, Alarm, Checkpoint, Entry, KeyChange, LogKey
from audit.log.note import ED25519, Note, NoteError, SigningKey, VerifierKey, open_checkpoint
from audit.log.note import Checkpoint as Head
from audit.log.tasks import sequence
from audit.witness.judging import Witness
from audit.witness.memory import Memory
from audit.witness.request import Request
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.work import tasks_for
from tests.audit.test_sequencer import write
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def operators() -> tuple[User, User]:
    """Two people who run the platform."""
    return tuple(  # type: ignore[return-value]
        User.objects.create_superuser(f"{name}@platform.example", "x", name=name)
        for name in ("Ada", "Bo")
    )


@pytest.fixture
def first(operators: tuple[User, User]) -> LogKey:
    """A log with a signed head."""
    write(3)
    sequence()
    return LogKey.objects.get()


def decided(key: LogKey, operators: tuple[User, User], days: int = 30) -> KeyChange:
    change = propose_key(key, actor=operators[0], reason="a year is over", hand_over_days=days)
    return approve_key(change, actor=operators[1])


def newest() -> tuple[Checkpoint, Note]:
    head = Checkpoint.objects.last_of()
    assert head is not None
    return head, Note.parse(head.note.encode())


def opens(head: Checkpoint, *keys: VerifierKey) -> bool:
    try:
        open_checkpoint(head.note.encode(), keys[0].name, keys)
    except NoteError:
        return False
    return True


def test_both_keys_sign_for_the_hand_over_and_then_the_new_one_alone(
    first: LogKey, operators: tuple[User, User], client: Client
) -> None:
    old_head, _ = newest()
    decided(first, operators)
    assert opens(newest()[0], first.verifier)
    sequence()
    change = KeyChange.objects.get()
    second = LogKey.objects.get(number=2)
    assert (change.state, change.key) == (KeyChange.State.ANNOUNCED, second)
    head, note = newest()
    assert len(note.signatures) == 2
    assert opens(head, first.verifier)
    assert opens(head, second.verifier)
    # a head that the old key signs covers the announcement, with the new key in it
    announced = Entry.objects.get(event="log-key:announced")
    assert announced.place.index < head.size
    assert (announced.data["vkey"], announced.data["before"]) == (second.vkey, first.vkey)
    assert second.vkey in client.get("/audit/log/keys").content.decode()
    client.force_login(operators[0])
    assert "both keys sign each head" in client.get("/audit/log/").content.decode()

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        sequence()
        first.refresh_from_db()
        change.refresh_from_db()
        assert (change.state, first.last_size) == (KeyChange.State.DONE, head.size)
        last, note = newest()
        assert last.size == head.size + 1  # the entry that says so
        assert len(note.signatures) == 1
        assert opens(last, second.verifier)
        assert not opens(last, first.verifier)
        write()
        sequence()
        assert not Alarm.objects.exists()
    # what the old key signed in its time still holds
    assert opens(old_head, first.verifier)
    page = client.get("/audit/log/").content.decode()
    assert "withdrawn" in page
    assert f"{first.vkey} until={first.last_size}" in client.get("/audit/log/keys").content.decode()
    assert Entry.objects.filter(event="log-key:withdrawn").count() == 1


def test_a_head_that_a_withdrawn_key_signs_after_its_end_is_refused_everywhere(
    first: LogKey, operators: tuple[User, User], tmp_path: Path
) -> None:
    (file,) = Path(settings.LOG_KEY_ROOT).glob("*.key")
    stolen = SigningKey.parse(file.read_text().strip())
    decided(first, operators, days=0)
    sequence()
    first.refresh_from_db()
    second = LogKey.objects.get(number=2)
    assert first.last_size == 3
    head, note = newest()
    assert opens(head, second.verifier)
    assert len(note.signatures) == 1
    forged = str(Head(first.origin, 9, b"\7" * 32))
    line = bytes(Note(forged, (stolen.sign(forged),)))
    keys = (first.verifier, second.verifier)
    with pytest.raises(NoteError, match="in force"):
        open_checkpoint(line, first.origin, keys)
    witness = Witness(
        SigningKey("w.example", 4, b"\2" * 32), Memory(tmp_path / "w"), {first.origin: keys}
    )
    assert witness.add_checkpoint(bytes(Request(0, (), line))).status == 403
    assert witness.add_checkpoint(bytes(Request(0, (), head.note.encode()))).status == 200
    # nor does the sequencer take it for its own
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_checkpoint DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE audit_checkpoint SET note = %s, size = 9, root = %s WHERE size = %s",
            [line.decode(), b"\7" * 32, head.size],
        )
    write(9)
    sequence()
    assert Alarm.objects.get().kind == Alarm.Kind.HEAD


def test_the_old_key_does_not_end_before_both_signed_a_head(
    first: LogKey, operators: tuple[User, User]
) -> None:
    change = announce_key(decided(first, operators), actor=User.objects.system())
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        with pytest.raises(NotReady):
            withdraw_key(change, actor=User.objects.system())
        sequence()  # signs with both, once more
        assert len(newest()[1].signatures) == 2
        sequence()
        assert LogKey.objects.get(number=1).ended_at


def test_a_lost_key_is_replaced_and_the_log_goes_on(
    first: LogKey, operators: tuple[User, User]
) -> None:
    (file,) = Path(settings.LOG_KEY_ROOT).glob("*.key")
    file.unlink()
    write()
    sequence()
    assert Alarm.objects.get().kind == Alarm.Kind.KEY
    decided(first, operators, days=0)
    sequence()
    assert Alarm.objects.get().ended_at
    head, _ = newest()
    assert opens(head, LogKey.objects.get(number=2).verifier)


def test_no_hand_over_begins_without_the_key_before_and_dropping_it_ends_the_alarm(
    first: LogKey, operators: tuple[User, User]
) -> None:
    """Else nothing would be signed until the days are over, and nobody could cut them short."""
    (file,) = Path(settings.LOG_KEY_ROOT).glob("*.key")
    file.unlink()
    change = decided(first, operators)
    sequence()
    change.refresh_from_db()
    assert change.state == KeyChange.State.APPROVED
    assert LogKey.objects.count() == 1
    assert Alarm.objects.get(tree="").ended_at is None
    drop_key(change, actor=operators[0])
    sequence()
    assert Alarm.objects.get(tree="").ended_at
    decided(first, operators, days=0)
    sequence()
    assert opens(newest()[0], LogKey.objects.get(number=2).verifier)
    assert not Alarm.objects.filter(ended_at=None).exists()


def test_a_new_key_signs_no_head_that_is_smaller_than_its_first(
    first: LogKey, operators: tuple[User, User]
) -> None:
    """Another sequencer signs between the withdrawal and its number: its head would never hold."""
    (file,) = Path(settings.LOG_KEY_ROOT).glob("*.key")
    file.unlink()
    write()
    decided(first, operators, days=0)
    sequencer.number_leaves()
    succession.hand_over_keys(actor=User.objects.system())
    assert LogKey.objects.get(number=1).last_size == 3
    assert sequencer.sign_head() is None
    sequence()
    assert opens(newest()[0], LogKey.objects.get(number=2).verifier)
    write()
    assert sequence() == 1
    assert not Alarm.objects.filter(ended_at=None).exists()


def test_a_key_that_is_lost_before_it_signed_anything_is_replaced_too(
    first: LogKey, operators: tuple[User, User]
) -> None:
    decided(first, operators, days=0)
    succession.hand_over_keys(actor=User.objects.system())
    (file,) = Path(settings.LOG_KEY_ROOT).glob("*-2.key")
    file.unlink()
    decided(LogKey.objects.get(number=2), operators, days=0)
    sequence()
    assert opens(newest()[0], LogKey.objects.get(number=3).verifier)


def test_two_operators_decide_and_nobody_else(
    first: LogKey, operators: tuple[User, User], cast: Cast
) -> None:
    one, other = operators
    facts = {"reason": "a year is over", "hand_over_days": 30}
    with pytest.raises(Hidden):
        propose_key(first, actor=cast.leader, **facts)
    with pytest.raises(Invalid):
        propose_key(first, actor=one, reason=" ", hand_over_days=30)
    with pytest.raises(Invalid):
        propose_key(first, actor=one, reason="x", hand_over_days=400)
    change = propose_key(first, actor=one, **facts)
    with pytest.raises(Conflict):
        propose_key(first, actor=other, **facts)
    with pytest.raises(NotAllowed) as refusal:
        approve_key(change, actor=one)
    assert refusal.value.code == "SOD-1"
    assert Entry.objects.filter(event=REFUSED, data__attempt="approve_key").exists()
    with pytest.raises(Hidden):
        approve_key(change, actor=cast.security)
    sequence()
    assert LogKey.objects.count() == 1
    approve_key(change, actor=other)
    drop_key(change, actor=one)
    sequence()
    assert LogKey.objects.count() == 1
    made = ["log-key:proposed", "log-key:approved", "log-key:dropped"]
    events = Entry.objects.filter(subject_type="audit.keychange").exclude(event=REFUSED)
    assert list(events.order_by("id").values_list("event", flat=True)) == made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logkey SET vkey = 'other' WHERE number = 2",
        "UPDATE audit_logkey SET last_size = 99 WHERE number = 1",
        "DELETE FROM audit_logkey",
        "UPDATE audit_keychange SET reason = 'other'",
        "UPDATE audit_keychange SET state = 'approved'",
        "DELETE FROM audit_keychange",
        (
            "INSERT INTO audit_keychange (tree, reason, hand_over_days, state, proposed_by_id,"
            " proposed_at, decided_by_id, decided_at) SELECT tree, reason, 0, 'approved',"
            " proposed_by_id, proposed_at, proposed_by_id, proposed_at FROM audit_keychange"
        ),
    ],
)
def test_the_database_lets_no_key_and_no_decision_be_rewritten(
    first: LogKey, operators: tuple[User, User], statement: str
) -> None:
    decided(first, operators, days=0)
    sequence()
    with (
        pytest.raises((IntegrityError, InternalError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_operators_change_the_key_by_page_and_by_program(
    first: LogKey, operators: tuple[User, User], cast: Cast, client: Client
) -> None:
    one, other = operators
    client.force_login(one)
    assert f"/audit/log/keys/{first.pk}/change/" in client.get("/audit/log/").content.decode()
    facts = {"reason": "a year is over", "hand_over_days": 30}
    assert client.post(f"/audit/log/keys/{first.pk}/change/", facts).status_code == 302
    change = KeyChange.objects.get()
    assert client.get(f"/audit/log/key-changes/{change.pk}/approve/").status_code == 403
    client.force_login(other)
    shown = client.get(f"/audit/log/key-changes/{change.pk}/approve/").content.decode()
    assert "a year is over" in shown
    assert "Ada" in shown
    api = APIClient()
    api.force_authenticate(cast.leader)
    assert api.get("/api/v1/log/key-changes/").status_code == 404
    assert [row["number"] for row in api.get("/api/v1/log/keys/").json()] == [1]
    assert api.post(f"/api/v1/log/keys/{first.pk}/change/", facts).status_code == 404
    api.force_authenticate(other)
    assert api.get("/api/v1/log/key-changes/").json()[0]["reason"] == "a year is over"
    done = api.post(f"/api/v1/log/key-changes/{change.pk}/approve/")
    assert done.json()["state"] == "approved"
    assert api.post(f"/api/v1/log/key-changes/{change.pk}/drop/").json()["state"] == "dropped"
    assert api.post(f"/api/v1/log/keys/{first.pk}/change/", facts).status_code == 201


def test_a_proposed_change_waits_for_every_other_operator_until_it_is_decided(
    first: LogKey, operators: tuple[User, User], cast: Cast, client: Client
) -> None:
    one, other = operators
    change = propose_key(first, actor=one, reason="a year is over", hand_over_days=30)
    (task,) = tasks_for(other)
    assert "a year is over" in str(task.title)
    client.force_login(other)
    assert task.url in client.get("/").content.decode()
    place, _, mark = task.url.partition("#")
    shown = client.get(place).content.decode()
    assert f'id="{mark}"' in shown
    assert f"/audit/log/key-changes/{change.pk}/approve/" in shown
    assert tasks_for(other, cast.project) == []
    for bystander in (one, cast.security, cast.leader):
        assert not any("#key-change" in task.url for task in tasks_for(bystander))
    approve_key(change, actor=other)
    assert tasks_for(other) == []


def test_a_key_says_for_which_sizes_it_is_in_force() -> None:
    key = SigningKey("log.example", ED25519, b"\1" * 32).verifier
    for line in (f"{key}", f"{key} from=4", f"{key} from=4 until=9", f"{key} until=9"):
        assert VerifierKey.parse_line(line).line == line
    for line in (
        f"{key} ",
        f"{key} from=",
        f"{key} from=04",
        f"{key} until=3 from=4",
        f"{key} from=1 from=2",
        f"{key} to=4",
        f"{key}  from=4",
        f"{key} from=-1",
    ):
        with pytest.raises(NoteError):
            VerifierKey.parse_line(line)
