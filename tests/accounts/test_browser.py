"""Coming in by invitation and by passkey, in a real browser under the strict policy."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from egov_outsource.accounts.actions.invite_person import draw_up
from egov_outsource.accounts.links import sign
from egov_outsource.accounts.models import User
from tests.build.accounts import PASSWORD, administrator, government

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Page:
    """A browser window of its own, in English, with a passkey store."""
    context = browser.new_context(locale="en")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    store = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": store})
    yield page
    context.close()


def test_a_newcomer_accepts_sets_up_a_passkey_and_signs_in_with_it(
    page: Page, live_server: LiveServer
) -> None:
    bureau = government("Data Bureau")
    boss = administrator(bureau)
    _invitation, secret = draw_up(bureau, actor=boss, email="wang@example.org", role="officer")
    violations: list[str] = []
    page.on("console", lambda line: violations.append(line.text) if "Policy" in line.text else None)

    page.goto(f"{live_server.url}/invitation/{sign(secret)}/")
    page.get_by_label("Your name").fill("Wang Fang")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    page.locator("input[name=login]").fill("wang@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("header")).to_contain_text("Wang Fang")

    page.goto(f"{live_server.url}/account/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.locator("label[for=id_passwordless]").click()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    assert User.objects.get(email="wang@example.org").authenticator_set.exists()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto(f"{live_server.url}/profile/")
    expect(page.locator("main")).to_contain_text("It is set up.")
    assert violations == []
