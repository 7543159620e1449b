"""Translations are found, compared and compiled without gettext's programs."""

import gettext
from pathlib import Path

import pytest

from egov_outsource import env, messages

PAGE = """{% load i18n %}
<p title='{% translate "Milestone" %}'>
  {% blocktranslate trimmed with name=n %}
    Welcome,
    {{ name }}
  {% endblocktranslate %}
    {% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
"""
MODULE = 'from django.utils.translation import pgettext_lazy\nA = pgettext_lazy("month", "May")\n'


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    (tmp_path / "risk").mkdir()
    (tmp_path / "risk" / "words.py").write_text(MODULE)
    monkeypatch.setattr(env, "BASE_DIR", tmp_path)
    return tmp_path


def test_texts_of_templates_and_modules_are_found(checkout: Path) -> None:
    found = {(message.context, message.id) for message in messages.in_sources() if message.id}
    assert found == {
        (None, "Milestone"),
        (None, "Welcome, %(name)s"),
        (None, ("%(n)s day", "%(n)s days")),
        ("month", "May"),
    }


def test_what_is_missing_or_differs_is_told(checkout: Path) -> None:
    messages.update()
    assert len(list(messages.problems())) == 4
    catalog = messages.in_file()
    catalog.get("Milestone").string = "里程碑"
    catalog.get("Welcome, %(name)s").string = "欢迎"
    catalog.get("%(n)s day").string = ("%(n)s 天",)
    catalog.get("May", "month").string = "五月"
    messages.write(catalog)
    (problem,) = messages.problems()
    assert "Welcome" in problem
    assert "placeholders" in problem


def test_updating_twice_changes_nothing_and_drops_what_is_gone(checkout: Path) -> None:
    messages.update()
    first = messages.po_file().read_text()
    messages.update()
    assert messages.po_file().read_text() == first
    (checkout / "risk" / "words.py").write_text("")
    assert any("used nowhere" in problem for problem in messages.problems())
    messages.update()
    assert "May" not in messages.po_file().read_text()


def test_compiled_translations_are_read_by_gettext(checkout: Path) -> None:
    messages.update()
    catalog = messages.in_file()
    catalog.get("Milestone").string = "里程碑"
    messages.write(catalog)
    messages.compile_all()
    with messages.po_file().with_suffix(".mo").open("rb") as source:
        assert gettext.GNUTranslations(source).gettext("Milestone") == "里程碑"
