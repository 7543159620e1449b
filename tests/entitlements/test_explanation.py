"""Why can X see or do Y: the rule, the way of the grant, and what nobody may learn."""

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from audit.entitlements.actions.explain_access import explain_access
from audit.entitlements.actions.list_viewers import list_viewers
from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden
from projects.rights import Right
from projects.roles import Capacity
from tests.build import selection
from tests.build import supervision as build
from tests.build.projects import Cast, engaged

pytestmark = pytest.mark.django_db


def explained(cast: Cast) -> list[Entry]:
    return list(Entry.objects.filter(event="access:explained", project_id=cast.project.pk))


def test_a_yes_names_the_way_from_grant_to_allocation_with_its_dates(cast: Cast) -> None:
    answer = explain_access(cast.project, actor=cast.officer, person=cast.leader, right=Right.S3)
    assert answer.decision.allowed
    (path,) = answer.paths
    assert [step.kind for step in path.steps][:3] == ["grant", "membership", "role"]
    assert path.steps[0].since is not None
    (entry,) = explained(cast)
    assert entry.data == {
        "person": cast.leader.pk,
        "right": "s3",
        "thing": "",
        "allowed": True,
        "rule": "",
    }
    assert str(cast.leader) not in str(entry.data)


def test_an_engagement_is_named_with_capacity_purpose_and_end(cast: Cast) -> None:
    answer = explain_access(
        cast.project, actor=cast.auditor, person=cast.supervisor, right=Right.INSPECT
    )
    kinds = [step.kind for step in answer.paths[0].steps]
    assert kinds == ["grant", "engagement", "membership", "role"]
    assert answer.paths[0].steps[1].until is not None


def test_a_no_has_the_same_rule_and_sentence_as_page_and_rest(cast: Cast, client: Client) -> None:
    """INV-5: a contractor cannot approve a change; every edge says so with the same words."""
    change = build.proposed_change(cast, build.running_contract(cast))
    answer = explain_access(
        cast.project, actor=cast.leader, person=cast.project_manager, right=Right.S3
    )
    assert (answer.decision.allowed, answer.decision.code) == (False, "INV-5")
    client.force_login(cast.project_manager)
    page = client.get(reverse("supervision:decide_change", args=[change.pk]))
    told = page.content.decode()
    assert page.status_code == 403
    for said in ("INV-5", str(answer.decision.message), str(answer.decision.helper)):
        assert said in told
    api = APIClient()
    api.force_authenticate(cast.project_manager)
    asked = api.get(
        f"/api/v1/projects/{cast.project.pk}/access/explanation/", {"right": "s3"}
    ).json()
    assert (asked["code"], asked["detail"]) == ("INV-5", str(answer.decision.message))
    link = reverse("entitlements:explain", args=[cast.project.pk])
    assert f"{link}?person={cast.project_manager.pk}&amp;right=s3" in told


def test_to_ask_about_oneself_leaves_no_entry(cast: Cast) -> None:
    explain_access(cast.project, actor=cast.engineer, person=cast.engineer, right=Right.SUBMIT)
    assert explained(cast) == []


def test_only_ones_own_people_and_as_overseer_the_parties_can_be_asked_about(cast: Cast) -> None:
    project = cast.project
    may_ask = {
        "officer": {"leader", "engineer", "auditor", "supervisor", "authority_leader"},
        "auditor": {"officer", "engineer", "supervisor"},
        "project_manager": {"engineer", "bid_manager"},
        "supervisor": set(),
    }
    others = ("leader", "engineer", "supervisor", "rival_manager", "outsider", "auditor")
    people = cast.people()
    for asker, known in may_ask.items():
        for name in {*others, *known} - {asker}:
            ask = {"actor": people[asker], "person": people[name], "right": Right.VIEW}
            if name in known or (asker == "auditor" and name == "leader"):
                explain_access(project, **ask)
            else:
                with pytest.raises(Hidden):
                    explain_access(project, **ask)


def test_a_hidden_project_thing_or_person_is_like_one_that_does_not_exist(
    cast: Cast, client: Client
) -> None:
    api = APIClient()
    address = f"/api/v1/projects/{cast.project.pk}/access/explanation/"
    api.force_authenticate(cast.rival_manager)
    hidden = api.get(address)
    none = api.get("/api/v1/projects/99999999/access/explanation/")
    assert (hidden.status_code, hidden.content) == (none.status_code, none.content)
    assert hidden.status_code == 404
    bid = selection.bid_of(cast, selection.published_tender(cast))
    api.force_authenticate(cast.officer)
    for asked in (
        {"thing": f"selection.bid:{bid.pk}"},
        {"thing": "selection.bid:99999999"},
        {"thing": "accounts.user:1"},
        {"thing": "selection.bid:²"},
        {"person": cast.rival_manager.pk},
        {"person": 99999999},
    ):
        for place in (address, address.replace("explanation", "viewers")):
            if "person" in asked and "viewers" in place:
                continue
            answer = api.get(place, asked)
            assert (answer.status_code, answer.content) == (404, none.content), asked


def test_who_bids_is_not_told_by_asking_about_rights(cast: Cast) -> None:
    """INV-8: a party that also bids looks like one that does not."""
    former = Capacity.CONTRACTOR
    engaged(cast.project, cast.rival, former, by=cast.leader, days=(-200, -100))
    ask = {"actor": cast.officer, "person": cast.rival_bidder}
    before = [
        explain_access(cast.project, right=right, **ask).decision
        for right in (Right.BID, Right.VIEW_OWN)
    ]
    seen_before = {v.person for v in list_viewers(cast.project, actor=cast.officer)}
    engaged(cast.project, cast.rival, Capacity.BIDDER, by=cast.leader)
    after = [
        explain_access(cast.project, right=right, **ask).decision
        for right in (Right.BID, Right.VIEW_OWN)
    ]
    assert [(d.allowed, d.code) for d in before] == [(d.allowed, d.code) for d in after]
    assert seen_before == {v.person for v in list_viewers(cast.project, actor=cast.officer)}


def test_who_can_see_a_thing_is_listed_with_the_reason_and_agrees_with_visible_to(
    cast: Cast, client: Client
) -> None:
    contract = build.running_contract(cast)
    viewers = list_viewers(cast.project, actor=cast.auditor, thing=contract)
    listed = {viewer.person for viewer in viewers}
    for name, person in cast.people().items():
        if name in {"operator", "outsider", "anonymous"} or "other" in name:
            continue
        sees = type(contract).objects.visible_to(person).filter(pk=contract.pk).exists()
        assert (person in listed) == sees, name
    assert all(viewer.basis for viewer in viewers)
    (entry,) = Entry.objects.filter(event="access:listed")
    assert entry.data["thing"] == f"selection.contract:{contract.pk}"
    theirs = list_viewers(cast.project, actor=cast.project_manager, thing=contract)
    assert {viewer.organisation for viewer in theirs} == {cast.contractor}
    client.force_login(cast.officer)
    page = reverse("entitlements:viewers", args=[cast.project.pk])
    named = {"thing": f"selection.contract:{contract.pk}", "kind": "selection.contract"}
    assert cast.supervisor.name in client.get(page, named).content.decode()
    table = b"".join(client.get(page + "csv/", named)).decode()  # type: ignore[arg-type]
    assert cast.supervisor.name in table
    assert Entry.objects.filter(event="access:listed", data__exported=True).count() == 1


def test_the_page_answers_and_explains_an_expired_engagement(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    page = reverse("entitlements:explain", args=[cast.project.pk])
    assert "No question yet" in client.get(page).content.decode()
    told = client.get(page, {"person": cast.expired_auditor.pk, "right": "audit"})
    assert "RIGHT-AUDIT" in told.content.decode()
    told = client.get(page, {"person": cast.auditor.pk, "right": "audit"})
    assert cast.audit_office.name in told.content.decode()
    User.objects.filter(pk=cast.rival_manager.pk).update(name="Rita of the Rivals")
    wrong = client.get(page, {"person": cast.rival_manager.pk, "right": "audit"})
    nobody = client.get(page, {"person": 99999999, "right": "audit"})
    strip = [a.content.decode().split('id="id_person_error"')[-1][:200] for a in (wrong, nobody)]
    assert strip[0] == strip[1]
    assert "Rita" not in wrong.content.decode()


def test_a_sealed_thing_is_explained_by_its_seal_not_by_a_missing_right(cast: Cast) -> None:
    bid = selection.bid_of(cast, selection.published_tender(cast))
    mine = explain_access(cast.project, actor=cast.bid_manager, person=cast.bid_manager, thing=bid)
    assert mine.decision.allowed
    colleague = explain_access(
        cast.project, actor=cast.bid_manager, person=cast.engineer, thing=bid
    )
    assert colleague.person == cast.engineer
