"""What lists of supervision show of a record, on pages and as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.templatetags.display import iso, money
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from projects.supervision.states import lateness_of, report_state
from projects.supervision.tones import (
    change_tone,
    finding_tone,
    milestone_tone,
    payment_tone,
    report_tone,
    severity_tone,
)


@dataclass(frozen=True)
class Column:
    """One column: how a cell reads on a page, as CSV (`plain`), and by what it is ordered.

    A short one is never broken; one that is not `on_page` is in the CSV only.
    """

    label: str | Promise
    value: Callable[[Any], Any]
    sort: str = ""
    numeric: bool = False
    tone: Callable[[Any], str] | None = None
    plain: Callable[[Any], Any] | None = None
    is_short: bool = False
    on_page: bool = True


@dataclass(frozen=True)
class Listed:
    """A list of one noun: its columns, what is searched, the states to choose, what to join."""

    name: str
    model: Any
    title: str | Promise
    columns: Sequence[Column]
    searched: Sequence[str]
    statuses: Sequence[tuple[str, Any]]
    order: str
    related: Sequence[str]


def table_of(listed: Listed, rows: Sequence[Any]) -> dict[str, Any]:
    """The rows as the template draws them; the first cell leads to the record."""
    columns = [column for column in listed.columns if column.on_page]
    return {
        "caption": listed.title,
        "columns": columns,
        "rows": [
            {
                "url": row.get_absolute_url(),
                "cells": [
                    {
                        "text": column.value(row),
                        "numeric": column.numeric,
                        "is_short": column.is_short,
                        "tone": column.tone(row) if column.tone else None,
                        "is_state": column.tone is not None,
                    }
                    for column in columns
                ],
            }
            for row in rows
        ],
    }


def _contract(row: Any) -> str:
    return row.contract.reference if row.contract else "–"


def _measure(label: str | Promise, name: str) -> Column:
    """A column of one of the report's amounts."""
    amount = attrgetter(name)
    return Column(label, lambda report: money(amount(report)), name, numeric=True, plain=amount)


REPORT_STATES = [
    ("open", _("not verified")),
    ("verified", _("verified")),
    ("replaced", _("replaced")),
]

COLUMNS: dict[str, Listed] = {
    listed.name: listed
    for listed in (
        Listed(
            "milestones",
            Milestone,
            _("Milestones"),
            (
                Column(_("Code"), lambda m: m.code, "code"),
                Column(_("Milestone"), lambda m: m.title, "title"),
                Column(_("Contract"), _contract),
                Column(_("Due"), lambda m: iso(m.due), "due", is_short=True),
                Column(_("Met on"), lambda m: iso(m.met_on), "met_on", is_short=True),
                Column(_("Lateness"), lateness_of, plain=lambda m: m.days_late),
                Column(_("Weight"), lambda m: m.weight, "weight", numeric=True),
                Column(_("Status"), lambda m: m.get_status_display(), tone=milestone_tone),
            ),
            ("code", "title"),
            Milestone.Status.choices,
            "due",
            ("contract",),
        ),
        Listed(
            "reports",
            StatusReport,
            _("Status reports"),
            (
                Column(_("Status date"), lambda r: iso(r.as_of), "as_of", is_short=True),
                Column(_("Version"), lambda r: r.number, numeric=True),
                Column(_("Contract"), _contract),
                _measure(_("PV"), "pv"),
                _measure(_("EV"), "ev"),
                _measure(_("EV verified"), "verified_ev"),
                _measure(_("AC"), "ac"),
                Column(_("Currency"), lambda r: r.currency),
                Column(_("Status"), report_state, tone=report_tone),
            ),
            ("narrative", "contract__reference"),
            REPORT_STATES,
            "-as_of",
            ("contract", "project"),
        ),
        Listed(
            "findings",
            Finding,
            _("Findings"),
            (
                Column(_("Number"), lambda f: f"F-{f.number}", "number"),
                Column(_("Finding"), lambda f: f.title, "title"),
                Column(_("Severity"), lambda f: f.get_severity_display(), tone=severity_tone),
                Column(_("Raised by"), lambda f: f.organisation.label),
                Column(_("Addressed to"), lambda f: f.addressee.label),
                Column(_("Answer due"), lambda f: iso(f.due), "due", is_short=True),
                Column(_("Status"), lambda f: f.get_status_display(), tone=finding_tone),
            ),
            ("title", "text"),
            Finding.Status.choices,
            "-number",
            ("organisation", "addressee"),
        ),
        Listed(
            "changes",
            ChangeRequest,
            _("Changes"),
            (
                Column(_("Number"), lambda c: f"CR-{c.number}", "number"),
                Column(_("Change"), lambda c: c.title, "title"),
                Column(_("Type"), lambda c: c.get_kind_display()),
                Column(_("Contract"), _contract),
                Column(
                    _("Change of price"),
                    lambda c: money(c.value, c.currency),
                    "value",
                    numeric=True,
                    plain=lambda c: c.value,
                ),
                Column(_("Days"), lambda c: c.days, "days", numeric=True),
                Column(
                    _("Implemented on"),
                    lambda c: iso(c.implemented_on),
                    "implemented_on",
                    is_short=True,
                ),
                Column(_("Status"), lambda c: c.get_status_display(), tone=change_tone),
            ),
            ("title", "reasons"),
            ChangeRequest.Status.choices,
            "-number",
            ("contract", "project"),
        ),
        Listed(
            "payments",
            Payment,
            _("Payments"),
            (
                Column(_("For"), lambda p: p.purpose or str(p), "purpose"),
                Column(_("Contract"), _contract),
                Column(
                    _("Amount"),
                    lambda p: money(p.amount, p.currency),
                    "amount",
                    numeric=True,
                    plain=lambda p: p.amount,
                ),
                Column(_("Currency"), lambda p: p.currency, on_page=False),
                Column(_("Payee"), lambda p: p.payee.label if p.payee else "–"),
                Column(_("Claimed"), lambda p: iso(p.claimed_at), "claimed_at", is_short=True),
                Column(_("Paid on"), lambda p: iso(p.paid_on), "paid_on", is_short=True),
                Column(_("Status"), lambda p: p.get_status_display(), tone=payment_tone),
            ),
            ("purpose", "note"),
            Payment.Status.choices,
            "-id",
            ("contract", "payee"),
        ),
    )
}
