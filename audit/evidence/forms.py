"""Forms to hand in files, to find them and to keep them."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from audit.evidence import parts
from audit.evidence.catalogue import DOCUMENT_KINDS, MEGABYTE
from audit.evidence.kinds import ACCEPT, FILE_KINDS
from audit.evidence.models import Document
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.forms import offer
from projects.rights import Stage

KINDS = [("", _("Not stated")), *DOCUMENT_KINDS.items()]
STAGES = [(stage.value, stage.label) for stage in Stage]
MOST_FILES = 20


class SeveralFilesInput(forms.ClearableFileInput):
    """A chooser of several files; large ones may have arrived in parts before the form."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """The files of this request, and those that are named by their uploads."""
        given = list(files.getlist(name)) if hasattr(files, "getlist") else []
        named = data.getlist(f"{name}_part") if hasattr(data, "getlist") else []
        return given + [_arrived(uid) for uid in named[:MOST_FILES]]


def _arrived(uid: str) -> parts.Part | None:
    try:
        return parts.complete(UUID(uid))
    except ValueError:
        return None


def _limits(limit: int) -> str:
    """In the language of whoever reads, not of the moment in which forms are declared."""
    words = {"limit": limit, "types": ", ".join(FILE_KINDS)}
    return _("At most %(limit)s MB each: %(types)s.") % words


class SeveralFilesField(forms.FileField):
    """Several files, each checked as one; use it in any form that takes files."""

    def __init__(self, **kwargs: Any) -> None:
        limit = settings.EVIDENCE_MAX_BYTES // MEGABYTE
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault("help_text", lazy(_limits, str)(limit))
        attrs = {"accept": ACCEPT, "data-limit-mb": limit, "multiple": True}
        super().__init__(widget=SeveralFilesInput(attrs=attrs), **kwargs)

    def take_parts(self, project: Any) -> None:
        """Let a browser send large files in parts, which can be paused and resumed."""
        self.widget.attrs["data-parts"] = reverse("api-uploads-list", args=[project.pk])
        self.widget.attrs["data-parts-limit-mb"] = settings.EVIDENCE_LARGE_MAX_BYTES // MEGABYTE

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        """The files that were sent; an optional field may have none."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("Send at most %(most)s files at a time.") % {"most": MOST_FILES}
            )
        if isinstance(data, list) and None in data:
            raise forms.ValidationError(
                _("An upload is not there any more; choose its file again.")
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

    def clean_uploads(self) -> list[File]:
        """Exactly one."""
        files: list[File] = self.cleaned_data["uploads"]
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
    scan = forms.ChoiceField(
        label=_("Virus scan"),
        required=False,
        choices=[("", _("All")), *[choice for choice in Document.Scan.choices if choice[0]]],
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
        offer(
            self,
            organisation=Organisation.objects.filter(
                pk__in=documents.order_by().values("organisation")
            ),
        )


class HoldForm(forms.Form):
    """Why something must be kept."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example the number of the case, or who asked for it."),
    )


class ReleaseForm(forms.Form):
    """Why it need not be kept any longer."""

    reason = forms.CharField(
        label=_("Reason of the release"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(forms.Form):
    """Why something is no longer needed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(forms.Form):
    """Yes or no, and why."""

    is_approved = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Approve: remove the content")), ("no", _("Decline: keep it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you decline."),
    )
