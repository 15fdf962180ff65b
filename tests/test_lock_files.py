"""The lock files: whole, hashed, in step with each other, and silent about where packages are fetched."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def named(dependencies: list[str]) -> set[str]:
    return {re.split(r"[<>=!~\[ ;]", dependency)[0].lower() for dependency in dependencies}


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json"])
def test_a_lock_file_names_no_address_and_no_local_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert not re.findall(r"\w+://\S+|\bfile:\S|(?:^|\s)/\w\S*|--\w*index\S*|--find-links|\"resolved\"", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]

    assert len(entries) == len(pins(lock)) > 0
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    assert named(PROJECT["dependencies"]) <= set(pins("requirements.txt"))
    assert named(PROJECT["optional-dependencies"]["dev"]) <= set(pins("requirements-dev.txt"))


def test_developers_run_the_same_versions_as_users() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("package", ["axe-core", "third-party-web"])
def test_what_npm_brings_is_pinned_exactly_and_by_its_hash(package: str) -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"][package]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    entry = locked["packages"][f"node_modules/{package}"]

    assert re.fullmatch(r"\d+\.\d+\.\d+", asked)
    assert entry["version"] == asked
    assert entry["integrity"].startswith("sha512-")
