"""The model under which results were computed: parameters and the order of its indicators."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from risk.modelling.parameters import model_of
from risk.scoring import Model


class RiskModel(models.Model):
    """A version of parameters with a catalogue of indicators; never changed once used."""

    version = models.CharField(_("version"), max_length=20)
    catalogue_hash = models.CharField(_("SHA-256 of the catalogue"), max_length=64)
    codes = ArrayField(models.CharField(max_length=10), verbose_name=_("indicators in order"))
    parameters = models.JSONField(_("parameters"))
    catalogue = models.JSONField(_("definitions of the indicators"), default=dict)
    created_at = models.DateTimeField(_("first used"), auto_now_add=True)

    class Meta:
        verbose_name = _("risk model")
        verbose_name_plural = _("risk models")
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "catalogue_hash", "codes"], name="risk_model_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.catalogue_hash[:8]}"

    def as_model(self) -> Model:
        """The parameters as the scoring takes them."""
        return model_of(self.parameters)
