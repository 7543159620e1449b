"""Shares that add up, government in the weightiest points, and history that stays."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource import access
from egov_outsource.errors import Invalid, NotAllowed
from projects.actions.set_allocation import set_allocation
from projects.decisions import log_decision
from projects.models import Allocation, Decision
from projects.rights import Right
from projects.sharing import COUNTS, NEVER_WITHOUT_GOVERNMENT
from tests.build.projects import Cast, make_project

ROW = (
    "INSERT INTO projects_allocation (project_id, point, holder, share, mode, is_consenting,"
    " basis, valid_from) VALUES (%s, %s, %s, %s, 'joint', false, 'shell', clock_timestamp())"
)
CLOSE = (
    "UPDATE projects_allocation SET valid_to = clock_timestamp()"
    " WHERE project_id = %s AND point = %s AND valid_to IS NULL"
)


def at_commit(write: Callable[[Any], None]) -> str:
    """The database's answer when what `write` does is to be kept; "" when it agrees."""
    answer = ""
    with transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                write(cursor)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            answer = str(error)
        transaction.set_rollback(True)
    return answer


def declared(cast: Cast, point: str, **facts: Any) -> list[Allocation]:
    """What the leader declares about a point."""
    return set_allocation(
        cast.project, actor=cast.leader, point=point, **{"basis": "clause 4", **facts}
    )


def test_the_open_shares_of_a_point_add_up_to_one_when_a_transaction_ends(cast: Cast) -> None:
    project = cast.project.pk

    def replaced(*rows: tuple[str, str]) -> Callable[[Any], None]:
        def write(cursor: Any) -> None:
            cursor.execute(CLOSE, [project, "A6"])
            for holder, share in rows:
                cursor.execute(ROW, [project, "A6", holder, share])

        return write

    assert at_commit(replaced(("G", "0.45"), ("C", "0.55"))) == ""
    assert "must add up to 1" in at_commit(replaced(("G", "0.45"), ("C", "0.5")))
    assert "must add up to 1" in at_commit(replaced())
    assert "must add up to 1" in at_commit(lambda c: c.execute(ROW, [project, "A6", "C", "0.1"]))


def test_a_weighty_reserved_point_is_never_without_government_inv_5(cast: Cast) -> None:
    assert len(NEVER_WITHOUT_GOVERNMENT) == 19
    project = cast.project.pk

    def taken_by(point: str) -> str:
        def write(cursor: Any) -> None:
            cursor.execute(CLOSE, [project, point])
            cursor.execute(ROW, [project, point, "C", "1"])

        return at_commit(write)

    for point in sorted(NEVER_WITHOUT_GOVERNMENT):
        assert "INV-5" in taken_by(point), point
    assert taken_by("P6") == ""
    with pytest.raises(NotAllowed, match="reserved"):
        declared(cast, "X6", mode="sole", decider="C")


def test_what_was_declared_is_closed_and_never_changed_or_deleted_inv_6(cast: Cast) -> None:
    for statement in (
        "DELETE FROM projects_allocation WHERE project_id = %s",
        "UPDATE projects_allocation SET basis = 'other' WHERE project_id = %s",
        "UPDATE projects_allocation SET share = 0.5 WHERE project_id = %s AND point = 'S3'",
    ):
        answer = at_commit(lambda c, sql=statement: c.execute(sql, [cast.project.pk]))
        assert "INV-6" in answer, statement


def test_the_mode_says_how_the_shares_are_counted(cast: Cast) -> None:
    rows = declared(cast, "M5", mode="deemed", decider="C", partner="G", deemed_days=10)
    assert {row.holder: row.share for row in rows} == {"C": Decimal("0.5"), "G": Decimal("0.5")}
    assert {row.holder for row in rows if row.is_consenting} == {"G"}
    assert {row.deemed_days for row in rows} == {10}
    rows = declared(cast, "S3", mode="consent", decider="G", partner="C")
    assert {row.holder: row.share for row in rows} == {"G": Decimal("0.75"), "C": Decimal("0.25")}
    assert {row.holder for row in rows if row.is_consenting} == {"C"}
    rows = declared(cast, "X6", mode="consult", decider="G")
    assert [(row.holder, row.share) for row in rows] == [("G", Decimal(1))]
    assert all(sum(counts) == 1 for counts in COUNTS.values())
    for wrong in (
        {"mode": "consent", "decider": "G"},
        {"mode": "sole", "decider": "G", "partner": "C"},
        {"mode": "joint", "decider": "G", "partner": "G"},
        {"mode": "deemed", "decider": "C", "partner": "G"},
        {"mode": "joint", "decider": "C", "partner": "G", "deemed_days": 3},
        {"mode": "sole", "shares": {"G": Decimal("0.5"), "C": Decimal("0.5")}},
        {"mode": "consent", "shares": {"G": Decimal("0.5"), "C": Decimal("0.5")}},
        {"mode": "sole", "decider": "G", "basis": " "},
        {"mode": "by lot", "decider": "G"},
    ):
        with pytest.raises(Invalid):
            declared(cast, "X1", **wrong)


def test_the_basis_is_a_decision_of_the_same_project_and_declaring_is_itself_one(
    cast: Cast,
) -> None:
    declared(cast, "X1", mode="consult", decider="G")
    basis = Decision.objects.get(project=cast.project, event="allocation:declared")
    assert (basis.point, basis.holder, basis.is_as_declared) == ("M4", "G", True)
    rows = declared(cast, "X2", mode="joint", decider="G", partner="C", basis="", decision=basis)
    assert {row.decision_id for row in rows} == {basis.pk}
    entry = Entry.objects.filter(event="allocation:declared").latest("pk")
    assert '"decision":' in bytes(entry.leaf).decode()
    elsewhere = make_project(cast.agency, cast.officer)
    with pytest.raises(Invalid):
        set_allocation(
            elsewhere, actor=cast.leader, point="X2", mode="sole", decider="G", decision=basis
        )
    open_rows = Allocation.objects.filter(project=cast.project, point="X2", valid_to=None)
    assert open_rows.count() == 2
    assert not open_rows.filter(valid_from__gt=timezone.now()).exists()


def test_a_decision_is_compared_with_what_is_declared_in_its_moment(cast: Cast) -> None:
    """Who decides a point that is declared to be somebody else's is written down as that."""
    for declared in (True, False):
        mandate = access.require(cast.leader, Right.S2, cast.project)
        decision = log_decision(
            cast.project, actor=cast.leader, right=Right.S2, event="progress:seen", mandate=mandate
        )
        assert (decision.holder, decision.is_as_declared) == ("G", declared)
        set_allocation(
            cast.project, actor=cast.leader, point="S2", mode="sole", decider="T", basis="§ 3"
        )
