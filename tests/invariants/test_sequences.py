"""Whatever people do, in whatever order, and however time passes: the invariants hold.

A machine lets anybody of the cast try anything with anything: appoint, subcontract, allocate,
delegate, open emergencies, transfer, invite, leave. Most of it is refused, and that is a step too.
After each step the laws are asked in SQL, what `access` says is compared with a second, naive
reading of the rules, and the log must have grown by what happened.

`PROPERTY_PROFILE=long` tries some seventy times as much.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from audit.bundles.actions.request_bundle import request_bundle
from audit.bundles.bag import BagWriter
from audit.bundles.models import Bundle
from audit.bundles.objects import Objects
from egov_outsource import access
from egov_outsource.accounts.actions.accept_invitation import accept_invitation
from egov_outsource.accounts.actions.change_membership import change_membership
from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.accounts.actions.end_membership import end_membership
from egov_outsource.accounts.actions.invite_person import draw_up
from egov_outsource.accounts.actions.revoke_delegation import revoke_delegation
from egov_outsource.accounts.models import Delegation, Invitation, Membership, User
from egov_outsource.wall.eyes import looking
from projects.actions.appoint_engagement import appoint_engagement
from projects.actions.decide_emergency import decide_emergency
from projects.actions.decide_subcontract import decide_subcontract
from projects.actions.decide_transfer import decide_transfer
from projects.actions.end_emergency import end_emergency
from projects.actions.end_engagement import end_engagement
from projects.actions.propose_subcontract import propose_subcontract
from projects.actions.propose_transfer import propose_transfer
from projects.actions.rederive_grants import rederive_grants
from projects.actions.request_emergency import request_emergency
from projects.actions.set_allocation import set_allocation
from projects.models import (
    Agency,
    Allocation,
    Decision,
    EmergencyAccess,
    Engagement,
    OwnershipTransfer,
    Project,
    Subcontract,
)
from projects.rights import DECISION_POINTS, RESERVED, Right
from projects.selection.models import Bid
from tests.build import accounts as build
from tests.build import selection
from tests.build.projects import make_cast
from tests.invariants.laws import broken, kept
from tests.invariants.naive import Held, everything_held
from tests.invariants.running import run
from tests.invariants.stage import Stage

# a number that chooses among what there is by then
PICK = st.integers(0, 10**6)
DAYS = st.integers(1, 60)
VERDICT = st.booleans()

RAW = (
    "UPDATE projects_project SET owner_id = {firm}",
    "UPDATE projects_projectgrant SET valid_to = NULL WHERE organisation_id = {firm}",
    "UPDATE accounts_organisation SET kind = 'government' WHERE id = {firm}",
    "DELETE FROM projects_decision",
    "DELETE FROM projects_allocation",
    "DELETE FROM audit_entry",
    "UPDATE audit_entry SET event = 'nothing'",
    (
        "INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id,"
        " organisation_id, basis, valid_from, valid_to) SELECT {person}, p.id, {project}, {firm},"
        " 'engagement 1', now(), now() + interval '1 day' FROM auth_permission p"
        " JOIN django_content_type t ON t.id = p.content_type_id AND t.model = 'project'"
        " WHERE codename = 'a3'"
    ),
)


# nothing in these is under seal
WHOLE = (Project, Decision, Allocation, OwnershipTransfer, Subcontract, EmergencyAccess)


class World(Stage):
    """What people do to one another and to the project."""

    @rule(
        who=PICK,
        firm=PICK,
        days=DAYS,
        capacity=st.sampled_from(
            ("supervision", "assessment", "audit", "consultancy", "contractor")
        ),
    )
    def appoint(self, who: int, firm: int, days: int, capacity: str) -> None:
        """Third parties come."""
        now = timezone.now()
        self.attempt(
            appoint_engagement,
            self.project(),
            actor=self.somebody(who),
            organisation=self.firms[firm % len(self.firms)],
            capacity=capacity,
            purpose="Look at it",
            valid_from=now + timedelta(days=days % 3 - 1),
            valid_to=now + timedelta(days=days),
            is_independent=True,
        )

    @rule(who=PICK, which=PICK)
    def dismiss(self, who: int, which: int) -> None:
        """Third parties go."""
        one = self.one_of(Engagement.objects.filter(ended_at=None), which)
        self.attempt(end_engagement, one, actor=self.somebody(who), reason="Enough")

    @rule(who=PICK, days=DAYS, decider=PICK, consents=VERDICT)
    def subcontract(self, who: int, days: int, decider: int, consents: bool) -> None:
        """A contractor hands on a part, somebody consents or not."""
        main = Engagement.objects.get(project=self.cast.project, capacity="contractor")
        now = timezone.now()
        made = self.attempt(
            propose_subcontract,
            main,
            actor=self.cast.project_manager if who % 4 else self.somebody(who),
            organisation=self.cast.rival,
            part="Data",
            basis="§ 8",
            valid_from=now,
            valid_to=now + timedelta(days=days),
        )
        made = made or self.one_of(Subcontract.objects.filter(status="proposed"), who)
        if made:
            self.attempt(
                decide_subcontract,
                made,
                actor=self.somebody(decider),
                outcome="consented" if consents else "refused",
                reasons="Because",
            )

    @rule(
        who=PICK,
        point=st.sampled_from(sorted(DECISION_POINTS)),
        mode=st.sampled_from(("sole", "consult", "consent", "joint")),
        holders=st.permutations("GTC"),
    )
    def allocate(self, who: int, point: str, mode: str, holders: list[str]) -> None:
        """Control rights are declared."""
        self.attempt(
            set_allocation,
            self.project(),
            actor=self.somebody(who),
            point=point,
            mode=mode,
            decider=holders[0],
            partner=holders[1] if mode in {"consent", "joint"} else "",
            basis="§ 3",
        )

    @rule(who=PICK, whom=PICK, days=DAYS)
    def be_absent(self, who: int, whom: int, days: int) -> None:
        """Somebody stands in, if one of the same organisation is meant."""
        absent = self.somebody(who)
        serves = Membership.objects.in_force().filter(user=absent).order_by("pk").first()
        if serves is None:
            return
        colleagues = User.objects.filter(memberships__organisation=serves.organisation_id)
        delegate = self.one_of(colleagues.distinct(), whom) if whom % 5 else self.somebody(whom)
        now = timezone.now()
        self.attempt(
            create_delegation,
            absent,
            actor=absent if who % 5 else self.somebody(whom),
            organisation=serves.organisation,
            delegate=delegate,
            valid_from=now,
            valid_to=now + timedelta(days=days),
            reason="Leave",
        )

    @rule(who=PICK, which=PICK)
    def come_back(self, who: int, which: int) -> None:
        """An absence ends early."""
        one = self.one_of(Delegation.objects.all(), which)
        if one:
            actor = one.delegator if who % 2 else self.somebody(who)
            self.attempt(revoke_delegation, one, actor=actor)

    @rule(who=PICK, person=PICK, second=PICK, hours=st.integers(1, 30), confirms=VERDICT)
    def open_emergency(
        self, who: int, person: int, second: int, hours: int, confirms: bool
    ) -> None:
        """One asks, another confirms or not."""
        people = [*self.insiders, self.administrator, *self.people]
        made = self.attempt(
            request_emergency,
            self.project(),
            actor=self.somebody(who),
            person=people[person % len(people)],
            reason="Fire",
            hours=hours,
        )
        made = made or self.one_of(EmergencyAccess.objects.filter(status="requested"), who)
        if made:
            self.attempt(
                decide_emergency,
                made,
                actor=self.somebody(second),
                outcome="confirmed" if confirms else "refused",
                reasons="Because",
            )

    @rule(who=PICK, which=PICK)
    def close_emergency(self, who: int, which: int) -> None:
        """Somebody ends one."""
        one = self.one_of(EmergencyAccess.objects.all(), which)
        if one:
            self.attempt(end_emergency, one, actor=self.somebody(who))

    @rule(who=PICK, taker=PICK, decider=PICK, approves=VERDICT)
    def transfer(self, who: int, taker: int, decider: int, approves: bool) -> None:
        """One agency gives, the authority decides."""
        agencies = list(Agency.objects.exclude(pk=self.owner).order_by("pk"))
        made = self.attempt(
            propose_transfer,
            self.project(),
            actor=self.somebody(who),
            taker=agencies[taker % len(agencies)],
            reasons="Because",
            basis="Order 1",
        )
        made = made or self.one_of(OwnershipTransfer.objects.filter(status="proposed"), who)
        if made:
            outcome = "approved" if approves else "refused"
            decided = self.attempt(
                decide_transfer,
                made,
                actor=self.somebody(decider),
                outcome=outcome,
                reasons="Because",
            )
            if decided and approves:
                self.owner = decided.taker_id

    @rule(who=PICK, role=st.sampled_from(Membership.Role.values), firm=PICK)
    def arrive(self, who: int, role: str, firm: int) -> None:
        """Somebody takes a role, as an accepted invitation gives it."""
        person = self.somebody(who, likely=False)
        places = [*self.firms, self.cast.agency, self.cast.other_agency, self.cast.authority]
        place = places[firm % len(places)]
        known = Invitation.objects.unanswered().filter(organisation=place, role=role)
        invitation = known.filter(email=person.email).first()  # not accepted so far
        if invitation is None:
            facts = {"actor": self.administrator, "email": person.email, "role": role}
            invitation, _secret = draw_up(place, **facts)
        self.attempt(accept_invitation, invitation, actor=person)

    @rule(who=PICK, which=PICK)
    def leave(self, who: int, which: int) -> None:
        """Somebody's role ends, now or in some days."""
        one = self.one_of(Membership.objects.in_force(), which)
        at = None if who % 2 else timezone.now() + timedelta(days=who % 9, minutes=2)
        boss = self.boss_of(one)
        self.attempt(end_membership, one, actor=boss or self.somebody(who), at=at)

    @rule(which=PICK, role=st.sampled_from(Membership.Role.values))
    def change_role(self, which: int, role: str) -> None:
        """Somebody gets another role."""
        one = self.one_of(Membership.objects.in_force(), which)
        if boss := self.boss_of(one):
            self.attempt(change_membership, one, actor=boss, role=role)

    @rule(which=PICK)
    def lock_out(self, which: int) -> None:
        """An account is switched off; from this moment it holds nothing, grants or not."""
        person = self.people[which % len(self.people)]
        User.objects.filter(pk=person.pk).update(is_active=False)
        self.rederive()

    @rule(days=st.integers(0, 40), hours=st.integers(1, 23))
    def time_passes(self, days: int, hours: int) -> None:
        """What was dated ends by itself."""
        self.traveller.shift(timedelta(days=days, hours=hours))

    @rule()
    def rederive(self) -> None:
        """Every night."""
        for agency in Agency.objects.filter(kind="government"):
            rederive_grants(agency, actor=User.objects.system())

    @rule(which=st.sampled_from(RAW), who=PICK)
    def bend(self, which: str, who: int) -> None:
        """By SQL, past all actions: the database itself says no."""
        statement = which.format(
            firm=self.cast.rival.pk, person=self.cast.rival_manager.pk, project=self.cast.project.pk
        )
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                changed = cursor.rowcount
        except DatabaseError:
            return
        assert changed == 0, statement

    @rule(who=PICK)
    def take_everything(self, who: int) -> None:
        """The owner's people get every object of the project, whoever is engaged or gone."""
        project = self.project()
        staff = Membership.objects.in_force().filter(
            organisation=self.owner, role__in=("officer", "leader", "records"), user__is_active=True
        )
        own = self.one_of(staff.order_by("pk"), who)
        actor = own.user if own and who % 3 else self.somebody(who)
        may = access.may(actor, Right.EXPORT_PROJECT, project)
        made = self.attempt(request_bundle, project, actor=actor, kind="whole")
        assert bool(made) == bool(may), f"INV-10: {actor}"
        if not made:
            assert own is None or actor != own.user, f"INV-10: {actor} serves the owner"
            return
        with (
            tempfile.TemporaryDirectory() as folder,
            looking(actor),
            BagWriter(Path(folder) / "all.zip", "all", timezone.now()) as bag,
        ):
            tables = Objects(bag, made, lambda: None)
            tables.add()
        for noun in WHOLE:  # past all rules of reading: nothing of the project is kept back
            rows = noun._default_manager
            inside = {"pk": project.pk} if noun is Project else {"project": project}
            expected = rows.filter(**inside).count()
            assert tables.counts[noun] == expected, f"INV-10: {noun._meta.label}"
        Bundle.objects.filter(pk=made.pk).update(state="failed", failure="error")

    @invariant()
    def the_laws_hold(self) -> None:
        """INV-1 to INV-6, INV-9."""
        assert not broken()
        now = kept()
        for table, keys in self.kept.items():
            assert keys <= now[table], f"INV-6: {table}"
        self.kept = now
        assert self.project().owner_id == self.owner

    @invariant()
    def everybody_holds_what_the_rules_say_and_nothing_else(self) -> None:
        """INV-2, INV-5, INV-9: what `access` answers, read twice."""
        with access.remembered_scopes():
            self.compare(everything_held())

    def compare(self, expected: dict[int, set[Held]]) -> None:
        """Person by person."""
        bid = Bid.objects.get()
        for person in User.objects.exclude(kind=User.Kind.SYSTEM):
            scope = access.scope_of(person)
            found: set[Held] = set()
            for held, is_agency in ((scope.agencies, True), (scope.projects, False)):
                for right, places in held.items():
                    found |= {(right, is_agency, place) for place in places}
                    for _party, kind in places.values():
                        assert kind == "government" or right not in RESERVED, f"INV-5: {right}"
            wanted = expected.get(person.pk, set())
            assert found == wanted, (
                f"{person}: too much {sorted(found - wanted)}, too little {sorted(wanted - found)}"
            )
            if person.is_superuser:
                assert not found - wanted, "INV-9"
            # INV-7: sealed until it is opened, which nobody does here
            if bid.bidder_id not in scope.organisations:
                assert not Bid.objects.visible_to(person).exists(), f"INV-7: {person}"


@pytest.mark.django_db
def test_no_sequence_of_decisions_and_departures_breaks_an_invariant() -> None:
    """INV-1 to INV-7, INV-9 to INV-11, SOD-1, SOD-13."""
    cast = make_cast()
    tender = selection.published_tender(cast)
    selection.bid_of(cast, tender)
    World.cast, World.start = cast, timezone.now()
    World.administrator = build.administrator(cast.agency)
    for organisation in (cast.rival, cast.authority, cast.contractor):
        build.administrator(organisation)
    run(World)
