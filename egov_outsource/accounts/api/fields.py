"""References that resolve only among what the caller may see."""

from typing import Any

from django.db.models import Model
from rest_framework import serializers


class VisibleField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a visible row; a hidden one is answered like one that does not exist."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(queryset=model._default_manager.all(), **kwargs)

    def get_queryset(self) -> Any:
        """Rows that the caller may see."""
        return self.model._default_manager.visible_to(  # type: ignore[attr-defined]
            self.context["request"].user
        )
