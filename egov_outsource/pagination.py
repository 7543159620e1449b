"""Pages of API lists; apart from `rest` because the framework reads it while `rest` loads."""

from typing import Any, Protocol

from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param


class KeyPage(Protocol):
    """Rows, the cursors of the pages beside, and how many there are as far as counted."""

    @property
    def rows(self) -> list[Any]: ...
    @property
    def previous(self) -> str: ...
    @property
    def next(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def is_capped(self) -> bool: ...


class Pages(PageNumberPagination):
    """Numbered pages of 25, at most 100 rows each."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100


class KeyPages(Pages):
    """Pages by the key of the last row, with a count that ends where nobody reads on."""

    def answer(self, request: Request, page: KeyPage) -> Response:
        """The rows between links to the pages beside."""
        address = request.build_absolute_uri()
        links = {
            name: replace_query_param(address, "cursor", cursor) if cursor else None
            for name, cursor in (("next", page.next), ("previous", page.previous))
        }
        return Response(
            {"count": page.count, "is_capped": page.is_capped, **links, "results": page.rows}
        )

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """A cursor instead of a page's number."""
        size = [p for p in super().get_schema_operation_parameters(view) if p["name"] != "page"]
        cursor = {
            "name": "cursor",
            "required": False,
            "in": "query",
            "description": "As in `next` or `previous` of another page.",
            "schema": {"type": "string"},
        }
        return [cursor, *size]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """With the word whether the count is the whole number."""
        answer: dict[str, Any] = super().get_paginated_response_schema(schema)
        answer["properties"]["is_capped"] = {
            "type": "boolean",
            "description": "Whether there are more rows than were counted.",
        }
        answer["required"] = [*answer["required"], "is_capped"]
        return answer
