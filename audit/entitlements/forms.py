"""How a question about access is put, and how a report is narrowed and confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.entitlements.people import people_known_to
from audit.entitlements.reading import FLAG_LABELS, role_label
from audit.entitlements.things import MOST_OFFERED, kinds, name_of, things_of
from egov_outsource.accounts.models import User
from egov_outsource.forms import offer
from egov_outsource.ids import row_id
from projects.models import Project
from projects.rights import DECISION_POINTS, Right, Stage


def right_choices() -> list[Any]:
    """Every right: decision points by stage, then seeing, then working."""
    points = {point.right for point in DECISION_POINTS.values()}
    groups: list[Any] = [("", _("see it"))]
    for stage in Stage:
        members = [p for p in DECISION_POINTS.values() if p.dimension == stage.dimension]
        groups.append((stage.label, [(p.right.value, f"{p.code} {p.label}") for p in members]))
    seeing = [right for right in Right if right.value.startswith("view_")]
    working = [right for right in Right if right not in points and right not in seeing]
    groups.append((_("Seeing"), [(right.value, right.label) for right in seeing]))
    groups.append((_("Working"), [(right.value, right.label) for right in working]))
    return groups


class ThingForm(forms.Form):
    """Which thing of the project: first its kind, then one of that kind."""

    hide_optional = True

    kind = forms.ChoiceField(label=_("Kind of thing"), required=False)
    thing = forms.ChoiceField(label=_("Which one"), required=False)

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = sorted((str(m._meta.verbose_name), code) for code, m in kinds().items())
        offer(self, kind=[("", _("the whole project"))] + [(c, label) for label, c in labels])
        named = str(self.data.get("thing") or "")
        kind = str(self.data.get("kind") or named.partition(":")[0])
        offered: list[tuple[str, str]] = []
        if kind in kinds():
            rows = things_of(kind, project, user)
            asked = rows.filter(pk=row_id(named.partition(":")[2]))
            shown = {name_of(row): str(row)[:100] for row in (*rows[:MOST_OFFERED], *asked)}
            offered = list(shown.items())
        first = "–" if kind else _("choose a kind first")
        offer(self, thing=[("", first), *offered])


class ExplainForm(ThingForm):
    """Who, what right, on what."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=None)
    right = forms.ChoiceField(label=_("May they"), required=False, choices=right_choices)

    field_order = ("person", "right", "kind", "thing")

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, project=project, user=user, **kwargs)
        offer(self, person=people_known_to(user, project))
        person = self.fields["person"]
        person.initial = user.pk


class ReportFilterForm(forms.Form):
    """Which rows of an access report to show."""

    hide_optional = True

    q = forms.CharField(label=_("Person, organisation or project"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False)
    flag = forms.ChoiceField(label=_("To look at"), required=False)

    def __init__(self, *args: Any, rows: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = sorted({row["role"] for row in rows if row["role"]})
        flags = list(FLAG_LABELS.items())
        for name, choices in (("role", [(r, role_label(r)) for r in roles]), ("flag", flags)):
            offer(self, **{name: [("", _("All")), *choices]})


class ConfirmReportForm(forms.Form):
    """What the reviewer found and what follows from it."""

    note = forms.CharField(
        label=_("What you found and what follows"), max_length=4000, widget=forms.Textarea
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)
