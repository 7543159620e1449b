"""Change one's own name and language."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotAllowed

NAME_LIMIT = 150


@action
def change_profile(
    user: User, *, actor: User, name: str | None = None, language: str | None = None
) -> User:
    """Store how the person is called and in which language pages and letters reach them.

    Only the person themselves may. Recorded as `person:changed`, the name as personal data.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if actor.pk != user.pk or user.kind != User.Kind.PERSON:
        raise NotAllowed("PERSON-OWN-ONLY", _("Everybody changes only their own profile."))
    if name is not None:
        user.name = _clean_name(name)
    if language is not None:
        if language not in dict(settings.LANGUAGES):
            message = _("Choose one of the languages.")
            raise Invalid("PERSON-LANGUAGE", message, fields={"language": message})
        user.language = language
    user.save(update_fields=["name", "language"])
    record(
        "person:changed",
        user,
        actor=actor,
        data={"language": user.language},
        personal={"name": user.name},
    )
    return user


def _clean_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > NAME_LIMIT:
        message = _("Enter your name, at most 150 characters.")
        raise Invalid("PERSON-NAME", message, fields={"name": message})
    return name
