"""What waits for the next message is sent with it, or with the end of its transaction, or never."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import Error, ProgrammingError, connection, transaction

from egov_outsource.database.base import LONGEST, send_with_next

NOTE = "INSERT INTO noted VALUES (%s)"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (word text CHECK (word <> 'bad'))")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE noted")


def noted() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM noted ORDER BY word")
        return [word for (word,) in cursor.fetchall()]


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@transaction.atomic
def note_and_fail(word: str) -> None:
    send_with_next(NOTE, [word])
    raise KeyError


@transaction.atomic
def note_and_execute(word: str, statement: str) -> None:
    send_with_next(NOTE, [word])
    execute(statement)


@transaction.atomic
def delete_and_note(word: str) -> None:
    execute("DELETE FROM noted")
    send_with_next(NOTE, [word])


def note_and_stumble(word: str) -> None:
    send_with_next(NOTE, [word])
    try:
        execute("SELEKT")
    except ProgrammingError:
        execute("INSERT INTO noted VALUES ('alone')")


def test_it_arrives_with_the_commit_and_none_is_left_for_the_next_transaction() -> None:
    with transaction.atomic():
        send_with_next(NOTE, ["50 % é '\\"])
        assert connection.connection.waiting
    assert not connection.connection.waiting
    assert connection.connection.info.transaction_status == 0
    assert noted() == ["50 % é '\\"]


def test_whatever_is_asked_next_meets_it() -> None:
    with transaction.atomic():
        send_with_next(NOTE, ["a"])
        send_with_next(NOTE, ["b"])
        assert noted() == ["a", "b"]
        send_with_next(NOTE, ["c"])
        out = StringIO()
        with connection.cursor() as cursor:
            cursor.copy_expert("COPY noted TO STDOUT", out)
        assert out.getvalue().split() == ["a", "b", "c"]
        send_with_next(NOTE, ["d"])
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO noted SELECT %s || max(word) FROM noted", [["e"]])
        assert "ed" in noted()
        send_with_next(NOTE, ["f"])
        with connection.chunked_cursor() as chunked:
            chunked.execute("SELECT max(word) FROM noted")
            assert chunked.fetchone() == ("f",)


def test_a_transaction_that_fails_takes_it_along() -> None:
    with pytest.raises(KeyError):
        note_and_fail("a")
    assert not connection.connection.waiting
    assert noted() == []


def test_a_savepoint_takes_along_what_came_after_it_and_nothing_else() -> None:
    with transaction.atomic():
        send_with_next(NOTE, ["before"])
        with pytest.raises(KeyError):
            note_and_fail("within")
        with pytest.raises(ProgrammingError):
            note_and_execute("within too", "SELECT nothing_of_this_name")
        with transaction.atomic():
            send_with_next(NOTE, ["kept"])
    assert noted() == ["before", "kept"]


def test_a_statement_that_is_no_statement_does_not_lose_it_silently() -> None:
    """Its message is refused as a whole; so is the transaction, whatever the caller catches."""
    with pytest.raises(Error), transaction.atomic():
        note_and_stumble("a")
    assert noted() == []


def test_when_it_is_refused_the_commit_fails_and_nothing_is_kept() -> None:
    execute("INSERT INTO noted VALUES ('business')")
    with pytest.raises(Error, match="noted_word_check"):
        note_and_execute("bad", "DELETE FROM noted")
    with pytest.raises(Error, match="noted_word_check"):
        delete_and_note("bad")
    assert noted() == ["business"]
    with transaction.atomic():
        execute("UPDATE noted SET word = 'after'")
    assert noted() == ["after"]


def test_values_that_do_not_fit_are_refused_at_once_and_what_waits_stays() -> None:
    with transaction.atomic():
        send_with_next(NOTE, ["a"])
        with pytest.raises(IndexError), connection.cursor() as cursor:
            cursor.execute("SELECT %s, %s", ["one"])
        with pytest.raises(IndexError):
            send_with_next("SELECT %s, %s", ["one"])
    assert noted() == ["a"]


def test_a_long_transaction_does_not_pile_them_up() -> None:
    with transaction.atomic():
        for number in range(200):
            send_with_next(NOTE, [f"{number:03}" * 300])
            assert len(connection.connection.waiting) < LONGEST + 1000
    assert len(noted()) == 200
