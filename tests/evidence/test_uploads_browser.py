"""A large file in a real browser: the line breaks, and the same file goes on where it stopped."""

import hashlib
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from audit.evidence.models import Document
from tests.build.projects import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PART = 8 << 20
SLOW = {"latency": 1, "downloadThroughput": -1, "uploadThroughput": 24 << 20}


def hand_in(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    page.locator("[name=uploads]").set_input_files(file)
    page.locator("main form button[type=submit]").last.click()


def test_a_broken_upload_goes_on_in_another_tab_with_what_had_arrived(
    live_server: LiveServer, browser: Browser, cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.4\n" + os.urandom(3 * PART) + b"\n%%EOF\n")
    client = Client()
    client.force_login(cast.project_manager)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with browser.new_context(base_url=live_server.url) as context:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page, address = context.new_page(), reverse("evidence:hand_in", args=[cast.project.pk])
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})

        def is_second(request: Request) -> bool:
            return request.headers.get("upload-offset") == str(PART)

        with page.expect_request(is_second):
            hand_in(page, address, file)
        network.send("Network.emulateNetworkConditions", {"offline": True, **SLOW})
        expect(page.locator("main form")).to_contain_text("The upload stopped")
        expect(page.locator("[data-pause]")).to_be_hidden()
        assert not Document.objects.exists()
        page.close()
        page, offsets = context.new_page(), []
        page.on("request", lambda request: offsets.append(request.headers.get("upload-offset")))
        hand_in(page, address, file)
        page.wait_for_url(re.compile(r"/documents/\d+/$"))
        page.wait_for_load_state()
        sent = [int(offset) for offset in offsets if offset is not None]
    assert min(sent) >= PART  # nothing that had arrived was sent again
    made = Document.objects.get()
    assert made.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert made.size == file.stat().st_size
