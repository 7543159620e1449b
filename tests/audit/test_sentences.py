"""Every event that is recorded anywhere reads as a sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from audit.log.attempts import known_attempts
from audit.log.models import REFUSED, Entry
from audit.log.record import record
from audit.log.sentences import event_label, is_known, known_events, sentence
from audit.log.words import PLATFORM, acted, changes, facts
from egov_outsource.accounts.models import User

PACKAGES = ("audit", "contractors", "egov_outsource", "projects", "risk")
WRITERS = {"record", "_note"}


def recorded_events() -> Iterator[tuple[str, str]]:
    """Event and file of each call of a writer with a literal code."""
    for package in PACKAGES:
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and node.args and _name(node) in WRITERS:
                    code = node.args[0]
                    if isinstance(code, ast.Constant) and ":" in str(code.value):
                        yield str(code.value), str(Path(path).relative_to(settings.BASE_DIR))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_every_recorded_event_has_a_sentence() -> None:
    without = {f"{event} ({file})" for event, file in recorded_events() if not is_known(event)}
    assert not without


def test_every_action_has_words_for_whoever_was_refused() -> None:
    names = {
        node.name
        for package in PACKAGES
        for path in (settings.BASE_DIR / package).rglob("actions/*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(one, ast.Name) and one.id == "action" for one in node.decorator_list)
    }
    assert len(names) > 100
    assert names - set(known_attempts()) == set()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_sentence_can_be_formed(language: str) -> None:
    with translation.override(language):
        for event in known_events():
            entry = Entry(event=event, subject_name="{weird} %(name)s", data={})
            assert sentence(entry)
            assert event_label(event)


def test_an_unknown_event_is_still_readable() -> None:
    entry = Entry(event="widget:frobnicated_twice", subject_name="W-1")
    assert sentence(entry) == "frobnicated twice: widget W-1"


def test_changes_are_shown_from_old_to_new() -> None:
    nested = Entry(
        subject_type="projects.project",
        data={"old": {"title": "A", "mlps_level": 2}, "new": {"title": "B", "mlps_level": 2}},
    )
    assert [(c.label, c.old, c.new) for c in changes(nested)] == [("Title", "A", "B")]
    flat = Entry(
        subject_type="projects.project",
        data={"budget": {"old": None, "new": "5.00"}, "reasons": "Because", "empty": ""},
    )
    assert [(c.label, c.old, c.new) for c in changes(flat)] == [("Budget", "–", "5.00")]
    assert facts(flat) == [("Reasons", "Because")]
    refused = Entry(event=REFUSED, data={"attempt": "approve_key", "rule": "SOD-1"})
    with translation.override("zh-hans"):
        (_label, tried), (_, rule) = facts(refused)
        assert f"“{tried}”" in sentence(refused)
    assert (tried, rule) not in {("approve_key", "SOD-1"), ("approve key", "SOD-1")}
    single = Entry(subject_type="gone.model", subject_name="P", data={"old": 1, "new": 2})
    assert [(c.old, c.new) for c in changes(single)] == [("1", "2")]


def test_facts_are_named_in_the_readers_language() -> None:
    """Also where the subject has a field of that name to which nobody gave words."""
    entry = Entry(event="x:y", data={"until": "2026-12-13", "contractor": "Firm"})
    automatic = Entry(event="x:y", subject_type="acceptance.deliverable", data={"contract": "C1"})
    with translation.override("zh-hans"):
        assert [label for label, _value in facts(entry)] == ["至", "承包商"]
        assert facts(automatic) == [("合同", "C1")]


@pytest.mark.django_db
def test_the_platform_acts_by_its_name_in_the_readers_language() -> None:
    assert User.objects.system().name == PLATFORM
    platform = User.objects.system()
    record("x:y", platform, actor=platform)
    entry = Entry.objects.latest("pk")
    assert acted(entry) == PLATFORM
    with translation.override("zh-hans"):
        assert acted(entry) == "平台"
        entry.actor_kind = User.Kind.PERSON
        assert acted(entry) == PLATFORM, "a person may be called so"
