"""What pages further down show of projects: the reader's tasks and open tenders."""

from typing import Any

from django import template

from projects.selection.models import Bid, Tender
from projects.selection.results import Result, shown_result
from projects.work import Task, tasks_for

register = template.Library()
SHOWN = 10


@register.simple_tag(takes_context=True)
def waiting_tasks(context: dict[str, Any]) -> list[Task]:
    """What waits for the reader, the most urgent first."""
    return tasks_for(context["request"].user)


@register.simple_tag(takes_context=True)
def open_tenders(context: dict[str, Any]) -> list[Tender]:
    """Tenders that take bids now, those that close first."""
    rows = Tender.objects.visible_to(context["request"].user).open_for_bids()
    return list(rows.select_related("project__owner").order_by("period_end")[:SHOWN])


@register.simple_tag
def bid_result(bid: Bid) -> Result:
    """What the bidder may know of its bid's result."""
    return shown_result(bid, sees_all=False)
