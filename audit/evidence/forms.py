"""Forms to hand in files and to find them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from audit.evidence.catalogue import DOCUMENT_KINDS
from audit.evidence.kinds import ACCEPT, FILE_KINDS
from audit.evidence.models import Document
from audit.evidence.storage import MEGABYTE
from egov_outsource.accounts.models import Organisation, User
from projects.rights import Stage

KINDS = [("", _("Not stated")), *DOCUMENT_KINDS.items()]
STAGES = [(stage.value, stage.label) for stage in Stage]
MOST_FILES = 20


class SeveralFilesInput(forms.ClearableFileInput):
    """A chooser of several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files, each checked as one; use it in any form that takes files."""

    def __init__(self, **kwargs: Any) -> None:
        limit = settings.EVIDENCE_MAX_BYTES // MEGABYTE
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault(
            "help_text",
            _("At most %(limit)s MB each: %(types)s.")
            % {"limit": limit, "types": ", ".join(FILE_KINDS)},
        )
        attrs = {"accept": ACCEPT, "data-limit-mb": limit, "multiple": True}
        super().__init__(widget=SeveralFilesInput(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files that were sent; an optional field may have none."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("Send at most %(most)s files at a time.") % {"most": MOST_FILES}
            )
        single = super().clean
        cleaned = [single(file, initial) for file in given] or [single(None, initial)]
        return [file for file in cleaned if file]


class HandInForm(forms.Form):
    """Files for a project."""

    uploads = SeveralFilesField()
    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        required=False,
        help_text=_("Left empty, the name of the file is the title."),
    )
    kind = forms.ChoiceField(label=_("Document type"), choices=KINDS, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=STAGES)


class NewVersionForm(forms.Form):
    """The next version of a document."""

    uploads = SeveralFilesField(label=_("File"))

    def clean_uploads(self) -> list[UploadedFile]:
        """Exactly one."""
        files: list[UploadedFile] = self.cleaned_data["uploads"]
        if len(files) != 1:
            raise forms.ValidationError(_("Send one file."))
        return files


class DocumentFilterForm(forms.Form):
    """Which documents to list."""

    hide_optional = True

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All")), *STAGES])
    kind = forms.ChoiceField(
        label=_("Document type"), required=False, choices=[("", _("All")), *DOCUMENT_KINDS.items()]
    )
    organisation = forms.ModelChoiceField(
        label=_("Handed in for"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("All"),
    )
    older = forms.BooleanField(label=_("Older versions too"), required=False)

    def __init__(self, *args: Any, user: User, project: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = Document.objects.visible_to(user).filter(project=project)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as declared above
        field.queryset = Organisation.objects.filter(
            pk__in=documents.order_by().values("organisation")
        )
