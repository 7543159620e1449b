"""Django's entry for the composition itself: its checks and commands."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from egov_outsource import checks


class PlatformConfig(AppConfig):
    name = "egov_outsource"
    label = "platform"

    def ready(self) -> None:
        """Let `check --deploy` ask what an operator must set."""
        register(checks.ready_for_production, Tags.security, deploy=True)
