"""Who cannot take part: debarred firms and those that are not independent (V-DEBAR, SOD-2)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from contractors.standing import affiliates, debarment_of
from egov_outsource.accounts.models import Organisation
from egov_outsource.errors import NotAllowed
from projects.models import Engagement, Project
from projects.planning.models import PlanItem, Requirement
from projects.roles import Capacity

ADVISERS = (Capacity.CONSULTANCY, Capacity.SUPERVISION, Capacity.ASSESSMENT, Capacity.AUDIT)


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
