"""A Chromium to test with: the one that is there, else Debian's package when root, else Playwright's own.

``python -m tests.browser.chromium`` makes sure that there is one, and prints where.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The browser named by ``CDS_CHROMIUM``, else one on the path, in its usual place, or of Playwright's."""
    named = [os.environ.get("CDS_CHROMIUM"), *map(shutil.which, NAMES), *PLACES]
    for place in named:
        if place and Path(place).exists():
            return place
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Debian's package when this is Debian and we may, else Playwright's own build."""
    if sys.platform == "linux" and os.geteuid() == 0 and platform.freedesktop_os_release().get("ID") == "debian":
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True, env=quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Exit code 1 where no browser could be had."""
    if find() is None:
        install()
    place = find()
    print(place or "No Chromium: install one, or name it in CDS_CHROMIUM.")
    return 0 if place else 1


if __name__ == "__main__":
    sys.exit(main())
