"""The report of an audit, and the chain behind a payment."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from audit.reviews.actions.take_report import take_report
from audit.reviews.chain import chain_of
from audit.reviews.models import AuditFinding, Review
from audit.reviews.paper import written
from audit.reviews.report import report_of
from egov_outsource import access
from egov_outsource.errors import Hidden, NotAllowed
from egov_outsource.pages import SignedInMixin, refused, visible_or_404
from projects.rights import Right
from projects.supervision.models import Payment


def reported_review(user: Any, pk: int) -> Review:
    """The audit, for who sees audits of its project; who answers one finding reads that only."""
    review: Review = visible_or_404(Review, user, pk=pk)
    if not access.may(user, Right.VIEW_REVIEWS, review.project):
        raise Http404
    return review


class ReportView(SignedInMixin, TemplateView):
    """The report as a page to read and to print."""

    template_name = "reviews/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that is issued."""
        review = reported_review(self.user, self.kwargs["pk"])
        return super().get_context_data(
            project=review.project,
            active_tab="reviews",
            title=_("Audit report"),
            review=review,
            report=report_of(review, self.user),
            **kwargs,
        )


class ReportFileView(SignedInMixin, View):
    """The report as a PDF."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Written at once; that it was taken is recorded."""
        review = reported_review(self.user, pk)
        try:
            report = take_report(review, actor=self.user)
        except Hidden as hidden:
            raise Http404 from hidden
        except NotAllowed as refusal:
            return refused(request, refusal)
        return pdf_response(review, written(report))


def pdf_response(review: Review, content: bytes) -> HttpResponse:
    """The file as a download."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="audit-{review.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


class ChainView(SignedInMixin, TemplateView):
    """One payment back to the bid, link by link."""

    template_name = "reviews/chain.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The links that the reader may see; what is not there is marked."""
        payment = visible_or_404(Payment, self.user, pk=self.kwargs["pk"])
        links = chain_of(payment, self.user)
        return super().get_context_data(
            project=payment.project,
            active_tab="reviews",
            title=_("Chain of a payment"),
            payment=payment,
            links=links,
            missing=sum(link.is_missing for link in links),
            findings=AuditFinding.objects.visible_to(self.user).filter(payment=payment),
            **kwargs,
        )
