"""What must hold of a project's particulars, before the database is asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Invalid, Text

CURRENCY_LENGTH = 3


def check_particulars(particulars: Mapping[str, Any]) -> None:
    """Refuse dates in the wrong order, negative money, a wrong currency or level."""
    wrong: dict[str, Text] = {}
    start, end = particulars.get("start_date"), particulars.get("end_date")
    if start and end and end < start:
        wrong["end_date"] = _("The planned end lies before the start.")
    for name in ("budget", "reference_cost"):
        amount = particulars.get(name)
        if amount is not None and Decimal(amount) < 0:
            wrong[name] = _("An amount cannot be negative.")
    currency = particulars.get("currency")
    if currency is not None and not (
        len(currency) == CURRENCY_LENGTH and currency.isascii() and currency.isupper()
    ):
        wrong["currency"] = _("Give the currency as its ISO 4217 code, such as CNY.")
    if wrong:
        raise Invalid("PROJECT-PARTICULARS", _("Some particulars cannot be right."), fields=wrong)
