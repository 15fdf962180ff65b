"""Finding and installing a browser, on a machine of fake commands."""

import json
import os
import stat
import sys
from pathlib import Path

import playwright
import pytest
from click.testing import CliRunner

from crawler.render.browser_finder import (
    NO_BROWSER,
    Browser,
    BrowserOrigin,
    browser_version,
    find_browser,
)
from crawler.render.errors import BrowserMissingError
from eftersyn import browser as browser_command


def program(path: Path, script: str = "echo Chromium 1.2.3") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a machine without a browser: its commands in bin/, its home in home/; every call of apt-get is in calls."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("EFTERSYN_BROWSER", "LC_ALL", "LC_MESSAGES", "PLAYWRIGHT_BROWSERS_PATH", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(browser_command, "_DEBIAN_MARK", tmp_path / "debian_version")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    # Playwright's installer must never be reached from a test: it would go to the network
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "fake-python"))
    return tmp_path


def debian_as_root(machine: Path, monkeypatch: pytest.MonkeyPatch, apt_get: str) -> None:
    (machine / "debian_version").write_text("12.1\n", encoding="utf-8")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(machine / "bin" / "apt-get", f'echo "$@" >> {machine}/calls\n{apt_get}')


def makes_a_browser(path: Path) -> str:
    """Return shell lines, of built-in commands only, that make a program able to say its version."""
    return f'echo "#!/bin/sh" > {path}\necho "echo Chromium 9" >> {path}\n/bin/chmod +x {path}'


def calls(machine: Path) -> list[str]:
    return (machine / "calls").read_text(encoding="utf-8").splitlines()


def test_the_headless_shell_comes_before_every_other_installed_browser(machine: Path) -> None:
    for name in (
        "google-chrome-stable",
        "google-chrome",
        "chromium-browser",
        "chromium",
        "chromium-headless-shell",
    ):
        path = program(machine / "bin" / name)

        assert find_browser() == Browser(path, BrowserOrigin.INSTALLED)


def test_the_browser_named_by_the_user_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "bin" / "chromium-headless-shell")
    mine = program(machine / "opt" / "my-browser")
    monkeypatch.setenv("EFTERSYN_BROWSER", str(mine))

    assert find_browser() == Browser(mine, BrowserOrigin.NAMED)


def test_a_command_name_may_be_named_instead_of_a_path(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = program(machine / "bin" / "my-browser")
    monkeypatch.setenv("EFTERSYN_BROWSER", "my-browser")

    assert find_browser().path == mine


def test_a_named_browser_that_is_not_there_is_never_replaced_by_another(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(machine / "bin" / "chromium")
    monkeypatch.setenv("EFTERSYN_BROWSER", "/nowhere/chrome")

    with pytest.raises(BrowserMissingError) as caught:
        find_browser()

    assert "EFTERSYN_BROWSER" in caught.value.text.da
    assert "/nowhere/chrome" in caught.value.text.en


def test_playwrights_download_is_used_when_nothing_is_installed(machine: Path) -> None:
    described = Path(playwright.__file__).parent / "driver" / "package" / "browsers.json"
    browsers = json.loads(described.read_text(encoding="utf-8"))["browsers"]
    revision = next(entry["revision"] for entry in browsers if entry["name"] == "chromium-headless-shell")
    downloads = machine / "home" / ".cache" / "ms-playwright"
    program(downloads / "chromium_headless_shell-1" / "chrome-linux" / "headless_shell")
    fitting = program(downloads / f"chromium_headless_shell-{revision}" / "chrome-linux" / "headless_shell")

    assert find_browser() == Browser(fitting, BrowserOrigin.DOWNLOADED)


def test_a_machine_without_a_browser_is_told_the_three_ways(machine: Path) -> None:
    with pytest.raises(BrowserMissingError) as caught:
        find_browser()

    for text in (caught.value.text.da, caught.value.text.en):
        assert "apt-get install chromium-headless-shell" in text
        assert "playwright install --only-shell chromium" in text
        assert "EFTERSYN_BROWSER" in text


def test_a_browser_says_its_version(machine: Path) -> None:
    path = program(machine / "bin" / "chromium", "echo Chromium 156.0.8078.79")

    assert browser_version(Browser(path, BrowserOrigin.INSTALLED)) == "Chromium 156.0.8078.79"


def test_a_browser_that_does_not_start_is_told_with_its_own_words(machine: Path) -> None:
    stub = program(machine / "bin" / "chromium-browser", "echo 'requires the chromium snap' >&2; exit 1")

    with pytest.raises(BrowserMissingError) as caught:
        browser_version(Browser(stub, BrowserOrigin.INSTALLED))

    assert "requires the chromium snap" in caught.value.text.da
    assert str(stub) in caught.value.text.en


def test_install_only_says_which_browser_there_is(machine: Path) -> None:
    path = program(machine / "bin" / "chromium")

    result = CliRunner().invoke(browser_command.main, ["install"])

    assert result.exit_code == 0
    assert result.output == f"Browser, installed: {path} (Chromium 1.2.3)\n"


def test_install_speaks_danish_to_a_danish_user(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "bin" / "chromium")
    monkeypatch.setenv("LANG", "da_DK.UTF-8")

    assert "Browser, installeret" in CliRunner().invoke(browser_command.main, ["install"]).output


def test_root_on_debian_gets_the_headless_shell_even_when_the_package_list_is_old(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = machine / "bin" / "chromium-headless-shell"
    debian_as_root(machine, monkeypatch, f'[ "$1" = update ] && exit 100\n{makes_a_browser(made)}')

    result = CliRunner().invoke(browser_command.main, ["install"])

    assert result.exit_code == 0, result.output
    assert str(made) in result.output
    assert calls(machine) == [
        "update --quiet",
        "install --quiet --yes --no-install-recommends chromium-headless-shell",
    ]


def test_root_on_debian_gets_chromium_where_there_is_no_headless_shell(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = machine / "bin" / "chromium"
    apt_get = f'case "$*" in *chromium-headless-shell) exit 100;; esac\n{makes_a_browser(made)}'
    debian_as_root(machine, monkeypatch, apt_get)

    assert browser_command.install() == Browser(made, BrowserOrigin.INSTALLED)
    assert calls(machine)[-1].endswith(" chromium")


def test_others_than_root_get_playwrights_download(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    debian_as_root(machine, monkeypatch, "exit 0")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    made = machine / "bin" / "chromium"
    program(machine / "bin" / "fake-python", f'echo "$@" >> {machine}/calls\n{makes_a_browser(made)}')

    browser_command.install()

    assert calls(machine) == ["-m playwright install --only-shell chromium"]


def test_install_ends_with_exit_code_4_and_the_three_ways_when_nothing_helps(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    debian_as_root(machine, monkeypatch, "exit 100")
    program(machine / "bin" / "fake-python", "exit 1")

    result = CliRunner().invoke(browser_command.main, ["install"])

    assert result.exit_code == 4
    assert NO_BROWSER.en in result.output
