"""The asset register: ownership in title, custody and control, and who verifies it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady
from projects.acceptance.actions.change_asset import change_asset
from projects.acceptance.actions.offer_asset import offer_asset
from projects.acceptance.actions.retire_asset import retire_asset
from projects.acceptance.actions.take_custody import take_custody
from projects.acceptance.actions.verify_custody import verify_custody
from projects.acceptance.models import Asset, CustodyVerification
from projects.acceptance.ownership import (
    FULL,
    NONE,
    SHARED,
    WEIGHTS,
    Standing,
    handover_gap,
    ownership_index,
)
from projects.acceptance.register import asset_register
from projects.models import Decision
from projects.work import tasks_for
from risk.gather import gather
from tests.build.acceptance import registered
from tests.build.projects import Cast

TODAY = date(2026, 6, 1)
FRESH, OLD = date(2026, 1, 26), date(2025, 5, 1)


def standing(kind: str, *levels: Decimal, on: date | None = FRESH) -> Standing:
    """An asset with title, custody and control, confirmed on that day."""
    title, custody, control = levels
    return Standing(kind, title, custody, control, on, None if on is None else True)


def verified(cast: Cast, asset: Asset, **facts: object) -> CustodyVerification:
    """What the supervisor finds today."""
    told = {"method": "checksum", "result": "confirmed", "verified_on": timezone.localdate()}
    return verify_custody(asset, actor=cast.supervisor, **{**told, **facts})  # type: ignore[arg-type]


def test_the_ten_classes_weigh_32() -> None:
    assert len(WEIGHTS) == len(Asset.Kind.values) == 10
    assert set(WEIGHTS) == set(Asset.Kind.values)
    assert sum(WEIGHTS.values()) == 32


def test_everything_in_hand_is_1_and_ownership_on_paper_0_4_at_most() -> None:
    whole = [standing(kind, FULL, FULL, FULL) for kind in WEIGHTS]
    assert ownership_index(whole, TODAY) == 1
    paper = [standing(kind, FULL, NONE, NONE) for kind in WEIGHTS]
    assert ownership_index(paper, TODAY) == Decimal("0.4")
    assert ownership_index([], TODAY) is None


def test_the_worked_example_of_the_ownership_shortfall() -> None:
    """Everything of government but a shared tenancy and licences on paper: GOI 0.90."""
    register = [standing(kind, FULL, FULL, FULL) for kind in WEIGHTS]
    register[list(WEIGHTS).index("tenancy")] = standing("tenancy", FULL, SHARED, SHARED)
    register[list(WEIGHTS).index("licences")] = standing("licences", NONE, NONE, NONE)
    # 4 · 0.3 are missing of the tenancy, 2 · 1 of the licences, of 32
    assert ownership_index(register, TODAY) == 1 - Decimal("3.2") / 32 == Decimal("0.9")


def test_custody_that_is_old_or_unverified_counts_half_and_refuted_nothing() -> None:
    for day, counted in ((FRESH, "1"), (OLD, "0.85"), (None, "0.85")):
        row = standing("data", FULL, FULL, FULL, on=day)
        assert row.owned(TODAY) == Decimal(counted)
    refuted = Standing("data", FULL, FULL, FULL, FRESH, confirmed=False)
    assert refuted.owned(TODAY) == Decimal("0.7")


def test_the_gap_of_the_hand_over_counts_what_is_required_and_verified() -> None:
    register = [
        standing("data", FULL, FULL, FULL),
        standing("source", FULL, FULL, FULL, on=OLD),
        Standing("logs", NONE, NONE, NONE, required=False),
    ]
    assert handover_gap(register, TODAY) == Decimal("0.5")
    assert handover_gap(register[2:], TODAY) is None


def test_an_asset_is_offered_verified_and_taken_over(cast: Cast) -> None:
    asset = registered(cast)
    assert asset_register(cast.project, cast.officer).goi == Decimal("0.4")
    with pytest.raises(NotReady):
        take_custody(asset, actor=cast.leader)
    with pytest.raises(NotAllowed):
        offer_asset(asset, actor=cast.officer)
    offer_asset(asset, actor=cast.project_manager, note="in your repository")
    assert "Verify the custody" in " ".join(str(t.title) for t in tasks_for(cast.supervisor))
    with pytest.raises(NotAllowed):
        verify_custody(
            asset,
            actor=cast.project_manager,
            method="rebuild",
            result="confirmed",
            verified_on=timezone.localdate(),
        )
    verified(cast, asset, method="rebuild")
    assert "Take custody" in " ".join(str(task.title) for task in tasks_for(cast.leader))
    for nobody in (cast.officer, cast.supervisor, cast.project_manager):
        with pytest.raises(NotAllowed):
            take_custody(asset, actor=nobody)
    take_custody(asset, actor=cast.leader, reasons="rebuilt by ourselves")
    asset.refresh_from_db()
    assert (asset.custody, asset.control, asset.holder_id) == (1, 1, cast.agency.pk)
    decision = Decision.objects.latest("pk")
    assert (decision.point, decision.event, decision.holder) == ("A5", "asset:taken", "G")
    events = ["asset:registered", "asset:offered", "custody:verified", "asset:taken"]
    assert [e.event for e in Entry.objects.filter(event__in=events).order_by("pk")] == events
    register = asset_register(cast.project, cast.officer)
    assert (register.goi, register.gap) == (1, 0)
    assert not Asset.objects.visible_to(cast.project_manager).exists()
    with pytest.raises(Conflict):
        take_custody(asset, actor=cast.leader)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        old = asset_register(cast.project, cast.officer)
        assert (old.goi, old.gap) == (Decimal("0.85"), 1)
        assert "Verify the custody" in " ".join(str(t.title) for t in tasks_for(cast.officer))


def test_risk_reads_the_same_index_from_the_register(cast: Cast) -> None:
    everything = {"title": FULL, "custody": FULL, "control": FULL, "holder": cast.agency}
    for kind in WEIGHTS:
        verified(cast, registered(cast, name=kind, kind=kind, **everything))
    assert asset_register(cast.project, cast.officer).goi == 1
    lines = Asset.objects.in_project(cast.project)
    lines.filter(kind="tenancy").update(custody=SHARED, control=SHARED)
    lines.filter(kind="licences").update(title=NONE, custody=NONE, control=NONE)
    verified(cast, lines.get(kind="source"), result="failed")
    verified(cast, lines.get(kind="logs"), verified_on=timezone.localdate() - timedelta(366))
    registered(cast, name="Old data", kind="data", is_required=False)
    register = asset_register(cast.project, cast.officer)
    facts = gather([cast.project.pk], timezone.localdate()).acceptance
    assert facts.assets_weight[0] == 37
    assert register.goi is not None
    assert register.gap is not None
    assert facts.assets_owned[0] / 37 == pytest.approx(float(register.goi))
    gap = 1 - facts.required_verified[0] / facts.required_weight[0]
    assert gap == pytest.approx(float(register.gap))
    assert facts.core_outside[0] == 1


def test_the_register_is_corrected_with_reasons_and_never_raises_custody(cast: Cast) -> None:
    asset = registered(cast)
    change_asset(asset, actor=cast.officer, facts={"title": SHARED}, reasons="escrow")
    asset.refresh_from_db()
    assert asset.title == SHARED
    for facts, reasons in (
        ({"custody": FULL}, "we have it"),
        ({"title": Decimal("0.3")}, "a third"),
        ({"title": NONE}, " "),
        ({"holder": cast.rival}, "strange"),
    ):
        with pytest.raises(Invalid):
            change_asset(asset, actor=cast.officer, facts=facts, reasons=reasons)
    with pytest.raises(NotAllowed):
        change_asset(asset, actor=cast.supervisor, facts={"title": NONE}, reasons="no")
    with pytest.raises(Invalid):
        registered(cast, name="Data", kind="data", custody=FULL)
    with pytest.raises(Conflict):
        registered(cast)
    with pytest.raises(NotAllowed):
        retire_asset(asset, actor=cast.officer, retired_on=timezone.localdate(), reasons="old")
    retire_asset(asset, actor=cast.leader, retired_on=timezone.localdate(), reasons="replaced")
    assert asset_register(cast.project, cast.officer).goi is None


def test_the_database_keeps_verifications_and_custody(cast: Cast) -> None:
    asset = registered(cast)
    verified(cast, asset)
    for statement, rule in (
        ("UPDATE acceptance_custodyverification SET result = 'failed'", "INV-6"),
        ("DELETE FROM acceptance_custodyverification", "INV-6"),
        ("DELETE FROM acceptance_asset", "INV-6"),
        ("UPDATE acceptance_asset SET custody = 1", "only when a government organisation"),
        ("UPDATE acceptance_asset SET title = 0.7", "asset_title_of_three"),
    ):
        with pytest.raises(DatabaseError, match=rule), transaction.atomic():
            connection.cursor().execute(statement)


def test_pages_file_and_rest_show_the_same_register(cast: Cast, client: Client) -> None:
    asset = registered(cast)
    verified(cast, asset)
    client.force_login(cast.auditor)
    page = client.get(reverse("acceptance:assets", args=[cast.project.pk])).content.decode()
    assert "Source of the portal" in page
    assert ">0.40<" in page
    lines = b"".join(
        client.get(reverse("acceptance:assets_export", args=[cast.project.pk]))  # type: ignore[arg-type]
    ).decode("utf-8-sig")
    assert "Source of the portal,Bespoke source and build scripts,5," in lines
    api = APIClient()
    api.force_authenticate(cast.assessor)
    address = f"/api/v1/projects/{cast.project.pk}/assets/"
    assert api.get(f"{address}ownership/").json()["goi"] == "0.4000"
    told = {"method": "login", "result": "failed", "verified_on": str(timezone.localdate())}
    assert api.post(f"{address}{asset.pk}/verifications/", told).status_code == 201
    assert len(api.get(f"{address}{asset.pk}/").json()["verifications"]) == 2
    assert api.post(f"{address}{asset.pk}/custody/").status_code == 403
    client.force_login(cast.officer)
    change = reverse("acceptance:change_asset", args=[asset.pk])
    form = client.get(change).context["form"]
    told = {k: v for k, v in form.initial.items() if v not in (None, "")} | {"reasons": "typo"}
    told |= {"name": "Source", "holder": asset.holder_id}
    assert client.post(change, told).status_code == 302
    new = {"kind": "data", "name": "Records", "title": "1", "custody": "1", "control": "0.5"}
    new["holder"] = str(cast.agency.pk)
    address = reverse("acceptance:register_asset", args=[cast.project.pk])
    assert client.post(address, new).status_code == 302
    assert client.get(Asset.objects.get(name="Records").get_absolute_url()).status_code == 200
