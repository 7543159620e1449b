"""Which model a day is scored under: the version in force, with the catalogue of the code."""

from datetime import date

from risk.indicators import CATALOGUE, CATALOGUE_HASH
from risk.measurement import CODES
from risk.modelling.definitions import definitions
from risk.models import ModelVersion, RiskModel
from risk.scoring import DEFAULT_MODEL, Model


def model_on(day: date) -> RiskModel:
    """What results of that day point at, written down the first time; an empty register of
    versions means the parameters in the code."""
    model = version_on(day)
    return used(model.version, model.parameters())


def version_on(day: date) -> Model:
    """The parameters that are in force on that day."""
    version = ModelVersion.objects.in_force(day)
    return DEFAULT_MODEL if version is None else version.as_model()


def used(version: str, parameters: dict[str, object]) -> RiskModel:
    """The row of these parameters with the present catalogue, which is not read for a score."""
    key = {"version": version, "catalogue_hash": CATALOGUE_HASH, "codes": list(CODES)}
    row = RiskModel.objects.filter(**key).defer("catalogue").first()
    if row is None:
        defaults = {"parameters": parameters, "catalogue": definitions(CATALOGUE)}
        row, _created = RiskModel.objects.get_or_create(**key, defaults=defaults)
    return row
