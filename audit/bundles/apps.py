"""Django's entry for evidence bundles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BundlesConfig(AppConfig):
    name = "audit.bundles"
    label = "bundles"
    verbose_name = _("Evidence bundles")
