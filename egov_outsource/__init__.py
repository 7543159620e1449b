"""Composition of the platform: knows every app, holds no business rule."""

from egov_outsource.celery import app as celery_app

__all__ = ["celery_app"]
