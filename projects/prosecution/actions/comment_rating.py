"""Comment on a rating of one's own."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Rating
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def comment_rating(
    rating: Rating, *, actor: User, comment: str, expected_version: int | None = None
) -> Rating:
    """The rated contractor comments within the time given; the comment stands beside the rating.

    Recorded as `rating:commented`.
    """
    rating = locked(rating, expected_version=expected_version)
    require_rated(rating, actor)
    if rating.status != Rating.Status.OPEN or timezone.localdate() > rating.comment_by:
        raise NotReady("RATING-COMMENT", _("The time for comments is over."))
    rating.comment, rating.commented_by = comment, actor
    rating.commented_at = timezone.now()
    rating.version += 1
    rating.save()
    record("rating:commented", rating, actor=actor, data={"comment": comment})
    announce(rating.project_id)
    return rating


def require_rated(rating: Rating, actor: User) -> None:
    """Refuse everybody but the people of the rated contractor."""
    mandate = access.require(actor, Right.COMMENT, rating)
    if mandate.organisation_id != rating.organisation_id:
        raise NotAllowed("INV-3", _("Only the rated contractor comments."))
