"""Puts what npm brings into what is built: axe-core and third-party-web, pinned by the lock file, never in git."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGED_IN: Mapping[str, str] = {
    "axe-core": "rules/axe/core",
    "third-party-web": "rules/data/third-party-web",
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "axe-core": (
        "axe.min.js",
        "package.json",
        "locales/da.json",
        "locales/_template.json",
        "LICENSE",
        "LICENSE-3RD-PARTY.txt",
    ),
    "third-party-web": ("dist/entities-nostats.json", "package.json", "LICENSE"),
}
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM_TIMEOUT_SECONDS = 300


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds npm's packages to the wheel and the source archive; an editable install reads node_modules instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the packages' files for the builder; `version` is hatch's word for the kind of build."""
        if version == "editable":
            return
        self._fetched = Path(tempfile.mkdtemp(prefix="eftersyn-npm-"))
        for package, folder in npm_packages(Path(self.root), self._fetched).items():
            for name in NAMES[package]:
                build_data["force_include"][str(folder / name)] = f"{PACKAGED_IN[package]}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was fetched."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self._fetched, ignore_errors=True)


def npm_packages(root: Path, fetch_into: Path) -> dict[str, Path]:
    """Return a folder for each pinned package: a source archive's own copy, node_modules, or fetched from npm."""
    pinned: dict[str, str] = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for choose in (
        lambda name: root / PACKAGED_IN[name],
        lambda name: root / "node_modules" / name,
    ):
        folders = {name: choose(name) for name in PACKAGED_IN}
        if all(_is_whole(name, folder, pinned[name]) for name, folder in folders.items()):
            return folders
    return _fetch(root, fetch_into, pinned)


def _is_whole(package: str, folder: Path, version: str) -> bool:
    return _version(folder) == version and all((folder / name).is_file() for name in NAMES[package])


def _fetch(root: Path, into: Path, pinned: Mapping[str, str]) -> dict[str, Path]:
    npm = shutil.which("npm")
    wanted = ", ".join(f"{name} {pinned[name]}" for name in PACKAGED_IN)
    if npm is None:
        raise RuntimeError(
            f"{wanted}: needed to build Eftersyn, and npm, which fetches them, is not installed. "
            "Install Node.js with npm (Debian: apt-get install npm) and try again."
        )
    for name in NPM_FILES:
        shutil.copy(root / name, into / name)
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=into,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=NPM_TIMEOUT_SECONDS,
        check=False,
    )
    folders = {name: into / "node_modules" / name for name in PACKAGED_IN}
    if done.returncode != 0 or any(_version(folder) != pinned[name] for name, folder in folders.items()):
        raise RuntimeError(f"npm could not fetch {wanted}:\n{done.stdout}{done.stderr}")
    return folders


def _version(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
    except OSError:
        return None
