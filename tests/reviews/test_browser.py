"""An auditor in a real browser: every page is accessible and fits the screen of a telephone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from audit.evidence.models import Document
from audit.log.models import Entry
from tests.build import reviews as build
from tests.build.evidence import document, pdf
from tests.build.projects import Cast

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def page_of(browser: Browser, server: LiveServer, cast: Cast, width: int) -> Page:
    """The auditor's browser."""
    client = Client()
    client.force_login(cast.auditor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, base_url=server.url
    )
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}]
    )
    return context.new_page()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_evidence_trail_and_audit_is_accessible(
    live_server: LiveServer, browser: Browser, cast: Cast, width: int
) -> None:
    made = document(cast.project, cast.project_manager, "delivery note")
    review = build.review(cast)
    answered = build.answered(cast, review)
    draft = build.draft(cast, review, title="Still thinking")
    entry = Entry.objects.about(made).get()
    project = [cast.project.pk]
    addresses = [
        reverse("evidence:documents", args=project),
        made.get_absolute_url(),
        reverse("evidence:hand_in", args=project),
        reverse("audit:trail", args=project),
        entry.get_absolute_url(),
        reverse("reviews:workspace"),
        reverse("reviews:project", args=project),
        review.get_absolute_url(),
        answered.get_absolute_url(),
        reverse("reviews:change", args=[draft.pk]),
        reverse("reviews:resolve", args=[answered.pk]),
    ]
    page = page_of(browser, live_server, cast, width)
    faults = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append((address, "wider than the screen"))
        page.add_script_tag(path=str(AXE))
        for violation in page.evaluate("axe.run()")["violations"]:
            targets = [node["target"] for node in violation["nodes"]]
            faults.append((address, f"{violation['id']} {targets}"))
    page.context.close()
    assert faults == []


def test_files_go_up_with_progress_and_refused_ones_are_named(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    page = page_of(browser, live_server, cast, 1280)
    page.goto(reverse("evidence:hand_in", args=[cast.project.pk]))
    good = {"name": "good.pdf", "mimeType": "application/pdf", "buffer": pdf("browser")}
    fake = {"name": "fake.pdf", "mimeType": "application/pdf", "buffer": b"hello"}
    page.set_input_files("input[type=file]", [good, fake])
    page.click("main form button[type=submit]")
    expect(page.locator(".error-summary")).to_contain_text("fake.pdf is not a readable .pdf file")
    expect(page.locator("main")).to_contain_text("1 file is received: good.")
    page.context.close()
    assert Document.objects.get().title == "good"
