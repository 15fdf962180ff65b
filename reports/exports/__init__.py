"""Exports: a store's results in the formats that other programs read."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from reports.errors import OutputError, UnknownFormatError
from reports.reader import Store
from reports.rule_texts import RuleTexts, catalogue_texts
from rules.model import Language, Text

Lines = Callable[[Store, RuleTexts, Language], Iterator[str]]

_MODULES: Mapping[str, str] = {
    "jsonl": "json_lines",
    "json": "whole_json",
    "csv": "findings_csv",
    "sarif": "sarif",
    "junit": "junit",
    "earl": "earl",
}
FORMATS = tuple(_MODULES)
FILE_NAMES: Mapping[str, str] = {
    "jsonl": "results.jsonl",
    "json": "results.json",
    "csv": "findings.csv",
    "sarif": "results.sarif",
    "junit": "junit.xml",
    "earl": "earl.jsonld",
}


def write(
    store: Path,
    form: str,
    out: Path,
    language: Language | str = Language.EN,
    *,
    texts: RuleTexts | None = None,
) -> Path:
    """Write the newest sweep of a store to the file `out` and return it.

    Raises ReportError when the store cannot be read or the file cannot be written; no half file is left behind.
    """
    write_whole(out, parts(store, form, language, texts=texts))
    return out


def parts(
    store: Path, form: str, language: Language | str = Language.EN, *, texts: RuleTexts | None = None
) -> Iterator[str]:
    """Yield the newest sweep of a store in a format, part by part."""
    if form not in _MODULES:
        raise UnknownFormatError(form, FORMATS)
    lines: Lines = import_module(f"reports.exports.{_MODULES[form]}").lines
    with Store(store) as opened:
        yield from lines(opened, texts or catalogue_texts(), Language(language))


def write_whole(out: Path, parts: Iterable[str]) -> None:
    """Write text to a file at once: beside it first, then moved over it."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    except OSError as error:
        raise unwritable(out, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
        temporary.chmod(0o644)
        temporary.replace(out)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the error that says that `path` cannot be written, and why."""
    why = error.strerror or str(error)
    return OutputError(Text(da=f"Kan ikke skrive {path}: {why}.", en=f"Cannot write {path}: {why}."))
