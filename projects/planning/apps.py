"""Django's entry for planning."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "projects.planning"
    label = "planning"
    verbose_name = _("Planning")
