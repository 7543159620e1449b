"""Items of a plan: written, submitted, approved, returned, not applicable."""

import pytest

from audit.log.models import Entry
from egov_outsource.errors import Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Project
from projects.planning.actions.approve_plan_item import approve_plan_item
from projects.planning.actions.mark_not_applicable import mark_not_applicable
from projects.planning.actions.return_plan_item import return_plan_item
from projects.planning.actions.submit_plan_item import submit_plan_item
from projects.planning.actions.write_plan_item import write_plan_item
from projects.planning.contents import CONTENTS
from projects.planning.items import plan_of, sections_of
from projects.planning.models import PlanItem
from tests.build.planning import approved_item, draft_item, officer_and_leader, submitted_item
from tests.build.projects import Cast


def last_entry() -> Entry:
    return Entry.objects.order_by("-id")[0]


def test_a_plan_has_sixteen_items_under_five_headings(cast: Cast) -> None:
    items = plan_of(cast.project)
    assert len(items) == 16
    assert [len(section.items) for section in sections_of(items)] == [3, 3, 4, 4, 2]
    assert not PlanItem.objects.exists()


def test_the_first_item_written_begins_all_sixteen(cast: Cast) -> None:
    item = draft_item(cast)
    assert item.status == "draft"
    assert item.author == cast.officer
    assert item.author_organisation_id == cast.agency.pk
    assert PlanItem.objects.filter(project=cast.project).count() == 16
    entry = last_entry()
    assert (entry.event, entry.subject_id) == ("plan_item:written", item.pk)
    assert entry.data["new"]["content"] == "What we say on budget."


def test_an_item_names_the_consultant_who_drafted_it(cast: Cast) -> None:
    item = write_plan_item(
        cast.project,
        actor=cast.officer,
        code="demand",
        content="Text",
        drafted_by=cast.supervision_firm,
    )
    assert item.author_organisation == cast.supervision_firm


@pytest.mark.parametrize("who", ["leader", "project_manager", "auditor", "supervisor"])
def test_only_those_who_work_on_the_plan_write_items(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        write_plan_item(cast.project, actor=getattr(cast, who), code="budget", content="x")
    assert last_entry().event == "attempt:refused"
    assert not PlanItem.objects.exists()


@pytest.mark.parametrize("who", ["rival_manager", "outsider", "expired_auditor", "other_officer"])
def test_the_plan_does_not_exist_for_others(cast: Cast, who: str) -> None:
    with pytest.raises(Hidden):
        write_plan_item(cast.project, actor=getattr(cast, who), code="budget", content="x")


def test_an_unknown_item_and_an_empty_text_are_refused(cast: Cast) -> None:
    with pytest.raises(Hidden):
        write_plan_item(cast.project, actor=cast.officer, code="nothing", content="x")
    with pytest.raises(Invalid) as refusal:
        write_plan_item(cast.project, actor=cast.officer, code="budget", content="  ")
    assert "content" in refusal.value.fields
    with pytest.raises(Invalid):
        write_plan_item(cast.project, actor=cast.officer, code="budget", content="x" * 20_001)


def test_the_second_to_save_an_item_is_told(cast: Cast) -> None:
    item = draft_item(cast)
    write_plan_item(cast.project, actor=cast.security, code="budget", content="Newer")
    with pytest.raises(Stale):
        write_plan_item(
            cast.project,
            actor=cast.officer,
            code="budget",
            content="Older",
            expected_version=item.version,
        )
    item.refresh_from_db()
    assert item.content == "Newer"


def test_a_draft_is_submitted_and_then_waits(cast: Cast) -> None:
    item = submitted_item(cast)
    assert item.status == "submitted"
    assert last_entry().event == "plan_item:submitted"
    with pytest.raises(NotReady):
        write_plan_item(cast.project, actor=cast.officer, code="budget", content="Again")
    with pytest.raises(NotReady):
        submit_plan_item(item, actor=cast.officer)


def test_a_leader_approves_by_p1(cast: Cast) -> None:
    item = approve_plan_item(submitted_item(cast), actor=cast.leader, reasons="Sound.")
    assert (item.status, item.decided_by) == ("approved", cast.leader)
    entry = last_entry()
    assert (entry.event, entry.point) == ("plan_item:approved", "P1")
    decision = Decision.objects.get(event="plan_item:approved")
    assert (decision.point, decision.decided_by, decision.is_as_declared) == (
        "P1",
        cast.leader,
        True,
    )


@pytest.mark.parametrize("who", ["officer", "project_manager", "auditor"])
def test_nobody_else_approves(cast: Cast, who: str) -> None:
    item = submitted_item(cast)
    with pytest.raises(NotAllowed):
        approve_plan_item(item, actor=getattr(cast, who))
    item.refresh_from_db()
    assert item.status == "submitted"


def test_the_author_never_approves_returns_or_excludes_their_own_item(cast: Cast) -> None:
    both = officer_and_leader(cast)
    from_both = write_plan_item(cast.project, actor=both, code="budget", content="Mine")
    item = submit_plan_item(from_both, actor=both)
    for verb, facts in (
        (approve_plan_item, {}),
        (return_plan_item, {"reasons": "No"}),
    ):
        with pytest.raises(NotAllowed) as refusal:
            verb(item, actor=both, **facts)
        assert refusal.value.code == "SOD-1"
    with pytest.raises(NotAllowed):
        mark_not_applicable(cast.project, actor=both, code="budget", reasons="No")


def test_a_returned_item_keeps_its_reasons_until_it_is_written_again(cast: Cast) -> None:
    item = return_plan_item(submitted_item(cast), actor=cast.leader, reasons="No running costs.")
    assert (item.status, item.reason) == ("returned", "No running costs.")
    assert last_entry().event == "plan_item:returned"
    again = draft_item(cast)
    assert (again.status, again.reason, again.decided_by) == ("draft", "", None)
    with pytest.raises(Invalid):
        return_plan_item(
            submit_plan_item(again, actor=cast.officer), actor=cast.leader, reasons=" "
        )


def test_only_what_was_submitted_is_decided(cast: Cast) -> None:
    item = draft_item(cast)
    with pytest.raises(NotReady):
        approve_plan_item(item, actor=cast.leader)
    done = approved_item(cast, "reuse")
    with pytest.raises(NotReady):
        return_plan_item(done, actor=cast.leader, reasons="Too late")


def test_an_item_that_does_not_apply_needs_a_reason_and_a_leader(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        mark_not_applicable(cast.project, actor=cast.officer, code="reuse", reasons="None exists.")
    with pytest.raises(Invalid):
        mark_not_applicable(cast.project, actor=cast.leader, code="reuse", reasons="")
    item = mark_not_applicable(
        cast.project, actor=cast.leader, code="reuse", reasons="Nothing exists."
    )
    assert (item.status, item.reason) == ("not_applicable", "Nothing exists.")
    assert last_entry().event == "plan_item:marked_not_applicable"
    assert Decision.objects.get().outcome == "not_applicable"


def test_the_plan_is_closed_once_its_stage_has_ended(cast: Cast) -> None:
    item = submitted_item(cast)
    Project.objects.filter(pk=cast.project.pk).update(stage="selection")
    with pytest.raises(NotReady) as refusal:
        draft_item(cast, "demand")
    assert refusal.value.code == "PLAN-CLOSED"
    with pytest.raises(NotReady):
        approve_plan_item(item, actor=cast.leader)


def test_every_item_says_what_belongs_into_it() -> None:
    assert len(CONTENTS) == 16
    assert all(str(item.label) and str(item.help) for item in CONTENTS.values())
