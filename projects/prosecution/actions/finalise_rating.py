"""Make a rating final."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Rating
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotAllowed, NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right


@action
def finalise_rating(
    rating: Rating, *, actor: User, reasons: str, expected_version: int | None = None
) -> Rating:
    """Leaders of the owner or above finalise a rating that somebody else wrote (X5, SOD-10).

    The contractor has commented, or its time is over. Recorded as `rating:finalised`.
    """
    rating = locked(rating, expected_version=expected_version)
    mandate = access.require(actor, Right.X5, rating)
    require_another(actor, [rating.rated_by_id], code="SOD-10")
    _require_level_above(rating, mandate)
    if rating.status == Rating.Status.FINAL:
        raise Conflict("RATING-FINAL", _("This rating is already final."))
    if not rating.comment and timezone.localdate() <= rating.comment_by:
        raise NotReady(
            "RATING-HEARING",
            _("The contractor can still comment, until %(day)s.")
            % {"day": rating.comment_by.isoformat()},
            helper=rating.organisation.label,
        )
    rating.status, rating.finalised_by = Rating.Status.FINAL, actor
    rating.finalised_at = timezone.now()
    rating.version += 1
    rating.save()
    log_decision(
        rating,
        actor=actor,
        right=Right.X5,
        event="rating:finalised",
        mandate=mandate,
        outcome=f"{rating.overall:.1f}",
        reasons=reasons,
    )
    record(
        "rating:finalised",
        rating,
        actor=actor,
        point="X5",
        data={"overall": f"{rating.overall:.1f}", "reasons": reasons},
    )
    announce(rating.project_id)
    return rating


def _require_level_above(rating: Rating, mandate: access.Decision) -> None:
    """When the contractor objected the level above decides, where there is one."""
    owner = rating.project.owner
    if rating.comment and owner.parent_id and mandate.organisation_id == owner.pk:
        raise NotAllowed(
            "SOD-10",
            _("The contractor objected; the level above decides about it."),
            helper=_("Ask a leader of the authority above."),
        )
