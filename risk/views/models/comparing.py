"""Two versions of the risk model side by side."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from egov_outsource.pages import SignedInMixin
from risk.modelling.comparing import changes_between
from risk.modelling.difference import level_of
from risk.modelling.forms import CompareForm
from risk.models import ModelVersion
from risk.views.models.tables import change_table


class CompareModelsView(SignedInMixin, TemplateView):
    """What differs between two versions that the reader may see."""

    template_name = "risk/models/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The choice, and the changes once both are chosen."""
        visible = ModelVersion.objects.visible_to(self.user)
        form = CompareForm(self.request.GET or None, visible)
        changes = None
        if form.is_bound and form.is_valid():
            changes = changes_between(form.cleaned_data["before"], form.cleaned_data["after"])
        return super().get_context_data(
            title=_("Compare risk models"),
            form=form,
            is_compared=changes is not None,
            changes=change_table(changes) if changes else None,
            level=level_of(changes).name if changes else "",
            **kwargs,
        )
