"""What the pages on which somebody does something have in common."""

from typing import Any, ClassVar

from django.urls import reverse

from egov_outsource.pages import ActionView
from projects.models import Project
from projects.supervision.forms.fields import MoneyField


class Deed(ActionView):
    """An action whose form says in which currency its amounts are."""

    def get_form(self, form_class: Any = None) -> Any:
        """Amounts say their currency."""
        form = super().get_form(form_class)
        currency = getattr(form, "unit", "") or getattr(self.subject, "currency", "")
        for field in form.fields.values():
            if isinstance(field, MoneyField):
                field.widget.attrs["data-prefix"] = currency
        return form


class ProjectDeed(Deed):
    """An action that begins something in a project; `list_name` is where it will be listed."""

    model = Project
    list_name: ClassVar[str] = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Forms choose among what the person may see in the project."""
        return {**super().get_form_kwargs(), "project": self.subject, "user": self.user}

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse(f"supervision:{self.list_name}", args=[self.subject.pk])


class RecordDeed(Deed):
    """An action on one versioned record."""

    names: ClassVar[tuple[str, ...]] = ()

    def get_initial(self) -> dict[str, Any]:
        """The values that can be changed, and the version that they are of."""
        values = {name: getattr(self.subject, name) for name in self.names}
        return {**values, "expected_version": self.subject.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record's name stands beside the form."""
        return super().get_context_data(lead=str(self.subject), **kwargs)
