"""The mode decision: alternatives, scores, proposal, decision by another."""

from decimal import Decimal

import pytest

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Project
from projects.selection.actions.add_alternative import add_alternative
from projects.selection.actions.decide_mode import decide_mode
from projects.selection.actions.propose_mode import propose_mode
from projects.selection.actions.score_alternative import score_alternative
from projects.selection.appraising import appraisal_of
from projects.selection.criteria import CRITERIA
from projects.selection.models import ModeDecision
from tests.build.projects import Cast
from tests.build.selection import approved_mode, scored_alternatives

pytestmark = pytest.mark.django_db


def test_an_officer_adds_an_alternative_and_it_is_recorded(cast: Cast) -> None:
    made = add_alternative(cast.project, actor=cast.officer, mode="hybrid", title="Mixed")
    assert made.mode == "hybrid"
    assert Entry.objects.order_by("-id")[0].event == "alternative:added"
    with pytest.raises(Conflict):
        add_alternative(cast.project, actor=cast.officer, mode="hybrid", title="Mixed")


def test_outsiders_add_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_alternative(cast.project, actor=cast.project_manager, mode="hybrid", title="Ours")
    with pytest.raises(Hidden):
        add_alternative(cast.project, actor=cast.rival_manager, mode="hybrid", title="Ours")


def test_an_alternative_needs_a_mode_a_title_and_money_that_can_be(cast: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        add_alternative(
            cast.project, actor=cast.officer, mode="", title=" ", whole_life_cost=Decimal(-5)
        )
    assert set(refusal.value.fields) == {"mode", "title", "whole_life_cost"}


def test_scores_lie_between_0_and_10_and_judges_are_averaged(cast: Cast) -> None:
    made = add_alternative(cast.project, actor=cast.officer, mode="hybrid", title="Mixed")
    with pytest.raises(Invalid):
        score_alternative(made, actor=cast.officer, scores={code: Decimal(11) for code in CRITERIA})
    score_alternative(made, actor=cast.officer, scores={code: Decimal(4) for code in CRITERIA})
    score_alternative(made, actor=cast.officer, scores={code: Decimal(6) for code in CRITERIA})
    score_alternative(
        made, actor=cast.second_officer, scores={code: Decimal(8) for code in CRITERIA}
    )
    [row] = appraisal_of(cast.project)
    assert row.judges == 2
    assert set(row.means.values()) == {7.0}
    assert Entry.objects.order_by("-id")[0].event == "alternative:scored"


def test_a_proposal_needs_self_build_among_scored_alternatives(cast: Cast) -> None:
    only = add_alternative(cast.project, actor=cast.officer, mode="process", title="Buy")
    with pytest.raises(NotReady) as refusal:
        propose_mode(cast.project, actor=cast.officer, alternative=only, reasons="Fast.")
    assert refusal.value.code == "MODE-ALTERNATIVES"
    add_alternative(cast.project, actor=cast.officer, mode="self_build", title="Make")
    with pytest.raises(NotReady) as refusal:
        propose_mode(cast.project, actor=cast.officer, alternative=only, reasons="Fast.")
    assert refusal.value.code == "MODE-SCORES"


def test_an_alternative_below_the_top_needs_reasons_and_keeps_its_rank(cast: Cast) -> None:
    make, _buy = scored_alternatives(cast)
    with pytest.raises(Invalid) as refusal:
        propose_mode(cast.project, actor=cast.officer, alternative=make, reasons=" ")
    assert "not the highest ranked" in str(refusal.value.fields["reasons"])
    decision = propose_mode(
        cast.project, actor=cast.officer, alternative=make, reasons="No market.", market_suppliers=1
    )
    assert decision.is_deviating
    assert [row["rank"] for row in decision.ranking["rows"]] == [1, 2]
    assert Entry.objects.order_by("-id")[0].data["rank"] == 2


def test_the_comparison_is_closed_while_a_proposal_rests_on_it(cast: Cast) -> None:
    make, buy = scored_alternatives(cast)
    decision = propose_mode(cast.project, actor=cast.officer, alternative=buy, reasons="Best.")
    with pytest.raises(NotReady):
        score_alternative(make, actor=cast.officer, scores={c: Decimal(9) for c in CRITERIA})
    with pytest.raises(NotReady):
        propose_mode(cast.project, actor=cast.officer, alternative=make, reasons="Other.")
    with pytest.raises(Invalid):
        decide_mode(decision, actor=cast.leader, approve=False)
    returned = decide_mode(decision, actor=cast.leader, approve=False, note="Ask the market.")
    assert returned.status == "returned"
    assert propose_mode(cast.project, actor=cast.officer, alternative=buy, reasons="Asked.")


def test_approval_sets_the_mode_and_exercises_m1(cast: Cast) -> None:
    decision = approved_mode(cast)
    project = Project.objects.get(pk=cast.project.pk)
    assert (decision.status, project.mode) == ("approved", "process")
    assert not decision.is_deviating
    logged = Decision.objects.get(event="mode:approved")
    assert (logged.point, logged.decided_by) == ("M1", cast.leader)
    assert Entry.objects.order_by("-id")[0].event == "mode:approved"


def test_nobody_decides_their_own_proposal_nor_without_m1(cast: Cast) -> None:
    _make, buy = scored_alternatives(cast)
    decision = propose_mode(cast.project, actor=cast.officer, alternative=buy, reasons="Best.")
    for stranger in (cast.officer, cast.second_officer, cast.project_manager):
        with pytest.raises(NotAllowed):
            decide_mode(decision, actor=stranger, approve=True)
    ModeDecision.objects.filter(pk=decision.pk).update(proposed_by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        decide_mode(decision, actor=cast.leader, approve=True)
    assert refusal.value.code == "SOD-1"


def test_a_stale_or_second_decision_is_told(cast: Cast) -> None:
    _make, buy = scored_alternatives(cast)
    decision = propose_mode(cast.project, actor=cast.officer, alternative=buy, reasons="Best.")
    decide_mode(decision, actor=cast.leader, approve=True, expected_version=1)
    with pytest.raises(Stale):
        decide_mode(decision, actor=cast.leader, approve=True, expected_version=1)
    with pytest.raises(Conflict):
        decide_mode(decision, actor=cast.leader, approve=True)


def test_the_appraisal_is_hidden_from_contractors_and_rivals(cast: Cast) -> None:
    approved_mode(cast)
    for stranger in (cast.project_manager, cast.rival_manager, cast.other_officer, cast.operator):
        assert not ModeDecision.objects.visible_to(stranger).exists()
    assert ModeDecision.objects.visible_to(cast.auditor).exists()
