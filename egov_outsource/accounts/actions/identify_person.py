"""Say which person an account belongs to."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import keeps_entry, require_administrator
from egov_outsource.accounts.models import Membership, User
from egov_outsource.accounts.separation import is_same_person, person_key_of
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed

FEWEST, MOST = 6, 40


@action
def identify_person(membership: Membership, *, actor: User, document: str) -> User:
    """Administrators enter from which identity document they know a member of theirs.

    Only a keyed hash is kept: two accounts with the same hash are one person wherever duties must
    be separate. Nobody identifies themselves; whoever is identified already is corrected by the
    authority only, so that nobody splits a person in two. Recorded as `person:identified`.
    """
    if not Membership.objects.visible_to(actor).filter(pk=membership.pk).exists():
        raise Hidden("MEMBERSHIP-UNKNOWN", _("There is no such membership."))
    organisation = membership.organisation
    user: User = User.objects.select_for_update().get(pk=membership.user_id)
    if not keeps_entry(actor, organisation):
        require_administrator(actor, organisation)
    if is_same_person(actor, user):
        raise NotAllowed(
            "SOD-13",
            _("Nobody identifies themselves."),
            helper=_("Ask another administrator, or the authority above."),
        )
    if user.kind != User.Kind.PERSON or not membership.is_in_force:
        raise Conflict("PERSON-NOT-A-MEMBER", _("Only people who serve now are identified."))
    if not FEWEST <= len("".join(document.split())) <= MOST:
        message = _("Enter the number of the identity document, 6 to 40 characters.")
        raise Invalid("PERSON-DOCUMENT", message, fields={"document": message})
    key = person_key_of(document)
    is_correction = user.person_key not in {None, key}
    if is_correction and not keeps_entry(actor, organisation):
        raise NotAllowed(
            "PERSON-IDENTIFIED",
            _("This person is identified already."),
            helper=_("Only the authority that registered the organisation corrects it."),
        )
    user.person_key = key
    user.save(update_fields=["person_key"])
    record(
        "person:identified",
        user,
        actor=actor,
        organisation=organisation,
        data={"is_correction": is_correction},
        personal={"person_key": key},
    )
    return user
