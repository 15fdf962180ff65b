"""The identifier over files made here: what each is, by its content alone."""

from pathlib import Path

import pytest

from crawler.documents.identify import examine, identify
from rules.document_evidence import Family
from rules.formats import FORMATS
from tests.documents import made_files
from tests.documents.made_files import MADE, Made


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.name)
def test_a_file_is_what_it_was_made_as(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "nameless"
    path.write_bytes(made.make())
    found = examine(path)
    assert (found.format.id, found.format.puid) == (made.format_id, made.puid)
    assert found.format.family is FORMATS[made.format_id].family
    assert found.is_encrypted is made.is_encrypted


def written(tmp_path: Path, content: bytes, name: str = "file") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, made_files.pdf("1.5"), "brev.docx")
    assert identify(path).id == "pdf-1.5"


def test_an_empty_file_is_of_unknown_format(tmp_path: Path) -> None:
    assert identify(written(tmp_path, b"")).family is Family.UNKNOWN


def test_a_word_file_cut_short_is_still_a_word_file_and_damaged(tmp_path: Path) -> None:
    whole = made_files.ooxml(f"{made_files.OOXML}.wordprocessingml.document.main+xml", "word/document.xml")
    found = examine(written(tmp_path, whole[:-60]))
    assert found.format.id == "docx"
    assert found.damage


def test_an_opendocument_file_cut_short_still_says_its_kind(tmp_path: Path) -> None:
    found = examine(written(tmp_path, made_files.odf("spreadsheet", "1.3")[:-60]))
    assert found.format.id == "ods"
    assert found.damage


def test_macros_are_seen_whatever_the_file_calls_itself(tmp_path: Path) -> None:
    word = f"{made_files.OOXML}.wordprocessingml.document.main+xml"
    hidden = made_files.ooxml(word, "word/document.xml", extra={"word/vbaProject.bin": b"\x01"})
    assert identify(written(tmp_path, hidden)).has_macros
    assert identify(written(tmp_path, made_files.word(extra={"Macros/PROJECT": b""}))).has_macros
    basic = made_files.odf("text", "1.3", extra={"Basic/Standard/Module1.xml": "<a/>"})
    assert identify(written(tmp_path, basic)).has_macros
    library = made_files.odf("text", "1.3", extra={"Basic/Standard/script-lb.xml": "<a/>"})
    assert not identify(written(tmp_path, library)).has_macros


def test_templates_are_told_from_documents(tmp_path: Path) -> None:
    assert identify(written(tmp_path, made_files.odf("text-template", "1.2"))).is_template
    assert identify(written(tmp_path, made_files.word(flags=1))).is_template


def test_an_opendocument_file_without_its_media_type_is_known_by_its_content(tmp_path: Path) -> None:
    content = f'<office:document-content xmlns:office="{made_files.OFFICE}:office:1.0" office:version="1.2"/>'
    manifest = "application/vnd.oasis.opendocument.spreadsheet"
    found = identify(
        written(tmp_path, made_files.archive({"content.xml": content, "META-INF/manifest.xml": manifest}))
    )
    assert found.id == "ods-1.2"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("a;b\næ;ø\n".encode(), "utf-8"),
        ("a;b\næ;ø\n".encode("windows-1252"), "windows-1252"),
        ("\ufeffa;b\næ;ø\n".encode(), "utf-8-sig"),
        ("a;b\næ;ø\n".encode("utf-16"), "utf-16"),
        ("a;b\nc;d\n".encode("utf-16-le"), "utf-16-le"),
        (b"a;b\nc;d\n", "ascii"),
    ],
)
def test_the_encoding_of_text_is_told(text: bytes, encoding: str, tmp_path: Path) -> None:
    assert identify(written(tmp_path, text)).encoding == encoding


@pytest.mark.parametrize(
    "text",
    [
        "Hej, du der\nKom ind, tak\n",
        "Et brev uden skilletegn\nog en linje til\n",
        "navn;by\n",
        "Der står meget, meget lange sætninger her, med komma, og de er ikke celler\n" * 5,
    ],
)
def test_sentences_are_no_table(text: str, tmp_path: Path) -> None:
    assert identify(written(tmp_path, text.encode())).id == "text"


def test_a_table_with_some_ragged_rows_is_still_a_table(tmp_path: Path) -> None:
    rows = ["a;b;c"] * 20 + ["a;b"] * 3
    assert identify(written(tmp_path, "\n".join(rows).encode())).id == "csv"


def test_words_with_nul_bytes_between_are_no_text(tmp_path: Path) -> None:
    assert identify(written(tmp_path, b"tekst\x00\x01\x02" * 50)).family is Family.UNKNOWN


def test_json_nested_beyond_reason_does_not_break_the_identifier(tmp_path: Path) -> None:
    assert identify(written(tmp_path, b"[" * 200_000)).id in {"json", "text"}


def test_xml_with_an_entity_bomb_is_named_without_opening_it(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a0 "ha">{lines}]><data>&a11;</data>'
    assert identify(written(tmp_path, bomb.encode())).id == "xml"
