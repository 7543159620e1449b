"""How forms look: every field drawn with the markup of the design system."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.SelectMultiple, "usa-select usa-select--multiple"),
    (forms.Select, "usa-select"),
    (forms.Textarea, "usa-textarea"),
    (forms.FileInput, "file-input"),
    (Input, "usa-input"),
)


def _class_of(widget: forms.Widget) -> str:
    return next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")


def offer(form: forms.BaseForm, **choices: Any) -> None:
    """What fields of `form` let choose: rows of a queryset, else (value, label) pairs."""
    for name, offered in choices.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = offered
        elif isinstance(field, forms.ChoiceField):
            field.choices = offered
        else:
            message = f"{type(form).__name__}.{name} has nothing to choose from"
            raise TypeError(message)


class PickSeveral(forms.CheckboxSelectMultiple):
    """A list of boxes to tick, its groups folded; a script adds a search to long ones."""

    template_name = "components/pick.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Beside each group how many of it are chosen: such a group is open."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            (group, options, sum(option["selected"] for option in options))
            for group, options, _index in context["widget"]["optgroups"]
        ]
        return context


class StyledBoundField(BoundField):
    """A bound field that gives its widget the classes of the design system.

    A widget may carry `data-prefix` and `data-suffix` (a currency, a unit); they are shown
    inside the box.
    """

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the classes, also that of a field with errors."""
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return built
        names = [_class_of(widget), widget.attrs.get("class", ""), built.get("class", "")]
        if self.errors and isinstance(widget, Input | forms.Textarea | forms.Select):
            names.append("usa-input--error")
        joined = " ".join(dict.fromkeys(" ".join(names).split()))
        return {**built, "class": joined} if joined else built

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> Any:
        """Draw the widget; dates with the browser's own calendar, which wants ISO values."""
        drawn = widget or self.field.widget
        if type(drawn) is forms.DateInput:
            drawn.input_type, drawn.format = "date", "%Y-%m-%d"
        elif type(drawn) is forms.DateTimeInput:
            drawn.input_type, drawn.format = "datetime-local", "%Y-%m-%dT%H:%M"
        return super().as_widget(widget, attrs, only_initial)

    @property
    def is_checkbox(self) -> bool:
        """Whether the label stands after the box."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Whether to say so; forms of filters set `hide_optional`."""
        return not self.field.required and not getattr(self.form, "hide_optional", False)

    @property
    def prefix(self) -> str:
        """What stands before the value inside the box, such as a currency."""
        return str(self.field.widget.attrs.get("data-prefix", ""))

    @property
    def suffix(self) -> str:
        """What stands after the value inside the box, such as a unit."""
        return str(self.field.widget.attrs.get("data-suffix", ""))


class DesignSystemRenderer(TemplatesSetting):
    """Draws forms with `components/fields.html` and fields with `components/field.html`."""

    form_template_name = "components/fields.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
    bound_field_class = StyledBoundField
