"""The last entries about a thing, for its page."""

from django import template
from django.db.models import Model

register = template.Library()


@register.simple_tag
def trail(subject: Model) -> str:
    """The last entries about `subject`."""
    return ""
