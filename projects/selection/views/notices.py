"""Notices for everybody who is signed in and for the public, and the page of one tender."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from egov_outsource.access import may
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.rights import Right
from projects.selection.bidding import firms_of
from projects.selection.forms import TenderFilterForm
from projects.selection.limits import PROFILE
from projects.selection.models import Award, Bid, Tender

PAGE_SIZE = 25


def filtered(rows: Any, form: TenderFilterForm) -> Any:
    """`rows` as the filter form asks for them."""
    if not form.is_valid():
        return rows
    facts, now = form.cleaned_data, timezone.now()
    for word in facts["q"].split()[:8]:
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(title_zh__icontains=word)
            | Q(project__owner__name__icontains=word)
        )
    if facts["method"]:
        rows = rows.filter(method=facts["method"])
    states = {
        "open": Q(status="published", period_end__gt=now),
        "closed": Q(status="published", period_end__lte=now) | Q(status="opened"),
        "awarded": Q(status="awarded"),
        "cancelled": Q(status="cancelled"),
    }
    return rows.filter(states[facts["state"]]) if facts["state"] else rows


def listing(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """One page of tenders with its filter."""
    form = TenderFilterForm(request.GET)
    found = filtered(rows.select_related("project__owner"), form)
    return {
        "filter_form": form,
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "clear_url": request.path,
    }


class TendersView(SignedInMixin, View):
    """Published tenders, and drafts of one's own agency."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them."""
        context = listing(request, Tender.objects.visible_to(self.user))
        context |= {"title": _("Tenders"), "page_name": "selection:tender", "may_export": True}
        return render(request, "selection/tenders.html", context)


class TendersExportView(SignedInMixin, View):
    """The filtered tenders as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Every row, streamed."""
        header = [_("Reference"), _("Title"), _("Agency"), _("Procedure"), _("State")]
        header += [_("Price ceiling"), _("Currency"), _("Bids from"), _("Bids until")]
        visible = Tender.objects.visible_to(self.user).select_related("project__owner")
        found = filtered(visible, TenderFilterForm(request.GET))

        def rows() -> Iterator[list[Any]]:
            for tender in found.iterator(chunk_size=500):
                cells = [tender.reference, tender.label, tender.project.owner.label]
                cells += [tender.get_method_display(), tender.get_status_display()]
                cells += [tender.value, tender.currency, tender.period_start, tender.period_end]
                yield cells

        return csv_response("tenders.csv", header, rows())


class TenderView(SignedInMixin, DetailView):
    """One tender: the notice, and as much of the file as the reader may see."""

    template_name = "selection/tender.html"
    context_object_name = "tender"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Tender.objects.visible_to(self.user)
        return rows.select_related("project__owner", "created_by").prefetch_related("criteria")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Notice, bids after opening or one's own, award, what can be done."""
        tender, user = self.object, self.user
        sees_project = bool(may(user, Right.VIEW, tender))
        bids = Bid.objects.visible_to(user).filter(tender=tender).select_related("bidder")
        is_bidder = bool(firms_of(user))
        edits = bool(may(user, Right.EDIT_SELECTION, tender))
        publishes = bool(may(user, Right.M2, tender))
        closed = tender.period_end is not None and tender.period_end <= timezone.now()
        status = tender.status
        return super().get_context_data(
            layout="projects/frame.html" if sees_project else "base.html",
            active_tab="selection",
            title=tender.label,
            project=tender.project if sees_project else None,
            facts=notice_facts(tender),
            bids=bids.order_by("-score", "submitted_at"),
            sees_bids=bool(may(user, Right.VIEW_BIDS, tender)),
            awards=Award.objects.visible_to(user).filter(tender=tender),
            award_notice=award_notice(tender),
            profile=PROFILE,
            may_bid=is_bidder and tender.is_open_for_bids,
            may_change=edits and status == "draft",
            may_publish=publishes and status == "draft",
            may_open=edits and status == "published" and closed,
            may_evaluate=edits and status == "opened",
            may_award=bool(may(user, Right.M3, tender)) and status == "opened",
            may_cancel=publishes and status in {"draft", "published", "opened"},
            **kwargs,
        )


class PublicNoticesView(View):
    """What the public may read: published notices, nothing of the project."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them."""
        context = listing(request, Tender.objects.published())
        context |= {
            "title": _("Public notices"),
            "page_name": "selection:notice",
            "may_export": False,
        }
        return render(request, "selection/tenders.html", context)


class PublicNoticeView(View):
    """One published notice."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The notice, its criteria and the award."""
        rows = Tender.objects.published().select_related("project__owner")
        tender = get_object_or_404(rows, pk=pk)
        context = {
            "title": tender.label,
            "tender": tender,
            "facts": notice_facts(tender),
            "award_notice": award_notice(tender),
            "profile": PROFILE,
        }
        return render(request, "selection/notice.html", context)


def notice_facts(tender: Tender) -> list[tuple[str, Any]]:
    """What a notice says."""
    value = f"{tender.currency} {tender.value:,.2f}" if tender.value is not None else None
    facts: list[tuple[str, Any]] = [
        (_("Procuring agency"), tender.project.owner.label),
        (_("Reference"), tender.reference),
        (_("Procedure"), tender.get_method_display()),
        (_("Price ceiling"), value),
        (_("Bids from"), tender.period_start),
        (_("Bids until"), tender.period_end),
        (_("Published"), tender.published_at),
    ]
    optional = (
        (_("Reason for a limited procedure"), tender.method_rationale),
        (_("Reason for a shorter bidding period"), tender.short_period_reason),
        (_("Bids opened"), tender.opened_at),
        (_("Number of tenderers"), tender.number_of_tenderers),
        (_("Reason for the cancellation"), tender.cancel_reason),
    )
    return facts + [fact for fact in optional if fact[1] not in (None, "")]


def award_notice(tender: Tender) -> list[tuple[str, Any]]:
    """Who won at what price, once it is decided: that is public."""
    award = tender.awards.filter(status=Award.Status.ACTIVE).select_related("supplier").first()
    if award is None:
        return []
    value = f"{award.currency} {award.value:,.2f}" if award.value is not None else None
    winner = award.supplier.label if award.supplier else ""
    return [(_("Winner"), winner), (_("Value"), value), (_("Decided"), award.decided_at)]
