"""Django's entry for selection."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "projects.selection"
    label = "selection"
    verbose_name = _("Operation mode selection")
