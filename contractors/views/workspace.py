"""A contractor's own page: what is asked of it, its contracts, bids and ratings."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from contractors.models import Contractor, Rating
from egov_outsource.accounts.models import Organisation
from egov_outsource.errors import NotAllowed
from egov_outsource.pages import SignedInMixin

SHOWN = 25


class WorkspaceView(SignedInMixin, TemplateView):
    """Only what is one's own organisation's; a rival does not exist here."""

    template_name = "contractors/workspace.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Contracts, bids, ratings and entries of the person's contractors."""
        own = Organisation.objects.served_by(self.user).filter(kind=Organisation.Kind.CONTRACTOR)
        firms = list(own)
        if not firms:
            raise NotAllowed(
                "WORKSPACE-CONTRACTORS",
                _("The workspace is for members of a contractor."),
                helper=_("What waits for you is on the page “My work”."),
            )
        contracts = [
            contract
            for firm in firms
            for contract in firm.contracts.all()
            .visible_to(self.user)
            .select_related("project__owner", "contractor")[:SHOWN]
        ]
        bids = [
            bid
            for firm in firms
            for bid in firm.bids.all()
            .visible_to(self.user)
            .select_related("tender", "bidder")
            .order_by("-submitted_at")[:SHOWN]
        ]
        ratings = Rating.objects.visible_to(self.user).filter(organisation__in=firms)
        return super().get_context_data(
            title=_("Workspace"),
            firms=firms,
            entries=Contractor.objects.visible_to(self.user).filter(organisation__in=firms),
            contracts=contracts,
            bids=bids,
            ratings=ratings.select_related("project")[:SHOWN],
            **kwargs,
        )
