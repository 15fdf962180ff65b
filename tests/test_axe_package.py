"""axe-core's files: found in a checkout and in an installed wheel, and told of when they are missing."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.axe import package
from rules.model import Language
from rules.third_parties import DATA_NAME

ROOT = Path(__file__).parents[1]
PINNED = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]["axe-core"]
BUILD_TIMEOUT_SECONDS = 300


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    yield
    for function in (package.axe_core_folder, package.axe_script, package.axe_version, package.locale):
        function.cache_clear()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel as pip would, with the build backend of the lock file."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=BUILD_TIMEOUT_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.fixture
def kept_in_git() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: a source archive has no history to ask")
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_checkout_has_the_pinned_axe_core() -> None:
    assert package.axe_version() == PINNED
    assert f"axe v{PINNED}" in package.axe_script()[:100]


def test_the_texts_come_in_danish_and_in_english() -> None:
    danish, english = package.locale("da"), package.locale(Language.EN)

    assert danish["rules"]["image-alt"]["help"] != english["rules"]["image-alt"]["help"]
    assert english["rules"]["image-alt"]["help"] == "Images must have alternative text"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr' is not a valid Language"):
        package.locale("fr")


def test_a_missing_axe_core_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_IN_CHECKOUT", tmp_path / "node_modules" / "axe-core")
    monkeypatch.setattr(package, "_PACKAGED", tmp_path / "core")
    package.axe_core_folder.cache_clear()

    with pytest.raises(package.AxeCoreMissingError) as caught:
        package.axe_core_folder()

    assert "make setup" in caught.value.text.da
    assert "make setup" in caught.value.text.en


def test_a_half_copied_axe_core_is_told_by_the_file_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / package.SCRIPT_NAME).write_text("", encoding="utf-8")
    monkeypatch.setattr(package, "_IN_CHECKOUT", tmp_path)
    package.axe_core_folder.cache_clear()

    with pytest.raises(package.AxeCoreMissingError, match=r"package\.json"):
        package.axe_core_folder()


def test_the_wheel_carries_axe_core_and_its_licences(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())

    assert {f"rules/axe/core/{name}" for name in package.NEEDED_NAMES} <= names
    assert {"rules/axe/core/LICENSE", "rules/axe/core/LICENSE-3RD-PARTY.txt"} <= names


def test_the_wheel_carries_the_list_of_third_parties_and_its_licence(wheel: zipfile.ZipFile) -> None:
    carried = {f"rules/data/third-party-web/{name}" for name in (DATA_NAME, "package.json", "LICENSE")}

    assert carried <= set(wheel.namelist())


def test_the_wheel_carries_every_file_of_the_four_rooms_and_no_others(
    wheel: zipfile.ZipFile, kept_in_git: list[str]
) -> None:
    from_npm = ("rules/axe/core/", "rules/data/third-party-web/")
    in_wheel = {
        name for name in wheel.namelist() if not name.startswith(from_npm) and ".dist-info/" not in name
    }

    rooms = ("crawler/", "eftersyn/", "reports/", "rules/")
    assert in_wheel >= {name for name in kept_in_git if name.startswith(rooms) and (ROOT / name).is_file()}
    assert all(name.startswith(rooms) for name in in_wheel)


def test_axe_core_is_found_in_the_unpacked_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = (
        "from rules.axe.package import axe_core_folder, axe_version; print(axe_core_folder(), axe_version())"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.split() == [str(tmp_path / "rules" / "axe" / "core"), PINNED], done.stderr


def test_no_file_of_axe_core_is_kept_in_git(kept_in_git: list[str]) -> None:
    assert "rules/axe/package.py" in kept_in_git
    assert not [
        name
        for name in kept_in_git
        if name.startswith(("rules/axe/core/", "rules/data/third-party-web/", "node_modules/"))
    ]
