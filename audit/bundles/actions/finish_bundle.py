"""Write down that a bundle was built, or that it could not be."""

from typing import Any

from django.utils import timezone

from audit.bundles.models import KEPT, Bundle
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden
from projects.concurrency import locked


@action
def finish_bundle(
    bundle: Bundle,
    *,
    actor: User,
    failure: str = "",
    stored_as: str = "",
    sha256: str = "",
    size: int = 0,
    counts: dict[str, Any] | None = None,
) -> Bundle:
    """The platform: a file with its digest, kept for some days, or why there is none.

    Recorded as `bundle:built` with digest, size and counts, or as `bundle:failed`. A bundle that
    is over already stays as it is.
    """
    if actor.kind != User.Kind.SYSTEM:
        raise Hidden("HIDDEN", access.NOTHING_HERE)
    bundle = locked(bundle)
    if not bundle.is_open:
        return bundle
    bundle.finished_at = timezone.now()
    bundle.failure = failure
    if failure:
        bundle.state = Bundle.State.FAILED
        facts: dict[str, Any] = {"failure": failure}
    else:
        bundle.state, bundle.expires_at = Bundle.State.DONE, bundle.finished_at + KEPT
        bundle.stored_as, bundle.sha256, bundle.size = stored_as, sha256, size
        bundle.counts, bundle.done = counts or {}, bundle.total
        facts = {"sha256": sha256, "size": size, **bundle.counts, "expires": bundle.expires_at}
    bundle.save()
    event = "bundle:failed" if failure else "bundle:built"
    record(event, bundle, actor=actor, organisation=bundle.project.owner, data=facts)
    return bundle
