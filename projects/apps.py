"""Django's entry for projects."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        """Let every app say what waits for people and listen to what happens."""
        autodiscover_modules("worklist", "receivers", "parts")
