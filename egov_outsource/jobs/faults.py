"""Says of an error what anybody may read."""

import traceback

from django.conf import settings


def place_of(error: BaseException) -> str:
    """The kind of error and the line of ours where it happened; its words may quote rows."""
    root, where = f"{settings.BASE_DIR}/", ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(root) and "site-packages" not in frame.filename:
            where = f" · {frame.filename.removeprefix(root)}:{frame.lineno}"
    return f"{type(error).__name__}{where}"[:200]
