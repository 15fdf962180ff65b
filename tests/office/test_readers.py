"""Readers of office documents: what they see, and that the families agree on it."""

import io

import docx as python_docx
import odfdo
import pytest

from rules.office_evidence import GraphicKind, HeaderMark, OfficeFacts, OfficeKind
from tests.office.makers import (
    FIGURES,
    PROSE,
    SOUND_BODY,
    changed,
    docx,
    drawn,
    entries_of,
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
    zipped,
)
from tests.office.reading import facts

LINK = (
    '<w:p><w:r><w:t>Se </w:t></w:r><w:hyperlink r:id="rId8"><w:r><w:t>planen</w:t></w:r></w:hyperlink></w:p>'
)
WORD_BODY = (
    paragraph("Baggrund", "Heading1")
    + paragraph(PROSE)
    + paragraph("Tal", "Heading2")
    + table(FIGURES)
    + drawn("Kort over skoler")
    + LINK
    + paragraph("Skjult", run="<w:vanish/>")
)
ODF_BODY = (
    f'<text:h text:outline-level="1">Baggrund</text:h><text:p>{PROSE}</text:p>'
    '<text:h text:outline-level="2">Tal</text:h>'
    + odf_table(FIGURES)
    + f"<text:p/><text:p>{odf_frame('Kort over skoler')}</text:p>"
    + '<text:p>Se <text:a xlink:href="https://eksempel.dk/">planen</text:a></text:p>'
    + '<text:p><text:span text:style-name="S">Skjult</text:span></text:p>'
)
HIDDEN = '<style:style style:name="S" style:family="text"><style:text-properties text:display="none"/></style:style>'


def seen(found: OfficeFacts) -> dict[str, object]:
    """What both families must agree on."""
    [grid] = found.tables
    return {
        "language": found.language,
        "title": found.title,
        "letters": found.letters,
        "languages": [(use.language, use.letters, use.sample) for use in found.languages],
        "headings": [(heading.level, heading.spot.text) for heading in found.headings],
        "graphics": [(graphic.kind, graphic.description, graphic.source) for graphic in found.graphics],
        "table": (grid.rows, grid.columns, grid.header, grid.filled, grid.number_cells, grid.has_borders),
        "links": [(link.text, link.address, link.context) for link in found.links],
        "hidden": found.hidden_text.count,
    }


def test_word_and_opendocument_give_the_same_facts_of_the_same_text() -> None:
    word, open_document = facts(docx(WORD_BODY), "docx"), facts(odt(ODF_BODY, styles=HIDDEN), "odt")
    assert seen(word) == seen(open_document)
    assert word.letters > 100
    assert word.tables[0].header is HeaderMark.MARKED


def test_the_strict_form_gives_the_same_facts_as_the_transitional() -> None:
    loose, tight = docx(WORD_BODY), strict(docx(WORD_BODY))
    assert tight != loose
    assert facts(tight, "docx") == facts(loose, "docx")
    assert facts(strict(xlsx()), "xlsx") == facts(xlsx(), "xlsx")
    assert facts(strict(pptx()), "pptx") == facts(pptx(), "pptx")


def test_flat_files_are_read() -> None:
    content = entries_of(odt())["content.xml"].decode()
    flat = content.replace("office:document-content", "office:document")
    found = facts(flat.encode(), "fodt")
    assert [heading.spot.text for heading in found.headings] == ["Baggrund"]
    assert found.package.checked == 0


def test_a_document_of_python_docx_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("Rapport", 0)
    made.add_heading("Mål", 2)
    made.add_paragraph(PROSE)
    target = io.BytesIO()
    made.save(target)
    found = facts(target.getvalue(), "docx")
    assert [(heading.level, heading.spot.text) for heading in found.headings] == [(0, "Rapport"), (2, "Mål")]
    assert found.language == "en-US"
    assert found.package.fault_count == 0


def test_a_document_of_odfdo_is_read() -> None:
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(2, "Mål"))
    made.body.append(odfdo.Paragraph(PROSE))
    target = io.BytesIO()
    made.save(target)
    found = facts(target.getvalue(), "odt")
    assert [(heading.level, heading.spot.text) for heading in found.headings] == [(2, "Mål")]
    assert found.kind is OfficeKind.TEXT


def test_a_heading_is_one_by_its_outline_level_whatever_its_style_is_called() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Kapitel"/><w:basedOn w:val="Y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Y"><w:name w:val="Mellem"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
        "</w:style>"
    )
    [heading] = facts(docx(paragraph("Indledning", "X"), styles=style), "docx").headings
    assert heading.level == 3


def test_a_style_above_a_heading_that_is_set_to_running_text_is_none() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="TOC Heading"/><w:basedOn w:val="Heading1"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    assert facts(docx(paragraph("Indhold", "X"), styles=style), "docx").headings == ()


def test_styles_based_on_each_other_end() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="X"><w:basedOn w:val="Y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Y"><w:basedOn w:val="X"/></w:style>'
    )
    assert facts(docx(paragraph(PROSE, "X"), styles=style), "docx").letters > 100
    circle = "".join(
        f'<style:style style:name="{a}" style:family="paragraph" style:parent-style-name="{b}"/>'
        for a, b in ("XY", "YX")
    )
    assert facts(odt(f'<text:p text:style-name="X">{PROSE}</text:p>', styles=circle), "odt").letters > 100


def test_what_stands_twice_for_older_programs_is_seen_once() -> None:
    both = (
        "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    )
    inner = drawn().removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    assert facts(docx(f"<w:p><w:r>{both.format(inner)}</w:r></w:p>"), "docx").graphic_count == 1


def test_deleted_text_is_no_text() -> None:
    gone = '<w:p><w:del w:id="1"><w:r><w:delText>hemmeligt</w:delText></w:r></w:del></w:p>'
    found = facts(docx(SOUND_BODY + gone), "docx")
    assert found.letters == facts(docx(SOUND_BODY), "docx").letters
    assert found.tracked_changes.count == 1


def test_a_contents_list_is_no_list_of_links() -> None:
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    linked = '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>1</w:t></w:r></w:hyperlink>'
    line = f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{linked}</w:p>'
    assert facts(docx(line, styles=style), "docx").link_count == 0


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        (pptx(), "pptx", ["Cykelstier", "Trafik"]),
        (odp(odp_page("A", odp_box("b")) + odp_page("B")), "odp", ["A", "B"]),
    ],
)
def test_titles_of_slides_are_read(data: bytes, kind: str, expected: list[str]) -> None:
    assert [slide.title for slide in facts(data, kind).slides] == expected


def test_colours_of_the_theme_are_resolved_where_there_is_one_answer() -> None:
    filled = (
        "box = second.shapes.add_textbox(0, 0, 9000, 9000); box.text_frame.text = 'Hej med dig'; box.fill.solid();"
        "from pptx.enum.dml import MSO_THEME_COLOR as C; box.fill.fore_color.theme_color = C.{0};"
        "run = box.text_frame.paragraphs[0].runs[0]; run.font.color.theme_color = C.{1}"
    )
    [pair] = facts(pptx(filled.format("TEXT_1", "BACKGROUND_1")), "pptx").colours
    assert (pair.text_colour, pair.background) == ("#ffffff", "#000000")
    tinted = filled.format("TEXT_1", "BACKGROUND_1") + "; box.fill.fore_color.brightness = 0.5"
    [pair] = facts(pptx(tinted), "pptx").colours
    assert pair.background == "#808080"


def test_repeated_cells_are_not_written_out() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384">'
    )
    body = f'<table:table table:name="A">{rows}<text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    found = facts(ods(body), "ods")
    assert found.letters == 1
    assert not found.sheets[0].is_empty


def test_where_a_cell_stands_is_said_as_a_reader_finds_it() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="27"/><table:table-cell><text:p>'
        '<text:a xlink:href="https://eksempel.dk/">plan</text:a></text:p></table:table-cell></table:table-row>'
    )
    [link] = facts(ods(f'<table:table table:name="Skoler">{row}</table:table>'), "ods").links
    assert link.spot.target == "Skoler!AB5"


def test_charts_of_opendocument_are_told_from_formulas() -> None:
    def frame(href: str) -> str:
        return f'<text:p><draw:frame><draw:object xlink:href="./{href}"/></draw:frame></text:p>'

    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}/" '
        f'manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        for name, kind in (("O1", "chart"), ("O2", "formula"), ("O3", "spreadsheet"))
    )
    found = facts(odt(frame("O1") + frame("O2") + frame("O3"), manifest=listed), "odt")
    assert [graphic.kind for graphic in found.graphics] == [GraphicKind.CHART, GraphicKind.OBJECT]


def test_macros_are_seen() -> None:
    assert not facts(docx(), "docx").has_macros
    assert facts(docx(parts={"word/vbaProject.bin": "x"}), "docx").has_macros
    assert facts(odt(entries={"Basic/Standard/Module1.xml": "<x/>"}), "odt").has_macros


def test_a_missing_style_part_is_no_reason_to_stop() -> None:
    entries: dict[str, str | bytes] = dict(entries_of(docx()))
    del entries["word/styles.xml"]
    found = facts(zipped(entries), "docx")
    assert found.letters > 100
    assert found.package.fault_count == 1


def test_dates_and_properties_are_read_from_utf_16_too() -> None:
    name = "docProps/core.xml"
    entries: dict[str, str | bytes] = dict(entries_of(docx()))
    text = entries_of(docx())[name].decode()
    entries[name] = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    assert facts(zipped(entries), "docx").title == "Cykelstier ved skolerne"


def test_changes_of_a_made_file_are_real() -> None:
    with pytest.raises(AssertionError):
        changed(docx(), ("word/document.xml", "står her ikke", ""))
