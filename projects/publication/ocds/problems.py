"""What is wrong with a piece of open contracting data, where, and how bad it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Severity = Literal["error", "warning"]

TEXTS: dict[str, Promise] = {
    # files
    "unreadable": _("The file cannot be opened: %(why)s."),
    "empty_file": _("The file is empty."),
    "not_json": _("The file does not contain JSON: it begins with %(start)s."),
    "archive": _("The file is an archive: unpack it first."),
    "encoding": _("The file is not encoded in UTF-8: save it as UTF-8 and try again."),
    "broken_json": _("The JSON breaks off or is malformed here: %(why)s."),
    "broken_archive": _("The compressed file is damaged: %(why)s."),
    "too_large": _("The file holds more than %(limit)s MiB: split it."),
    "line_too_long": _("This line is longer than %(limit)s MiB and was skipped."),
    "too_deep": _("The entry is nested deeper than %(limit)s levels and was skipped."),
    "too_many_values": _("The entry holds more than %(limit)s values and was skipped."),
    # packages
    "not_ocds": _("This is not a release, a record or a package of them."),
    "not_a_list": _("“%(name)s” must be a list."),
    "empty_package": _("The package holds no release or record."),
    "no_ocid": _("The entry has no ocid, so nobody can say which process it belongs to."),
    "bad_ocid": _("The ocid must be text of at most %(limit)s characters."),
    "other_ocid": _("A release of the record belongs to another process (%(other)s)."),
    "linked_release": _("The record only links to a release: it was not fetched."),
    "empty_record": _("The record holds neither releases nor a compiled release."),
    # merging
    "merge_failed": _("The releases cannot be merged (%(why)s): the latest good state was used."),
    "unmergeable": _("No release of the process can be merged: %(why)s."),
    "undated_release": _("A release has no usable date: it was taken as the oldest."),
    "duplicate_id": _("Several entries of “%(field)s” have the id %(value)s: the last one counts."),
    # processes
    "no_content": _("The process says nothing about planning, tender, award or contract."),
    "wrong_type": _("“%(field)s” has the wrong type and was left out."),
    "bad_date": _("“%(field)s” is not a date (%(value)s) and was left out."),
    "reversed_period": _("“%(field)s” ends before it starts and was left out."),
    "bad_amount": _("“%(field)s” is not an amount (%(value)s) and was left out."),
    "negative_amount": _("“%(field)s” is negative (%(value)s) and was left out."),
    "huge_amount": _("“%(field)s” is too large (%(value)s) and was left out."),
    "no_currency": _("“%(field)s” has no usable currency (%(value)s) and was left out."),
    "bad_count": _("“%(field)s” is not a whole number of zero or more (%(value)s)."),
    "unknown_code": _("“%(field)s” is not a code of the standard: %(value)s."),
    "nameless_party": _("“%(field)s” has no name and was left out."),
    "no_buyer": _("The process names no buyer: it was given to the importing organisation."),
    "unknown_award": _("A contract refers to the award %(value)s, which does not exist."),
    "bad_link": _("“%(field)s” is not a web address and was left out."),
    "text_cut": _("“%(field)s” is longer than %(limit)s characters and was cut."),
    "too_many_entries": _("“%(field)s” holds more than %(limit)s entries: the rest was left out."),
    # taking over
    "internal": _("The process was not imported because of an error of the platform (%(why)s)."),
    "foreign_agency": _("The buyer is an agency outside the organisation that imports."),
    "foreign_process": _("The process is kept by an agency outside the organisation that imports."),
    "refused": _("The process was not imported: %(why)s"),
    "older": _("A newer state of the process is there already: this one was not taken over."),
    "two_kinds": _("%(name)s buys and sells: it has one entry as agency, another as contractor."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint: `error` refuses the whole entry, `warning` leaves a field out."""

    code: str
    severity: Severity = "error"
    path: str = ""
    pointer: str = ""
    ocid: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    count: int = 1

    @property
    def message(self) -> str:
        """The sentence for people, in their language."""
        return str(TEXTS[self.code]) % self.detail

    def row(self) -> dict[str, object]:
        """The plain form that is stored and sent."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "pointer": self.pointer,
            "ocid": self.ocid,
            "detail": dict(self.detail),
            "count": self.count,
        }


def condense(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same complaint about the same field of one process once, with its count."""
    first: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        key = (
            problem.code,
            problem.path,
            problem.ocid,
            problem.detail.get("field") or problem.pointer,
        )
        known = first.get(key)
        first[key] = replace(known, count=known.count + problem.count) if known else problem
    yield from first.values()
