"""How lists of the REST interface are ordered."""

from typing import Any

from rest_framework.filters import OrderingFilter

from egov_outsource.redaction import is_read_everywhere


class ReadableOrdering(OrderingFilter):
    """Orders by what the caller reads in every row: a withheld price tells nothing by its place."""

    def remove_invalid_fields(self, queryset: Any, fields: Any, view: Any, request: Any) -> Any:
        """Also without the fields that are withheld somewhere."""
        valid = super().remove_invalid_fields(queryset, fields, view, request)
        return [
            name
            for name in valid
            if is_read_everywhere(queryset.model, name.removeprefix("-"), request.user)
        ]
