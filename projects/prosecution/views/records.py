"""Pages to read: the ledger, an obligation, a breach, a rating."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from contractors.models import Rating
from egov_outsource import access
from egov_outsource.pages import SignedInMixin
from projects.models import Project
from projects.prosecution.forms import ObligationFilterForm
from projects.prosecution.models import Breach, Obligation
from projects.rights import Right

PAGE_SIZE = 25


class ProsecutionView(SignedInMixin, DetailView):
    """The ledger: obligations, breaches with their clocks, ratings."""

    template_name = "prosecution/overview.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects that the reader may see."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of obligations, all open breaches, the ratings."""
        project = self.object
        form = ObligationFilterForm(self.request.GET)
        found = Obligation.objects.visible_to(self.user).in_project(project)
        if form.is_valid():
            words, state = form.cleaned_data["q"], form.cleaned_data["status"]
            if words:
                found = found.filter(Q(title__icontains=words) | Q(clause__icontains=words))
            if state:
                found = found.filter(status=state)
        breaches = Breach.objects.visible_to(self.user).in_project(project)
        ratings = Rating.objects.visible_to(self.user).filter(project=project)
        may_edit = access.may(self.user, Right.EDIT_PROSECUTION, project)
        pages = Paginator(found.select_related("party"), PAGE_SIZE)
        return super().get_context_data(
            active_tab="prosecution",
            title=_("Prosecution: carry on and hold to account"),
            filter_form=form,
            is_filtered=any(form.data.get(name) for name in form.fields),
            clear_url=self.request.path,
            page_obj=pages.get_page(self.request.GET.get("page")),
            breaches=breaches.select_related("obligation__party", "remedy"),
            ratings=ratings.select_related("organisation"),
            may_edit=may_edit,
            **kwargs,
        )


class ObligationView(SignedInMixin, DetailView):
    """One obligation and its breaches."""

    template_name = "prosecution/obligation.html"
    context_object_name = "obligation"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Obligation.objects.visible_to(self.user)
        return rows.select_related("project__owner", "party", "contract", "settled_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts and what may be done now."""
        obligation = self.object
        pending = obligation.status == Obligation.Status.PENDING
        may_edit = access.may(self.user, Right.EDIT_PROSECUTION, obligation)
        breaches = Breach.objects.visible_to(self.user).filter(obligation=obligation)
        return super().get_context_data(
            active_tab="prosecution",
            title=str(obligation),
            project=obligation.project,
            facts=[
                (_("Who owes it"), obligation.party.label),
                (_("Due"), obligation.due),
                (_("Status"), obligation.get_status_display()),
                (_("Met on"), obligation.met_on),
                (_("Clause"), obligation.clause),
                (_("Contract"), obligation.contract),
                (_("Measure"), obligation.measure),
                (_("Evidence"), obligation.evidence),
                (_("Remedy"), obligation.remedy),
            ],
            breaches=breaches.select_related("remedy"),
            may_settle=may_edit and pending,
            may_open=may_edit and obligation.status != Obligation.Status.WAIVED,
            may_waive=pending and access.may(self.user, Right.X4, obligation),
            **kwargs,
        )


class BreachView(SignedInMixin, DetailView):
    """One breach: notice, answer, decision, and the clock."""

    template_name = "prosecution/breach.html"
    context_object_name = "breach"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Breach.objects.visible_to(self.user)
        return rows.select_related(
            "project__owner", "obligation__party", "remedy__decided_by", "opened_by", "noticed_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The steps so far and what may be done now."""
        breach = self.object
        state = breach.status
        answers = access.may(self.user, Right.RESPOND, breach)
        is_party = answers and answers.organisation_id == breach.obligation.party_id
        may_edit = access.may(self.user, Right.EDIT_PROSECUTION, breach)
        return super().get_context_data(
            active_tab="prosecution",
            title=str(breach),
            project=breach.project,
            facts=[
                (_("Obligation"), breach.obligation),
                (_("Who owes it"), breach.obligation.party.label),
                (_("Discovered on"), breach.discovered_on),
                (_("Decision due"), breach.decide_by),
                (_("Status"), breach.get_status_display()),
            ],
            remedy=getattr(breach, "remedy", None),
            may_notice=may_edit and state == Breach.Status.OPEN,
            may_respond=is_party and state == Breach.Status.NOTICED,
            may_decide=state in (Breach.Status.NOTICED, Breach.Status.ANSWERED)
            and access.may(self.user, Right.X4, breach),
            **kwargs,
        )


class RatingView(SignedInMixin, DetailView):
    """One rating, with the contractor's comment beside it."""

    template_name = "prosecution/rating.html"
    context_object_name = "rating"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Rating.objects.visible_to(self.user)
        visible = Project.objects.visible_to(self.user)
        return rows.filter(project__in=visible.values("pk")).select_related(
            "project__owner", "organisation", "rated_by", "finalised_by", "commented_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The five aspects and what may be done now."""
        rating = self.object
        comments = access.may(self.user, Right.COMMENT, rating)
        is_open = rating.status == Rating.Status.OPEN
        in_time = timezone.localdate() <= rating.comment_by
        return super().get_context_data(
            active_tab="prosecution",
            title=_("Performance rating"),
            project=rating.project,
            facts=[
                (_("Contractor"), rating.organisation.label),
                (_("Period"), f"{rating.period_start} – {rating.period_end}"),
                (_("Status"), rating.get_status_display()),
                (_("Overall"), f"{rating.overall:.1f} / 5"),
                (_("Quality"), rating.quality),
                (_("Schedule"), rating.schedule),
                (_("Cost"), rating.cost),
                (_("Management"), rating.management),
                (_("Security"), rating.security),
                (_("Comment until"), rating.comment_by),
            ],
            may_comment=is_open
            and in_time
            and comments
            and comments.organisation_id == rating.organisation_id,
            may_finalise=is_open and access.may(self.user, Right.X5, rating),
            **kwargs,
        )
