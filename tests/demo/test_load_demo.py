"""The demonstration: loaded once, its key facts, and what its people see."""

from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.reviews.models import AuditFinding
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.scenario.load import is_loaded
from egov_outsource.scenario.people import OPERATOR, PASSWORD, SECOND_OPERATOR, SIGN_INS
from egov_outsource.scenario.table import as_markdown
from projects.acceptance.models import Condition
from projects.allocations import shares_of
from projects.lifecycle.models import GateReview, Waiver
from projects.models import Allocation, Project
from projects.planning.models import PlanItem, Requirement
from projects.prosecution.models import Obligation, Remedy
from projects.selection.models import Bid, Contract
from projects.sharing import misallocation_index
from projects.supervision.models import ChangeRequest, StatusReport
from risk.models import RiskPoint


def load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def counts() -> dict[str, int]:
    """How many rows every table has."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = cursor.fetchone()[0]
        return found


def main_project() -> Project:
    found: Project = Project.objects.get(reference="UL-2024-001")
    return found


def everybody_who_can_sign_in_is_printed_and_in_the_readme(said: str) -> None:
    for sign_in in SIGN_INS:
        assert sign_in.email in said
        user = User.objects.get(email=sign_in.email)
        assert user.check_password(PASSWORD)
        assert user.emailaddress_set.get().verified
    assert PASSWORD in said
    for operator in (OPERATOR, SECOND_OPERATOR):
        assert operator in said
        assert User.objects.get(email=operator).is_superuser  # two, so that one approves
    assert as_markdown() in (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")


def the_main_project_went_through_four_gates_and_is_in_operation(said: str) -> None:
    project = main_project()
    passed = GateReview.objects.filter(project=project, status="passed").order_by("gate")
    assert [str(one.reviewed_at.date()) for one in passed if one.reviewed_at] == [
        "2024-03-29",
        "2024-08-30",
        "2025-10-24",
        "2026-01-30",
    ]
    assert (project.stage, project.status, project.mode) == ("prosecution", "active", "process")
    assert Waiver.objects.filter(project=project, gate="G1").count() == 1


def the_numbers_of_the_story_are_there(said: str) -> None:
    project = main_project()
    mine = {"project": project}
    rows = Requirement.objects.filter(**mine)
    assert PlanItem.objects.filter(**mine, status="approved").count() == 16
    assert rows.count() == 122
    assert sum(not row.is_verifiable for row in rows) == 22
    assert all(row.is_verifiable for row in rows if row.priority == "must")
    assert sorted(Bid.objects.filter(**mine).values_list("amount", flat=True)) == [
        18_600_000,
        24_200_000,
        24_900_000,
        25_600_000,
    ]
    assert Contract.objects.get(**mine).value == 18_600_000
    assert list(StatusReport.objects.filter(**mine).values_list("ev", flat=True)[:12])[-1] == (
        14_500_000
    )
    assert [one.number for one in ChangeRequest.objects.filter(**mine) if one.is_bypass] == [2, 1]
    assert Remedy.objects.get(**mine, kind="damages").amount == 280_000
    assert sum(Condition.objects.filter(**mine).values_list("withheld", flat=True)) == 930_000
    assert Obligation.objects.filter(**mine, status="pending").count() == 2
    findings = AuditFinding.objects.filter(**mine)
    assert findings.count() == 8
    assert findings.filter(status="issued").count() == 1


def rights_given_away_in_the_contract_make_the_index_of_misallocation(said: str) -> None:
    rows = Allocation.objects.filter(project=main_project(), valid_to__isnull=True)
    assert misallocation_index(shares_of(rows)) == Decimal("0.12")


def side_projects_stand_in_every_stage_and_government_owns_all(said: str) -> None:
    projects = Project.objects.select_related("owner")
    assert projects.count() == 9
    assert {one.stage for one in projects} == set(Project.Stage.values)
    assert {one.owner.kind for one in projects} == {Organisation.Kind.GOVERNMENT}
    assert projects.filter(status="closed").count() == 1
    assert projects.filter(mode="self_build").count() == 1
    assert projects.filter(risk_level=0).count() == 0
    assert RiskPoint.objects.filter(project=main_project()).count() >= 10


def a_second_run_changes_nothing(said: str) -> None:
    before = counts()
    again = load()
    assert counts() == before
    assert is_loaded()
    assert again.endswith(said.partition("\n\n")[2])
    assert "nothing was changed" in again


def everybody_opens_the_pages_of_their_part(said: str) -> None:
    project = main_project()
    page = reverse("projects:detail", args=[project.pk])
    sees = {"hl", "udb", "ltc", "sup", "sec", "aud"}
    for sign_in in SIGN_INS:
        client = Client()
        client.force_login(User.objects.get(email=sign_in.email))
        assert client.get(reverse("projects:my_work")).status_code == 200, sign_in.email
        expected = 200 if sign_in.organisation in sees or sign_in.key == "liu" else 404
        oversees = set(sign_in.roles) & {"administrator", "records"} == set(sign_in.roles)
        if sign_in.organisation == "hl" and oversees:
            expected = 404  # keeps the register, oversees nothing
        assert client.get(page).status_code == expected, sign_in.email


def roles_of_the_story_are_open_memberships(said: str) -> None:
    assert Membership.objects.in_force().filter(user__kind="person").count() == (
        sum(len(sign_in.roles) for sign_in in SIGN_INS) + 1
    )


def test_the_demonstration_tells_its_story(db: None) -> None:
    """Loading takes long, so that one test loads it and looks at all of it."""
    said = load()
    everybody_who_can_sign_in_is_printed_and_in_the_readme(said)
    the_main_project_went_through_four_gates_and_is_in_operation(said)
    the_numbers_of_the_story_are_there(said)
    rights_given_away_in_the_contract_make_the_index_of_misallocation(said)
    side_projects_stand_in_every_stage_and_government_owns_all(said)
    a_second_run_changes_nothing(said)
    everybody_opens_the_pages_of_their_part(said)
    roles_of_the_story_are_open_memberships(said)


def test_a_real_platform_refuses_the_demonstration(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")
