"""Django's entry for the change of the log's key; its nouns are the log's."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeysConfig(AppConfig):
    name = "audit.keys"
    label = "keys"
    verbose_name = _("Changes of the log's key")
