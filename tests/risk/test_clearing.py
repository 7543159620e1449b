"""Vetoes that a determination clears: by somebody without a part in it, for exactly these facts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotAllowed
from projects.models import Project
from projects.selection.models import Bid
from risk.actions.clear_veto import clear_veto
from risk.actions.recompute_projects import recompute_projects
from risk.clearing import DETERMINED, Cleared, signature
from risk.floors import open_vetoes, vetoes_in
from risk.models import RiskResult, VetoClearance
from tests.build.evidence import document
from tests.build.facts import some_facts
from tests.build.projects import Cast
from tests.build.risk import at, enrich


def test_a_clearance_holds_for_its_facts_and_no_others() -> None:
    late = some_facts(selection__late_awarded_bids=1, selection__awarded_on="2025-01-10")
    cleared = [Cleared(0, "V-LATE", signature(late, 0, "V-LATE"))]
    assert vetoes_in(int(open_vetoes(late, cleared)[0][0])) == []
    assert open_vetoes(late, cleared)[1][0] == 0
    for other in (
        some_facts(selection__late_awarded_bids=2, selection__awarded_on="2025-01-10"),
        some_facts(selection__late_awarded_bids=1, selection__awarded_on="2025-02-10"),
    ):
        assert [one.code for one in vetoes_in(int(open_vetoes(other, cleared)[0][0]))] == ["V-LATE"]


@pytest.mark.parametrize("veto", [*DETERMINED])
def test_what_a_determination_is_about_are_facts(veto: str) -> None:
    assert signature(some_facts(), 0, veto).count("=") == len(DETERMINED[veto].facts)


@pytest.fixture
def late(cast: Cast) -> Cast:
    """The awarded bid came after the deadline."""
    enrich(cast.project)
    bid = Bid.objects.filter(project=cast.project, amount=1860)
    bid.update(submitted_at=at("2024-07-09"))
    compute(cast.project)
    return cast


def compute(project: Project) -> None:
    recompute_projects([project.pk], actor=User.objects.system(), as_of=timezone.localdate())


def vetoes(project: Project) -> set[str]:
    return {veto.code for veto in RiskResult.objects.get(project=project).open_vetoes}


def cleared(cast: Cast, by: User, **facts: Any) -> VetoClearance:
    paper = document(cast.project, cast.officer)
    given = {"veto": "V-LATE", "reasons": "The clock of the box was wrong", "document": paper}
    return clear_veto(cast.project, actor=by, **given | facts)


@pytest.mark.django_db
def test_the_authority_clears_a_veto_and_other_facts_open_it_again(late: Cast) -> None:
    assert "V-LATE" in vetoes(late.project)
    clearance = cleared(late, late.authority_leader)
    entry = Entry.objects.get(event="risk:veto_cleared")
    assert entry.project_id == late.project.pk
    compute(late.project)
    assert "V-LATE" not in vetoes(late.project)
    assert "late_awarded_bids=1" in clearance.signature
    with pytest.raises(Conflict):
        cleared(late, late.authority_leader)
    Bid.objects.filter(project=late.project, amount=1860).update(submitted_at=at("2024-07-01"))
    compute(late.project)
    assert "V-LATE" not in vetoes(late.project)
    with pytest.raises(Conflict):
        cleared(late, late.authority_leader)


REFUSED: list[tuple[str, Callable[[Cast], User]]] = [
    ("officer", lambda cast: cast.officer),
    ("contractor", lambda cast: cast.project_manager),
    ("assessor, whose matter it is not", lambda cast: cast.assessor),
]


@pytest.mark.django_db
def test_nobody_with_a_part_in_it_clears_a_veto(late: Cast) -> None:
    """SOD-12."""
    for _name, who in REFUSED:
        with pytest.raises(NotAllowed):
            cleared(late, who(late))
    Project.objects.filter(pk=late.project.pk).update(responsible_officer=late.authority_leader)
    with pytest.raises(NotAllowed):
        cleared(late, late.authority_leader)
    assert not VetoClearance.objects.exists()


@pytest.mark.django_db
def test_what_closes_by_facts_is_not_determined(late: Cast) -> None:
    with pytest.raises(Invalid):
        cleared(late, late.authority_leader, veto="V-PAY")
    other = document(late.project, late.officer)
    other.project_id = 0
    with pytest.raises(Invalid):
        cleared(late, late.authority_leader, document=other)


@pytest.mark.django_db
def test_the_page_clears_and_shows_the_clearance(client: Client, late: Cast) -> None:
    paper = document(late.project, late.officer)
    client.force_login(late.authority_leader)
    shown = client.get(reverse("risk:project", args=[late.project.pk])).content.decode()
    assert reverse("risk:clear_veto", args=[late.project.pk]) in shown
    answer = client.post(
        reverse("risk:clear_veto", args=[late.project.pk]),
        {"veto": "V-LATE", "reasons": "The clock was wrong", "document": paper.pk},
    )
    assert answer.status_code == 302
    shown = client.get(reverse("risk:project", args=[late.project.pk])).content.decode()
    assert "The clock was wrong" in shown
