"""The tabs of a project, as far as the reader may see them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import may
from projects.models import Project
from projects.rights import Right, right_of

register = template.Library()


@dataclass(frozen=True)
class Tab:
    """A page of the project; `own` when it also shows what concerns only one's organisation."""

    code: str
    label: Promise
    url_name: str
    right: Right
    own: bool = False


TABS = (
    Tab("overview", _("Overview"), "projects:detail", Right.VIEW),
    Tab("planning", _("Plan"), "planning:overview", Right.VIEW_PLANNING),
    Tab("selection", _("Operation mode"), "selection:overview", Right.VIEW_SELECTION, own=True),
    Tab("supervision", _("Supervision"), "supervision:overview", Right.VIEW_SUPERVISION, own=True),
    Tab("acceptance", _("Acceptance"), "acceptance:overview", Right.VIEW_ACCEPTANCE, own=True),
    Tab("prosecution", _("Prosecution"), "prosecution:overview", Right.VIEW_PROSECUTION, own=True),
    Tab("control", _("Control rights"), "projects:control", Right.VIEW_ALLOCATION),
    Tab("ownership", _("Ownership"), "ownership:overview", Right.VIEW_ALLOCATION, own=True),
    Tab("risk", _("Risk"), "risk:project", Right.VIEW_RISK),
    Tab("risk", _("Scores about us"), "risk:answers", Right.ANSWER_RISK),
    Tab("documents", _("Documents"), "evidence:documents", Right.VIEW_EVIDENCE, own=True),
    Tab("reviews", _("Audit"), "reviews:project", Right.VIEW_REVIEWS),
    Tab("trail", _("Trail"), "audit:trail", Right.VIEW_TRAIL),
)


@register.inclusion_tag("projects/tabs.html", takes_context=True)
def project_tabs(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """The tabs of `project`; `active_tab` of the context is the current one.

    On a telephone they are folded under the label of the current one.
    """
    user = context["request"].user
    shown = []
    for tab in TABS:
        if not (may(user, tab.right, project) or (tab.own and may(user, Right.VIEW_OWN, project))):
            continue
        try:
            url = reverse(tab.url_name, args=[project.pk])
        except NoReverseMatch:
            continue
        current = tab.code == context.get("active_tab")
        shown.append({"label": tab.label, "url": url, "current": current})
    here = next((tab["label"] for tab in shown if tab["current"]), "")
    return {"tabs": shown, "tabs_label": _("Parts of the project"), "current": here}


@register.simple_tag(takes_context=True)
def holds(context: dict[str, Any], right: str, subject: Any) -> bool:
    """Whether the reader holds `right` (its code, such as s3) on `subject`."""
    return bool(may(context["request"].user, right_of(right), subject))
