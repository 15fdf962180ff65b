"""Explanations on the command line: taking files into a store, and writing a new record."""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from crawler.explanations import ExplanationError, load_explanations, parse_explanations
from crawler.store.explanations import write_explanations
from crawler.store.store import Store
from eftersyn.errors import InputError
from eftersyn.language import Translate
from rules.model import Text

_NEW_FILE = """\
# Forklaringer af fund (følg eller forklar). Explanations of findings (comply or explain).
# eftersyn explain check FILE

"""


def explanations_option(t: Translate) -> click.Option:
    """Return the option that names files of explanations."""
    return click.Option(
        ["--explanations"],
        type=click.Path(path_type=Path),
        multiple=True,
        metavar=t("STI", "PATH"),
        help=t(
            "Fil eller mappe med myndighedens forklaringer (TOML); kan gives flere gange.",
            "File or folder with the authority’s explanations (TOML); may be repeated.",
        ),
    )


def take_in(store_path: Path, paths: Sequence[Path], t: Translate) -> None:
    """Put the explanations at `paths` into a store; says which files are about none of its sites.

    Raises ExplanationError before anything is changed when a file cannot be used.
    """
    if not paths:
        return
    files = load_explanations(paths, today())
    with Store.open(store_path) as store:
        strangers = write_explanations(store, files)
    for file in strangers:
        owner = file.site or file.authority
        click.echo(
            t(
                f"{file.path}: målingen har ikke noget websted for {owner}, så forklaringerne er ikke brugt.",
                f"{file.path}: the measurement has no site of {owner}, so its explanations are not used.",
            ),
            err=True,
        )


def today() -> date:
    """Return the present day, in UTC as the store counts."""
    return datetime.now(UTC).date()


def add_record(path: Path, owner: Mapping[str, str], record: Mapping[str, str | date]) -> None:
    """Append a record to a file, made if need be; nothing is written when the file would then be wrong.

    Raises ExplanationError with what would be wrong, InputError when the file cannot be written.
    """
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else _NEW_FILE + _toml(owner)
        if before and not before.endswith("\n"):
            before += "\n"
        after = f"{before}\n[[explanation]]\n{_toml(record)}"
        problems = [
            problem for problem in parse_explanations(after, path, today()).problems if not problem.is_lapse
        ]
        if problems:
            raise ExplanationError(problems)
        _replace(path, after)
    except (OSError, UnicodeDecodeError) as error:
        reason = str(error)
        raise InputError(
            Text(f"Der kan ikke skrives i {path}: {reason}.", f"Cannot write to {path}: {reason}.")
        ) from error


def _toml(values: Mapping[str, str | date]) -> str:
    # A JSON string is a TOML string too, but for DEL, which TOML wants escaped.
    return "".join(
        f"{key} = {value.isoformat() if isinstance(value, date) else _quoted(value)}\n"
        for key, value in values.items()
        if value
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
