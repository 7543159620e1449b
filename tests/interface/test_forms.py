"""Fields are drawn with the design system's markup, errors and hints tied to them."""

import datetime as dt

from django import forms

from egov_outsource.forms import PickSeveral, offer


class Change(forms.Form):
    title = forms.CharField(label="Title", help_text="As in the contract.")
    amount = forms.DecimalField(
        label="Amount", required=False, widget=forms.NumberInput(attrs={"data-prefix": "CNY"})
    )
    due = forms.DateField(label="Due", required=False)
    verdict = forms.ChoiceField(
        label="Verdict", choices=[("accept", "Accept")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="I have read it")


def test_every_kind_of_field_gets_its_class() -> None:
    page = str(Change())
    for expected in ("usa-input", "usa-radio__input", "usa-checkbox__input", "usa-input-prefix"):
        assert expected in page
    assert page.count("(optional)") == 2


def test_an_error_stands_at_its_field_and_is_announced_with_it() -> None:
    form = Change({"title": ""})
    page = str(form["title"].as_field_group())
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_title_error"' in page
    assert "usa-input--error" in page


def test_a_date_is_given_to_the_browser_in_iso() -> None:
    page = str(Change(initial={"due": dt.date(2026, 6, 9)})["due"])
    assert 'type="date"' in page
    assert 'value="2026-06-09"' in page


def test_a_group_of_choices_can_be_reached_from_the_error_summary() -> None:
    form = Change({})
    page = str(form["verdict"].as_field_group())
    assert 'id="id_verdict"' in page
    assert '<fieldset class="usa-fieldset"' in page


def test_what_was_typed_is_kept_and_escaped() -> None:
    page = str(Change({"title": '"><script>'})["title"])
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_several_are_ticked_in_folded_groups_that_open_when_something_is_chosen() -> None:
    class Several(forms.Form):
        codes = forms.MultipleChoiceField(
            choices=[("Plan", [("a", "Aim"), ("b", "Basis")]), ("Do", [("c", "Cost")])],
            widget=PickSeveral,
        )

    page = " ".join(str(Several(initial={"codes": ["b"]})).split())
    assert page.count('type="checkbox"') == 3
    assert page.count("checked") == 1
    assert '<details class="pick__group" open>' in page
    assert page.count("<details") == 2
    assert "<legend" in page
    form = Several({"codes": ["a", "c"]})
    assert form.is_valid()
    assert form.cleaned_data["codes"] == ["a", "c"]
    empty = Several()
    offer(empty, codes=[])
    assert "nothing to choose from" in str(empty)
