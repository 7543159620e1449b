"""Which model a day is scored under: the version in force, with the catalogue of the code."""

from datetime import date

from risk.indicators import CATALOGUE, CATALOGUE_HASH
from risk.measurement import CODES
from risk.modelling.definitions import definitions
from risk.models import ModelVersion, RiskModel
from risk.scoring import DEFAULT_MODEL


def model_on(day: date) -> RiskModel:
    """What results of that day point at, written down the first time; an empty register of
    versions means the parameters in the code."""
    version = ModelVersion.objects.in_force(day)
    if version is None:
        return used(DEFAULT_MODEL.version, DEFAULT_MODEL.parameters())
    return used(version.semver, version.parameters)


def used(version: str, parameters: dict[str, object]) -> RiskModel:
    """The row of these parameters with the present catalogue."""
    row, _created = RiskModel.objects.get_or_create(
        version=version,
        catalogue_hash=CATALOGUE_HASH,
        codes=list(CODES),
        defaults={"parameters": parameters, "catalogue": definitions(CATALOGUE)},
    )
    return row
