"""Finds axe-core's files: in node_modules in a checkout, inside the package once installed."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.model import Language, Text

SCRIPT_NAME = "axe.min.js"
PACKAGE_NAME = "package.json"
LOCALE_NAMES: Mapping[Language, str] = {
    Language.DA: "locales/da.json",
    # axe's own language: the template that translators start from holds every text
    Language.EN: "locales/_template.json",
}
NEEDED_NAMES = (SCRIPT_NAME, PACKAGE_NAME, *LOCALE_NAMES.values())

_PACKAGED = Path(__file__).parent / "core"
_IN_CHECKOUT = Path(__file__).parents[2] / "node_modules" / "axe-core"


class AxeCoreMissingError(Exception):
    """Raised when axe-core's files are not where they should be, by everything in this module."""

    def __init__(self, missing: str) -> None:
        self.text = Text(
            da=f"axe-core mangler: {missing}. Kør `make setup` i projektets mappe, eller installer Eftersyn igen.",
            en=f"axe-core is missing: {missing}. Run `make setup` in the project's folder, or install Eftersyn again.",
        )
        super().__init__(self.text.en)


@cache
def axe_core_folder() -> Path:
    """Return the folder with axe-core's files; a checkout's node_modules comes first, as it follows the lock file."""
    for folder in (_IN_CHECKOUT, _PACKAGED):
        if (folder / SCRIPT_NAME).is_file():
            _require_whole(folder)
            return folder
    raise AxeCoreMissingError(f"{_IN_CHECKOUT} / {_PACKAGED}")


@cache
def axe_script() -> str:
    """Return axe-core's minified source, to be run inside a page."""
    return (axe_core_folder() / SCRIPT_NAME).read_text(encoding="utf-8")


@cache
def axe_version() -> str:
    """Return axe-core's version, such as `4.14.1`."""
    return str(_json(PACKAGE_NAME)["version"])


@cache
def locale(language: Language | str) -> dict[str, Any]:
    """Return axe-core's texts: keys `rules`, `checks`, `failureSummaries`, `incompleteFallbackMessage`."""
    return _json(LOCALE_NAMES[Language(language)])


def _require_whole(folder: Path) -> None:
    for name in NEEDED_NAMES:
        if not (folder / name).is_file():
            raise AxeCoreMissingError(str(folder / name))


def _json(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((axe_core_folder() / name).read_text(encoding="utf-8"))
    return content
