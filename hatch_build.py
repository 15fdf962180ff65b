"""Puts axe-core into what is built: the files come from npm, pinned by the lock file, and are never in git."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGED_IN = "rules/axe/core"
NAMES = (
    "axe.min.js",
    "package.json",
    "locales/da.json",
    "locales/_template.json",
    "LICENSE",
    "LICENSE-3RD-PARTY.txt",
)
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM_TIMEOUT_SECONDS = 300


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds axe-core to the wheel and the source archive; an editable install reads node_modules instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name axe-core's files for the builder; `version` is hatch's word for the kind of build."""
        if version == "editable":
            return
        self._fetched = Path(tempfile.mkdtemp(prefix="eftersyn-axe-core-"))
        folder = axe_core(Path(self.root), self._fetched)
        for name in NAMES:
            build_data["force_include"][str(folder / name)] = f"{PACKAGED_IN}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was fetched."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self._fetched, ignore_errors=True)


def axe_core(root: Path, fetch_into: Path) -> Path:
    """Return a folder with the pinned axe-core: a source archive's own copy, node_modules, or fetched from npm."""
    pinned = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]["axe-core"]
    for folder in (root / PACKAGED_IN, root / "node_modules" / "axe-core"):
        if _version(folder) == pinned and all((folder / name).is_file() for name in NAMES):
            return folder
    return _fetch(root, fetch_into, pinned)


def _fetch(root: Path, into: Path, pinned: str) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            f"axe-core {pinned} is needed to build Eftersyn and npm, which fetches it, is not installed. "
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
    folder = into / "node_modules" / "axe-core"
    if done.returncode != 0 or _version(folder) != pinned:
        raise RuntimeError(f"npm could not fetch axe-core {pinned}:\n{done.stdout}{done.stderr}")
    return folder


def _version(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
    except OSError:
        return None
