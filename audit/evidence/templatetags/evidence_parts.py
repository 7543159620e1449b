"""Words for the codes of documents."""

from typing import Any

from django import template

from projects.rights import Stage

register = template.Library()
_STAGES = {stage.value: stage.label for stage in Stage}


@register.filter
def stage_name(code: str) -> Any:
    """The word of a stage; the code itself when it is none."""
    return _STAGES.get(code, code)
