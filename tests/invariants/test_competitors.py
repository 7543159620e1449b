"""Whatever is bid, opened, evaluated, awarded and rated, in whatever order: competitors do not see
one another's offers, prices and ratings, nor notice that there are any before the opening (INV-8).

Every offer and every rating carries words and a price that stand nowhere else. Competitors open
any page and any address of the REST interface: lists, counts, searches, exports, histories; they
get letters. Nothing of another firm is ever in it. Before the opening each page is asked for twice,
once with the offers of the others taken out of the database: both answers are the same, letter by
letter.

`PROPERTY_PROFILE=long` tries some seventy times as much.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from rest_framework.test import APIClient

from contractors.models import Rating
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from projects.prosecution.actions.comment_rating import comment_rating
from projects.prosecution.actions.finalise_rating import finalise_rating
from projects.prosecution.actions.rate_contractor import ASPECTS, rate_contractor
from projects.selection.actions.award_tender import award_tender
from projects.selection.actions.cancel_award import cancel_award
from projects.selection.actions.evaluate_bid import evaluate_bid
from projects.selection.actions.open_bids import open_bids
from projects.selection.actions.submit_bid import submit_bid
from projects.selection.actions.withdraw_bid import withdraw_bid
from projects.selection.models import Award, Bid, Tender
from tests.build import accounts as build
from tests.build import selection
from tests.build.projects import make_cast
from tests.invariants.running import run
from tests.invariants.stage import Stage
from tests.matrix.routes import Route, every_route

PICK = st.integers(0, 10**6)
# they end the session, or are as slow as the platform is large
NOT_LOOKED_AT = frozenset({"account_logout", "api-root"})
WORDS = ("T-1", "portal", "Rival", "Northern", "712", "SECRET", "bid")


class Places(dict[str, Any]):
    """What stands in an address; where nothing is known, a row that others may have."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __missing__(self, _name: str) -> int:
        return 1


class Competition(Stage):
    """One tender, three firms that bid, and the agency that decides."""

    tender: ClassVar[Tender]
    third: ClassVar[Organisation]
    routes: ClassVar[list[Route]]

    def __init__(self) -> None:
        super().__init__()
        cast = self.cast
        self.bidders = [cast.contractor, cast.rival, self.third]
        self.competitors = [
            person
            for firm in self.bidders
            for person in User.objects.filter(memberships__organisation=firm).order_by("pk")
        ]
        self.number = 0
        self.secrets: dict[int, set[str]] = {firm.pk: set() for firm in self.bidders}
        mail.outbox.clear()

    def published(self) -> Tender:
        """The tender as it is by now."""
        return Tender.objects.get(pk=self.tender.pk)

    def secret(self, firm: Organisation, word: str) -> str:
        """Words about `firm` that stand nowhere else."""
        self.number += 1
        text = f"SECRET-{word}-{self.number:03}"
        self.secrets[firm.pk].add(text)
        return text

    @rule(which=PICK, who=PICK, replace=st.booleans())
    def offer(self, which: int, who: int, replace: bool) -> None:
        """A firm bids, or somebody tries to bid for it."""
        firm = self.bidders[which % 3]
        self.number += 1
        price = 7_120_001 + 1_003 * self.number
        staff = User.objects.filter(memberships__organisation=firm, memberships__role="bid_manager")
        made = self.attempt(
            submit_bid,
            self.published(),
            actor=self.one_of(staff, who) if who % 5 else self.somebody(who),
            bidder=firm,
            amount=Decimal(price),
            currency="CNY",
            summary=self.secret(firm, "OFFER"),
            replace=replace,
        )
        if made:
            self.secrets[firm.pk] |= {str(price), f"{price:,}"}

    @rule(which=PICK)
    def withdraw(self, which: int) -> None:
        """A firm takes its offer back."""
        bid = self.one_of(Bid.objects.filter(status="pending"), which)
        if bid:
            self.attempt(withdraw_bid, bid, actor=bid.submitted_by, reason="Too low")

    @rule(who=PICK)
    def open_all(self, who: int) -> None:
        """The seal falls, if it is time."""
        self.attempt(open_bids, self.published(), actor=self.official(who))

    @rule(which=PICK, who=PICK, valid=st.booleans())
    def evaluate(self, which: int, who: int, valid: bool) -> None:
        """An offer is judged."""
        bid = self.one_of(Bid.objects.all(), which)
        if bid:
            self.attempt(
                evaluate_bid,
                bid,
                actor=self.cast.second_officer if who % 3 else self.official(who),
                status="valid" if valid else "disqualified",
                score=Decimal(80) if valid else None,
                reason=self.secret(bid.bidder, "REASON"),
                is_price_explained=True,
            )

    @rule(which=PICK, who=PICK)
    def award(self, which: int, who: int) -> None:
        """One of them wins: from then on the price of the winner is published."""
        bid = self.one_of(Bid.objects.filter(status="valid"), which)
        if bid and self.attempt(
            award_tender, self.published(), actor=self.official(who), bid=bid, reasons="Best"
        ):
            self.secrets[bid.bidder_id] -= {str(int(bid.amount)), f"{int(bid.amount):,}"}

    @rule(who=PICK)
    def take_the_award_back(self, who: int) -> None:
        """A leader cancels it."""
        award = self.one_of(Award.objects.all(), who)
        if award:
            self.attempt(cancel_award, award, actor=self.official(who), reasons="Mistake")

    @rule(who=PICK)
    def rate(self, who: int) -> None:
        """The contractor is rated, answers, and the rating becomes final."""
        firm, today = self.cast.contractor, timezone.localdate()
        made = self.attempt(
            rate_contractor,
            self.cast.project,
            actor=self.cast.officer if who % 3 else self.official(who),
            organisation=firm,
            period_start=today - timedelta(days=90 + who % 90),
            period_end=today,
            scores=dict.fromkeys(ASPECTS, 1 + who % 5),
            narrative=self.secret(firm, "RATING"),
        )
        made = made or self.one_of(Rating.objects.all(), who)
        if made and who % 2:
            text = self.secret(firm, "COMMENT")
            self.attempt(comment_rating, made, actor=self.cast.project_manager, comment=text)
        elif made:
            reasons = self.secret(firm, "FINAL")
            made.refresh_from_db()
            self.attempt(finalise_rating, made, actor=self.official(who), reasons=reasons)

    @rule(days=st.integers(1, 35))
    def time_passes(self, days: int) -> None:
        """The tender ends by itself."""
        self.traveller.shift(timedelta(days=days))

    @rule(who=PICK, where=PICK, word=st.sampled_from(WORDS), of=PICK)
    def look(self, who: int, where: int, word: str, of: int) -> None:
        """A competitor opens any address, with any search, about anything of another firm."""
        person = self.competitors[who % len(self.competitors)]
        own = set(access.scope_of(person).organisations)
        address = self.routes[where % len(self.routes)].address(self.places(own, of))
        asked = {"q": word, "search": word, "ordering": "-amount", "page_size": "5"}
        found = self.asked(person, address, asked if where % 2 else {})
        assert found[0] != 403 or not self.is_of_others(address, own), f"INV-8: {address} says 403"
        self.tells_nothing(address, found[1], own)
        if self.published().opened_at is None:
            with others_never_bid(own):
                assert self.asked(person, address, asked if where % 2 else {}) == found, (
                    f"INV-8: {person} notices at {address} that others bid"
                )

    def official(self, number: int) -> User:
        """Mostly the leader who decides and the officer who prepares, else anybody."""
        return self.somebody(number) if number % 4 == 0 else self._deciders[number % 4 % 2]

    @property
    def _deciders(self) -> list[User]:
        return [self.cast.officer, self.cast.leader]

    def places(self, own: set[int], of: int) -> Any:
        """The ids that stand in an address: those of others, where there are any."""
        bid = self.one_of(Bid.objects.exclude(bidder__in=own), of)
        rating = self.one_of(Rating.objects.exclude(organisation__in=own), of)
        award = self.one_of(Award.objects.exclude(supplier__in=own), of)
        known = {"projects": self.cast.project.pk, "tenders": self.tender.pk}
        known |= {"bids": bid.pk if bid else 0, "ratings": rating.pk if rating else 0}
        known |= {"awards": award.pk if award else 0, "contractors": self.third.pk}
        known |= {"organisations": self.third.pk, "selection/tenders": self.tender.pk}
        return SimpleNamespace(ids=Places(known))

    def is_of_others(self, address: str, own: set[int]) -> bool:
        """Whether the address names an offer or a rating of somebody else."""
        for noun, owner in ((Bid, "bidder_id"), (Rating, "organisation_id")):
            named = re.search(rf"/{noun._meta.model_name}s/(\d+)/", address)
            row = noun._default_manager.filter(pk=named[1]).first() if named else None
            if row is not None and getattr(row, owner) not in own:
                return True
        return False

    def asked(self, person: User, address: str, data: dict[str, str]) -> tuple[int, str]:
        """Status and text, without what differs from one answer to the next."""
        cache.clear()
        client = APIClient(raise_request_exception=False)
        client.force_login(person)
        with transaction.atomic():
            answer: Any = client.get(address, data)
            text = b"".join(answer).decode(errors="replace")
            transaction.set_rollback(True)
        text = re.sub(r'csrf\S+|nonce\S+|value="\w{64}"|data-csrf="[^"]*"', "#", text)
        return answer.status_code, text

    def tells_nothing(self, where: str, text: str, own: set[int]) -> None:
        """No word and no price of another firm."""
        for firm, secrets in self.secrets.items():
            told = [] if firm in own else [secret for secret in secrets if secret in text]
            assert not told, f"INV-8: {where} tells {told}"

    @invariant()
    def rows_of_others_are_nowhere(self) -> None:
        """INV-8: neither rows nor counts."""
        with access.remembered_scopes():
            for person in self.competitors:
                own = set(access.scope_of(person).organisations)
                bids, ratings = Bid.objects.visible_to(person), Rating.objects.visible_to(person)
                assert set(bids.values_list("bidder", flat=True)) <= own
                assert set(ratings.values_list("organisation", flat=True)) <= own
                assert bids.count() <= Bid.objects.filter(bidder__in=own).count()

    @invariant()
    def letters_tell_nothing(self) -> None:
        """INV-8: nor what is mailed."""
        for letter in mail.outbox:
            for person in self.competitors:
                if person.email in letter.to:
                    own = set(access.scope_of(person).organisations)
                    said = f"{letter.subject} {letter.body}"
                    self.tells_nothing(f"a letter to {person}", said, own)
        mail.outbox.clear()


@contextmanager
def others_never_bid(own: set[int]) -> Iterator[None]:
    """Within this block only these firms have bid."""
    keys = list(own) or [0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM selection_bid WHERE bidder_id <> ALL (%s)", [keys])
        cursor.execute(
            "DELETE FROM projects_engagement WHERE capacity = 'bidder'"
            " AND organisation_id <> ALL (%s)",
            [keys],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.urls("tests.matrix.urls")
def test_competitors_never_see_or_notice_one_another() -> None:
    """INV-7, INV-8."""
    cast = make_cast()
    Competition.cast, Competition.start = cast, timezone.now()
    Competition.administrator = build.administrator(cast.agency)
    Competition.third = build.contractor("Gobi Data")
    build.member(Competition.third, "bid_manager")
    Competition.tender = selection.published_tender(cast)
    Competition.routes = [
        route
        for route in every_route()
        if "GET" in route.methods and route.name not in NOT_LOOKED_AT
    ]
    run(Competition)
