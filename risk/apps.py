"""Django's entry for risk."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RiskConfig(AppConfig):
    name = "risk"
    label = "risk"
    verbose_name = _("Risk")

    def ready(self) -> None:
        """Begin to listen once all models are there."""
        import_module("risk.receivers")
