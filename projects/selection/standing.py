"""Who cannot take part: debarred firms and those that are not independent (V-DEBAR, SOD-2 to 4)."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contractors.models import Affiliation
from contractors.standing import affiliates, debarment_of
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.accounts.separation import accounts_of
from egov_outsource.errors import NotAllowed
from projects.models import Engagement, Project
from projects.parts import shared_people
from projects.planning.models import PlanItem, Requirement
from projects.roles import Capacity
from projects.selection.models import Bid, Tender

ADVISERS = (Capacity.CONSULTANCY, Capacity.SUPERVISION, Capacity.ASSESSMENT, Capacity.AUDIT)

TIES = (Affiliation.Kind.CONTROL, Affiliation.Kind.PERSON)
COOLING_OFF = timedelta(days=3 * 365)


def refuse_debarred(organisation: Organisation, on: date) -> None:
    """Refuse a firm that is debarred on that day."""
    debarment = debarment_of(organisation, on)
    if debarment is not None:
        raise NotAllowed(
            "V-DEBAR",
            _("%(firm)s is debarred by %(authority)s and can neither bid nor win.")
            % {"firm": organisation.label, "authority": debarment.authority},
            helper=_("The authority that imposed the debarment decides whether it is lifted."),
        )


def refuse_adviser(organisation: Organisation, project: Project) -> None:
    """Refuse a bidder who, or whose affiliate, advised, tested or specified this project."""
    circle = {organisation.pk, *affiliates(organisation)}
    engaged = Engagement.objects.filter(
        project=project, organisation__in=circle, capacity__in=[part.value for part in ADVISERS]
    )
    drafted = [
        model._default_manager.filter(project=project, author_organisation__in=circle)
        for model in (Requirement, PlanItem)
    ]
    if engaged.exists() or any(rows.exists() for rows in drafted):
        raise NotAllowed(
            "SOD-2",
            _(
                "Who designed, specified, managed, supervised or tested for this procurement, or"
                " is affiliated to somebody who did, cannot bid in it."
            ),
            helper=_("The procuring agency can explain which part in the project this is."),
        )


def refuse_tied(bid: Bid) -> None:
    """Refuse a bid beside that of a firm with the same person or a control relation (SOD-3)."""
    rivals = set(
        Bid.objects.filter(tender=bid.tender_id)
        .exclude(status__in=[Bid.Status.WITHDRAWN, Bid.Status.DISQUALIFIED])
        .exclude(bidder=bid.bidder_id)
        .values_list("bidder", flat=True)
    )
    if not rivals:
        return
    tied = affiliates(bid.bidder, kinds=TIES) & rivals
    if tied or shared_people(bid.bidder_id, rivals):
        raise NotAllowed(
            "SOD-3",
            _("Another bidder of this tender has the same person or a control relation with it."),
            helper=_("Disqualify the bids that are tied to each other (not legally verified)."),
        )


def refuse_bidders_people(actor: User, tender: Tender) -> None:
    """Refuse an evaluator who served a bidder during the last three years (SOD-4)."""
    recent = Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.now() - COOLING_OFF)
    served = Membership.objects.filter(
        recent,
        user__in=accounts_of([actor.pk]),
        organisation__in=tender.bids.values("bidder"),
    )
    if served.exists():
        raise NotAllowed(
            "SOD-4",
            _("Who served a bidder during the last three years does not evaluate its tender."),
            helper=_("Another officer evaluates (not legally verified)."),
        )
