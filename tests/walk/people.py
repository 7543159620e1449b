"""Who walks, and the project that they walk through its stages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser

from projects.lifecycle.gates import GATES
from projects.models import Project
from projects.planning.models import Requirement
from tests.build.lifecycle import attested
from tests.build.projects import Cast
from tests.walk.pages import Person

SHOWN = 3000


def day(distance: int = 0) -> str:
    """So many days from today, as a calendar field wants it."""
    return (timezone.localdate() + timedelta(days=distance)).isoformat()


def moment(distance: int = 0) -> str:
    """So many days from now, as a field of date and time wants it."""
    return (timezone.localtime() + timedelta(days=distance)).strftime("%Y-%m-%dT%H:%M")


@dataclass
class Walk:
    """Everybody at a window; `cast.project` is the walked project once it is registered."""

    browser: Browser
    address: str
    cast: Cast
    windows: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        if name not in self.windows:
            self.windows[name] = Person(self.browser, self.address, getattr(self.cast, name))
        return self.windows[name]

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return Project.objects.get(pk=self.cast.project.pk)

    @property
    def requirement(self) -> Requirement:
        """The only requirement."""
        return Requirement.objects.get(project=self.cast.project)

    def at(self, person: Person, tab: str = "") -> Person:
        """Somebody on the page of the project, or on a part of it."""
        person.goto(f"/projects/{self.cast.project.pk}/")
        if tab:
            person.tab(tab)
        return person

    def pass_gate(self, gate: str, *, by_hand: int = 1) -> None:
        """The officer attests, the first checks in the browser, and submits; the leader passes."""
        officer, leader = self.officer, self.leader
        address = f"/projects/{self.cast.project.pk}/gates/{gate}/"
        open_checks = [check for check in GATES[gate].checks if check.is_attested]
        for check in open_checks[:by_hand]:
            officer.goto(address)
            officer.follow(f"Attest: {check.label}")
            officer.fill_form({"Statement": "Seen, and filed with the office."})
            officer.submit("Attest", told="Your statement is recorded.")
        for check in open_checks[by_hand:]:
            attested(self.cast, check.code, gate)
        officer.goto(address)
        officer.photograph(f"gate-{gate}")
        officer.follow("Submit for review")
        officer.fill_form({"Note to the reviewer": "Everything is there."})
        officer.submit("Submit for review", told="The gate is submitted.")
        officer.misses("Pass the gate")
        leader.open_task("Review the gate")
        leader.follow("Pass the gate")
        leader.fill_form({"Reasons": "Complete."})
        leader.submit("Pass the gate", told="The gate is passed.")

    def sign_in_again(self) -> None:
        """After a long time everybody comes back through the sign-in page."""
        for person in self.windows.values():
            person.sign_in()

    def close(self) -> None:
        """Everybody goes home; nothing broke in any window."""
        for person in self.windows.values():
            person.close()


@contextmanager
def walking(browser: Browser, address: str, cast: Cast) -> Iterator[Walk]:
    """A walk whose windows are shut at its end; a failure leaves what was on the screens."""
    walk = Walk(browser, address, cast)
    try:
        yield walk
    except Exception as error:
        for name, person in walk.windows.items():
            shown = person.page.locator("body").inner_text()[:SHOWN]
            error.add_note(f"--- {name} at {person.page.url} {person.broken}\n{shown}")
            person.context.close()
        raise
    walk.close()
