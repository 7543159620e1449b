"""Texts that people must write, such as reasons: there, and not too long."""

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Invalid


def require_text(text: str, field: str, *, most: int) -> str:
    """`text` without blanks around it; refuse when nothing or too much is left."""
    if not text.strip():
        raise Invalid(
            "TEXT-MISSING", _("Something is missing."), fields={field: _("Write this down.")}
        )
    return bounded_text(text, field, most=most)


def bounded_text(text: str, field: str, *, most: int) -> str:
    """`text` without blanks around it, perhaps empty; refuse when too much is left."""
    text = text.strip()
    if len(text) > most:
        raise Invalid(
            "TEXT-TOO-LONG",
            _("A text is too long."),
            fields={field: _("Use at most %(most)d characters.") % {"most": most}},
        )
    return text
