"""Sees to it that there is a browser: `python -m eftersyn.browser install`, as `make setup` runs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import click

from crawler.render.browser_finder import (
    NO_BROWSER,
    Browser,
    BrowserOrigin,
    browser_version,
    find_browser,
)
from crawler.render.errors import BrowserMissingError
from rules.model import Language, Text

DEBIAN_PACKAGES = ("chromium-headless-shell", "chromium")
INSTALL_TIMEOUT_SECONDS = 1200
EXIT_NO_BROWSER = 4

_DEBIAN_MARK = Path("/etc/debian_version")
_FOUND = {
    BrowserOrigin.NAMED: Text(da="Browser, som du har valgt", en="Browser, as you chose"),
    BrowserOrigin.INSTALLED: Text(da="Browser, installeret", en="Browser, installed"),
    BrowserOrigin.DOWNLOADED: Text(
        da="Browser, hentet af Playwright", en="Browser, downloaded by Playwright"
    ),
}
_INSTALLING = Text(da="Ingen browser; installerer {name} …", en="No browser; installing {name} …")


def install() -> Browser:
    """Return the browser there is, or install one; raises BrowserMissingError with what to do."""
    try:
        return find_browser()
    except BrowserMissingError as error:
        if error.text is not NO_BROWSER:
            raise
    if shutil.which("apt-get") and _DEBIAN_MARK.exists() and os.geteuid() == 0:
        # A package list that cannot be renewed may still do
        _succeeds(["apt-get", "update", "--quiet"])
        for package in DEBIAN_PACKAGES:
            _say_installing(package)
            if _succeeds(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", package]):
                return find_browser()
    _say_installing("Playwright")
    if _succeeds([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]):
        return find_browser()
    raise BrowserMissingError(NO_BROWSER)


def require_browser() -> None:
    """Raise BrowserMissingError where no browser can be started, before anything is made or fetched."""
    browser_version(find_browser())


def _say_installing(name: str) -> None:
    click.echo(_INSTALLING.in_(_language(), {"name": name}))


def _succeeds(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            timeout=INSTALL_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        click.echo(f"{command[0]}: {error}", err=True)
        return False
    return done.returncode == 0


def _language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the reader's language by the usual variables; English when they say neither."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return Language.DA if environment[name].startswith("da") else Language.EN
    return Language.EN


@click.group()
def main() -> None:
    """See to it that Eftersyn has a browser to render pages with."""


@main.command("install")
def install_command() -> None:
    """Say which browser is used; install one if there is none."""
    try:
        browser = install()
        version = browser_version(browser)
    except BrowserMissingError as error:
        _stop(error)
    click.echo(f"{_FOUND[browser.origin].in_(_language())}: {browser.path} ({version})")


def _stop(error: BrowserMissingError) -> NoReturn:
    click.echo(error.in_(_language()), err=True)
    sys.exit(EXIT_NO_BROWSER)


if __name__ == "__main__":
    main()
