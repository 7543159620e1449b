"""Django's entry for audit."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit.log"
    label = "audit"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        """Every app's `trail` module registers its sentences."""
        autodiscover_modules("trail")
