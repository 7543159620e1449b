"""Django's entry for reviews."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "audit.reviews"
    label = "reviews"
    verbose_name = _("Audit reviews")
