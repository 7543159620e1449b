"""The register: entries, qualifications, sanctions, affiliations."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.log.models import Entry
from contractors.actions.add_qualification import add_qualification
from contractors.actions.lift_sanction import lift_sanction
from contractors.actions.record_affiliation import record_affiliation
from contractors.actions.record_sanction import record_sanction
from contractors.actions.register_contractor import register_contractor
from contractors.actions.withdraw_qualification import withdraw_qualification
from contractors.models import Contractor, Sanction
from contractors.standing import affiliates, is_debarred
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from tests.build.accounts import contractor as build_contractor
from tests.build.contractors import affiliated, debarred, qualified, registered
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


def last_event() -> str:
    return Entry.objects.order_by("-id")[0].event


def sanction_facts(**more: Any) -> dict[str, Any]:
    return {
        "kind": "debarment",
        "authority": "Finance Department",
        "reason": "Forged certificates.",
        "starts_on": TODAY,
    } | more


def test_an_officer_enters_a_contractor_once(cast: Cast) -> None:
    entry = register_contractor(cast.rival, actor=cast.officer, address="River Street 1")
    assert entry.organisation == cast.rival
    assert last_event() == "contractor:registered"
    with pytest.raises(Conflict):
        register_contractor(cast.rival, actor=cast.officer)


def test_only_contractors_are_entered_and_only_by_government(cast: Cast) -> None:
    with pytest.raises(Invalid):
        register_contractor(cast.supervision_firm, actor=cast.officer)
    for stranger in (cast.project_manager, cast.finance, cast.outsider, cast.operator):
        with pytest.raises(NotAllowed):
            register_contractor(cast.rival, actor=stranger)
    assert last_event() == "attempt:refused"


def test_qualifications_end_and_are_withdrawn_but_stay(cast: Cast) -> None:
    entry = registered(cast.contractor)
    with pytest.raises(Invalid) as refusal:
        add_qualification(
            entry,
            actor=cast.officer,
            title="ISO 27001",
            issuer="Centre",
            issued_on=TODAY,
            expires_on=TODAY - timedelta(days=1),
        )
    assert "expires_on" in refusal.value.fields
    made = add_qualification(
        entry, actor=cast.officer, title="ISO 27001", issuer="Centre", issued_on=TODAY
    )
    assert last_event() == "qualification:added"
    with pytest.raises(Hidden):
        add_qualification(
            entry, actor=cast.rival_manager, title="Ours", issuer="We", issued_on=TODAY
        )
    with pytest.raises(NotAllowed):
        withdraw_qualification(
            made, actor=cast.project_manager, withdrawn_on=TODAY, reason="No longer."
        )
    withdraw_qualification(made, actor=cast.officer, withdrawn_on=TODAY, reason="Lapsed audit.")
    assert last_event() == "qualification:withdrawn"
    with pytest.raises(Conflict):
        withdraw_qualification(made, actor=cast.officer, withdrawn_on=TODAY, reason="Again.")


def test_leaders_record_sanctions_and_debarment_counts_by_the_day(cast: Cast) -> None:
    entry = registered(cast.rival)
    for stranger in (cast.officer, cast.finance):
        with pytest.raises(NotAllowed):
            record_sanction(entry, actor=stranger, **sanction_facts())
    with pytest.raises(Invalid):
        record_sanction(entry, actor=cast.leader, **sanction_facts(kind="exile"))
    end = TODAY + timedelta(days=365)
    record_sanction(entry, actor=cast.leader, **sanction_facts(ends_on=end))
    assert last_event() == "sanction:recorded"
    assert not is_debarred(cast.rival, TODAY - timedelta(days=1))
    assert is_debarred(cast.rival, TODAY)
    assert is_debarred(cast.rival, end)
    assert not is_debarred(cast.rival, end + timedelta(days=1))
    assert not is_debarred(cast.contractor, TODAY)


def test_a_lifted_sanction_counts_no_more_but_stays(cast: Cast) -> None:
    sanction = debarred(cast.rival, by=cast.authority_leader)
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        lift_sanction(sanction, actor=cast.officer, lifted_on=today, reason="Court.")
    with pytest.raises(Invalid):
        lift_sanction(sanction, actor=cast.leader, lifted_on=today, reason=" ")
    lift_sanction(sanction, actor=cast.leader, lifted_on=today, reason="Court decision.")
    assert last_event() == "sanction:lifted"
    assert not is_debarred(cast.rival, today)
    assert is_debarred(cast.rival, today - timedelta(days=1))
    with pytest.raises(Conflict):
        lift_sanction(sanction, actor=cast.leader, lifted_on=today, reason="Again.")


def test_a_fine_is_no_debarment(cast: Cast) -> None:
    entry = registered(cast.rival)
    record_sanction(entry, actor=cast.leader, **sanction_facts(kind="fine"))
    assert not is_debarred(cast.rival, TODAY)


def test_affiliations_count_both_ways_and_through_others(cast: Cast) -> None:
    middle = build_contractor("Middle")
    tie = record_affiliation(
        cast.contractor, actor=cast.officer, other=middle, kind="control", source="Register"
    )
    assert last_event() == "affiliation:recorded"
    affiliated(cast.rival, middle)
    assert affiliates(cast.contractor) == {middle.pk, cast.rival.pk}
    assert affiliates(cast.rival) == {middle.pk, cast.contractor.pk}
    tie.until = timezone.localdate() - timedelta(days=1)
    tie.save()
    assert affiliates(cast.contractor) == set()
    with pytest.raises(Invalid):
        record_affiliation(
            middle, actor=cast.officer, other=middle, kind="control", source="Register"
        )
    with pytest.raises(NotAllowed):
        record_affiliation(
            middle, actor=cast.project_manager, other=cast.rival, kind="control", source="x"
        )
    with pytest.raises(Conflict):
        record_affiliation(
            middle, actor=cast.officer, other=cast.rival, kind="control", source="Register"
        )


def test_a_contractor_sees_its_own_entry_only(cast: Cast) -> None:
    mine, theirs = registered(cast.contractor), registered(cast.rival)
    qualified(cast.rival)
    debarred(cast.rival, by=cast.leader)
    assert set(Contractor.objects.visible_to(cast.officer)) == {mine, theirs}
    assert list(Contractor.objects.visible_to(cast.project_manager)) == [mine]
    assert not Sanction.objects.visible_to(cast.project_manager).exists()
    assert not Contractor.objects.visible_to(cast.operator).exists()
    assert not Contractor.objects.visible_to(cast.anonymous).exists()
