"""What must hold of money and dates in tenders, bids and contracts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Invalid, Text

CURRENCY_LENGTH = 3
LARGEST = Decimal(10) ** 16
CENT = Decimal("0.01")
FULL_WEIGHT = 100


def money_problem(amount: Decimal | None) -> Text:
    """What is wrong with an amount; empty when nothing is."""
    if amount is None:
        return ""
    if not amount.is_finite() or amount >= LARGEST:
        return _("This amount is too large.")
    if amount < 0:
        return _("An amount cannot be negative.")
    if amount != amount.quantize(CENT):
        return _("Give at most two decimal places.")
    return ""


def currency_problem(currency: str) -> Text:
    """What is wrong with a currency code; empty when nothing is."""
    if len(currency) == CURRENCY_LENGTH and currency.isascii() and currency.isupper():
        return ""
    return _("Give the currency as its ISO 4217 code, such as CNY.")


def refuse_wrong(code: str, wrong: Mapping[str, Text]) -> None:
    """Refuse when `wrong` says something about a field."""
    found = {name: text for name, text in wrong.items() if text}
    if found:
        raise Invalid(code, _("Some fields cannot be right."), fields=found)


def check_contract_terms(terms: Mapping[str, Any]) -> None:
    """Refuse a contract whose money or dates cannot be right."""
    wrong: dict[str, Text] = {
        "value": money_problem(terms.get("value")),
        "build_value": money_problem(terms.get("build_value")),
        "currency": currency_problem(terms.get("currency", "")),
    }
    for name in ("reference", "title"):
        if not str(terms.get(name, "")).strip():
            wrong[name] = _("This is needed.")
    start, end = terms.get("start_date"), terms.get("end_date")
    if start and end and end < start:
        wrong["end_date"] = _("The end lies before the start.")
    value, build = terms.get("value"), terms.get("build_value")
    if value is not None and build is not None and build > value:
        wrong["build_value"] = _("The build part cannot be more than the whole.")
    cap = terms.get("advance_cap")
    if cap is not None and not 0 <= cap <= 1:
        wrong["advance_cap"] = _("Give a share between 0 and 1.")
    refuse_wrong("CONTRACT-TERMS", wrong)


def check_tender_terms(terms: Mapping[str, Any]) -> None:
    """Refuse a tender whose money or dates cannot be right."""
    wrong: dict[str, Text] = {
        "value": money_problem(terms.get("value")),
        "currency": currency_problem(terms.get("currency", "")),
    }
    for name in ("reference", "title"):
        if not str(terms.get(name, "")).strip():
            wrong[name] = _("This is needed.")
    start, end = terms.get("period_start"), terms.get("period_end")
    if start and end and end <= start:
        wrong["period_end"] = _("The deadline must lie after the beginning.")
    refuse_wrong("TENDER-TERMS", wrong)


def check_criteria(criteria: Sequence[Mapping[str, Any]]) -> None:
    """Refuse evaluation criteria without a name, without weight or named twice."""
    titles = [str(one.get("title", "")).strip() for one in criteria]
    weights = [one.get("weight") for one in criteria]
    problem: Text = ""
    if not all(titles) or len(set(titles)) != len(titles):
        problem = _("Each criterion needs a name of its own.")
    elif any(weight is None or not 0 < weight <= FULL_WEIGHT for weight in weights):
        problem = _("Each weight lies above 0 and is at most 100.")
    refuse_wrong("TENDER-CRITERIA", {"criteria": problem})
