"""Dates of entries are held against trusted times: what was dated back is found, nothing else."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytest_django import Settings

from audit.bundles.actions.request_bundle import request_bundle
from audit.log.models import Checkpoint, Entry
from audit.log.outside_tasks import stamp
from audit.log.sequencer import number_leaves
from audit.log.stamping import authority as known_authority
from audit.log.stamping import stamp as stamp_head
from audit.log.tasks import sequence
from audit.verify.checking import check
from audit.verify.leaves import Leaves
from audit.verify.report import Report, Verdict
from audit.verify.stamps import Stamps
from audit.verify.times import check_times
from tests.audit.test_sequencer import unguarded
from tests.authority import LocalAuthority, running_authority
from tests.build import acceptance, reviews
from tests.build.evidence import document
from tests.build.projects import Cast
from tests.build.sealed_bundle import PINNED, Made, codes, make, remove, with_tokens
from tests.bundles.test_bundles import built, unpacked, verify

NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)


def test_tokens_hold_only_under_pinned_roots(
    bundle: Made, authority: LocalAuthority, tmp_path: Path
) -> None:
    token = bundle.root / "data/tokens/4.tsr"
    original = token.read_bytes()
    assert not check(bundle.root, PINNED, authority.certificates()).doubts
    with running_authority(tmp_path / "other") as stranger:
        assert "TIME-BAD" in codes(check(bundle.root, PINNED, stranger.certificates()))
        token.write_bytes(stranger.token_over(bundle.note(4)))
        bundle.seal()
        assert "TIME-BAD" in codes(check(bundle.root, PINNED, authority.certificates()))
    place = original.rindex(b"Test root")
    signature = len(original) - 5
    for at in (place, signature, original.index(b"Z", 60) - 1):
        token.write_bytes(original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :])
        bundle.seal()
        assert "TIME-BAD" in codes(check(bundle.root, PINNED, authority.certificates())), at
    remove(bundle, *(f"data/tokens/{s}.{e}" for s in (4, 9) for e in ("tsr", "note")))
    bundle.seal()
    assert codes(check(bundle.root, PINNED, authority.certificates())) == {"TIME-NONE"}


def test_a_file_of_today_waits_for_its_token_and_an_old_one_has_lost_it(
    authority: LocalAuthority, tmp_path: Path
) -> None:
    """A head is stamped every day: a bundle of the same day is as honest as any other."""
    roots = authority.certificates()
    made = with_tokens(make(tmp_path / "fresh"), authority, sizes=(2,))
    # the head of two entries is none of the bundle's three
    made.write("data/checkpoints/2", made.note(2))
    report = check(made.root, PINNED, roots)
    assert "FILE-UNTIMED" in codes(report, Verdict.NOTE)
    old = make(tmp_path / "old", forged=lambda place, leaf: moved(leaf, -50 * (place == 2)))
    assert "FILE-UNTIMED" in codes(check(old.root, PINNED, roots))


def moved(leaf: bytes, hours: float) -> bytes:
    """An entry that says to be of another time."""
    at = datetime.fromisoformat(json.loads(leaf)["at"])
    return leaf.replace(at.isoformat().encode(), (at + timedelta(hours=hours)).isoformat().encode())


@pytest.mark.parametrize(
    ("index", "hours", "code"),
    [(6, -30, "TIME-BACKDATED"), (1, 30, "TIME-AHEAD"), (8, 30, "TIME-AHEAD"), (1, -30, "")],
)
def test_a_date_that_trusted_times_contradict_is_found(
    authority: LocalAuthority, tmp_path: Path, index: int, hours: int, code: str
) -> None:
    """INV-11: the log itself took in an entry with a date of its own choice."""

    def forged(place: int, leaf: bytes) -> bytes:
        return moved(leaf, hours * (place == index))

    made = with_tokens(make(tmp_path / "bundle", forged=forged), authority)
    assert codes(check(made.root, PINNED, authority.certificates())) == {code} - {""}


HOUR, SUMMER = timedelta(hours=1), timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("tokens", "entries", "found"),
    [
        # the sequencer lay still for a day, and the authority was not asked meanwhile
        ({4: 0, 9: 26}, {3: -1, 4: 0.1, 5: 12, 8: 24}, set()),
        # a clock was put back, a transaction committed late
        ({4: 0, 9: 24}, {4: 0.2, 5: -0.7, 6: -0.2, 7: 0.1}, set()),
        # an older head was stamped once more: the log had grown beyond it long before
        ({4: 48, 9: 24}, {3: 1, 4: 2, 8: 23}, set()),
        ({4: 48, 7: 0, 9: 24}, {6: -1, 8: -2}, {"TIME-BACKDATED"}),
        ({4: 48, 7: 0, 9: 24}, {5: 3}, {"TIME-AHEAD"}),
        ({4: 0, 9: 24}, {4: -1.1}, {"TIME-BACKDATED"}),
        ({4: 0, 9: 24}, {9: 22.9}, {"TIME-BACKDATED"}),
        ({4: 0, 9: 24}, {3: 1.1}, {"TIME-AHEAD"}),
        ({}, {0: -999, 1: 999}, set()),
    ],
)
def test_what_clocks_and_pauses_do_to_an_honest_log_is_no_doubt(
    tokens: dict[int, float], entries: dict[int, float], found: set[str]
) -> None:
    """Hours from noon of the day on which summer time ends, of tokens by size and of entries."""
    stamps = Stamps({size: (NOON + at * HOUR, "tsa") for size, at in tokens.items()})
    for zone in (UTC, SUMMER):
        report = Report()
        moments = {n: (NOON + at * HOUR).astimezone(zone) for n, at in entries.items()}
        check_times(report, Leaves(moments=moments), stamps)
        assert codes(report) == found


@pytest.fixture
def _stamping(authority: LocalAuthority, tmp_path: Path, settings: Settings) -> None:
    settings.LOG_TIME_AUTHORITY, settings.LOG_TIME_ROOTS = authority.url, str(authority.roots)
    settings.DATA_DIR = tmp_path / "data"


def date_back(entry: Entry, hours: float) -> None:
    """What a superuser of the database can do before the log takes it in, or a long pause does."""
    leaf = moved(bytes(entry.leaf), -hours)
    change = "UPDATE audit_entry SET at = at - %s, leaf = %s WHERE id = %s"
    unguarded("audit_entry", change, timedelta(hours=hours), leaf, entry.pk)


@pytest.mark.django_db
@pytest.mark.usefixtures("_stamping")
def test_no_time_is_asked_for_while_entries_wait_and_afterwards_the_bundle_holds(
    cast: Cast, authority: LocalAuthority, tmp_path: Path
) -> None:
    """INV-11: a sequencer that lay still for hours makes nobody look like a forger."""
    acceptance.planned(cast, code="D-1")
    sequence()
    document(cast.project, cast.auditor, "waits")
    for entry in Entry.objects.filter(place=None):
        date_back(entry, hours=3)
    assert stamp() == 0
    number_leaves()  # and what is numbered waits for the head that holds it
    assert stamp() == 0
    sequence()
    assert stamp() == 1
    document(cast.project, cast.auditor, "came when the head was stamped")
    bundle = built(request_bundle(cast.project, actor=cast.auditor))
    status, said = verify(unpacked(bundle, tmp_path / "out"), "--time-roots", str(authority.roots))
    assert status == 0, said
    assert "no trusted time covers entry" in said


@pytest.mark.django_db
@pytest.mark.usefixtures("_stamping")
@pytest.mark.parametrize("is_stamped_again", [False, True])
def test_a_case_between_two_tokens_brings_both(
    cast: Cast, authority: LocalAuthority, tmp_path: Path, *, is_stamped_again: bool
) -> None:
    """INV-11: the token before its first entry shows that this was dated back."""
    sequence()
    assert stamp() == 1
    review = reviews.review(cast)
    date_back(Entry.objects.about(review).get(), hours=3)
    sequence()
    head, by = Checkpoint.objects.last_of(), known_authority()
    if is_stamped_again and head and by:
        stamp_head(head, by)
    bundle = built(request_bundle(cast.project, actor=cast.auditor, kind="review", case=review.pk))
    folder = unpacked(bundle, tmp_path / "out")
    status, said = verify(folder, "--time-roots", str(authority.roots), "--json")
    assert status == 1
    found = {one["code"] for one in json.loads(said)["findings"] if one["verdict"] == "doubt"}
    assert found == {"TIME-BACKDATED"}
    assert len(list((folder / "data" / "tokens").glob("*.tsr"))) == 1 + is_stamped_again
