"""Django's entry for the explanation and the review of access."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitlementsConfig(AppConfig):
    name = "audit.entitlements"
    label = "entitlements"
    verbose_name = _("Access reviews")
