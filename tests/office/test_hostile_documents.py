"""Hostile and broken files: each ends in facts or in a DocumentError, within its caps; nothing else escapes."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.documents.epub import read_epub
from crawler.documents.errors import DamagedError, DocumentError, EncryptedError, TooLargeError
from crawler.documents.office import package as package_module
from crawler.documents.office import read_office
from rules.document_evidence import Family, Format
from tests.office.makers import (
    FIGURES,
    SOUND_BODY,
    docx,
    entries_of,
    epub,
    odp,
    ods,
    odt,
    paragraph,
    pptx,
    table,
    xlsx,
    zipped,
)
from tests.office.reading import facts

WORD = Format("docx", Family.OFFICE_OPEN_XML)
ODF = Format("odt", Family.OPEN_DOCUMENT)
MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": docx,
    "xlsx": xlsx,
    "pptx": pptx,
    "odt": odt,
    "ods": ods,
    "odp": odp,
    "epub": epub,
}


def read(path: Path, kind: str) -> None:
    if kind == "epub":
        read_epub(path)
    else:
        family = Family.OPEN_DOCUMENT if kind.startswith("o") else Family.OFFICE_OPEN_XML
        read_office(path, Format(kind, family))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "fil"
        path.write_bytes(data)
        return path

    return write


def with_document(document: str | bytes, name: str = "word/document.xml") -> bytes:
    entries: dict[str, str | bytes] = dict(entries_of(docx()))
    entries[name] = document
    return zipped(entries)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_an_empty_file_is_damaged(written: Callable[[bytes], Path]) -> None:
    for kind in MAKERS:
        with pytest.raises(DamagedError, match="empty"):
            read(written(b""), kind)


@pytest.mark.parametrize(
    "data", [b"<html>Log ind</html>", b"%PDF-1.7", b"\x00" * 4_000, b"PK", b"PK\x05\x06" + b"\0" * 18]
)
def test_other_files_under_the_name_are_damaged(data: bytes, written: Callable[[bytes], Path]) -> None:
    for kind in MAKERS:
        with pytest.raises(DamagedError):
            read(written(data), kind)


def test_one_kind_under_the_name_of_another_is_read_or_damaged(written: Callable[[bytes], Path]) -> None:
    for make in MAKERS.values():
        for kind in MAKERS:
            try:
                read(written(make()), kind)
            except DamagedError as error:
                assert error.reason  # noqa: PT017  # some pairs are readable, others are not


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_truncated_file_is_damaged(kind: str, written: Callable[[bytes], Path]) -> None:
    data = MAKERS[kind]()
    for share in (0.1, 0.5, 0.9, 0.99):
        with pytest.raises(DamagedError):
            read(written(data[: int(len(data) * share)]), kind)


def test_a_bomb_is_stopped_while_it_is_unpacked(written: Callable[[bytes], Path]) -> None:
    bomb = with_document(b"<w:document " + W.encode() + b">" + b" " * (60 * 1024 * 1024) + b"</w:document>")
    assert len(bomb) < 200_000
    with pytest.raises(TooLargeError):
        read_office(written(bomb), WORD)


def test_the_caps_hold_over_all_entries_together(written: Callable[[bytes], Path]) -> None:
    with patch.object(package_module, "TOTAL_MAX_BYTES", 1_000), pytest.raises(TooLargeError, match="in all"):
        read_office(written(docx()), WORD)


def test_too_many_entries_are_refused(written: Callable[[bytes], Path]) -> None:
    entries = dict.fromkeys((f"x{number}" for number in range(package_module.ENTRIES_MAX + 1)), "")
    with pytest.raises(TooLargeError, match="entries"):
        read_office(written(zipped({**entries_of(docx()), **entries})), WORD)


def test_a_directory_too_large_to_load_is_refused_unread(written: Callable[[bytes], Path]) -> None:
    data = bytearray(docx())
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", package_module.DIRECTORY_MAX_BYTES + 1)
    with patch.object(zipfile, "ZipFile", side_effect=AssertionError("loaded")), pytest.raises(TooLargeError):
        read_office(written(bytes(data)), WORD)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word/../../x", "..\\..\\x"])
def test_names_that_lead_out_of_the_package_are_refused(name: str, written: Callable[[bytes], Path]) -> None:
    with pytest.raises(DamagedError, match="out of the package"):
        read_office(written(zipped({**entries_of(docx()), name: "x"})), WORD)


def test_names_with_terminal_escapes_are_only_data(written: Callable[[bytes], Path]) -> None:
    found = facts(zipped({**entries_of(docx()), "word/\x1b[31mred.xml": "<x/>"}), "docx")
    assert found.package.fault_count == 0


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'.format(
    "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
)


def test_entities_are_neither_expanded_nor_loaded(written: Callable[[bytes], Path]) -> None:
    for document_type, reference in (
        (ENTITIES, "&j;"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
    ):
        run = f"<w:r><w:t>x{reference}</w:t></w:r>"
        text = f"{document_type}<w:document {W}><w:body><w:p>{run}</w:p></w:body></w:document>"
        try:
            found = read_office(written(with_document(text)), WORD).facts
        except DocumentError:
            continue
        assert found.letters == 1


def test_fifty_thousand_deep_elements_are_refused(written: Callable[[bytes], Path]) -> None:
    deep = "<w:ins>" * 50_000 + "</w:ins>" * 50_000
    with pytest.raises(TooLargeError):
        read_office(written(with_document(f"<w:document {W}><w:body>{deep}</w:body></w:document>")), WORD)
    with pytest.raises(TooLargeError):
        read_office(written(odt("<text:span>" * 50_000 + "</text:span>" * 50_000)), ODF)


def test_tables_in_tables_end(written: Callable[[bytes], Path]) -> None:
    inner = paragraph("x")
    for _ in range(55):
        inner = f"<w:tbl><w:tblPr/><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    reading = read_office(written(docx(inner)), WORD)
    assert any("nested too deep" in note for note in reading.notes)


def test_huge_spans_are_cut() -> None:
    wide = table(FIGURES).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>', 1)
    [grid] = facts(docx(SOUND_BODY + wide), "docx").tables
    assert grid.columns <= 1_002
    cell = '<table:table-cell table:number-columns-spanned="2000000000"/>'
    [grid] = facts(odt(f"<table:table><table:table-row>{cell}</table:table-row></table:table>"), "odt").tables
    assert grid.columns <= 1_000
    blanks = facts(odt('<text:p>x<text:s text:c="2000000000"/>y</text:p>'), "odt")
    assert blanks.spacing.count == 1


def test_too_many_elements_are_refused_before_a_tree_is_built(written: Callable[[bytes], Path]) -> None:
    with patch.object(package_module, "MARKUP_MAX", 50), pytest.raises(TooLargeError, match="elements"):
        read_office(written(docx()), WORD)


def test_long_lists_are_cut_and_counted() -> None:
    found = facts(docx("".join(paragraph(f"Afsnit {number}", "Heading1") for number in range(300))), "docx")
    assert (len(found.headings), found.heading_count) == (200, 300)


def test_a_password_is_said_to_be_needed(written: Callable[[bytes], Path]) -> None:
    listed = (
        '<manifest:file-entry manifest:full-path="x.xml" manifest:media-type="text/xml">'
        '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    )
    locked = odt(manifest=listed, entries={"content.xml": b"\x93\x00\xffgarbage"})
    with pytest.raises(EncryptedError):
        read_office(written(locked), ODF)


def test_an_encrypted_zip_entry_is_said_to_be_so(written: Callable[[bytes], Path]) -> None:
    data = bytearray(docx())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(EncryptedError):
        read_office(written(bytes(data)), WORD)


def test_a_copy_protected_book_is_said_to_be_so(written: Callable[[bytes], Path]) -> None:
    def protected(method: str) -> bytes:
        element = f'<e:EncryptionMethod xmlns:e="http://www.w3.org/2001/04/xmlenc#" Algorithm="{method}"/>'
        return epub(entries={"META-INF/encryption.xml": f"<encryption>{element}</encryption>"})

    with pytest.raises(EncryptedError):
        read_epub(written(protected("http://www.w3.org/2001/04/xmlenc#aes256-cbc")))
    read_epub(written(protected("http://www.idpf.org/2008/embedding")))  # only the fonts


def test_packages_in_a_package_are_not_unpacked() -> None:
    bomb = zipped({"a.xml": b" " * (40 * 1024 * 1024)})
    found = facts(
        docx(parts=dict.fromkeys((f"word/embeddings/{number}.docx" for number in range(20)), bomb)), "docx"
    )
    assert found.letters > 100


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_entries_said_to_begin_before_the_file_are_no_surprise(kind: str, tmp_path: Path) -> None:
    data = bytearray(MAKERS[kind]())
    end = data.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, directory + 10)
    _read_or_refuse(bytes(data), kind, tmp_path)


# ---------------------------------------------------------------- fuzz

BASES = {kind: make() for kind, make in MAKERS.items()}
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(kind=st.sampled_from(sorted(BASES)), data=st.data())
def test_only_document_errors_escape_from_flipped_bytes(
    kind: str, data: st.DataObject, tmp_path: Path
) -> None:
    spoiled = bytearray(BASES[kind])
    for at in data.draw(st.lists(st.integers(0, len(spoiled) - 1), min_size=1, max_size=12)):
        spoiled[at] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(spoiled), kind, tmp_path)


ATTRIBUTES = [
    "",
    "0",
    "-1",
    "2000000000",
    "99999999999999999999",
    "1e308",
    "nan",
    "²",
    "auto",
    "#zzzzzz",
    "../x",
    "A1:B",
    "\u0661",
]


@FUZZ
@given(kind=st.sampled_from(sorted(BASES)), data=st.data())
def test_only_document_errors_escape_from_spoiled_parts(
    kind: str, data: st.DataObject, tmp_path: Path
) -> None:
    entries: dict[str, str | bytes] = dict(entries_of(BASES[kind]))
    names = sorted(name for name in entries if name.endswith((".xml", ".rels", ".opf", ".xhtml")))
    name = data.draw(st.sampled_from(names))
    content = entries[name]
    assert isinstance(content, bytes)
    root = etree.fromstring(content)
    elements = list(root.iter("*"))
    for _ in range(data.draw(st.integers(1, 6))):
        element = data.draw(st.sampled_from(elements))
        attributes = sorted(map(str, element.attrib))
        choice = data.draw(st.sampled_from(["attribute", "remove", "text"]))
        if attributes and choice == "attribute":
            element.set(data.draw(st.sampled_from(attributes)), data.draw(st.sampled_from(ATTRIBUTES)))
            continue
        parent = element.getparent()
        if parent is not None and choice == "remove":
            parent.remove(element)
        else:
            element.text = data.draw(st.sampled_from(ATTRIBUTES))
    entries[name] = etree.tostring(root)
    _read_or_refuse(zipped(entries), kind, tmp_path)


@FUZZ
@given(kind=st.sampled_from(sorted(BASES)), content=st.binary(max_size=400), data=st.data())
def test_only_document_errors_escape_from_parts_of_noise(
    kind: str, content: bytes, data: st.DataObject, tmp_path: Path
) -> None:
    entries: dict[str, str | bytes] = dict(entries_of(BASES[kind]))
    entries[data.draw(st.sampled_from(sorted(entries)))] = content
    _read_or_refuse(zipped(entries), kind, tmp_path)


def _read_or_refuse(data: bytes, kind: str, folder: Path) -> None:
    path = folder / "fil"
    path.write_bytes(data)
    try:
        read(path, kind)
    except DocumentError as error:
        assert error.reason  # noqa: PT017  # read or refused: that is up to the noise
