"""Makers of office documents and e-books: a sound document of each kind, and ways to spoil it."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.util import Inches

W_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PROSE = (
    "Kommunen har i årets løb bygget nye cykelstier ved alle skoler, og de fleste børn cykler nu selv til skole "
    "hver dag, også om vinteren når der er glat og mørkt."
)
ENGLISH_PROSE = (
    "The council has built new cycle paths at all of its schools during the year, and most children now ride "
    "their bikes to school on their own every day, even in winter when the roads are dark and covered with ice. "
    "The parents say that they feel safe about it, and the number of cars outside the schools has fallen by half."
)
TITLE = "Cykelstier ved skolerne"


def zipped(entries: Mapping[str, str | bytes], *, stored: frozenset[str] = frozenset({"mimetype"})) -> bytes:
    """Return a zip file of these entries, in order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, kind)
    return target.getvalue()


def entries_of(data: bytes) -> dict[str, bytes]:
    """Return the entries of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def changed(data: bytes, *changes: tuple[str, str, str]) -> bytes:
    """Return a zip file with texts replaced in its entries: (entry, old, new); each must be there."""
    entries: dict[str, str | bytes] = dict(entries_of(data))
    for name, old, new in changes:
        held = entries[name]
        text = held.decode() if isinstance(held, bytes) else held
        assert old in text, (name, old)
        entries[name] = text.replace(old, new).encode()
    return zipped(entries)


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 160)).save(target, "PNG")
    return target.getvalue()


# ---------------------------------------------------------------- docx


def paragraph(text: str, style: str = "", run: str = "", extra: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>' if style or extra else ""
    if not style:
        properties = f"<w:pPr>{extra}</w:pPr>" if extra else ""
    run_properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{properties}<w:r>{run_properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def drawn(description: str = "", *, name: str = "Picture 3", title: str = "", extension: str = "") -> str:
    """A picture in a paragraph of a text document."""
    described = f' descr="{description}"' if description else ""
    titled = f' title="{title}"' if title else ""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="700000"/>'
        f'<wp:docPr id="3" name="{name}"{described}{titled}>{extension}</wp:docPr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="kort.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/>'
        "</pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative val="1"/></a:ext></a:extLst>'
)


def table(rows: list[list[str]], *, header: bool = True, properties: str = "", borders: bool = True) -> str:
    edges = (
        '<w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders>' if borders else ""
    )
    parts = [f"<w:tbl><w:tblPr>{edges}{properties}</w:tblPr>"]
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and not number else ""
        cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row)
        parts.append(f"<w:tr>{mark}{cells}</w:tr>")
    return "".join(parts) + "</w:tbl>" + paragraph("")


FIGURES = [["Skole", "Elever", "Cyklister"], ["Vestskolen", "410", "302"], ["Østskolen", "288", "190"]]
SOUND_BODY = paragraph("Baggrund", "Heading1") + paragraph(PROSE)


def docx(
    body: str = SOUND_BODY,
    *,
    language: str = '<w:lang w:val="da-DK"/>',
    title: str = TITLE,
    styles: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    relationships: str = "",
    background: str = "",
) -> bytes:
    """A text document of Word, from hand-written parts."""
    relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    document_type = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3)
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{document_type}.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{relationship}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"<dc:title>{title}</dc:title><dcterms:created>2026-05-04T08:00:00Z</dcterms:created></cp:coreProperties>",
            "word/document.xml": f"<w:document {W_NAMESPACES}>{background}<w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
            f'<w:sz w:val="22"/>{language}</w:rPr></w:rPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
            f"{headings}{styles}</w:styles>",
            "word/media/kort.png": picture(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{relationship}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId9" Type="{relationship}/image" Target="media/kort.png"/>'
            f'<Relationship Id="rId8" Type="{relationship}/hyperlink" Target="https://eksempel.dk/" '
            f'TargetMode="External"/>{relationships}</Relationships>',
            **(parts or {}),
        }
    )


def strict(data: bytes) -> bytes:
    """Return an Office Open XML file in the strict form of its namespaces."""
    names = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wordprocessingml/main",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "spreadsheetml/main",
        "http://schemas.openxmlformats.org/presentationml/2006/main": "presentationml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "officeDocument/relationships",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "drawingml/wordprocessingDrawing",
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "drawingml/spreadsheetDrawing",
        "http://schemas.openxmlformats.org/drawingml/2006/main": "drawingml/main",
        "http://schemas.openxmlformats.org/drawingml/2006/picture": "drawingml/picture",
    }
    entries: dict[str, str | bytes] = {}
    for name, content in entries_of(data).items():
        made = content
        if name.endswith((".xml", ".rels")):
            for loose, tight in names.items():
                made = made.replace(loose.encode(), f"http://purl.oclc.org/ooxml/{tight}".encode())
        entries[name] = made
    return zipped(entries)


# ---------------------------------------------------------------- xlsx and pptx


def xlsx(*changes: str, title: str = TITLE, name: str = "Skoler") -> bytes:
    """A workbook; `changes` are lines of Python about `book` and `sheet`."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    book.properties.title = title
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in FIGURES:
        sheet.append(row)
    known = {
        "Comment": Comment,
        "Font": Font,
        "PatternFill": PatternFill,
        "Table": Table,
        "image": sheet_image,
    }
    for change in changes:
        exec(change, known | {"book": book, "sheet": sheet})
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_image() -> SheetImage:
    return SheetImage(io.BytesIO(picture()))


def pptx(*changes: str, title: str = TITLE) -> bytes:
    """A presentation; `changes` are lines of Python about `slides`, `first` and `second`."""
    from pptx.dml.color import RGBColor

    slides: Slides = Presentation()
    slides.core_properties.title = title
    first = slides.slides.add_slide(slides.slide_layouts[1])
    second = slides.slides.add_slide(slides.slide_layouts[1])
    for slide, heading in ((first, "Cykelstier"), (second, "Trafik")):
        assert slide.shapes.title is not None
        slide.shapes.title.text = heading
        slide.placeholders[1].text = PROSE
    known = {
        "Inches": Inches,
        "RGBColor": RGBColor,
        "png": io.BytesIO(picture()),
        "slides": slides,
        "first": first,
        "second": second,
    }
    for change in changes:
        exec(change, known)
    target = io.BytesIO()
    slides.save(target)
    return changed(target.getvalue(), ("ppt/presentation.xml", 'lang="en-US"', 'lang="da-DK"'))


# ---------------------------------------------------------------- OpenDocument

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{name}="{_ODF}:{name}:1.0"'
            for name in ("office", "style", "text", "table", "meta", "presentation", "form")
        ),
        f'xmlns:draw="{_ODF}:drawing:1.0"',
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_ODF}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)
ODF_TYPE = "application/vnd.oasis.opendocument"
SOUND_ODT = f'<text:h text:outline-level="1">Baggrund</text:h><text:p>{PROSE}</text:p>'


def odf_frame(
    description: str = "", *, title: str = "", attributes: str = "", name: str = "Billede 1"
) -> str:
    texts = f"<svg:title>{title}</svg:title>" if title else ""
    texts += f"<svg:desc>{description}</svg:desc>" if description else ""
    return (
        f'<draw:frame draw:name="{name}" svg:width="5cm" svg:height="4cm" {attributes}>'
        f'<draw:image xlink:href="Pictures/kort.png"/>{texts}</draw:frame>'
    )


def odf_table(rows: list[list[str]], *, header: bool = True, attributes: str = "") -> str:
    def row(texts: list[str]) -> str:
        cells = "".join(
            f'<table:table-cell table:style-name="Ramme"><text:p>{text}</text:p></table:table-cell>'
            for text in texts
        )
        return f"<table:table-row>{cells}</table:table-row>"

    first = row(rows[0])
    first = f"<table:table-header-rows>{first}</table:table-header-rows>" if header else first
    return f'<table:table table:name="Tabel1" {attributes}>{first}{"".join(map(row, rows[1:]))}</table:table>'


def odf(
    body: str,
    kind: str = "text",
    *,
    styles: str = "",
    language: str = 'fo:language="da" fo:country="DK"',
    title: str = TITLE,
    version: str | None = "1.3",
    entries: Mapping[str, str | bytes] | None = None,
    manifest: str = "",
    mimetype: str | None = None,
) -> bytes:
    """An OpenDocument file from hand-written parts."""
    stated = f'office:version="{version}"' if version else ""
    families = "".join(
        f'<style:default-style style:family="{family}"><style:text-properties {language} fo:font-size="12pt"/>'
        "</style:default-style>"
        for family in ("paragraph", "table-cell", "graphic")
    )
    border = (
        '<style:style style:name="Ramme" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
    )
    names = ["content.xml", "styles.xml", "meta.xml", "Pictures/kort.png"]
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media_type}"/>'
        for name, media_type in [("/", f"{ODF_TYPE}.{kind}"), *((name, "text/xml") for name in names)]
    )
    return zipped(
        {
            "mimetype": f"{ODF_TYPE}.{kind}" if mimetype is None else mimetype,
            "content.xml": f"<office:document-content {ODF_NAMESPACES} {stated}><office:automatic-styles>{border}"
            f"{styles}</office:automatic-styles><office:body><office:{_BODIES[kind]}>{body}</office:{_BODIES[kind]}>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {ODF_NAMESPACES} {stated}><office:styles>{families}"
            "</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {ODF_NAMESPACES} {stated}><office:meta><dc:title>{title}</dc:title>"
            "</office:meta></office:document-meta>",
            "Pictures/kort.png": picture(),
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" '
            f'manifest:version="{version or "1.2"}">{listed}{manifest}</manifest:manifest>',
            **(entries or {}),
        }
    )


_BODIES = {
    "text": "text",
    "spreadsheet": "spreadsheet",
    "presentation": "presentation",
    "graphics": "drawing",
}


def odt(body: str = SOUND_ODT, **more: object) -> bytes:
    return odf(body, "text", **more)  # type: ignore[arg-type]


def ods(body: str = "", **more: object) -> bytes:
    return odf(body or odf_table(FIGURES, header=False).replace("Tabel1", "Skoler"), "spreadsheet", **more)  # type: ignore[arg-type]


def odp_page(title: str, *shapes: str, name: str = "side") -> str:
    heading = (
        '<draw:frame presentation:class="title" svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="2cm">'
        f"<draw:text-box><text:p>{title}</text:p></draw:text-box></draw:frame>"
        if title
        else ""
    )
    return f'<draw:page draw:name="{name}">{heading}{"".join(shapes)}</draw:page>'


def odp_box(text: str, top: int = 5) -> str:
    return (
        f'<draw:frame svg:x="1cm" svg:y="{top}cm" svg:width="20cm" svg:height="2cm"><draw:text-box>'
        f"<text:p>{text}</text:p></draw:text-box></draw:frame>"
    )


def odp(body: str = "", **more: object) -> bytes:
    return odf(body or odp_page("Cykelstier", odp_box(PROSE)), "presentation", **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- EPUB

ACCESSIBLE = "".join(
    f'<meta property="schema:{name}">{value}</meta>'
    for name, value in (
        ("accessMode", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
    )
)


def epub(
    body: str = f'<h1>Baggrund</h1><p>{PROSE}</p><img src="kort.png" alt="Kort over skolerne"/>',
    *,
    language: str = "<dc:language>da</dc:language>",
    text_language: str = 'xml:lang="da" lang="da"',
    title: str = f"<dc:title>{TITLE}</dc:title>",
    metadata: str = ACCESSIBLE,
    navigation: str = '<nav epub:type="toc"><ol><li><a href="a.xhtml">Baggrund</a></li></ol></nav>',
    version: str = "3.0",
    items: str = "",
    mimetype: str | None = "application/epub+zip",
    entries: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An e-book from hand-written parts."""
    xhtml = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    head: dict[str, str | bytes] = {} if mimetype is None else {"mimetype": mimetype}
    return zipped(
        {
            **head,
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/bog.opf"/></rootfiles></container>',
            "OEBPS/bog.opf": f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{title}{language}{metadata}</metadata><manifest>'
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            f'<item id="p" href="kort.png" media-type="image/png"/>{items}</manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "OEBPS/a.xhtml": f"<html {xhtml} {text_language}><head><title>Bog</title></head><body>{body}</body></html>",
            "OEBPS/nav.xhtml": f"<html {xhtml} {text_language}><head><title>Indhold</title></head><body>{navigation}"
            "</body></html>",
            "OEBPS/kort.png": picture(),
            **(entries or {}),
        }
    )
