"""Two versions side by side, with the catalogues under which they were first used."""

from risk.indicators import CATALOGUE
from risk.modelling.ahp import Verdict, group
from risk.modelling.definitions import Definitions, definitions
from risk.modelling.difference import Change, Side, differences, level_of
from risk.modelling.semver import next_after, number_of
from risk.models import ModelVersion, RiskModel


def side_of(version: ModelVersion) -> Side:
    """Parameters of the version, and its catalogue: a draft's is that of the code."""
    return Side(version.parameters, catalogue_of(version))


def catalogue_of(version: ModelVersion) -> Definitions:
    """The definitions when the version was published or first used."""
    if version.is_published:
        used = RiskModel.objects.filter(version=version.semver).exclude(catalogue={})
        if (first := used.order_by("pk").first()) is not None:
            found: Definitions = first.catalogue
            return found
    return definitions(CATALOGUE)


def changes_between(before: ModelVersion, after: ModelVersion) -> list[Change]:
    """What differs between two versions."""
    return differences(side_of(before), side_of(after))


def latest_published() -> ModelVersion | None:
    """The published version with the highest number."""
    published = list(ModelVersion.objects.published())
    return max(published, key=lambda one: number_of(one.semver) or (0, 0, 0), default=None)


def changes_since_published(version: ModelVersion) -> tuple[ModelVersion | None, list[Change]]:
    """The highest published version, and what a draft changes in it."""
    latest = latest_published()
    return latest, changes_between(latest, version) if latest else []


def least_number(version: ModelVersion) -> str:
    """The lowest number that a draft can be published with."""
    latest, changes = changes_since_published(version)
    return next_after(latest.semver, level_of(changes)) if latest else "1.0.0"


def verdict_of(version: ModelVersion) -> Verdict | None:
    """What all judges together say; None without any."""
    judges = [one.values for one in version.judgements.all()]
    return group(judges) if judges else None
