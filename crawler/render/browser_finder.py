"""Finds the browser that pages are rendered with: the one the user names, an installed one, or Playwright's own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from crawler.render.errors import BrowserMissingError
from rules.model import Text

ENVIRONMENT_NAME = "EFTERSYN_BROWSER"
# The headless shell first: the same engine at about five sixths of the processor time
COMMAND_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
VERSION_TIMEOUT_SECONDS = 30

_PLAYWRIGHT_NAMES = (
    "chrome-headless-shell",
    "headless_shell",
    "chrome-headless-shell.exe",
    "headless_shell.exe",
)


class BrowserOrigin(StrEnum):
    """Where a browser was found."""

    NAMED = "named"
    INSTALLED = "installed"
    DOWNLOADED = "downloaded"


@dataclass(frozen=True, slots=True)
class Browser:
    """An executable of the Chromium family, not yet started."""

    path: Path
    origin: BrowserOrigin


NO_BROWSER = Text(
    da=(
        "Der er ingen browser at vise siderne i. Vælg én af tre:\n"
        "  1. Debian og Ubuntu, som root: apt-get install chromium-headless-shell (eller chromium)\n"
        f"  2. Playwrights egen: {sys.executable} -m playwright install --only-shell chromium\n"
        f"  3. Har du Chromium eller Chrome et andet sted: sæt {ENVIRONMENT_NAME} til stien til programfilen"
    ),
    en=(
        "There is no browser to render pages with. Choose one of three:\n"
        "  1. Debian and Ubuntu, as root: apt-get install chromium-headless-shell (or chromium)\n"
        f"  2. Playwright's own: {sys.executable} -m playwright install --only-shell chromium\n"
        f"  3. If you have Chromium or Chrome elsewhere: set {ENVIRONMENT_NAME} to the path of the program"
    ),
)


def find_browser(environment: Mapping[str, str] = os.environ) -> Browser:
    """Return the first browser in the order of the README; nothing is started.

    Raises BrowserMissingError when there is none, or when EFTERSYN_BROWSER names something that is no program:
    a browser chosen on purpose is never silently replaced by another.
    """
    named = environment.get(ENVIRONMENT_NAME)
    search_path = environment.get("PATH", os.defpath)
    if named:
        # A bare command name is looked up as a shell would
        found = shutil.which(Path(named).expanduser(), path=search_path)
        if found is None:
            raise BrowserMissingError(_named_but_missing(named))
        return Browser(Path(found), BrowserOrigin.NAMED)
    for name in COMMAND_NAMES:
        found = shutil.which(name, path=search_path)
        if found is not None:
            return Browser(Path(found), BrowserOrigin.INSTALLED)
    downloaded = _playwrights_own(environment)
    if downloaded is not None:
        return Browser(downloaded, BrowserOrigin.DOWNLOADED)
    raise BrowserMissingError(NO_BROWSER)


def browser_version(browser: Browser) -> str:
    """Return what the browser says of itself, such as `Chromium 156.0.8078.79`.

    Raises BrowserMissingError when it does not start: on some systems `chromium` is a stub that asks for a package.
    """
    try:
        done = subprocess.run(
            [browser.path, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=VERSION_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BrowserMissingError(_does_not_start(browser, str(error))) from error
    if done.returncode != 0:
        raise BrowserMissingError(
            _does_not_start(browser, done.stderr.strip() or f"exit code {done.returncode}")
        )
    return done.stdout.strip()


def _playwrights_own(environment: Mapping[str, str]) -> Path | None:
    """Return the headless shell that the installed Playwright would download, if it has been."""
    folder = _download_folder(environment) / f"chromium_headless_shell-{_playwright_revision()}"
    for name in _PLAYWRIGHT_NAMES:
        for path in sorted(folder.glob(f"*/{name}")):
            if os.access(path, os.X_OK):
                return path
    return None


def _download_folder(environment: Mapping[str, str]) -> Path:
    # https://playwright.dev/python/docs/browsers#managing-browser-binaries
    chosen = environment.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return _driver_package() / ".local-browsers"
    if chosen:
        return Path(chosen)
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ms-playwright"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "ms-playwright"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def _playwright_revision() -> str:
    browsers = json.loads((_driver_package() / "browsers.json").read_text(encoding="utf-8"))["browsers"]
    return next(str(entry["revision"]) for entry in browsers if entry["name"] == "chromium-headless-shell")


def _driver_package() -> Path:
    import playwright  # only when nothing else was found

    return Path(playwright.__file__).parent / "driver" / "package"


def _named_but_missing(named: str) -> Text:
    return Text(
        da=f"{ENVIRONMENT_NAME} er sat til {named}, men dér er intet program, der kan køres.",
        en=f"{ENVIRONMENT_NAME} is set to {named}, but there is no program there that can be run.",
    )


def _does_not_start(browser: Browser, reason: str) -> Text:
    return Text(
        da=(
            f"Browseren {browser.path} kan ikke starte: {reason}\n"
            f"Installer den igen, eller sæt {ENVIRONMENT_NAME} til stien til en anden."
        ),
        en=(
            f"The browser {browser.path} does not start: {reason}\n"
            f"Install it again, or set {ENVIRONMENT_NAME} to the path of another."
        ),
    )
