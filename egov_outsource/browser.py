"""The browser that the tests drive: the one that is here, else installed, else named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = (
    "The tests drive a real browser and none could be installed: install the Debian package "
    "`chromium`, or set CHROMIUM to the path of a Chromium or Chrome."
)


def found() -> str | None:
    """The Chromium of this machine."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given if Path(given).exists() else None
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a package for tests only

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (("update",), ("install", "-y", "--no-install-recommends", "chromium")):
            subprocess.run(("apt-get", "-q", *arguments), env=environment, check=False)
    if found() is None:
        install = (sys.executable, "-m", "playwright", "install", "chromium")
        subprocess.run(install, check=False)


def main() -> int:
    """Make sure that a browser is here."""
    if found() or _playwrights_own():
        return 0
    _install()
    if found() or _playwrights_own():
        return 0
    sys.exit(NEEDED)


if __name__ == "__main__":
    sys.exit(main())
