"""Which entries of a trail to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.log.models import Entry, EntryQuerySet
from audit.log.sentences import event_label
from egov_outsource.accounts.models import User
from egov_outsource.forms import offer


class TrailFilterForm(forms.Form):
    """Event, person, dates and subject; choices are what occurs in `rows`."""

    hide_optional = True

    q = forms.CharField(label=_("About"), required=False, max_length=200)
    event = forms.ChoiceField(label=_("Event"), required=False)
    actor = forms.ChoiceField(label=_("Person"), required=False)
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("Until"), required=False)
    subject = forms.RegexField(
        regex=r"^[a-z_]+\.[a-z_]+:\d{1,18}$", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, rows: EntryQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare = rows.order_by()
        events = bare.values_list("event", flat=True).distinct()
        labels = sorted((event_label(event), event) for event in events)
        people = User.objects.filter(pk__in=bare.values("actor_id")).order_by("name")
        self._choose("event", [(event, label) for label, event in labels])
        self._choose("actor", [(str(person.pk), str(person)) for person in people])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        offer(self, **{name: [("", _("All")), *choices]})

    def clean(self) -> dict[str, Any]:
        """Dates in order."""
        asked = super().clean() or {}
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("This lies before the beginning."))
        return asked


def narrowed(rows: EntryQuerySet, asked: dict[str, Any]) -> EntryQuerySet:
    """`rows` as far as `asked` for."""
    if asked.get("q"):
        rows = rows.filter(subject_name__icontains=asked["q"])
    if asked.get("event"):
        rows = rows.filter(event=asked["event"])
    if asked.get("actor"):
        rows = rows.filter(actor_id=asked["actor"])
    if asked.get("since"):
        rows = rows.filter(at__date__gte=asked["since"])
    if asked.get("until"):
        rows = rows.filter(at__date__lte=asked["until"])
    if asked.get("subject"):
        kind, _colon, key = asked["subject"].partition(":")
        rows = rows.filter(subject_type=kind, subject_id=key)
    return rows


class ErasureForm(forms.Form):
    """Which personal fields go, why, and whether everywhere."""

    names = forms.MultipleChoiceField(
        label=_("Fields"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    everywhere = forms.BooleanField(
        label=_("In every entry of the same person within the organisation's projects"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It becomes part of the log for good: name nobody in it."),
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, names=[(name, name) for name in sorted(entry.personal)])
