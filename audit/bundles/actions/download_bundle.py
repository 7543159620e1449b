"""Hand a bundle out."""

from django.utils.translation import gettext_lazy as _

from audit.bundles.cases import right_to
from audit.bundles.models import Bundle
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, NotReady


@action
def download_bundle(bundle: Bundle, *, actor: User) -> Bundle:
    """Who asked for it takes it, as long as they may ask for another.

    Recorded as `bundle:downloaded` with its digest.
    """
    if not Bundle.objects.visible_to(actor).filter(pk=bundle.pk).exists():
        raise Hidden("HIDDEN", access.NOTHING_HERE)
    access.require(actor, right_to(bundle.kind), bundle)
    if not bundle.is_ready:
        raise NotReady(
            "BUNDLE-NOT-READY",
            _("The bundle is not ready, or no longer kept."),
            helper=_("Ask for it again."),
        )
    record("bundle:downloaded", bundle, actor=actor, data={"sha256": bundle.sha256})
    return bundle
