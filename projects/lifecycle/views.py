"""Pages of gates that are read: all five, one of them, one of its reviews."""

from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from egov_outsource.access import may
from egov_outsource.pages import SignedInMixin
from projects.lifecycle.differences import differences, last_closed
from projects.lifecycle.gates import GATES, GateState, State, gate_state
from projects.lifecycle.models import GateReview
from projects.lifecycle.rail import rail
from projects.lifecycle.reviewing import providers_of
from projects.models import Project
from projects.models.project import BAND_LABELS
from projects.rights import Right

BANDS = dict(BAND_LABELS)


class GatePage(SignedInMixin, DetailView):
    """A page about the gates of a project, for those who may see its decisions."""

    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects whose gates the reader may see."""
        return Project.objects.where(Right.VIEW_ALLOCATION, self.user).select_related("owner")


class GatesView(GatePage):
    """The five gates and the history of their reviews."""

    template_name = "lifecycle/gates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where each gate stands; every review, the newest first."""
        reviews = GateReview.objects.visible_to(self.user).in_project(self.object)
        people = reviews.select_related("submitted_by", "reviewed_by", "reopened_by")
        stages = rail(self.object, self.user)
        return super().get_context_data(
            title=_("Gates"),
            gates=[(stage, GATES[stage["gate"]]) for stage in stages],
            reviews=people.defer("snapshot").order_by("-submitted_at", "-pk"),
            **kwargs,
        )


class GateView(GatePage):
    """One gate: its checks as they are now, and what the reader can do about them."""

    template_name = "lifecycle/gate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The checks, who can provide what is missing, what changed since the last review."""
        place = GATES.get(self.kwargs["gate"])
        if place is None:
            raise Http404
        project = self.object
        state = gate_state(project, place)
        earlier = last_closed(state.review, project.pk, place.gate.value)
        reviews = GateReview.objects.visible_to(self.user).in_project(project)
        is_here = project.stage == place.stage and project.status == Project.Status.ACTIVE
        return super().get_context_data(
            title=place.gate.label,
            place=place,
            state=state,
            rows=[(row, providers_of(row), self._may_attest(row)) for row in state.rows],
            earlier=earlier,
            differences=differences(state, earlier) if earlier else [],
            reviews=reviews.filter(gate=place.gate).defer("snapshot").order_by("-round"),
            is_here=is_here,
            is_open=not state.is_passed,
            may_submit=is_here and self._may(Right.SUBMIT_GATE) and not state.is_in_review,
            may_review=is_here and self._may(Right.REVIEW_GATE) and state.is_in_review,
            may_waive=self._may(Right.WAIVE_CHECK) and not state.is_passed,
            **kwargs,
        )

    def _may(self, right: Right) -> bool:
        return bool(may(self.user, right, self.object))

    def _may_attest(self, row: Any) -> bool:
        check = row.check
        return check.is_attestable and (self._may(Right.SUBMIT_GATE) or self._may(check.provider))


class ReviewView(SignedInMixin, DetailView):
    """One review of a gate, with its frozen snapshot once it was decided."""

    template_name = "lifecycle/review.html"
    context_object_name = "review"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        return GateReview.objects.visible_to(self.user).select_related(
            "project__owner", "submitted_by", "reviewed_by", "reopened_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The snapshot in the reader's language; while open, the checks as they are now."""
        review, project = self.object, self.object.project
        place = GATES[review.gate]
        is_open = review.status == GateReview.Status.SUBMITTED
        state = gate_state(project, place) if is_open else None
        earlier = last_closed(review, project.pk, review.gate)
        return super().get_context_data(
            project=project,
            title=_("%(gate)s, round %(round)d")
            % {"gate": review.get_gate_display(), "round": review.round},
            place=place,
            rows=_live(state) if state else _frozen(review),
            risk_then=BANDS.get(review.snapshot.get("risk_level", 0), ""),
            earlier=earlier,
            differences=differences(state, earlier) if state and earlier else [],
            is_submitted=is_open,
            may_review=is_open and bool(may(self.user, Right.REVIEW_GATE, project)),
            may_reopen=review.status == GateReview.Status.PASSED
            and bool(may(self.user, Right.REVIEW_GATE, project)),
            **kwargs,
        )


def _live(state: GateState) -> list[dict[str, Any]]:
    return [
        {
            "label": row.check.label,
            "is_hard": row.check.is_hard,
            "attested": row.check.is_attested,
            "state": row.state,
            "detail": row.detail,
            "attestation": row.attestation
            and {
                "by": {"name": row.attestation.attested_by.name},
                "at": row.attestation.attested_at,
                "document": row.attestation.document,
            },
            "waiver": row.waiver
            and {
                "by": {"name": row.waiver.issued_by.name},
                "reason": row.waiver.reason,
                "expires_on": row.waiver.expires_on,
            },
        }
        for row in state.rows
    ]


def _frozen(review: GateReview) -> list[dict[str, Any]]:
    language = get_language() or "en"
    return [
        {
            **check,
            "label": check["label"].get(language, check["label"]["en"]),
            "detail": check["detail"].get(language, check["detail"]["en"]),
            "is_hard": check["kind"] == "hard",
            "state": State.of(check["state"]),
        }
        for check in review.snapshot.get("checks", [])
    ]
