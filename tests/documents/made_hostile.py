"""Makes files that mean harm: bombs, circles, bottomless trees, lies about themselves. None is larger than 5 MB."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from rules.document_evidence import DocumentState
from tests.documents import made_files
from tests.documents.made_compound import compound

S = DocumentState
READ_OR_REFUSED = frozenset({S.READ, S.TOO_LARGE, S.DAMAGED})
"""Where a reader may cope by leaving something out, or say that it is too much."""


@dataclass(frozen=True)
class Hostile:
    """A file, and the outcomes that are right for it."""

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[DocumentState]


def raw_pdf(objects: Sequence[bytes], root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out
        + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def one_page(*, catalog: bytes = b"", page: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """Return a PDF whose objects 1 to 3 are catalog, pages and the page; `more` begins at 4."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % page,
            *more,
        ]
    )


def flate_bomb(zeros: int = 1 << 30) -> bytes:
    """A content stream packed twice: a gigabyte from two kilobytes."""
    squeeze = zlib.compressobj(9)
    inner = b"".join([*(squeeze.compress(bytes(1 << 20)) for _ in range(zeros >> 20)), squeeze.flush()])
    packed = zlib.compress(inner, 9)
    filters = b"/Filter [/FlateDecode /FlateDecode]"
    return one_page(page=b"/Contents 4 0 R", more=[stream(packed, filters)])


def doubling_forms(levels: int = 26) -> bytes:
    forms = [
        stream(
            b"/F Do /F Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /F %d 0 R >> >>"
            % (5 + n),
        )
        for n in range(levels)
    ]
    last = stream(b"0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]")
    start = stream(b"/F Do /F Do")
    return one_page(
        page=b"/Contents %d 0 R /Resources << /XObject << /F 4 0 R >> >>" % (4 + levels + 1),
        more=[*forms, last, start],
    )


def self_including_form() -> bytes:
    form = stream(
        b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /F 4 0 R >> >>"
    )
    return one_page(
        page=b"/Contents 5 0 R /Resources << /XObject << /F 4 0 R >> >>", more=[form, stream(b"/F Do")]
    )


def cyclic_structure() -> bytes:
    return one_page(
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 4 0 R",
        more=[
            b"<< /Type /StructTreeRoot /K 5 0 R >>",
            b"<< /Type /StructElem /S /Sect /P 4 0 R /K [6 0 R] >>",
            b"<< /Type /StructElem /S /P /P 5 0 R /K [5 0 R 6 0 R] >>",
        ],
    )


def deep_structure(depth: int = 50_000) -> bytes:
    elements = [
        b"<< /Type /StructElem /S /Sect /P %d 0 R /K %d 0 R >>" % (4 + n, 6 + n) for n in range(depth)
    ]
    return one_page(
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 4 0 R",
        more=[b"<< /Type /StructTreeRoot /K 5 0 R >>", *elements, b"<< /Type /StructElem /S /P /P 4 0 R >>"],
    )


def huge_spans() -> bytes:
    attributes = b"/A << /O /Table /ColSpan 2000000000 /RowSpan 2000000000 >>"
    return one_page(
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 4 0 R",
        more=[
            b"<< /Type /StructTreeRoot /K 5 0 R >>",
            b"<< /Type /StructElem /S /Table /P 4 0 R /K [6 0 R] >>",
            b"<< /Type /StructElem /S /TR /P 5 0 R /K [7 0 R 7 0 R] >>",
            b"<< /Type /StructElem /S /TH /P 6 0 R %s >>" % attributes,
        ],
    )


def cyclic_field() -> bytes:
    return one_page(
        catalog=b"/AcroForm << /Fields [4 0 R] >>",
        page=b"/Annots [4 0 R]",
        more=[
            b"<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /Parent 5 0 R /Kids [5 0 R] >>",
            b"<< /T (a) /FT /Tx /Parent 4 0 R /Kids [4 0 R] >>",
        ],
    )


def cyclic_outline() -> bytes:
    return one_page(
        catalog=b"/Outlines 4 0 R",
        more=[
            b"<< /Type /Outlines /First 5 0 R /Last 5 0 R >>",
            b"<< /Title (a) /Parent 4 0 R /Next 5 0 R /Prev 5 0 R /First 5 0 R >>",
        ],
    )


def cyclic_pages() -> bytes:
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )


def many_pages(count: int = 50_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            *[page] * count,
        ]
    )


def deep_array(depth: int = 50_000) -> bytes:
    return one_page(page=b"/Contents 4 0 R", more=[b"[" * depth + b"]" * depth])


def zip_bomb(zeros: int = 1 << 30) -> bytes:
    """A Word document whose text unpacks to a gigabyte."""
    whole = word_package()
    out = io.BytesIO(whole)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made,
        made.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>'.encode())
        for _ in range(zeros >> 20):
            part.write(b"a" * (1 << 20))
        part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_package(extra: Mapping[str, str | bytes] | None = None) -> bytes:
    kind = f"{made_files.OOXML}.wordprocessingml.document.main+xml"
    whole = made_files.ooxml(kind, "word/document.xml")
    source = zipfile.ZipFile(io.BytesIO(whole))
    parts: dict[str, str | bytes] = {
        name: source.read(name) for name in source.namelist() if name != "word/document.xml"
    }
    return made_files.archive(parts | dict(extra or {}))


def word_with(document: str) -> bytes:
    return word_package({"word/document.xml": document})


def entity_bomb() -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE d [<!ENTITY a0 "ha">{lines}]>'


def outside_entity() -> str:
    return '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def deep_word(depth: int = 50_000) -> bytes:
    return word_with(
        f'<w:document xmlns:w="{W}"><w:body>' + "<w:p>" * depth + "</w:p>" * depth + "</w:body></w:document>"
    )


def wide_sheet() -> bytes:
    names = f'xmlns:office="{made_files.OFFICE}:office:1.0" xmlns:table="{made_files.OFFICE}:table:1.0" xmlns:text="{made_files.OFFICE}:text:1.0"'
    cell = '<table:table-cell table:number-columns-repeated="2000000000" table:number-columns-spanned="2000000000"><text:p>a</text:p></table:table-cell>'
    content = (
        f'<office:document-content {names} office:version="1.3"><office:body><office:spreadsheet><table:table table:name="a">'
        f'<table:table-row table:number-rows-repeated="2000000000">{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return made_files.odf("spreadsheet", "1.3", content=content)


def wide_workbook() -> bytes:
    main = f"{made_files.OOXML}.spreadsheetml.sheet.main+xml"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return made_files.archive(
        {
            "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{relation}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>{merged}</worksheet>',
        }
    )


def many_entries(count: int = 100_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for number in range(count):
            made.writestr(zipfile.ZipInfo(f"{number}"), b"")
    return out.getvalue()


def escaping_names() -> bytes:
    return word_package(
        {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body/></w:document>',
            "../../../tmp/eftersyn-escaped": "x",
            "\x1b[31mred": "x",
        }
    )


def zip_locked(package: bytes) -> bytes:
    """Return a package whose parts all say that they are locked with zip's own password."""
    out = bytearray(package)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + flags] |= 0x1
            at = out.find(mark, at + 4)
    return bytes(out)


def bomb_of_blanks(size: int = 100_000_000) -> bytes:
    """Return a text document whose main part, the one that tells its format, unpacks to nothing but spaces."""
    return word_package({"word/document.xml": b" " * size})


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    return out.getvalue()


def read(*more: DocumentState) -> frozenset[DocumentState]:
    return frozenset({S.READ, *more})


HOSTILE: tuple[Hostile, ...] = (
    Hostile("empty.pdf", bytes, frozenset({S.EMPTY})),
    Hostile("truncated.pdf", lambda: made_files.pdf("1.7")[:300], read(S.DAMAGED)),
    Hostile("only-a-header.pdf", lambda: b"%PDF-1.7\n", frozenset({S.DAMAGED})),
    Hostile("locked.pdf", locked_pdf, frozenset({S.ENCRYPTED})),
    Hostile("flate-bomb.pdf", flate_bomb, READ_OR_REFUSED | {S.TIMED_OUT}),
    Hostile("doubling-forms.pdf", doubling_forms, READ_OR_REFUSED),
    Hostile("self-including-form.pdf", self_including_form, READ_OR_REFUSED),
    Hostile("cyclic-structure.pdf", cyclic_structure, READ_OR_REFUSED),
    Hostile("deep-structure.pdf", deep_structure, READ_OR_REFUSED),
    Hostile("huge-spans.pdf", huge_spans, READ_OR_REFUSED),
    Hostile("cyclic-field.pdf", cyclic_field, READ_OR_REFUSED),
    Hostile("cyclic-outline.pdf", cyclic_outline, READ_OR_REFUSED),
    Hostile("cyclic-pages.pdf", cyclic_pages, READ_OR_REFUSED),
    Hostile("many-pages.pdf", many_pages, READ_OR_REFUSED),
    Hostile("deep-array.pdf", deep_array, READ_OR_REFUSED | {S.CRASHED}),
    Hostile("page.pdf", lambda: b"<!DOCTYPE html><html><title>Log ind</title>", read()),
    Hostile("picture.docx", made_files.png, read()),
    Hostile("zip-bomb.docx", zip_bomb, frozenset({S.TOO_LARGE})),
    Hostile("deep.docx", deep_word, READ_OR_REFUSED),
    Hostile("entities.docx", lambda: word_with(entity_bomb() + f'<w:document xmlns:w="{W}"><w:body><w:p>&a11;</w:p></w:body></w:document>'), READ_OR_REFUSED),
    Hostile("outside.docx", lambda: word_with(outside_entity() + f'<w:document xmlns:w="{W}"><w:body><w:p>&x;</w:p></w:body></w:document>'), READ_OR_REFUSED),
    Hostile("entities.svg", (entity_bomb() + '<svg xmlns="http://www.w3.org/2000/svg">&a11;</svg>').encode, read()),
    Hostile("wide.ods", wide_sheet, READ_OR_REFUSED),
    Hostile("wide.xlsx", wide_workbook, READ_OR_REFUSED),
    Hostile("many-entries.odt", many_entries, READ_OR_REFUSED),
    Hostile("escaping-names.docx", escaping_names, READ_OR_REFUSED),
    Hostile("truncated.docx", lambda: word_with(f'<w:document xmlns:w="{W}"/>')[:-40], frozenset({S.DAMAGED})),
    Hostile("locked.docx", lambda: compound({"EncryptedPackage": b"\x01"}), frozenset({S.ENCRYPTED})),
    Hostile("zip-locked.docx", lambda: zip_locked(word_with(f'<w:document xmlns:w="{W}"/>')), frozenset({S.ENCRYPTED})),
    Hostile("bomb-of-blanks.docx", bomb_of_blanks, frozenset({S.TOO_LARGE})),
    Hostile("locked.odt", made_files.locked_odf, frozenset({S.ENCRYPTED})),
    Hostile("noise.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20, frozenset({S.DAMAGED, S.READ})),
    Hostile("noise.bin", lambda: bytes(range(1, 256)) * 100, frozenset({S.UNKNOWN_FORMAT})),
    Hostile("deep.json", lambda: b"[" * 1_000_000, read()),
    Hostile("\x1b[31mred;\x07..\u202efdp.pdf", lambda: made_files.pdf("1.7"), read()),
    Hostile("..odt.pdf", lambda: made_files.odf("text", "1.3"), READ_OR_REFUSED),
)  # fmt: skip
