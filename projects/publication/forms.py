"""What is asked for an import."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egov_outsource.forms import offer
from projects.models import Agency


class ImportForm(forms.Form):
    """A file, and for which agency when one may import for several."""

    owner = forms.ModelChoiceField(
        label=_("Import for"),
        queryset=Agency.objects.none(),
        help_text=_("Agencies that are not known yet are entered below this one."),
    )
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,.jsonl,.ndjson,.gz"}),
        help_text=_("OCDS 1.0 or 1.1: packages, releases, records or JSON lines, also gzipped."),
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=Agency.objects.filter(pk__in=[agency.pk for agency in agencies]))
        owner = self.fields["owner"]
        owner.initial = agencies[0].pk if agencies else None
        if len(agencies) == 1:
            owner.widget = forms.HiddenInput()
