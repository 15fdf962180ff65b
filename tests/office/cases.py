"""Cases of the rules about office documents and e-books: each outcome, one condition each."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.office.makers import (
    DECORATIVE,
    ENGLISH_PROSE,
    FIGURES,
    PROSE,
    SOUND_BODY,
    SOUND_ODT,
    changed,
    docx,
    drawn,
    epub,
    odf_frame,
    odf_table,
    odp,
    odp_box,
    odp_page,
    ods,
    odt,
    paragraph,
    pptx,
    strict,
    table,
    xlsx,
)


@dataclass(frozen=True)
class Case:
    """A made document and what one rule must say of it. `also`: other rules that rightly fail it too."""

    rule: str
    outcome: str
    shows: str
    kind: str
    make: Callable[[], bytes]
    also: tuple[str, ...] = ()


LINK = '<w:p>{before}<w:hyperlink r:id="rId8"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>'
BOLD = "<w:b/>"
CHANGE = f'<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>{PROSE}</w:t></w:r></w:ins></w:p>'
FIELD = (
    "<w:p><w:sdt><w:sdtPr>{alias}<w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Skriv her</w:t></w:r>"
    "</w:sdtContent></w:sdt></w:p>"
)
COMMENTED = (
    '<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>Tekst</w:t></w:r><w:commentRangeEnd w:id="4"/>'
    '<w:r><w:commentReference w:id="4"/></w:r></w:p>'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTS_PART = {
    "word/comments.xml": '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="4" w:author="x"><w:p><w:r><w:t>Se lige her</w:t></w:r></w:p></w:comment></w:comments>'
}
COMMENTS = f'<Relationship Id="rId5" Type="{RELATIONSHIPS}/comments" Target="comments.xml"/>'
OBJECT = f'<Relationship Id="rId5" Type="{RELATIONSHIPS}/package" Target="embeddings/ark.xlsx"/>'
LOW_SHADE = '<w:color w:val="999999"/><w:shd w:val="clear" w:fill="BBBBBB"/>'
BOX = "box = second.shapes.add_textbox(Inches(1), Inches(6), Inches(4), Inches(1)); box.text_frame.text = 'Bemærk'"
SOLID = "box.fill.solid(); box.fill.fore_color.rgb = RGBColor(0x{0}, 0x{0}, 0x{0})"
INK = "box.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x{0}, 0x{0}, 0x{0})"
NO_LANGUAGE = 'fo:language="none" fo:country="none"'
HEADINGS = "".join(
    paragraph(name, f"Heading{level}") + paragraph(PROSE) for name, level in (("A", 1), ("B", 2))
)
LONG = paragraph(PROSE) * 70
ODF_CELL = '<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
HIDDEN_SHEET = ODF_CELL.format(
    name="ta2", family="table", properties='<style:table-properties table:display="false"/>'
)


def case(rule: str, outcome: str, shows: str, kind: str, make: Callable[[], bytes], *also: str) -> Case:
    return Case(rule, outcome, shows, kind, make, also)


CASES = [
    # ---- language
    case("office-language-missing", "passed", "a default language", "docx", docx),
    case("office-language-missing", "passed", "a default language", "odt", odt),
    case("office-language-missing", "passed", "a default language", "pptx", pptx),
    case(
        "office-language-missing",
        "passed",
        "no default, but a language on every run",
        "docx",
        lambda: docx(paragraph(PROSE, run='<w:lang w:val="da-DK"/>'), language=""),
    ),
    case("office-language-missing", "failed", "no language at all", "docx", lambda: docx(language="")),
    case("office-language-missing", "failed", "no language at all", "odt", lambda: odt(language=NO_LANGUAGE)),
    case("office-language-missing", "failed", "no language at all", "ods", lambda: ods(language="")),
    case("office-language-missing", "failed", "no language at all", "odp", lambda: odp(language="")),
    case(
        "office-language-missing",
        "failed",
        "one run without",
        "docx",
        lambda: docx(paragraph(PROSE, run='<w:lang w:val="da-DK"/>') + paragraph(PROSE), language=""),
    ),
    case("office-language-missing", "inapplicable", "workbooks cannot say", "xlsx", xlsx),
    case(
        "office-language-missing", "inapplicable", "no text", "docx", lambda: docx(drawn("Kort over skoler"))
    ),
    case("office-language-mismatch", "passed", "Danish in Danish", "docx", lambda: docx(SOUND_BODY * 3)),
    case(
        "office-language-mismatch",
        "failed",
        "English as Danish",
        "docx",
        lambda: docx(paragraph("Background", "Heading1") + paragraph(ENGLISH_PROSE)),
    ),
    case(
        "office-language-mismatch",
        "failed",
        "English as Danish",
        "odt",
        lambda: odt(f"<text:p>{ENGLISH_PROSE}</text:p>"),
    ),
    case(
        "office-language-mismatch",
        "failed",
        "English as Danish",
        "pptx",
        lambda: pptx(f"second.placeholders[1].text = {ENGLISH_PROSE!r}; first.placeholders[1].text = ''"),
    ),
    case(
        "office-language-mismatch",
        "inapplicable",
        "too little to judge by",
        "docx",
        lambda: docx(paragraph("Hello world")),
    ),
    # ---- title
    *(
        case("office-title-missing", "passed", "a title", kind, make)
        for kind, make in (("docx", docx), ("xlsx", xlsx), ("pptx", pptx), ("odt", odt))
    ),
    case("office-title-missing", "failed", "none", "docx", lambda: docx(title="")),
    case("office-title-missing", "failed", "only blanks", "odt", lambda: odt(title="  ")),
    case("office-title-missing", "failed", "none", "xlsx", lambda: xlsx(title="")),
    case("office-title-missing", "failed", "none", "pptx", lambda: pptx(title="")),
    case("office-title-missing", "inapplicable", "an e-book", "epub", epub),
    case("office-title-uninformative", "passed", "says what it is about", "docx", docx),
    case(
        "office-title-uninformative", "failed", "a file name", "docx", lambda: docx(title="rapport_v3.docx")
    ),
    case("office-title-uninformative", "failed", "a new document", "odt", lambda: odt(title="Dokument1")),
    case(
        "office-title-uninformative",
        "failed",
        "a new presentation",
        "pptx",
        lambda: pptx(title="PowerPoint-præsentation"),
    ),
    case(
        "office-title-uninformative",
        "cantTell",
        "the printer's",
        "docx",
        lambda: docx(title="Microsoft Word - brev"),
    ),
    case("office-title-uninformative", "inapplicable", "no title", "docx", lambda: docx(title="")),
    # ---- headings
    case("office-headings-missing", "passed", "one heading", "docx", lambda: docx(HEADINGS + LONG)),
    case("office-headings-missing", "failed", "long text without", "docx", lambda: docx(LONG)),
    case(
        "office-headings-missing",
        "failed",
        "long text without",
        "odt",
        lambda: odt(f"<text:p>{PROSE}</text:p>" * 70),
    ),
    case(
        "office-headings-missing",
        "inapplicable",
        "short text without",
        "docx",
        lambda: docx(paragraph(PROSE)),
    ),
    case("office-headings-missing", "inapplicable", "not a text document", "pptx", pptx),
    case("office-heading-faked", "passed", "real headings", "docx", lambda: docx(HEADINGS)),
    case(
        "office-heading-faked",
        "passed",
        "by an outline level of its own",
        "docx",
        lambda: docx(paragraph("Mål", run=BOLD, extra='<w:outlineLvl w:val="0"/>') + paragraph(PROSE)),
    ),
    case(
        "office-heading-faked",
        "passed",
        "by a style based on a heading",
        "docx",
        lambda: docx(
            paragraph("Mål", "Egen", BOLD) + paragraph(PROSE),
            styles='<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Egen overskrift"/>'
            '<w:basedOn w:val="Heading2"/></w:style>',
        ),
    ),
    case(
        "office-heading-faked",
        "failed",
        "bold line over text",
        "docx",
        lambda: docx(SOUND_BODY + paragraph("Mål for næste år", run=BOLD) + paragraph(PROSE)),
    ),
    case(
        "office-heading-faked",
        "failed",
        "large line over text",
        "docx",
        lambda: docx(SOUND_BODY + paragraph("Mål for næste år", run='<w:sz w:val="32"/>') + paragraph(PROSE)),
    ),
    case(
        "office-heading-faked",
        "failed",
        "bold line over text",
        "odt",
        lambda: odt(
            SOUND_ODT
            + f'<text:p><text:span text:style-name="F">Mål for næste år</text:span></text:p><text:p>{PROSE}</text:p>',
            styles=ODF_CELL.format(
                name="F", family="text", properties='<style:text-properties fo:font-weight="bold"/>'
            ),
        ),
    ),
    case(
        "office-heading-faked",
        "cantTell",
        "bold line over a short one",
        "docx",
        lambda: docx(paragraph("Teknik og Miljø", run=BOLD) + paragraph("Rådhuset, Torvet 1 i Vestby")),
    ),
    case(
        "office-heading-faked",
        "inapplicable",
        "a bold sentence",
        "docx",
        lambda: docx(paragraph(PROSE, run=BOLD) + paragraph(PROSE)),
    ),
    case(
        "office-heading-faked",
        "inapplicable",
        "bold words in a table",
        "docx",
        lambda: docx(table([["Skole", "Antal"], ["Vest", "3"]]) + paragraph(PROSE)),
    ),
    case(
        "office-heading-faked",
        "inapplicable",
        "a bold item of a list",
        "docx",
        lambda: docx(
            paragraph("Punkt", run=BOLD, extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
            + paragraph(PROSE)
        ),
    ),
    case("office-heading-order", "passed", "1, 2", "docx", lambda: docx(HEADINGS)),
    case(
        "office-heading-order",
        "failed",
        "1, 3",
        "docx",
        lambda: docx(SOUND_BODY + paragraph("Mål", "Heading3") + paragraph(PROSE)),
    ),
    case(
        "office-heading-order",
        "failed",
        "begins at 2",
        "docx",
        lambda: docx(paragraph("Mål", "Heading2") + paragraph(PROSE)),
    ),
    case(
        "office-heading-order",
        "failed",
        "1, 3",
        "odt",
        lambda: odt(SOUND_ODT + '<text:h text:outline-level="3">Mål</text:h>'),
    ),
    case("office-heading-order", "inapplicable", "no headings", "docx", lambda: docx(paragraph(PROSE))),
    case("office-heading-empty", "passed", "headings with text", "docx", docx),
    case(
        "office-heading-empty",
        "failed",
        "an empty one",
        "docx",
        lambda: docx(SOUND_BODY + paragraph("", "Heading2")),
    ),
    case(
        "office-heading-empty",
        "failed",
        "an empty one",
        "odt",
        lambda: odt(SOUND_ODT + '<text:h text:outline-level="2"/>'),
    ),
    case(
        "office-heading-empty", "inapplicable", "no headings", "odt", lambda: odt(f"<text:p>{PROSE}</text:p>")
    ),
    # ---- alternatives
    case(
        "office-image-alt-missing",
        "passed",
        "described",
        "docx",
        lambda: docx(SOUND_BODY + drawn("Kort over skoler")),
    ),
    case(
        "office-image-alt-missing",
        "passed",
        "only a title",
        "docx",
        lambda: docx(SOUND_BODY + drawn(title="Kort over skoler")),
    ),
    case(
        "office-image-alt-missing",
        "passed",
        "described",
        "odt",
        lambda: odt(f"<text:p>{odf_frame('Kort over skoler')}</text:p>"),
    ),
    case(
        "office-image-alt-missing",
        "passed",
        "described",
        "pptx",
        lambda: pptx(
            "shape = second.shapes.add_picture(png, 0, 0)",
            "shape._element.nvPicPr.cNvPr.set('descr', 'Kort over skoler')",
        ),
    ),
    case("office-image-alt-missing", "failed", "nothing", "docx", lambda: docx(SOUND_BODY + drawn())),
    case(
        "office-image-alt-missing",
        "failed",
        "nothing, in strict form",
        "docx",
        lambda: strict(docx(SOUND_BODY + drawn())),
    ),
    case(
        "office-image-alt-missing", "failed", "nothing", "odt", lambda: odt(f"<text:p>{odf_frame()}</text:p>")
    ),
    case("office-image-alt-missing", "failed", "nothing", "odp", lambda: odp(odp_page("Kort", odf_frame()))),
    case(
        "office-image-alt-missing",
        "failed",
        "nothing",
        "ods",
        lambda: ods(
            f'<table:table table:name="Kort"><table:shapes>{odf_frame()}</table:shapes></table:table>'
        ),
    ),
    case(
        "office-image-alt-missing",
        "failed",
        "nothing",
        "pptx",
        lambda: pptx(
            "shape = second.shapes.add_picture(png, 0, 0); shape._element.nvPicPr.cNvPr.set('descr', '')"
        ),
    ),
    case(
        "office-image-alt-missing",
        "failed",
        "nothing",
        "xlsx",
        lambda: changed(
            xlsx("sheet.add_image(image(), 'D4')"),
            ("xl/drawings/drawing1.xml", 'descr="Picture"', 'descr=""'),
        ),
    ),
    case(
        "office-image-alt-missing",
        "failed",
        "nothing, in the older VML",
        "docx",
        lambda: docx(
            '<w:p><w:r><w:pict><v:shape id="Billede"><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r></w:p>'
        ),
    ),
    case(
        "office-image-alt-missing",
        "inapplicable",
        "marked as decoration",
        "docx",
        lambda: docx(SOUND_BODY + drawn(extension=DECORATIVE)),
    ),
    case(
        "office-image-alt-missing",
        "inapplicable",
        "marked as decoration",
        "odt",
        lambda: odt("<text:p>" + odf_frame(attributes='loext:decorative="true"') + "</text:p>"),
    ),
    case("office-image-alt-missing", "inapplicable", "no pictures", "docx", docx),
    case(
        "office-image-alt-missing",
        "inapplicable",
        "an empty placeholder",
        "odp",
        lambda: odp(
            odp_page(
                "Kort",
                odf_frame(attributes='presentation:placeholder="true" presentation:class="graphic"'),
                odp_box(PROSE),
            )
        ),
    ),
    case(
        "office-image-alt-uninformative",
        "passed",
        "described",
        "docx",
        lambda: docx(SOUND_BODY + drawn("Kort over skoler")),
    ),
    case(
        "office-image-alt-uninformative",
        "failed",
        "a file name",
        "docx",
        lambda: docx(SOUND_BODY + drawn("IMG_2034.jpg")),
    ),
    case(
        "office-image-alt-uninformative",
        "failed",
        "a stopgap",
        "docx",
        lambda: docx(SOUND_BODY + drawn("billede")),
    ),
    case(
        "office-image-alt-uninformative",
        "failed",
        "a stopgap with its article",
        "docx",
        lambda: docx(SOUND_BODY + drawn("Et billede")),
    ),
    case(
        "office-image-alt-uninformative",
        "failed",
        "the object's name",
        "docx",
        lambda: docx(SOUND_BODY + drawn("Picture 3")),
    ),
    case(
        "office-image-alt-uninformative",
        "failed",
        "a file name, as python-pptx writes it",
        "pptx",
        lambda: changed(
            pptx("second.shapes.add_picture(png, 0, 0)"),
            ("ppt/slides/slide2.xml", 'descr="image.png"', 'descr="kort.png"'),
        ),
    ),
    case(
        "office-image-alt-uninformative",
        "failed",
        "a stopgap",
        "odt",
        lambda: odt(f"<text:p>{odf_frame('Billedtekst')}</text:p>"),
    ),
    case(
        "office-image-alt-uninformative",
        "cantTell",
        "written by the program",
        "docx",
        lambda: docx(
            SOUND_BODY + drawn("Et billede, der indeholder person. Automatisk genereret beskrivelse")
        ),
    ),
    case(
        "office-image-alt-uninformative",
        "cantTell",
        "only the kind",
        "docx",
        lambda: docx(SOUND_BODY + drawn("Logo")),
    ),
    case(
        "office-image-alt-uninformative",
        "inapplicable",
        "no alternative",
        "docx",
        lambda: docx(SOUND_BODY + drawn()),
        "office-image-alt-missing",
    ),
    case(
        "office-image-alt-uninformative",
        "inapplicable",
        "decoration with a name",
        "docx",
        lambda: docx(SOUND_BODY + drawn("Picture 3", extension=DECORATIVE)),
    ),
    # ---- tables
    case(
        "office-table-no-header",
        "passed",
        "a repeated row",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES)),
    ),
    case(
        "office-table-no-header", "passed", "header rows", "odt", lambda: odt(SOUND_ODT + odf_table(FIGURES))
    ),
    case(
        "office-table-no-header",
        "passed",
        "a ticked header row",
        "pptx",
        lambda: pptx(
            "grid = second.shapes.add_table(3, 3, 0, 0, 9000000, 900000).table",
            f"[setattr(grid.cell(r, c), 'text', {FIGURES!r}[r][c]) for r in range(3) for c in range(3)]",
        ),
    ),
    case(
        "office-table-no-header",
        "failed",
        "none",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES, header=False)),
    ),
    case(
        "office-table-no-header",
        "failed",
        "none",
        "odt",
        lambda: odt(SOUND_ODT + odf_table(FIGURES, header=False)),
    ),
    case(
        "office-table-no-header",
        "failed",
        "header row not ticked",
        "pptx",
        lambda: pptx(
            "grid = second.shapes.add_table(3, 3, 0, 0, 9000000, 900000).table; grid.first_row = False",
            f"[setattr(grid.cell(r, c), 'text', {FIGURES!r}[r][c]) for r in range(3) for c in range(3)]",
        ),
    ),
    case(
        "office-table-no-header",
        "failed",
        "an Excel table without",
        "xlsx",
        lambda: changed(
            xlsx("sheet.add_table(Table(displayName='T', ref='A1:C3'))"),
            ("xl/tables/table1.xml", 'headerRowCount="1"', 'headerRowCount="0"'),
        ),
    ),
    case(
        "office-table-no-header",
        "cantTell",
        "names beside values",
        "docx",
        lambda: docx(
            SOUND_BODY
            + table([["Navn", "Vestskolen"], ["Leder", "Ida Holm"], ["By", "Vestby"]], header=False)
        ),
    ),
    case(
        "office-table-no-header",
        "inapplicable",
        "one column",
        "docx",
        lambda: docx(SOUND_BODY + table([["Husk"], [PROSE], ["Slut"]], header=False)),
    ),
    case(
        "office-table-no-header",
        "inapplicable",
        "long texts side by side",
        "docx",
        lambda: docx(
            SOUND_BODY
            + table([["Dansk", "English"], [PROSE * 3, ENGLISH_PROSE]], header=False, borders=False)
        ),
    ),
    case(
        "office-table-header-not-marked",
        "passed",
        "a repeated row",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES)),
    ),
    case(
        "office-table-header-not-marked",
        "failed",
        "ticked in a style where it looks like the rest",
        "docx",
        lambda: docx(
            SOUND_BODY + table(FIGURES, header=False, properties='<w:tblLook w:val="04A0" w:firstRow="1"/>')
        ),
    ),
    case(
        "office-table-header-not-marked",
        "failed",
        "ticked in the older way",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES, header=False, properties='<w:tblLook w:val="04A0"/>')),
    ),
    case(
        "office-table-header-not-marked",
        "inapplicable",
        "not even ticked",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES, header=False)),
        "office-table-no-header",
    ),
    case("office-table-header-not-marked", "inapplicable", "no table", "docx", docx),
    case(
        "office-table-irregular",
        "passed",
        "a simple table",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES)),
    ),
    case(
        "office-table-irregular",
        "failed",
        "merged cells",
        "docx",
        lambda: docx(
            SOUND_BODY + table(FIGURES).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', 1)
        ),
    ),
    case(
        "office-table-irregular",
        "failed",
        "merged cells",
        "odt",
        lambda: odt(
            SOUND_ODT
            + odf_table(FIGURES).replace(
                "<table:table-cell ", '<table:table-cell table:number-columns-spanned="2" ', 1
            )
        ),
    ),
    case(
        "office-table-irregular",
        "failed",
        "a table in a table",
        "docx",
        lambda: docx(SOUND_BODY + table(FIGURES).replace("<w:tc>", f"<w:tc>{table([['a', 'b']])}", 1)),
    ),
    case("office-table-irregular", "inapplicable", "no table", "docx", docx),
    # ---- slides
    case("office-slide-title-missing", "passed", "titles", "pptx", pptx),
    case("office-slide-title-missing", "passed", "titles", "odp", odp),
    case(
        "office-slide-title-missing",
        "failed",
        "a text box instead",
        "pptx",
        lambda: pptx("second.shapes.title._element.getparent().remove(second.shapes.title._element)"),
    ),
    case(
        "office-slide-title-missing",
        "failed",
        "an empty field",
        "pptx",
        lambda: pptx("second.shapes.title.text = ''"),
    ),
    case(
        "office-slide-title-missing",
        "failed",
        "a text box instead",
        "odp",
        lambda: odp(odp_page("", odp_box(PROSE))),
    ),
    case(
        "office-slide-title-missing",
        "inapplicable",
        "a hidden slide",
        "odp",
        lambda: odp(
            odp_page("", odp_box(PROSE)).replace("<draw:page", '<draw:page draw:style-name="dp"'),
            styles=ODF_CELL.format(
                name="dp",
                family="drawing-page",
                properties='<style:drawing-page-properties presentation:visibility="hidden"/>',
            ),
        ),
    ),
    case("office-slide-title-missing", "inapplicable", "not slides", "docx", docx),
    case("office-slide-titles-duplicate", "passed", "each its own", "pptx", pptx),
    case(
        "office-slide-titles-duplicate",
        "failed",
        "twice",
        "pptx",
        lambda: pptx("second.shapes.title.text = 'CYKELSTIER'"),
    ),
    case(
        "office-slide-titles-duplicate",
        "failed",
        "twice",
        "odp",
        lambda: odp(odp_page("Trafik", odp_box(PROSE)) + odp_page("Trafik", odp_box("Andet"), name="2")),
    ),
    case("office-slide-titles-duplicate", "inapplicable", "one slide", "odp", odp),
    case("office-slide-reading-order", "passed", "title first", "pptx", pptx),
    case(
        "office-slide-reading-order",
        "failed",
        "title last",
        "pptx",
        lambda: pptx("tree = second.shapes._spTree; tree.append(second.shapes.title._element)"),
    ),
    case(
        "office-slide-reading-order",
        "cantTell",
        "from the bottom up",
        "odp",
        lambda: odp(
            odp_page("Trafik", odp_box("Til sidst", 15), odp_box("I midten", 10), odp_box("Først", 5))
        ),
    ),
    case("office-slide-reading-order", "inapplicable", "not slides", "xlsx", xlsx),
    # ---- links
    case(
        "office-link-text-empty-words",
        "passed",
        "says where it leads",
        "docx",
        lambda: docx(SOUND_BODY + LINK.format(before="", text="Plan for cykelstier")),
    ),
    case(
        "office-link-text-empty-words",
        "passed",
        "the paragraph says it",
        "docx",
        lambda: docx(
            paragraph(PROSE)
            + LINK.format(before="<w:r><w:t>Planen for cykelstier finder du </w:t></w:r>", text="her")
        ),
    ),
    case(
        "office-link-text-empty-words",
        "failed",
        "alone in its paragraph",
        "docx",
        lambda: docx(paragraph(PROSE) + LINK.format(before="", text="Læs mere")),
    ),
    case(
        "office-link-text-empty-words",
        "failed",
        "as a field",
        "docx",
        lambda: docx(
            paragraph(PROSE)
            + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://eksempel.dk/" '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Klik her</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
    ),
    case(
        "office-link-text-empty-words",
        "failed",
        "alone in its paragraph",
        "odt",
        lambda: odt(
            f'<text:p>{PROSE}</text:p><text:p><text:a xlink:href="https://eksempel.dk/">Læs mere</text:a></text:p>'
        ),
    ),
    case(
        "office-link-text-empty-words",
        "failed",
        "alone in its cell",
        "xlsx",
        lambda: xlsx("sheet['A5'] = 'her'; sheet['A5'].hyperlink = 'https://eksempel.dk/'"),
    ),
    case(
        "office-link-text-empty-words",
        "cantTell",
        "the row may help",
        "xlsx",
        lambda: xlsx("sheet['D2'] = 'her'; sheet['D2'].hyperlink = 'https://eksempel.dk/'"),
    ),
    case(
        "office-link-text-empty-words",
        "cantTell",
        "the heading may help",
        "docx",
        lambda: docx(SOUND_BODY + LINK.format(before="", text="Læs mere")),
    ),
    case("office-link-text-empty-words", "inapplicable", "no links", "docx", docx),
    case(
        "office-link-text-empty-words",
        "inapplicable",
        "the words without a link",
        "docx",
        lambda: docx(paragraph("Læs mere")),
    ),
    # ---- contrast
    case(
        "office-contrast-low",
        "passed",
        "dark on pale",
        "docx",
        lambda: docx(paragraph(PROSE, run='<w:color w:val="222222"/><w:shd w:val="clear" w:fill="EEEEEE"/>')),
    ),
    case(
        "office-contrast-low", "failed", "grey on grey", "docx", lambda: docx(paragraph(PROSE, run=LOW_SHADE))
    ),
    case(
        "office-contrast-low",
        "failed",
        "in a shaded cell",
        "docx",
        lambda: docx(
            SOUND_BODY
            + table(FIGURES)
            .replace("<w:tc>", '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="FFFF99"/></w:tcPr>', 1)
            .replace("<w:r>", '<w:r><w:rPr><w:color w:val="FFCC00"/></w:rPr>', 1)
        ),
    ),
    case(
        "office-contrast-low",
        "failed",
        "grey on grey",
        "odt",
        lambda: odt(
            f'<text:p text:style-name="G">{PROSE}</text:p>',
            styles=ODF_CELL.format(
                name="G",
                family="paragraph",
                properties='<style:paragraph-properties fo:background-color="#bbbbbb"/>'
                '<style:text-properties fo:color="#999999"/>',
            ),
        ),
    ),
    case(
        "office-contrast-low",
        "failed",
        "grey on grey",
        "pptx",
        lambda: pptx(BOX, SOLID.format("BB"), INK.format("99")),
    ),
    case(
        "office-contrast-low",
        "failed",
        "grey on grey",
        "xlsx",
        lambda: xlsx(
            "sheet['A1'].font = Font(color='FF999999')",
            "sheet['A1'].fill = PatternFill('solid', fgColor='FFBBBBBB')",
        ),
    ),
    case(
        "office-contrast-low",
        "passed",
        "dark on pale",
        "pptx",
        lambda: pptx(BOX, SOLID.format("EE"), INK.format("11")),
    ),
    case(
        "office-contrast-low",
        "cantTell",
        "pale on the bare page",
        "docx",
        lambda: docx(paragraph(PROSE, run='<w:color w:val="CCCCCC"/>')),
    ),
    case("office-contrast-low", "inapplicable", "automatic colours", "docx", docx),
    case(
        "office-contrast-low",
        "inapplicable",
        "a pattern behind",
        "docx",
        lambda: docx(paragraph(PROSE, run='<w:color w:val="999999"/><w:shd w:val="pct50" w:fill="BBBBBB"/>')),
    ),
    # ---- sheets
    case("office-sheet-names-default", "passed", "named", "xlsx", xlsx),
    case("office-sheet-names-default", "failed", "Ark1", "xlsx", lambda: xlsx(name="Ark1")),
    case(
        "office-sheet-names-default",
        "failed",
        "Sheet1",
        "ods",
        lambda: ods(odf_table(FIGURES).replace("Tabel1", "Sheet1")),
    ),
    case("office-sheet-names-default", "inapplicable", "not sheets", "docx", docx),
    case("office-sheet-empty", "passed", "filled", "xlsx", xlsx),
    case("office-sheet-empty", "failed", "nothing in it", "xlsx", lambda: xlsx("book.create_sheet('Noter')")),
    case(
        "office-sheet-empty",
        "failed",
        "a million repeated blanks",
        "ods",
        lambda: ods(
            odf_table(FIGURES).replace("Tabel1", "Skoler")
            + '<table:table table:name="Noter"><table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        ),
    ),
    case("office-sheet-empty", "inapplicable", "not sheets", "docx", docx),
    case("office-sheet-hidden", "passed", "all visible", "xlsx", xlsx),
    case(
        "office-sheet-hidden",
        "failed",
        "one hidden",
        "xlsx",
        lambda: xlsx(
            "extra = book.create_sheet('Løn'); extra['A1'] = 'Ida'; extra.sheet_state = 'veryHidden'"
        ),
    ),
    case(
        "office-sheet-hidden",
        "failed",
        "one hidden",
        "ods",
        lambda: ods(
            odf_table(FIGURES, attributes='table:style-name="ta2"').replace("Tabel1", "Løn"),
            styles=HIDDEN_SHEET,
        ),
    ),
    case("office-sheet-hidden", "inapplicable", "not sheets", "pptx", pptx),
    # ---- left behind
    case("office-tracked-changes", "passed", "none", "docx", docx),
    case("office-tracked-changes", "failed", "an insertion", "docx", lambda: docx(SOUND_BODY + CHANGE)),
    case(
        "office-tracked-changes",
        "failed",
        "a deletion",
        "docx",
        lambda: docx(
            SOUND_BODY
            + '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>nej</w:delText></w:r></w:del></w:p>'
        ),
    ),
    case(
        "office-tracked-changes",
        "failed",
        "a change",
        "odt",
        lambda: odt(
            '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion/></text:changed-region>'
            f"</text:tracked-changes>{SOUND_ODT}"
        ),
    ),
    case("office-tracked-changes", "inapplicable", "not a text document", "pptx", pptx),
    case("office-comments-left", "passed", "none", "docx", docx),
    case(
        "office-comments-left",
        "failed",
        "one",
        "docx",
        lambda: docx(SOUND_BODY + COMMENTED, parts=COMMENTS_PART, relationships=COMMENTS),
    ),
    case(
        "office-comments-left",
        "failed",
        "one",
        "xlsx",
        lambda: xlsx("sheet['A2'].comment = Comment('Se her', 'x')"),
    ),
    case(
        "office-comments-left",
        "failed",
        "one",
        "odt",
        lambda: odt(
            f"{SOUND_ODT}<text:p>Tekst<office:annotation><text:p>Se her</text:p></office:annotation></text:p>"
        ),
    ),
    case("office-comments-left", "inapplicable", "nothing at all", "docx", lambda: docx("")),
    case("office-hidden-text", "passed", "none", "docx", docx),
    case(
        "office-hidden-text",
        "failed",
        "a hidden run",
        "docx",
        lambda: docx(SOUND_BODY + paragraph("Internt notat", run="<w:vanish/>")),
    ),
    case(
        "office-hidden-text",
        "failed",
        "a hidden section",
        "odt",
        lambda: odt(
            f'{SOUND_ODT}<text:section text:display="none"><text:p>Internt notat</text:p></text:section>'
        ),
    ),
    case("office-hidden-text", "inapplicable", "nothing at all", "odt", lambda: odt("<text:p/>")),
    case("office-blank-layout", "passed", "none", "docx", docx),
    case(
        "office-blank-layout",
        "failed",
        "columns of blanks",
        "docx",
        lambda: docx(paragraph("Navn          Telefon")),
    ),
    case(
        "office-blank-layout",
        "failed",
        "empty lines",
        "docx",
        lambda: docx(SOUND_BODY + paragraph("") * 6 + paragraph(PROSE)),
    ),
    case(
        "office-blank-layout",
        "failed",
        "columns of blanks",
        "odt",
        lambda: odt('<text:p>Navn<text:s text:c="12"/>Telefon</text:p>'),
    ),
    case("office-blank-layout", "inapplicable", "sheets", "xlsx", xlsx),
    case("office-objects-embedded", "passed", "none", "docx", docx),
    case(
        "office-objects-embedded",
        "failed",
        "a workbook",
        "docx",
        lambda: changed(
            docx(parts={"word/embeddings/ark.xlsx": "x"}, relationships=OBJECT),
            (
                "[Content_Types].xml",
                "<Default ",
                '<Default Extension="xlsx" ContentType="application/x"/><Default ',
            ),
        ),
    ),
    case("office-objects-embedded", "inapplicable", "nothing at all", "docx", lambda: docx("")),
    case(
        "office-form-field-label-missing",
        "passed",
        "a title",
        "docx",
        lambda: docx(SOUND_BODY + FIELD.format(alias='<w:alias w:val="Navn"/>')),
    ),
    case(
        "office-form-field-label-missing",
        "failed",
        "no title",
        "docx",
        lambda: docx(SOUND_BODY + FIELD.format(alias="")),
    ),
    case(
        "office-form-field-label-missing",
        "failed",
        "no label",
        "odt",
        lambda: odt(
            f'<office:forms><form:form><form:text form:name="Felt1"/></form:form></office:forms>{SOUND_ODT}'
        ),
    ),
    case("office-form-field-label-missing", "inapplicable", "no fields", "docx", docx),
    # ---- packages
    case("odf-package-broken", "passed", "packed as it should be", "odt", odt),
    case(
        "odf-package-broken",
        "failed",
        "a part not listed",
        "odt",
        lambda: odt(entries={"Pictures/ny.png": b"x"}),
    ),
    case(
        "odf-package-broken",
        "failed",
        "a listed part that is not there",
        "odt",
        lambda: odt(
            manifest='<manifest:file-entry manifest:full-path="Pictures/x.png" manifest:media-type=""/>'
        ),
    ),
    case(
        "odf-package-broken",
        "failed",
        "two versions",
        "odt",
        lambda: changed(odt(), ("styles.xml", 'office:version="1.3"', 'office:version="1.2"')),
    ),
    case(
        "odf-package-broken",
        "failed",
        "another type",
        "odt",
        lambda: odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    ),
    case("odf-package-broken", "inapplicable", "not OpenDocument", "docx", docx),
    case("ooxml-package-broken", "passed", "packed as it should be", "docx", docx),
    case("ooxml-package-broken", "passed", "packed by a library", "xlsx", xlsx),
    case(
        "ooxml-package-broken",
        "failed",
        "a part without a type",
        "docx",
        lambda: docx(parts={"word/media/x.tif": "x"}),
    ),
    case(
        "ooxml-package-broken",
        "failed",
        "a target that is not there",
        "docx",
        lambda: docx(
            relationships=f'<Relationship Id="rId7" Type="{RELATIONSHIPS}/image" Target="media/x.png"/>'
        ),
    ),
    case(
        "ooxml-package-broken",
        "failed",
        "a target outside",
        "docx",
        lambda: docx(
            relationships=f'<Relationship Id="rId7" Type="{RELATIONSHIPS}/image" Target="../../../x.png"/>'
        ),
    ),
    case(
        "ooxml-package-broken",
        "failed",
        "a reference used twice",
        "docx",
        lambda: docx(
            relationships=f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/image" Target="media/kort.png"/>'
        ),
    ),
    case(
        "ooxml-package-broken",
        "failed",
        "no main part",
        "docx",
        lambda: changed(docx(), ("_rels/.rels", "/officeDocument", "/noget")),
    ),
    case("ooxml-package-broken", "inapplicable", "not Office Open XML", "odt", odt),
    # ---- e-books
    case("epub-language-missing", "passed", "book and texts", "epub", epub),
    case("epub-language-missing", "failed", "nowhere", "epub", lambda: epub(language="", text_language="")),
    case("epub-language-missing", "cantTell", "only the book", "epub", lambda: epub(text_language="")),
    case(
        "epub-language-missing",
        "inapplicable",
        "no text",
        "epub",
        lambda: epub("", navigation="", text_language=""),
        "epub-navigation-missing",
    ),
    case("epub-title-missing", "passed", "a title", "epub", epub),
    case("epub-title-missing", "failed", "none", "epub", lambda: epub(title="")),
    case(
        "epub-title-missing",
        "failed",
        "a file name",
        "epub",
        lambda: epub(title="<dc:title>bog.epub</dc:title>"),
    ),
    case("epub-title-missing", "inapplicable", "not an e-book", "docx", docx),
    case("epub-image-alt-missing", "passed", "described", "epub", epub),
    case(
        "epub-image-alt-missing",
        "passed",
        "decoration",
        "epub",
        lambda: epub(f'<p>{PROSE}</p><img src="kort.png" alt=""/>'),
    ),
    case(
        "epub-image-alt-missing",
        "failed",
        "nothing",
        "epub",
        lambda: epub(f'<p>{PROSE}</p><img src="kort.png"/>'),
    ),
    case("epub-image-alt-missing", "inapplicable", "no images", "epub", lambda: epub(f"<p>{PROSE}</p>")),
    case("epub-image-alt-uninformative", "passed", "described", "epub", epub),
    case(
        "epub-image-alt-uninformative",
        "failed",
        "a file name",
        "epub",
        lambda: epub(f'<p>{PROSE}</p><img src="kort.png" alt="kort.png"/>'),
    ),
    case(
        "epub-image-alt-uninformative",
        "cantTell",
        "only the kind",
        "epub",
        lambda: epub(f'<p>{PROSE}</p><img src="k.png" alt="Logo"/>'),
    ),
    case(
        "epub-image-alt-uninformative", "inapplicable", "no images", "epub", lambda: epub(f"<p>{PROSE}</p>")
    ),
    case("epub-navigation-missing", "passed", "a table of contents", "epub", epub),
    case(
        "epub-navigation-missing",
        "failed",
        "an empty one",
        "epub",
        lambda: epub(navigation='<nav epub:type="toc"><ol/></nav>'),
    ),
    case(
        "epub-navigation-missing",
        "failed",
        "only landmarks",
        "epub",
        lambda: epub(navigation='<nav epub:type="landmarks"><a href="a.xhtml">A</a></nav>'),
    ),
    case("epub-navigation-missing", "inapplicable", "not an e-book", "odt", odt),
    case("epub-accessibility-metadata-missing", "passed", "stated", "epub", epub),
    case("epub-accessibility-metadata-missing", "failed", "nothing", "epub", lambda: epub(metadata="")),
    case(
        "epub-accessibility-metadata-missing",
        "failed",
        "only the mode",
        "epub",
        lambda: epub(metadata='<meta property="schema:accessMode">textual</meta>'),
    ),
    case("epub-accessibility-metadata-missing", "inapplicable", "not an e-book", "odt", odt),
    case("epub-package-broken", "passed", "packed as it should be", "epub", epub),
    case("epub-package-broken", "failed", "no mimetype", "epub", lambda: epub(mimetype=None)),
    case(
        "epub-package-broken",
        "failed",
        "a listed file that is not there",
        "epub",
        lambda: epub(items='<item id="x" href="x.png" media-type="image/png"/>'),
    ),
    case("epub-package-broken", "inapplicable", "not an e-book", "docx", docx),
]
