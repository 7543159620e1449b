"""Requirements: added, changed, withdrawn, imported, baselined."""

import io
from decimal import Decimal

import pytest

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision
from projects.planning.actions.add_requirement import add_requirement
from projects.planning.actions.change_requirement import change_requirement
from projects.planning.actions.import_requirements import import_requirements
from projects.planning.actions.set_baseline import set_baseline
from projects.planning.actions.withdraw_requirement import withdraw_requirement
from projects.planning.models import Requirement
from tests.build.planning import officer_and_leader, requirement
from tests.build.projects import Cast


def last_entry() -> Entry:
    return Entry.objects.order_by("-id")[0]


def test_a_requirement_gets_the_next_number(cast: Cast) -> None:
    first, second = requirement(cast), requirement(cast)
    assert (first.number, second.number) == ("REQ-001", "REQ-002")
    assert first.is_verifiable
    assert first.author_organisation_id == cast.agency.pk
    entry = last_entry()
    assert (entry.event, entry.subject_id) == ("requirement:added", second.pk)


def test_a_number_is_used_once_even_after_withdrawal(cast: Cast) -> None:
    first = requirement(cast, number="R-1")
    withdraw_requirement(first, actor=cast.officer, reasons="Not needed")
    with pytest.raises(Conflict) as refusal:
        requirement(cast, number="R-1")
    assert "number" in refusal.value.fields


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": " "}, "text"),
        ({"size": "0"}, "size"),
        ({"size": "-1"}, "size"),
        ({"size": "many"}, "size"),
        ({"priority": "perhaps"}, "priority"),
        ({"kind": "other"}, "kind"),
        ({"number": "x" * 31}, "number"),
    ],
)
def test_what_cannot_be_right_is_named(cast: Cast, facts: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        requirement(cast, **facts)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize("who", ["leader", "project_manager", "auditor", "supervisor"])
def test_only_those_who_work_on_the_plan_add(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_requirement(cast.project, actor=getattr(cast, who), facts={"text": "x"})
    assert not Requirement.objects.exists()


def test_a_change_keeps_old_and_new(cast: Cast) -> None:
    one = requirement(cast)
    changed = change_requirement(
        one, actor=cast.officer, facts={"size": Decimal(3)}, expected_version=one.version
    )
    assert changed.size == 3
    entry = last_entry()
    assert entry.event == "requirement:changed"
    assert entry.data["changed"]["size"]["new"] == "3"
    with pytest.raises(Stale):
        change_requirement(one, actor=cast.officer, facts={"size": 4}, expected_version=one.version)


def test_the_baseline_takes_every_standing_requirement(cast: Cast) -> None:
    one, two, gone = requirement(cast), requirement(cast, size=5), requirement(cast)
    withdraw_requirement(gone, actor=cast.officer, reasons="Not needed")
    set_baseline(cast.project, actor=cast.leader, reasons="Agreed with departments")
    for row, size in ((one, 1), (two, 5)):
        row.refresh_from_db()
        assert row.baselined_at is not None
        assert row.baselined_size == size
    gone.refresh_from_db()
    assert gone.baselined_at is None
    entry = last_entry()
    assert (entry.event, entry.point) == ("requirement:baselined", "P2")
    assert entry.data["numbers"] == ["REQ-001", "REQ-002"]
    assert Decision.objects.get().point == "P2"


def test_the_baseline_is_for_holders_of_p2_who_did_not_write_it(cast: Cast) -> None:
    with pytest.raises(NotReady):
        set_baseline(cast.project, actor=cast.leader)
    both = officer_and_leader(cast)
    add_requirement(cast.project, actor=both, facts={"text": "Mine"})
    for who in (cast.officer, cast.project_manager, cast.auditor):
        with pytest.raises(NotAllowed):
            set_baseline(cast.project, actor=who)
    with pytest.raises(NotAllowed) as refusal:
        set_baseline(cast.project, actor=both)
    assert refusal.value.code == "SOD-1"


def test_in_the_baseline_only_p2_changes_with_reasons(cast: Cast) -> None:
    one = requirement(cast)
    set_baseline(cast.project, actor=cast.leader)
    with pytest.raises(NotAllowed):
        change_requirement(one, actor=cast.officer, facts={"size": 9})
    with pytest.raises(NotAllowed):
        withdraw_requirement(one, actor=cast.officer, reasons="x")
    with pytest.raises(Invalid):
        change_requirement(one, actor=cast.leader, facts={"size": 9})
    changed = change_requirement(
        one, actor=cast.leader, facts={"size": Decimal(9)}, reasons="Scope agreed"
    )
    assert (changed.size, changed.baselined_size) == (9, 1)
    assert Decision.objects.filter(point="P2", event="requirement:changed").count() == 1
    withdraw_requirement(one, actor=cast.leader, reasons="Descoped")
    assert last_entry().point == "P2"


def test_what_was_withdrawn_stays_as_it_was(cast: Cast) -> None:
    one = requirement(cast)
    with pytest.raises(Invalid):
        withdraw_requirement(one, actor=cast.officer, reasons=" ")
    gone = withdraw_requirement(one, actor=cast.officer, reasons="Not needed")
    assert gone.is_withdrawn
    assert last_entry().event == "requirement:withdrawn"
    with pytest.raises(NotReady):
        change_requirement(gone, actor=cast.officer, facts={"size": 2})
    with pytest.raises(NotReady):
        withdraw_requirement(gone, actor=cast.officer, reasons="Again")


GOOD = """number,requirement,priority,acceptance criterion,test method,size
A-1,"Apply, at night",must,Stored,Send at 3,2
A-2,Pay by card,should,,,
"""


def imported(cast: Cast, text: str | bytes) -> list[Requirement]:
    content = text.encode() if isinstance(text, str) else text
    return import_requirements(cast.project, actor=cast.officer, file=io.BytesIO(content))


def test_a_file_of_requirements_is_imported_whole(cast: Cast) -> None:
    imported(cast, "\ufeff" + GOOD)
    one, two = Requirement.objects.order_by("number")
    assert (one.text, one.size, one.is_verifiable) == ("Apply, at night", 2, True)
    assert (two.priority, two.size, two.is_verifiable) == ("should", 1, False)
    entry = last_entry()
    assert (entry.event, entry.data["count"]) == ("requirement:imported", 2)


def test_a_chinese_spreadsheet_is_understood(cast: Cast) -> None:
    text = "编号;需求;优先级;类型\nA-1;居民可在夜间申请;必须;功能\n"
    imported(cast, text.encode("gb18030"))
    assert Requirement.objects.get().text == "居民可在夜间申请"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("", ["line_1"]),
        ("number,text\n", ["line_1"]),
        ("number\nA-1\n", ["line_1"]),
        (b"\x89PNG\0\0", ["line_1"]),
        ("number,text,size\nA-1,ok,1\nA-1,twice,1\nA-3,,0\n", ["line_3", "line_4"]),
        ("number,text,priority\n,none,must\nB,x,perhaps\n", ["line_2", "line_3"]),
        ("number,text\n" + "".join(f"N-{n},x\n" for n in range(2001)), ["line_1"]),
        (b"x" * (2 * 1024 * 1024 + 1), ["line_1"]),
        ('number,text\nA,"open\n', ["line_2"]),
    ],
)
def test_a_broken_file_changes_nothing_and_names_its_lines(
    cast: Cast, content: str | bytes, lines: list[str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        imported(cast, content)
    assert list(refusal.value.fields) == lines
    assert not Requirement.objects.exists()


def test_numbers_in_use_stop_an_import(cast: Cast) -> None:
    imported(cast, GOOD)
    with pytest.raises(Invalid) as refusal:
        imported(cast, GOOD)
    assert list(refusal.value.fields) == ["line_2", "line_3"]
    assert Requirement.objects.count() == 2


def test_outsiders_import_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_requirements(
            cast.project, actor=cast.project_manager, file=io.BytesIO(GOOD.encode())
        )
