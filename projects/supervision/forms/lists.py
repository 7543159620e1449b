"""How lists of supervision are searched and narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egov_outsource.forms import offer


class RecordFilterForm(forms.Form):
    """Search words and a state."""

    hide_optional = True

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, statuses: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, status=[("", _("All")), *statuses])
