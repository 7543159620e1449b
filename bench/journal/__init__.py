"""The log of a bench begins empty: what a database that is gone left in the folders goes."""

import shutil

from django.conf import settings


def begin() -> None:
    """Remove the tiles and keys of earlier runs."""
    for folder in (settings.LOG_ROOT, settings.LOG_KEY_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
