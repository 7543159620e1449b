"""Django's entry for jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "egov_outsource.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        """Let every process know all kinds: each app names its own in its module `jobs`."""
        autodiscover_modules("jobs")
