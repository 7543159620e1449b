"""What the database itself keeps of a version of the risk model, whatever is sent (SOD-12)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from risk.actions.publish_model import publish_model
from risk.actions.withdraw_model import withdraw_model
from risk.models import ModelVersion
from tests.build import models as build
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db

INSERTED = """
    INSERT INTO risk_dimensionjudgement (
        model_id, judge, judge_zh, standing, "values", entered_by_id, entered_at
    ) VALUES (%s, 'Somebody', '', '', '{1,1,1,1,1,1,1,1,1,1}', NULL, now())
"""


def refused(statement: str, *values: Any) -> None:
    with pytest.raises(DatabaseError, match="SOD-12"), transaction.atomic():
        sent(statement, *values)


def sent(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def test_sod_12_what_is_published_is_neither_changed_nor_deleted_by_sql(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = build.draft(steward)
    judgement = draft.judgements.get().pk
    sent("UPDATE risk_dimensionjudgement SET standing = 'x' WHERE id = %s", judgement)
    publish_model(draft, actor=cast.authority_leader, valid_from=timezone.localdate())
    for change in (
        "status = 'draft'",
        "status = 'withdrawn'",
        "parameters = '{}'",
        "authors = '{}'",
    ):
        refused(f"UPDATE risk_modelversion SET {change} WHERE id = %s", draft.pk)  # noqa: S608 - words of our own
    refused("DELETE FROM risk_modelversion WHERE id = %s", draft.pk)
    refused("UPDATE risk_dimensionjudgement SET standing = 'y' WHERE id = %s", judgement)
    refused("DELETE FROM risk_dimensionjudgement WHERE id = %s", judgement)
    refused(INSERTED, draft.pk)
    other = build.draft(steward)
    moved = "UPDATE risk_dimensionjudgement SET model_id = %s WHERE id = %s"
    refused(moved, draft.pk, other.judgements.get().pk)
    withdraw_model(other, actor=steward)
    refused("UPDATE risk_modelversion SET status = 'draft' WHERE id = %s", other.pk)


def test_sod_12_a_draft_keeps_its_authors_and_none_of_them_approves_it_by_sql(cast: Cast) -> None:
    draft = build.draft(build.steward(cast))
    refused("DELETE FROM risk_modelversion WHERE id = %s", draft.pk)
    refused("UPDATE risk_modelversion SET authors = '{}' WHERE id = %s", draft.pk)
    leader = cast.authority_leader.pk
    refused("UPDATE risk_modelversion SET drafted_by_id = %s WHERE id = %s", leader, draft.pk)
    now = timezone.now()
    with pytest.raises(DatabaseError, match="risk_model_approver_is_another"), transaction.atomic():
        ModelVersion.objects.create(
            semver="9.0.0",
            status="published",
            authority=cast.authority,
            reasons="Because.",
            parameters=draft.parameters,
            drafted_by=cast.authority_leader,
            drafted_at=now,
            approved_by=cast.authority_leader,
            approved_at=now,
            valid_from=now.date(),
        )
