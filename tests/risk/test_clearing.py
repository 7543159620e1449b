"""Vetoes that a determination clears: by somebody without a part in it, for exactly these facts."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.log.models import Entry
from contractors.models import Affiliation
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotAllowed
from projects.models import Project
from projects.selection.models import Bid
from risk.actions.clear_veto import clear_veto
from risk.actions.recompute_projects import recompute_projects
from risk.facts import GROUPS
from risk.facts.groups import columns_of
from risk.models import RiskResult, VetoClearance
from risk.vetoes.clearing import DETERMINED, Cleared, signature
from risk.vetoes.floors import open_vetoes, vetoes_in
from tests.build.accounts import contractor
from tests.build.evidence import document
from tests.build.facts import some_facts
from tests.build.projects import Cast
from tests.build.risk import at, enrich

_number = count(1)


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
    for group, column in DETERMINED[veto].facts:
        about = columns_of(GROUPS[group])[column]
        some: Any = "2025-01-02" if about.kind == "day" else 1
        assert f"{column}=" in signature(some_facts(**{f"{group}__{column}": some}), 0, veto)


def test_a_fact_that_is_not_there_changes_no_signature() -> None:
    given = {"selection__bidder_tie": 2, "selection__tenderers": 2}
    assert signature(some_facts(**given), 0, "V-COI") == "bidder_tie=2;tenderers=2;awarded_on=NaT"
    more = signature(some_facts(**given, ties__drafters_bidding=1), 0, "V-COI")
    assert more.endswith(";drafters_bidding=1")


@pytest.fixture
def tied(cast: Cast) -> Cast:
    """The same people control both bidders."""
    enrich(cast.project)
    one, two = Bid.objects.filter(project=cast.project).order_by("pk")
    Affiliation.objects.create(
        organisation=one.bidder, other=two.bidder, kind="control", source="register"
    )
    compute(cast.project)
    return cast


def compute(project: Project) -> None:
    recompute_projects([project.pk], actor=User.objects.system(), as_of=timezone.localdate())


def vetoes(project: Project) -> set[str]:
    return {veto.code for veto in RiskResult.objects.get(project=project).open_vetoes}


def cleared(cast: Cast, by: User, **facts: Any) -> VetoClearance:
    paper = document(cast.project, cast.officer, f"paper {next(_number)}")
    given: dict[str, Any] = {
        "veto": "V-COI",
        "reasons": "They were sold in 2023",
        "document": paper,
    }
    return clear_veto(cast.project, actor=by, **given | facts)


@pytest.mark.django_db
def test_the_authority_clears_a_veto_and_other_facts_open_it_again(tied: Cast) -> None:
    assert "V-COI" in vetoes(tied.project)
    clearance = cleared(tied, tied.authority_leader)
    entry = Entry.objects.get(event="risk:veto_cleared")
    assert entry.project_id == tied.project.pk
    compute(tied.project)
    assert "V-COI" not in vetoes(tied.project)
    assert "bidder_tie=2;tenderers=2" in clearance.signature
    with pytest.raises(Conflict):
        cleared(tied, tied.authority_leader)
    tender = Bid.objects.filter(project=tied.project).latest("pk").tender
    Bid.objects.create(
        project=tied.project,
        tender=tender,
        bidder=contractor(),
        amount=2600,
        status="valid",
        submitted_at=at("2024-07-05"),
    )
    compute(tied.project)
    assert "V-COI" in vetoes(tied.project)
    cleared(tied, tied.authority_leader)


REFUSED: list[tuple[str, Callable[[Cast], User]]] = [
    ("officer", lambda cast: cast.officer),
    ("contractor", lambda cast: cast.project_manager),
    ("assessor, whose matter it is not", lambda cast: cast.assessor),
]


@pytest.mark.django_db
def test_nobody_with_a_part_in_it_clears_a_veto(tied: Cast) -> None:
    """SOD-12."""
    for _name, who in REFUSED:
        with pytest.raises(NotAllowed):
            cleared(tied, who(tied))
    Project.objects.filter(pk=tied.project.pk).update(responsible_officer=tied.authority_leader)
    with pytest.raises(NotAllowed):
        cleared(tied, tied.authority_leader)
    assert not VetoClearance.objects.exists()


@pytest.mark.django_db
def test_what_closes_by_facts_is_not_determined(tied: Cast) -> None:
    with pytest.raises(Invalid):
        cleared(tied, tied.authority_leader, veto="V-PAY")
    other = document(tied.project, tied.officer, f"paper {next(_number)}")
    other.project_id = 0
    with pytest.raises(Invalid):
        cleared(tied, tied.authority_leader, document=other)


@pytest.mark.django_db
def test_the_page_clears_and_shows_the_clearance(client: Client, tied: Cast) -> None:
    paper = document(tied.project, tied.officer)
    client.force_login(tied.authority_leader)
    shown = client.get(reverse("risk:project", args=[tied.project.pk])).content.decode()
    assert reverse("risk:clear_veto", args=[tied.project.pk]) in shown
    answer = client.post(
        reverse("risk:clear_veto", args=[tied.project.pk]),
        {"veto": "V-COI", "reasons": "They were sold in 2023", "document": paper.pk},
    )
    assert answer.status_code == 302
    shown = client.get(reverse("risk:project", args=[tied.project.pk])).content.decode()
    assert "They were sold in 2023" in shown
