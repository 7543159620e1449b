"""The main pages in a real browser: axe finds nothing, nothing is blocked, nothing sticks out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from egov_outsource.accounts.models import User
from tests.matrix.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(settings.BASE_DIR, "node_modules", "axe-core", "axe.min.js")
CHINESE = Path(settings.BASE_DIR, "locale", "zh_Hans", "LC_MESSAGES", "django.mo")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """async tags => (await axe.run(document, {runOnly: tags})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target} (${node.failureSummary})`))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# page name → what stands in the address for it (a key of the world's ids)
OF_OFFICER = (
    ("projects:my_work", ""),
    ("projects:list", ""),
    ("projects:detail", "projects"),
    ("projects:control", "projects"),
    ("projects:change", "projects"),
    ("lifecycle:overview", "projects"),
    ("planning:overview", "projects"),
    ("planning:requirements", "projects"),
    ("planning:requirement", "requirements"),
    ("planning:add_requirement", "projects"),
    ("selection:overview", "projects"),
    ("selection:tenders", ""),
    ("selection:tender", "tenders"),
    ("selection:contract", "contracts"),
    ("supervision:overview", "projects"),
    ("supervision:milestones", "projects"),
    ("supervision:milestone", "milestones"),
    ("supervision:report", "supervision/reports"),
    ("supervision:finding", "supervision/findings"),
    ("supervision:change", "changes"),
    ("supervision:payment", "payments"),
    ("acceptance:overview", "projects"),
    ("acceptance:deliverable", "deliverables"),
    ("acceptance:submission", "submissions"),
    ("prosecution:overview", "projects"),
    ("prosecution:breach", "breaches"),
    ("prosecution:rating", "ratings"),
    ("evidence:documents", "projects"),
    ("evidence:detail", "documents"),
    ("evidence:records", "projects"),
    ("evidence:custody", "documents"),
    ("reviews:project", "projects"),
    ("audit:trail", "projects"),
    ("audit:entry", "trail"),
    ("entitlements:explain", "projects"),
    ("entitlements:viewers", "projects"),
    ("entitlements:reports", ""),
    ("risk:project", "projects"),
    ("risk:uncertainty", "projects"),
    ("risk:portfolio", ""),
    ("risk:measure", "risk/measures"),
    ("risk:catalogue", ""),
    ("risk:redflags", ""),
    ("contractors:list", ""),
    ("contractors:detail", "contractors"),
    ("organisation_detail", "organisations"),
    ("publication:imports", ""),
    ("publication:run", "imports"),
    ("publication:new", ""),
    ("profile", ""),
)
OF_CONTRACTOR = (
    ("projects:my_work", ""),
    ("projects:detail", "projects"),
    ("contractors:workspace", ""),
    ("acceptance:submit", "deliverables"),
    ("selection:notices", ""),
    ("selection:notice", "notices"),
    ("selection:bid", "bids"),
)
OF_AUDITOR = (
    ("reviews:workspace", ""),
    ("reviews:detail", "audit/reviews"),
    ("reviews:finding", "audit/findings"),
    ("reviews:question", "audit/questions"),
    ("reviews:sample", "audit/samples"),
    ("reviews:workpaper", "workpapers"),
    ("reviews:report", "audit/reviews"),
    ("reviews:chain", "payments"),
)


def addresses(world: World, pages: tuple[tuple[str, str], ...]) -> list[str]:
    """The addresses of these pages."""
    return [reverse(name, args=[world.ids[key]] if key else []) for name, key in pages]


@pytest.fixture
def world(db: None, transactional_db: None, tmp_path: Path) -> World:
    """One rich project."""
    return make_world(tmp_path)


@pytest.fixture
def windows(browser: Browser, live_server: LiveServer) -> Iterator[Any]:
    """Opens a browser window, signed in as somebody."""
    opened: list[BrowserContext] = []

    def window(user: User | None, language: str = "en") -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="en" if language == "en" else "zh-CN",
            viewport={"width": 1280, "height": 900},
        )
        opened.append(context)
        if user is not None:
            User.objects.filter(pk=user.pk).update(language=language)
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
            )
        return context.new_page()

    yield window
    for context in opened:
        context.close()


def faults_of(page: Page, address: str, *, narrow: bool, status: int = 200) -> list[str]:
    """What is wrong with the page at `address`."""
    said: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"}:
            said.append(line.text)

    page.on("console", hear)
    answer = page.goto(address, wait_until="load")
    found = [] if answer and answer.status == status else [f"answers {answer and answer.status}"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found += page.evaluate(FIND, RULES)
    if narrow:
        page.set_viewport_size({"width": 390, "height": 844})
        if (wider := page.evaluate(WIDER)) > 0:
            found.append(f"is {wider} px wider than a telephone")
        page.set_viewport_size({"width": 1280, "height": 900})
    page.remove_listener("console", hear)
    expected = f"status of {status}"
    found += [f"console: {text}" for text in said if status == 200 or expected not in text]
    return [f"{address} {fault}" for fault in found]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_main_pages_are_accessible_and_quiet(world: World, windows: Any, language: str) -> None:
    if language != "en" and not CHINESE.exists():
        pytest.skip("the translation is not compiled: make messages")
    cast = world.cast
    faults: list[str] = []
    for user, pages in (
        (cast.officer, OF_OFFICER),
        (cast.project_manager, OF_CONTRACTOR),
        (cast.auditor, OF_AUDITOR),
    ):
        page = windows(user, language)
        for address in addresses(world, pages):
            faults += faults_of(page, address, narrow=True)
    gate = reverse("lifecycle:gate", args=[cast.project.pk, "G1"])
    officer = windows(cast.officer, language)
    faults += faults_of(officer, gate, narrow=True)
    faults += faults_of(officer, "/projects/999999/", narrow=True, status=404)
    faults += faults_of(windows(None, language), "/account/login/", narrow=True)
    assert not faults, "\n".join(faults)
