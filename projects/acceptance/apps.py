"""Django's entry for acceptance."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcceptanceConfig(AppConfig):
    name = "projects.acceptance"
    label = "acceptance"
    verbose_name = _("Acceptance")
