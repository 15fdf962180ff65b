"""Makes the small documents and sounds that the demonstration sites link to, so that no binary file is kept in git."""

import io
import wave
import zipfile
from collections.abc import Sequence
from html import escape

import pikepdf

# A fixed moment in every archive: the same bytes each time.
_ARCHIVE_TIME = (2026, 1, 5, 8, 0, 0)
_SAMPLES_PER_SECOND = 8000


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a one-page PDF 1.7 with a title and a language, and without tags."""
    text = "".join(f"0 -20 Td ({_pdf_text(line)}) Tj\n" for line in lines)
    content = f"BT /F1 18 Tf 60 770 Td ({_pdf_text(title)}) Tj\n/F1 12 Tf 0 -16 Td\n{text}ET".encode("cp1252")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da-DK) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
        f"<< /Title ({_pdf_text(title)}) >>".encode("cp1252"),
    )
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def tagged_pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a one-page PDF 1.7 with a heading and paragraphs that are tagged, a title and a language."""
    with pikepdf.new() as made:
        made.docinfo["/Title"] = title
        # Without the mark of the library, which would hold the time of day.
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = ["da-DK"]
        page = made.add_blank_page(page_size=(595, 842))
        parts = [("H1", 18, title), *(("P", 12, line) for line in lines)]
        page.Contents = made.make_stream(
            b"\n".join(
                b"/%s << /MCID %d >> BDC BT /F1 %d Tf 60 %d Td (%s) Tj ET EMC"
                % (tag.encode(), number, size, 770 - 24 * number, _pdf_text(text).encode("cp1252"))
                for number, (tag, size, text) in enumerate(parts)
            )
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
        page.Tabs, page.StructParents = pikepdf.Name.S, 0
        tree = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        whole = made.make_indirect(_element("Document", tree))
        elements = [
            made.make_indirect(_element(tag, whole, page.obj, number))
            for number, (tag, *_) in enumerate(parts)
        ]
        whole.K = pikepdf.Array(elements)
        tree.K = whole
        tree.ParentTree = made.make_indirect(pikepdf.Dictionary(Nums=[0, pikepdf.Array(elements)]))
        tree.ParentTreeNextKey = 1
        made.Root.StructTreeRoot = tree
        made.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        made.Root.Lang = "da-DK"
        made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        out = io.BytesIO()
        made.save(out, force_version="1.7", deterministic_id=True)
    return out.getvalue()


def _element(
    tag: str, parent: pikepdf.Object, page: pikepdf.Object | None = None, number: int = 0
) -> pikepdf.Dictionary:
    made = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{tag}"), P=parent)
    if page is not None:
        made.Pg, made.K = page, number
    return made


def rtf(title: str, lines: Sequence[str]) -> bytes:
    """Return a Rich Text file: a format that its maker alone decides over."""
    text = "\\par\n".join((f"\\b {title}\\b0", *lines))
    body = "".join(
        character if character.isascii() else f"\\'{character.encode('cp1252').hex()}" for character in text
    )
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\lang1030\n{body}\\par}}".encode(
        "ascii"
    )


def xlsm(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a minimal Excel workbook with a macro project in it."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return _archive(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                '<Override PartName="/xl/workbook.xml" ContentType='
                '"application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
                '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
                f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{sheet}" xmlns:r="{relations}"><sheets>'
                '<sheet name="Budget" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
                f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}"><sheetData>{cells}</sheetData></worksheet>',
            "xl/vbaProject.bin": "eftersyn",
        }
    )


def docx(title: str, lines: Sequence[str]) -> bytes:
    """Return a minimal Office Open XML text document: a heading and paragraphs."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in (title, *lines))
    return _archive(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Override PartName="/word/document.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
            ),
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="rId1" Target="word/document.xml" Type='
                '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
            ),
            "word/document.xml": (
                '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                f"<w:body>{paragraphs}</w:body></w:document>"
            ),
        }
    )


def odt(title: str, lines: Sequence[str]) -> bytes:
    """Return a minimal OpenDocument text: a heading and paragraphs, with title and language."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    media_type = "application/vnd.oasis.opendocument.text"
    return _archive(
        {
            "mimetype": media_type,  # first and unpacked, as OpenDocument 1.3 part 2, 3.3 asks
            "META-INF/manifest.xml": (
                f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0" manifest:version="1.3">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
                "</manifest:manifest>"
            ),
            "content.xml": (
                f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0" '
                'office:version="1.3"><office:body><office:text>'
                f'<text:h text:outline-level="1">{escape(title)}</text:h>{paragraphs}'
                "</office:text></office:body></office:document-content>"
            ),
            "meta.xml": (
                f'<office:document-meta xmlns:office="{office}:office:1.0" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
                f"<dc:title>{escape(title)}</dc:title><dc:language>da-DK</dc:language>"
                "</office:meta></office:document-meta>"
            ),
        }
    )


def csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """Return rows with semicolons, as Danish spreadsheets expect."""
    return "".join(";".join(row) + "\r\n" for row in rows).encode(encoding)


def silence(seconds: int = 1) -> bytes:
    """Return a WAV file of silence: a media file that nobody else made."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_SAMPLES_PER_SECOND)
        sound.writeframes(b"\x80" * _SAMPLES_PER_SECOND * seconds)
    return out.getvalue()


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _archive(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            text = content if name == "mimetype" else f'<?xml version="1.0" encoding="UTF-8"?>\n{content}'
            archive.writestr(zipfile.ZipInfo(name, _ARCHIVE_TIME), text.encode())
    return out.getvalue()
