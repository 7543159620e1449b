"""The last entries about a thing, for its page."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from audit.log.models import Entry
from audit.log.sentences import sentence
from audit.log.words import acted
from egov_outsource.accounts.models import User

register = template.Library()
LAST = 10


@register.inclusion_tag("audit/trail_panel.html", takes_context=True)
def trail(context: dict[str, Any], subject: Model) -> dict[str, Any]:
    """The last entries about `subject` (about everything within, when it is a project)."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(user, User) or subject.pk is None:
        return {"entries": [], "more_url": ""}
    visible = Entry.objects.visible_to(user)
    kind = subject._meta.label_lower
    if kind == "projects.project":
        rows, project, query = visible.filter(project_id=subject.pk), subject.pk, ""
    else:
        rows, project = visible.about(subject), getattr(subject, "project_id", None)
        query = f"?subject={kind}:{subject.pk}"
    found = list(rows.prefetch_related("disclosures")[: LAST + 1])
    return {
        "entries": [
            {
                "at": entry.at,
                "title": f"{acted(entry)} {sentence(entry)}".strip(),
                "url": entry.get_absolute_url(),
            }
            for entry in found[:LAST]
        ],
        "more_url": reverse("audit:trail", args=[project]) + query if project else "",
    }
