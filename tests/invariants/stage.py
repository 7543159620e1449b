"""The stage of the sequences: one project, who is around it, and what a step leaves behind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

import time_machine
from django.db import transaction
from django.test import TestCase
from hypothesis.stateful import RuleBasedStateMachine

from audit.log.models import REFUSED, Entry
from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Invalid, Refusal, Stale
from projects.models import Project
from tests.build.projects import Cast
from tests.invariants.laws import kept


class Stage(RuleBasedStateMachine):
    """One project, two agencies below one authority, five firms, and all their people."""

    cast: ClassVar[Cast]
    start: ClassVar[datetime]
    administrator: ClassVar[User]

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(self.start, tick=False)
        self.traveller = self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.kept = kept()
        self.people = list(User.objects.exclude(kind=User.Kind.SYSTEM).order_by("pk"))
        cast = self.cast
        self.firms = [cast.rival, cast.supervision_firm, cast.assessment_firm, cast.audit_office]
        self.insiders = [cast.leader, cast.authority_leader, cast.other_leader, cast.officer]
        self.insiders += [cast.security, cast.project_manager]
        self.owner = cast.project.owner_id

    def teardown(self) -> None:
        """As if nothing had been."""
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.clock.stop()
        access.forget_scopes()

    def attempt(self, verb: Callable[..., Any], *things: Any, actor: User, **facts: Any) -> Any:
        """Let `actor` try; what is done or refused is in the log, exactly once (INV-11)."""
        self.traveller.shift(60)
        before = Entry.objects.count()
        done = refusal = None
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                done = verb(*things, actor=actor, **facts)
        except Refusal as no:
            refusal = no
        new = list(Entry.objects.order_by("-pk")[: Entry.objects.count() - before])
        if refusal:
            quiet = isinstance(refusal, Invalid | Stale)
            assert [one.event for one in new] == ([] if quiet else [REFUSED]), refusal
        else:
            (entry,) = new
            assert (entry.event != REFUSED, entry.actor_id) == (True, actor.pk)
        return done

    def somebody(self, number: int, *, likely: bool = True) -> User:
        """One of all; three times of four one of those who may do something."""
        crowd = self.insiders if likely and number % 4 else self.people
        return User.objects.get(pk=crowd[number // 4 % len(crowd)].pk)

    def project(self) -> Project:
        """The project as it is by now."""
        return Project.objects.get(pk=self.cast.project.pk)

    def one_of(self, rows: Any, number: int) -> Any:
        """One of `rows`, if there is any."""
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def boss_of(self, membership: Membership) -> User | None:
        """An administrator of the organisation."""
        found = Membership.objects.administrators().filter(organisation=membership.organisation_id)
        first = found.select_related("user").order_by("pk").first()
        return first.user if first else None
