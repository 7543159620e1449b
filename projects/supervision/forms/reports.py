"""What people type about progress."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.supervision.forms.fields import ContractForm, amount_field, day_field, text_field
from projects.supervision.models import StatusReport


class FiguresForm(forms.Form):
    """The four measures and whose cost it is."""

    bac = amount_field(_("Budget at completion (BAC)"), help_text=_("All that the build may cost."))
    pv = amount_field(
        _("Planned value (PV)"), help_text=_("What should be done by this day, from the start.")
    )
    ev = amount_field(_("Earned value (EV)"), help_text=_("What is done by this day."))
    ac = amount_field(_("Actual cost (AC)"), help_text=_("What it has cost by this day."))
    ac_view = forms.ChoiceField(label=_("Cost view"), choices=StatusReport.CostView.choices)
    narrative = text_field(
        _("What happened"),
        required=False,
        help_text=_("Needed when a cumulative value falls: say why."),
    )


class SubmitReportForm(FiguresForm, ContractForm):
    """A status report; it is final on receipt."""

    as_of = day_field(_("Status date"))
    field_order = ("contract", "as_of", "bac", "pv", "ev", "ac", "ac_view", "narrative")


class CorrectReportForm(FiguresForm):
    """The figures as they should have been."""

    reason = text_field(_("Reason for the correction"), rows=2)


class VerifyReportForm(forms.Form):
    """What was really earned."""

    verified_ev = amount_field(_("Earned value as verified"))
    note = text_field(
        _("Note"), required=False, help_text=_("Needed when it differs from what was submitted.")
    )
