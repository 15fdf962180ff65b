"""Writes a store as a web site: every file whole, nobody else's files touched."""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from reports.errors import OutputError
from reports.exports import unwritable
from reports.reader import Store
from reports.rule_texts import RuleTexts, catalogue_texts
from reports.site import builder
from reports.site.builder import State
from rules.model import Language, Text

MARK_NAME = ".eftersyn-site.json"
"""Lies in a folder that we filled, and lists our files: the next publication replaces those and no others."""


def publish(
    store: Path,
    out: Path,
    state: State | str = State.FINAL,
    languages: Sequence[Language | str] = (Language.DA, Language.EN),
    *,
    texts: RuleTexts | None = None,
    image_crops: bool = False,
) -> Path:
    """Write the newest sweep of a store as a web site in `out` and return its first page.

    `out` must be empty, hold an earlier publication, or be the folder the store itself lies in. The first language is
    at the root. `image_crops` shows crops for rules about images, which may show people: for an authority's own
    check, not for publication. Raises ReportError.
    """
    with Store(store) as opened:
        old = _claimed(out, store)
        written: list[str] = []
        for path, content in builder.files(
            opened,
            texts or catalogue_texts(),
            State(state),
            [Language(one) for one in languages],
            image_crops=image_crops,
        ):
            _write(out / path, content)
            written.append(path)
        _write(out / MARK_NAME, json.dumps({"files": sorted(written)}, indent=1) + "\n")
    for path in sorted(set(old) - set(written)):
        (out / path).unlink(missing_ok=True)
    return out / "index.html"


def _claimed(out: Path, store: Path) -> list[str]:
    """Return the files of an earlier publication; raises OutputError when the folder is not for us."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in out.iterdir()}
    except OSError as error:
        raise unwritable(out, error) from error
    if MARK_NAME in names:
        return _ours(out / MARK_NAME)
    holds_store = store.resolve().parent == out.resolve() and "index.html" not in names
    if names and not holds_store:
        raise OutputError(
            Text(
                da=f"Mappen {out} indeholder andre filer end vores. Vælg en tom mappe.",
                en=f"The folder {out} holds files that are not ours. Choose an empty folder.",
            )
        )
    return []


def _ours(mark: Path) -> list[str]:
    try:
        listed = json.loads(mark.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    paths = [PurePosixPath(path) for path in listed if isinstance(path, str)]
    return [str(path) for path in paths if not path.is_absolute() and ".." not in path.parts]


def _write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
