"""Pages of API lists; apart from `rest` because the framework reads it while `rest` loads."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """Numbered pages of 25, at most 100 rows each."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
