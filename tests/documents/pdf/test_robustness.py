"""Hostile and broken files: each ends in an error with its reason, or is read within its caps."""

import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from crawler.documents.errors import DamagedError, DocumentError, EncryptedError
from crawler.documents.pdf import read_pdf
from crawler.documents.pdf.objects import STREAM_MAX_BYTES, OversizeError, stream_bytes
from tests.documents.pdf.making import Made, blank, made_file


def saved(folder: Path, spoil: Callable[[Made], None]) -> Path:
    made = blank()
    made.show(made.element("P"))
    spoil(made)
    path = folder / "hostile.pdf"
    path.write_bytes(made.finish())
    return path


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"<!doctype html><title>Log ind</title>", b"\0" * 4096]
)
def test_what_is_no_pdf_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "not.pdf"
    path.write_bytes(content)
    with pytest.raises(DamagedError) as caught:
        read_pdf(path)
    assert caught.value.reason


def test_a_truncated_file_is_read_or_damaged(tmp_path: Path) -> None:
    whole = made_file(tmp_path).read_bytes()
    path = tmp_path / "cut.pdf"
    for share in (0.1, 0.5, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        with suppress(DocumentError):
            assert read_pdf(path).facts.page_count


def test_a_file_that_needs_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(made_file(tmp_path)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="ejer", user="bruger"))
    with pytest.raises(EncryptedError):
        read_pdf(path)


def test_a_bomb_is_not_inflated(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    once = zlib.compress(bytes(STREAM_MAX_BYTES * 4), 9)
    stream = pdf.make_stream(zlib.compress(once, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    with pytest.raises(OversizeError):
        stream_bytes(stream)


def test_a_page_with_a_bomb_is_noted_and_the_rest_is_read(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        stream = made.pdf.make_stream(zlib.compress(bytes(STREAM_MAX_BYTES * 2), 9))
        stream.Filter = Name.FlateDecode
        made.page.Resources.XObject["/X1"] = stream
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
        made.content.append(b"/Artifact BMC /X1 Do EMC")

    reading = read_pdf(saved(tmp_path, spoil))
    assert "a stream decodes to more than is read" in reading.notes
    assert reading.facts.element_count == 2


def test_a_tree_fifty_thousand_deep_is_read_without_recursion(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        holder = made.document
        for _ in range(50_000):
            child = made.pdf.make_indirect(Dictionary(S=Name.Sect, P=holder))
            holder.K = child
            holder = child

    assert read_pdf(saved(tmp_path, spoil)).facts.element_count > 50_000


def test_circles_come_to_an_end(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        section = made.element("Sect")
        section.K = Array([section, made.document])
        section.P = section
        field = made.pdf.make_indirect(Dictionary(T=String("felt"), Subtype=Name.Widget, Type=Name.Annot))
        field.Parent, field.Kids = field, Array([field])
        made.page.Annots = Array([field])
        made.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        item = made.pdf.make_indirect(Dictionary(Title=String("Bogmærke")))
        item.Next, item.First = item, item
        made.pdf.Root.Outlines = Dictionary(First=item)
        action = made.pdf.make_indirect(Dictionary(S=Name.GoTo))
        action.Next = action
        made.pdf.Root.OpenAction = action
        node = made.pdf.make_indirect(Dictionary())
        node.Kids = Array([node])
        made.pdf.Root.Names = Dictionary(EmbeddedFiles=node)

    facts = read_pdf(saved(tmp_path, spoil)).facts
    assert facts.bookmark_count == 1
    assert facts.field_count == 1


def test_a_form_that_shows_itself_comes_to_an_end(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        form = made.pdf.make_stream(b"0 0 1 1 re f /X1 Do")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
        form.Resources = Dictionary(XObject=Dictionary(X1=form))
        made.page.Resources.XObject["/X1"] = form
        made.content.append(b"/Artifact BMC /X1 Do EMC")

    assert read_pdf(saved(tmp_path, spoil)).facts.page_count == 1


def test_forms_that_double_thirty_times_are_each_read_once(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        inner: Any = None
        for _ in range(30):
            form = made.pdf.make_stream(b"/X1 Do /X1 Do" if inner is not None else b"0 0 1 1 re f")
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
            if inner is not None:
                form.Resources = Dictionary(XObject=Dictionary(X1=inner))
            inner = form
        made.page.Resources.XObject["/X1"] = inner
        made.content.append(b"/Artifact BMC /X1 Do EMC")

    assert read_pdf(saved(tmp_path, spoil)).facts.page_count == 1


@pytest.mark.parametrize("span", [2_000_000_000, -5, 0])
def test_strange_spans_are_not_laid_out(tmp_path: Path, span: int) -> None:
    def spoil(made: Made) -> None:
        row = made.element("TR", made.element("Table"))
        made.element("TD", row, A=Dictionary(O=Name.Table, ColSpan=span, RowSpan=span))
        made.element("TD", row)

    assert read_pdf(saved(tmp_path, spoil)).facts.table_count == 1


def test_many_pages_are_read_in_part_and_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.documents.pdf.opened.PAGES_MAX", 3)

    def spoil(made: Made) -> None:
        for _ in range(5):
            made.pdf.add_blank_page()

    reading = read_pdf(saved(tmp_path, spoil))
    assert reading.facts.page_count == 6
    assert reading.facts.pages_read == 3
    assert reading.notes == ("only the first 3 pages were read",)


def test_nothing_needs_to_be_of_the_type_it_should_be(tmp_path: Path) -> None:
    wrong: list[Any] = [0, True, Name.Wrong, String("x"), Array([]), Array([None, 1]), Dictionary()]

    def spoil(made: Made, value: Any) -> None:
        root = made.pdf.Root
        del root.Metadata  # which the library that saves the file would trip over
        for key in ("Lang", "MarkInfo", "ViewerPreferences", "AcroForm", "Outlines", "Names", "AF"):
            root[f"/{key}"] = value
        root.OCProperties = Dictionary(D=value, Configs=value)
        root.OpenAction = value
        for key in ("Annots", "Tabs", "MediaBox", "Resources", "Group", "StructParents"):
            made.page[f"/{key}"] = value
        for key in ("S", "P", "K", "A", "C", "Alt", "Lang", "ID", "Pg", "ActualText"):
            made.element("P")[f"/{key}"] = value
        for key in ("RoleMap", "ClassMap"):
            made.root[f"/{key}"] = value
        for key in ("Encoding", "Widths", "FirstChar", "FontDescriptor", "ToUnicode", "BaseFont"):
            made.fonts["F1"][f"/{key}"] = value

    for value in wrong:
        reading = read_pdf(saved(tmp_path, lambda made, value=value: spoil(made, value)))  # type: ignore[misc]
        assert reading.facts.page_count == 1


@pytest.mark.parametrize(
    "content",
    [
        b"(a(b)c) Tj [(x(y)) -300 (z)] TJ",
        b"((( Tj [[[ TJ << << BDC",
        b"/P <</MCID 0 /X <</Y (>>)>>>> BDC BT /F1 9 Tf (ok) Tj ET EMC EMC EMC",
        b"BI /W 1 /H 1 ID \x00EI\x01 EI q",
        b"/P <</MCID 99999999999999999999>> BDC EMC",
        b"/F1 9 Tf (\\777\\n\\) Tj <0> Tj <zz> Tj",
        b"\xff\xfe\x00" * 50,
        b"q " * 5000,
    ],
)
def test_strange_content_is_read_as_far_as_it_goes(tmp_path: Path, content: bytes) -> None:
    def spoil(made: Made) -> None:
        made.content.append(content)

    assert read_pdf(saved(tmp_path, spoil)).facts.page_count == 1


@pytest.mark.parametrize(
    "program", [b"", b"\0\1\0\0", b"\1\0\4\1" + b"\xff" * 40, b"%!PS eexec", b"OTTO" + b"\0" * 60]
)
@pytest.mark.parametrize("font", ["F1", "F2", "F3"])
def test_a_broken_font_program_says_nothing_of_its_glyphs(tmp_path: Path, program: bytes, font: str) -> None:
    def spoil(made: Made) -> None:
        made.show(made.element("P"), "Tekst", font)
        holder = made.fonts[font].DescendantFonts[0] if font == "F2" else made.fonts[font]
        key = "/FontFile3" if font == "F3" else "/FontFile2"
        stream = made.pdf.make_stream(program)
        stream.Subtype = Name.Type1C
        holder.FontDescriptor[key] = stream

    failing = {result.clause for result in read_pdf(saved(tmp_path, spoil)).clauses if result.failure_count}
    assert not failing & {"7.21.4.1-2", "7.21.5-1"}


def test_terminal_escapes_do_not_come_through(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        made.pdf.docinfo["/Title"] = "Plan\x1b[31m\nrød"
        made.element("Figure", Alt=String("kort\x1b]0;x\x07"))

    facts = read_pdf(saved(tmp_path, spoil)).facts
    assert "\x1b" not in facts.title
    assert "\x1b" not in (facts.figures[0].alt or "")
