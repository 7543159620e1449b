"""Somebody at a browser window: signs in, follows links, fills in forms and reads what is there."""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from egov_outsource.accounts.models import User
from tests.build.accounts import PASSWORD

WIDTHS = (1280, 390)
HEIGHT = 900
PATIENCE = 20_000


class Person:
    """One person with a window of their own."""

    def __init__(self, browser: Browser, address: str, user: User) -> None:
        self.user, self.address = user, address
        self.context = browser.new_context(locale="en", accept_downloads=True)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.broken: list[str] = []
        self.page.on("response", self._note_errors)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.sign_in()

    def _note_errors(self, response: Any) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.status} {response.url}")

    @property
    def main(self) -> Locator:
        """What is between header and footer."""
        return self.page.locator("main")

    def sign_in(self) -> None:
        """Through the page, with e-mail and password."""
        self.context.clear_cookies()
        self.page.goto(f"{self.address}/account/login/")
        self.page.locator("input[name=login]").fill(self.user.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("input[name=password]").press("Enter")
        expect(self.page.locator("header .menu__name")).to_contain_text(self.user.name)

    def goto(self, path: str, *, status: int = 200) -> None:
        """Open an address, which answers with `status`."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status == status, (path, answer.status)

    def open_task(self, name: str) -> None:
        """From one's own work to what waits there."""
        self.goto("/")
        tasks = self.main.locator(".tasks")
        tasks.get_by_role("link", name=re.compile(re.escape(name))).first.click()

    def follow(self, *names: str) -> None:
        """Click one link after the other; a name may be the beginning of a longer one."""
        for name in names:
            words = r"\s*:\s*".join(re.escape(part.strip()) for part in name.split(":"))
            starts = re.compile(rf"^\s*{words}")
            self.main.get_by_role("link", name=starts).first.click()

    def tab(self, name: str) -> None:
        """A part of the project."""
        self.main.locator("nav.tabs").get_by_role("link", name=name, exact=True).click()

    def fill_form(self, values: dict[str, Any]) -> None:
        """Fill in fields by their labels: text, choices by their words, boxes by true or false."""
        form = self.main.locator("form[method=post]")
        for label, value in values.items():
            wanted = re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$")
            if isinstance(value, bool):
                box = form.get_by_label(wanted)
                if box.is_checked() != value:
                    form.locator("label", has_text=wanted).click()
                continue
            field = form.get_by_label(wanted)
            kind = field.evaluate("field => field.type || field.tagName")
            if kind.startswith("select"):
                field.select_option(label=value)
            elif kind == "file":
                field.set_input_files(value)
            else:
                field.fill(str(value))

    def choose(self, option: str) -> None:
        """One of several answers."""
        exact = re.compile(rf"^\s*{re.escape(option)}\s*$")
        self.main.locator("form[method=post] label", has_text=exact).click()

    def submit(self, button: str, *, told: str = "") -> None:
        """Send the form; the page then says what was done."""
        self.main.locator("form[method=post]").get_by_role(
            "button", name=button, exact=True
        ).click()
        if told:
            self.sees(told)

    def sees(self, *texts: str) -> None:
        """All this is on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text, timeout=PATIENCE)

    def misses(self, *texts: str) -> None:
        """None of this is on the page."""
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def photograph(self, name: str) -> None:
        """Keep pictures of the page in the folder SCREENSHOTS, wide and narrow, if it is set."""
        folder = os.environ.get("SCREENSHOTS")
        if not folder:
            return
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.page.wait_for_load_state("networkidle")  # plots are drawn when they come in view
            path = Path(folder, f"{name}-{width}.png")
            self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    def close(self) -> None:
        """Shut the window; nothing broke in it."""
        self.context.close()
        assert not self.broken, self.broken
