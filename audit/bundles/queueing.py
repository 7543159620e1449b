"""Asks for a bundle to be built once its request is committed."""

from functools import partial

from celery import current_app
from django.db import transaction

from audit.bundles.models import Bundle

BUILD = "bundles.build"


def build_soon(bundle: Bundle) -> None:
    """Queue it; what a queue that is away loses, the sweep finds."""
    transaction.on_commit(partial(current_app.send_task, BUILD, [bundle.pk]), robust=True)
