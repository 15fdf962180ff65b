"""`export` speaks the user's language, and the file and the standard output hold the same."""

from pathlib import Path

import pytest

from eftersyn.cli import run
from eftersyn.exit_codes import ExitCode
from reports.exports import FORMATS
from rules.catalogue import catalogue
from rules.model import Language
from tests.reports.varied import varied_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return varied_store(tmp_path / "store.sqlite")


@pytest.mark.parametrize("language", Language)
def test_messages_are_in_the_language_of_the_user(
    store: Path, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(store), "--format", "csv", "--lang", language.value]) is ExitCode.DONE
    said = capsys.readouterr().out
    title = catalogue()["color-contrast"].rule.title
    others = {Language.DA: Language.EN, Language.EN: Language.DA}
    assert title.in_(language) in said
    assert title.in_(others[language]) not in said


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_standard_output_would(
    store: Path, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(store), "--format", form]) is ExitCode.DONE
    said = capsys.readouterr().out
    path = tmp_path / "new folder" / f"file.{form}"
    assert run(["export", str(store), "--format", form, "--out", str(path)]) is ExitCode.DONE
    with path.open(encoding="utf-8", newline="") as file:
        assert file.read() == said
