"""Help and complaints: wholly in the user's language, and every command suggested can be pasted into a shell."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from eftersyn.cli import build, run
from eftersyn.exit_codes import ExitCode
from eftersyn.program import command
from rules.model import Language

ENGLISH_OF_CLICK = (
    *("Usage", "Options:", "OPTIONS", "Commands", "Show ", "default", "required", "INTEGER", "FLOAT", "TEXT"),
    *("DIRECTORY", "FILE", "COMMAND", "x>=", " is not ", "Missing", "No such", "invalid"),
)
DANISH = ("Brug:", "Tilvalg", "TILVALG", "KOMMANDO", "standard:", "skal angives", "Vis denne", "MAPPE")


def helps(language: Language) -> Iterator[tuple[str, str]]:
    """Yield each command's name and help."""

    def walk(found: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
        yield context.command_path, found.get_help(context)
        if isinstance(found, click.Group):
            for name in found.list_commands(context):
                below = found.commands[name]
                yield from walk(below, click.Context(below, info_name=name, parent=context))

    group = build(language)
    yield from walk(group, click.Context(group, info_name="eftersyn"))


def test_danish_help_holds_no_english_of_click() -> None:
    texts = dict(helps(Language.DA))
    assert len(texts) >= 11
    left = {name: [word for word in ENGLISH_OF_CLICK if word in text] for name, text in texts.items()}
    assert not {name: words for name, words in left.items() if words}


def test_english_help_holds_no_danish() -> None:
    left = {name: [word for word in DANISH if word in text] for name, text in helps(Language.EN)}
    assert not {name: words for name, words in left.items() if words}


@pytest.mark.parametrize("language", Language)
def test_no_command_is_described_by_half_a_sentence(language: Language) -> None:
    assert "..." not in dict(helps(language))["eftersyn"].replace("COMMAND ...", "").replace(
        "KOMMANDO ...", ""
    )


@pytest.mark.parametrize(
    ("arguments", "danish", "english"),
    [
        (["chek"], "Ukendt kommando: chek. Mente du check?", "Did you mean 'check'?"),
        (["check", "--zoom", "all"], "Ukendt tilvalg: --zoom.", "No such option '--zoom'."),
        (["check", "--max-page", "1"], "Ukendt tilvalg: --max-page. Mente du --max-pages", "--max-pages"),
        (["check", "--urls"], "Der mangler en værdi efter --urls.", "requires an argument"),
        (
            ["check", "--max-pages", "0", "x.dk"],
            "--max-pages. Det skal være et helt tal fra 1.",
            "--max-pages",
        ),
        (["check", "--max-minutes", "x"], "--max-minutes. Det skal være et tal over 0.", "--max-minutes"),
        (["check", "--seed", "x"], "--seed. Det skal være et helt tal.", "--seed"),
        (["check", "--fail-on", "x"], "--fail-on. Vælg mellem: critical, serious,", "'critical', 'serious'"),
        (["check", "--urls", "/"], "--urls. Det skal være en fil, ikke en mappe.", "is a directory"),
        (["check", "--out", __file__], "--out. Det skal være en mappe, ikke en fil.", "is a file"),
        (["serve", "--port", "70000", "x"], "et helt tal fra 0 til 65535.", "70000"),
        (["export", "x"], "Der mangler --format. Vælg mellem: jsonl,", "'--format'. Choose from: jsonl,"),
        (["judge"], "Der mangler RESULTATFIL.", "Missing argument 'STORE'."),
        (["judge", "a", "b"], "For meget på kommandolinjen: b", "unexpected extra argument"),
    ],
)
def test_each_complaint_is_in_the_users_language_and_names_the_help(
    arguments: list[str], danish: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--lang", "da"]) is ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert danish in said
    assert "Se hjælpen: " in said
    assert not [word for word in ENGLISH_OF_CLICK if word in said.replace("RESULTATFIL", "")]
    assert run([*arguments, "--lang", "en"]) is ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert english in said
    assert "See the help: " in said


def test_no_command_at_all_shows_the_help_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en"]) is ExitCode.BAD_INPUT
    assert capsys.readouterr().err.count("--help") == 1


def test_a_suggested_command_is_named_as_the_program_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "my tools" / "eftersyn"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert shlex.split(command("serve", Path("en mappe"))) == [str(script), "serve", "en mappe"]
    monkeypatch.setenv("PATH", str(script.parent))
    assert command("serve", "x") == "eftersyn serve x"


def test_a_suggested_command_works_where_there_is_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/anywhere/eftersyn/__main__.py"])
    assert shlex.split(command("rules")) == [sys.executable, "-m", "eftersyn", "rules"]
