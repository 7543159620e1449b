"""Which model a day is scored under, and that what was used or published never changes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from egov_outsource.accounts.models import User
from risk.actions.recompute_projects import recompute_projects
from risk.explanation import explain
from risk.modelling.in_force import model_on
from risk.modelling.parameters import model_of
from risk.models import DimensionJudgement, ModelVersion, RiskModel, RiskPoint, RiskResult
from risk.scoring import DEFAULT_MODEL
from risk.views.picture import snapshot_of
from tests.build.risk import AS_OF, rich_project

pytestmark = pytest.mark.django_db


def published(semver: str, valid_from: date, **parameters: Any) -> ModelVersion:
    now = timezone.now()
    return ModelVersion.objects.create(
        semver=semver,
        status="published",
        reasons="Because.",
        parameters=DEFAULT_MODEL.parameters() | {"version": semver} | parameters,
        drafted_at=now,
        approved_at=now,
        valid_from=valid_from,
    )


def compute(pk: int, day: date) -> RiskResult:
    recompute_projects([pk], actor=User.objects.system(), as_of=day)
    return RiskResult.objects.select_related("model").get(pk=pk)


def test_the_first_version_is_the_model_of_the_code() -> None:
    version = ModelVersion.objects.in_force(date(2025, 1, 1))
    assert version is not None
    assert version.as_model() == DEFAULT_MODEL
    assert model_on(date(1999, 1, 1)).as_model() == DEFAULT_MODEL


def test_a_day_is_scored_under_the_version_in_force_on_it() -> None:
    project = rich_project()
    before = compute(project.pk, AS_OF)
    published("1.1.0", AS_OF + timedelta(days=10), project_power=8)
    still = compute(project.pk, AS_OF + timedelta(days=9))
    after = compute(project.pk, AS_OF + timedelta(days=10))
    assert before.model.version == still.model.version == "1.0.0"
    assert after.model.version == "1.1.0"
    assert after.model.as_model().project_power == 8
    assert after.aggregate > still.aggregate
    versions = [point.model.version for point in RiskPoint.objects.select_related("model")]
    assert versions[0] == "1.0.0"
    assert versions[-1] == "1.1.0"


def test_a_stored_result_is_explained_under_its_own_model() -> None:
    project = rich_project()
    published("1.1.0", AS_OF, project_power=8)
    result = compute(project.pk, AS_OF)
    own = explain(snapshot_of(result)).levers
    assert own
    published("1.2.0", AS_OF, project_power=1)
    again = RiskResult.objects.select_related("model").get(pk=project.pk)
    assert explain(snapshot_of(again)).levers == own


def test_parameters_come_back_from_the_database_as_they_were() -> None:
    project = rich_project()
    row = compute(project.pk, AS_OF).model
    row.refresh_from_db()
    assert model_of(row.parameters) == DEFAULT_MODEL
    assert row.catalogue["S-02"]["map"]


def test_sod_12_what_is_published_or_used_never_changes() -> None:
    version = ModelVersion.objects.get()
    row = compute(rich_project().pk, AS_OF).model
    attempts: list[tuple[Any, dict[str, Any]]] = [
        (ModelVersion.objects.filter(pk=version.pk), {"reasons": "Other."}),
        (DimensionJudgement.objects.filter(model=version), {"judge": "Somebody"}),
        (RiskModel.objects.filter(pk=row.pk), {"parameters": {}}),
    ]
    for rows, change in attempts:
        with pytest.raises(DatabaseError, match="SOD-12"), transaction.atomic():
            rows.update(**change)
