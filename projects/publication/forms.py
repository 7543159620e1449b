"""What is asked for an import."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 - declared above
        owner.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        owner.initial = agencies[0].pk if agencies else None
        if len(agencies) == 1:
            owner.widget = forms.HiddenInput()
