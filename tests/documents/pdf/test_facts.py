"""What no validator sees: text or pictures of it, figures, headings, fields, tables, claims and dates."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from crawler.documents.pdf import PdfReading, read_pdf
from crawler.documents.pdf.xmp import DC, read_xmp
from rules.document_evidence import Claim, ClaimKind
from rules.pdf_evidence import PdfTable, XfaKind
from tests.documents.pdf.making import XMP, Made, blank, made_file
from tests.documents.pdf.spoiling import SPOILT

PDF_A = "http://www.aiim.org/pdfa/ns/id/"


def read(folder: Path, build: Callable[[Made], None]) -> PdfReading:
    made = blank()
    build(made)
    path = folder / "made.pdf"
    path.write_bytes(made.finish())
    return read_pdf(path)


def image(made: Made, width: int, height: int) -> None:
    picture = made.pdf.make_stream(bytes(width * height // 8 + 1))
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, width, height
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 1
    made.page.Resources.XObject["/I1"] = picture


def metadata(made: Made, *descriptions: str) -> None:
    xmp = XMP.replace("<pdfuaid:part>1</pdfuaid:part>", "").replace(
        "</rdf:RDF>", "".join(descriptions) + "</rdf:RDF>"
    )
    stream = made.pdf.make_stream(xmp.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    made.pdf.Root.Metadata = stream


def test_the_valid_document_is_described(tmp_path: Path) -> None:
    facts = read_pdf(made_file(tmp_path)).facts
    assert (facts.page_count, facts.pages_read, facts.pages_with_text) == (1, 1, 1)
    assert (facts.title, facts.xmp_title) == ("Plan for byens parker", "Plan for byens parker")
    assert facts.displays_title
    assert facts.language == "da-DK"
    assert facts.is_marked
    assert [(one.level, one.text) for one in facts.headings] == [(1, "Parker"), (2, "Planen")]
    assert [one.alt for one in facts.figures] == ["Et kort"]
    assert [(one.name, one.label, one.kind) for one in facts.fields] == [("navn", "Dit navn", "Tx")]
    assert (facts.table_count, facts.list_count, facts.link_count) == (1, 1, 1)
    assert "Tekst om parker" in facts.text
    assert "ABC" in facts.text
    assert facts.xfa is XfaKind.NONE


def test_a_page_that_is_one_picture_is_a_scan(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        image(made, 1654, 2339)
        made.content.append(b"q 595 0 0 842 0 0 cm /I1 Do Q")

    facts = read(tmp_path, build).facts
    assert (facts.scanned_page_count, facts.scanned_pages, facts.pages_with_text) == (1, (1,), 0)


def test_a_scan_with_recognised_text_over_it_has_text(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        image(made, 1654, 2339)
        made.content.append(b"q 595 0 0 842 0 0 cm /I1 Do Q BT 3 Tr /F1 9 Tf (Genkendt tekst) Tj ET")

    facts = read(tmp_path, build).facts
    assert (facts.scanned_page_count, facts.pages_with_text, facts.invisible_text_pages) == (0, 1, 1)


def test_a_small_picture_alone_is_no_scan(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        image(made, 64, 64)
        made.content.append(b"/I1 Do")

    assert read(tmp_path, build).facts.scanned_page_count == 0


def test_a_page_of_text_inside_a_figure_is_seen(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        made.show(made.element("P", made.element("Figure", Alt=String("Side"))), "Tekst " * 80)
        made.draw(made.element("Figure", Alt=String("Kort")), b"0 0 9 9 re f")

    assert [one.covers_page for one in read(tmp_path, build).facts.figures] == [True, False]


def test_ruled_tables_without_tags_are_seen(tmp_path: Path) -> None:
    lines = [f"0 {y} m 300 {y} l S" for y in range(0, 101, 20)] + [
        f"{x} 0 m {x} 100 l S" for x in range(0, 301, 100)
    ]

    def build(made: Made) -> None:
        made.show(made.element("P"), "Tal " * 60)
        made.content.append(("/Artifact BMC " + " ".join(lines) + " EMC").encode())

    assert read(tmp_path, build).facts.untagged_tables == (PdfTable("page=1", 1, 5, 3),)


@pytest.mark.parametrize(
    "drawing",
    [
        b"0 0 m 300 0 l S 0 50 m 300 50 l S 0 90 m 300 90 l S",
        b"10 10 500 800 re S",
        b"0 0 m 0 700 l S 0 0 m 500 0 l S",
    ],
    ids=["rules under headings", "a frame", "axes"],
)
def test_other_lines_are_no_table(tmp_path: Path, drawing: bytes) -> None:
    def build(made: Made) -> None:
        made.show(made.element("P"), "Tal " * 60)
        made.content.append(b"/Artifact BMC " + drawing + b" EMC")

    assert read(tmp_path, build).facts.untagged_tables == ()


def test_radio_buttons_are_one_field_and_push_buttons_none(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        box = {"Subtype": Name.Widget, "Rect": Array([1, 1, 9, 9])}
        group = made.pdf.make_indirect(
            Dictionary(FT=Name.Btn, T=String("valg"), TU=String("Vælg en"), Kids=Array([]))
        )
        for _ in range(3):
            group.Kids.append(made.annotation(made.element("Form"), Parent=group, **box))
        button = made.annotation(made.element("Form"), FT=Name.Btn, Ff=1 << 16, T=String("send"), **box)
        made.pdf.Root.AcroForm = Dictionary(Fields=Array([group, button]))

    assert [(one.name, one.label) for one in read(tmp_path, build).facts.fields] == [("valg", "Vælg en")]


def test_blank_lines_to_fill_in_are_counted(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        made.fonts["F1"].Widths = Array([500] * 91)
        made.show(made.element("P"), "Navn ________ Dato ............. ")

    assert read(tmp_path, build).facts.blank_line_count == 2


def test_letters_placed_one_by_one_are_words(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        letters = b" ".join(b"(%c) Tj 5 0 Td" % letter for letter in b"Park")
        made.draw(made.element("P"), b"BT /F1 9 Tf " + letters + b" ET")
        made.draw(made.element("P"), b"BT /F1 9 Tf [(By)-20(en)-400(her)] TJ ET")

    assert read(tmp_path, build).facts.text == "Park Byen her"


# ---------------------------------------------------------------- claims and dates


def description(namespace: str, **properties: str) -> str:
    inside = "".join(f"<q:{key}>{value}</q:{key}>" for key, value in properties.items())
    return f'<rdf:Description rdf:about="" xmlns:q="{namespace}">{inside}</rdf:Description>'


@pytest.mark.parametrize(
    ("source", "claims"),
    [
        ("", ()),
        (description(PDF_A, part="2", conformance="B"), (Claim(ClaimKind.PDF_A, "2", "b"),)),
        (f'<rdf:Description rdf:about="" xmlns:z="{PDF_A}" z:part="4"/>', (Claim(ClaimKind.PDF_A, "4"),)),
        (description("http://www.aiim.org/pdfua/ns/id/", part="1"), (Claim(ClaimKind.PDF_UA, "1"),)),
        (description("http://www.npes.org/pdfx/ns/id/", GTS_PDFXVersion="PDF/X-4"), (Claim(ClaimKind.PDF_X, "4"),)),
        (description("http://www.aiim.org/pdfe/ns/id/", ISO_PDFEVersion="PDF/E-1"), (Claim(ClaimKind.PDF_E, "1"),)),
    ],
)  # fmt: skip
def test_claims_are_read_whatever_the_prefix(tmp_path: Path, source: str, claims: tuple[Claim, ...]) -> None:
    assert read(tmp_path, lambda made: metadata(made, source)).claims == claims


def test_metadata_in_the_wrong_encoding_are_read() -> None:
    source = XMP.replace("Plan for", "Gr\x01ønne").encode().replace("ø".encode(), b"\xf8")
    title = read_xmp(source).find(DC, "title")
    assert title is not None
    assert title.chosen == "Gr ønne byens parker"


def test_entities_in_metadata_are_not_followed(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XMP.replace("Plan for byens", "&a;")
        stream = made.pdf.make_stream(bomb.encode())
        stream.Type, stream.Subtype = Name.Metadata, Name.XML
        made.pdf.Root.Metadata = stream

    assert "root:" not in read(tmp_path, build).facts.xmp_title


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("D:20170911123005+02'00'", "2017-09-11T12:30:05+02:00"),
        ("D:20170911", "2017-09-11"),
        ("D:2017", "2017"),
        ("20170911123005Z", "2017-09-11T12:30:05Z"),
        ("i går", ""),
    ],
)
def test_dates_are_read_from_the_file(tmp_path: Path, value: str, expected: str) -> None:
    def build(made: Made) -> None:
        made.pdf.docinfo["/CreationDate"] = String(value)

    assert read(tmp_path, build).dates.created == expected


# ---------------------------------------------------------------- contradictions of PDF/A


def contradictions(folder: Path, part: str, level: str, build: Callable[[Made], None]) -> set[str]:
    claim = description(PDF_A, part=part, conformance=level)

    def claimed(made: Made) -> None:
        made.show(made.element("P"), "Tekst", "F1")
        metadata(made, claim)
        build(made)

    facts = read(folder, claimed).facts
    assert {one.claim for one in facts.contradictions} <= {f"PDF/A-{part}{level.lower()}"}
    return {one.kind for one in facts.contradictions}


def nothing(_: Made) -> None:
    """Leave the document as it is."""


def script(made: Made) -> None:
    made.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch(made: Made) -> None:
    action = Dictionary(S=Name.Launch, F=String("a.exe"))
    made.annotation(made.element("Link"), Subtype=Name.Link, Rect=Array([1, 1, 9, 9]), A=action)


def see_through(made: Made) -> None:
    made.page.Resources.ExtGState = Dictionary(G1=Dictionary(ca=0.5))
    made.content.append(b"/Artifact BMC /G1 gs 0 0 9 9 re f EMC")


def packed(made: Made) -> None:
    stream = made.pdf.make_stream(bytes.fromhex("800b6050220c0c8501"))
    stream.Filter = Name.LZWDecode
    made.pdf.Root.Packed = stream


@pytest.mark.parametrize(
    ("part", "level", "build", "kinds"),
    [
        ("2", "B", nothing, set()),
        ("2", "A", nothing, set()),
        ("2", "B", script, {"javascript"}),
        ("2", "B", launch, {"action"}),
        ("1", "B", see_through, {"transparency"}),
        ("2", "B", see_through, set()),
        ("2", "B", packed, {"lzw"}),
        ("4", "", nothing, {"header"}),
        ("2", "B", SPOILT["7.11-1"], set()),
        ("1", "B", SPOILT["7.11-1"], {"attachment"}),
    ],
)
def test_what_pdf_a_forbids_contradicts_the_claim(
    tmp_path: Path, part: str, level: str, build: Any, kinds: set[str]
) -> None:
    assert contradictions(tmp_path, part, level, build) == kinds


def test_a_font_that_is_not_embedded_contradicts_the_claim(tmp_path: Path) -> None:
    def build(made: Made) -> None:
        del made.fonts["F1"].FontDescriptor.FontFile2

    assert contradictions(tmp_path, "2", "B", build) == {"font_not_embedded"}


def test_encryption_contradicts_the_claim(tmp_path: Path) -> None:
    claim = description(PDF_A, part="2", conformance="B")
    made = blank()
    metadata(made, claim)
    path, locked = tmp_path / "open.pdf", tmp_path / "locked.pdf"
    path.write_bytes(made.finish())
    with pikepdf.open(path) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="x", user=""))
    assert "encrypted" in {one.kind for one in read_pdf(locked).facts.contradictions}


def test_a_file_that_claims_nothing_contradicts_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, script).facts.contradictions == ()
