"""Django's entry for the composition itself: its checks and commands."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from egov_outsource import checks
from egov_outsource.wall.guard import refuse_strong_role


class PlatformConfig(AppConfig):
    name = "egov_outsource"
    label = "platform"

    def ready(self) -> None:
        """Let `check --deploy` ask what an operator must set, and keep the wall from its owner."""
        register(checks.ready_for_production, Tags.security, deploy=True)
        if settings.ROW_LEVEL_SECURITY and not settings.AS_OWNER:
            connection_created.connect(refuse_strong_role, dispatch_uid="wall")
