"""What people meet in a PDF beside its clauses: text or pictures of text, title, figures, headings, fields."""

import re
from collections.abc import Iterable, Mapping

from crawler.documents.pdf.annotations import Annotation, field_kind, full_name, tooltip
from crawler.documents.pdf.catalog import (
    ASSISTIVE_TECHNOLOGY_BIT,
    COPYING_BIT,
    bookmarks,
    displays_title,
    xfa_kind,
)
from crawler.documents.pdf.content import ContentWalk, PageContent
from crawler.documents.pdf.font_checks import UsedFont
from crawler.documents.pdf.headings import level_of
from crawler.documents.pdf.objects import boolean, dictionary, integer, shown, text
from crawler.documents.pdf.opened import Opened
from crawler.documents.pdf.structure import Element
from crawler.documents.pdf.tokens import shown_pieces
from crawler.documents.pdf.xmp import DC
from rules.pdf_evidence import PdfContradiction, PdfFacts, PdfField, PdfFigure, PdfHeading, PdfTable

LISTED_MAX = 200
"""Figures, headings, fields and pages listed; all are counted."""

TEXT_MAX_CHARACTERS = 8_000
_TEXT_MIN_BYTES = 8
_SCAN_MIN_PIXELS = 300_000
_FIGURE_TEXT_MIN_BYTES = 300
_FIGURE_SHARE = 0.8
_GRID_TEXT_MIN_BYTES = 120
_PUSH_BUTTON = 1 << 16
_BLANK_LINE = re.compile(r"_{4,}|\.{8,}|…{4,}")


def read_facts(
    opened: Opened,
    annotations: list[Annotation],
    walk: ContentWalk,
    fonts: Mapping[int, UsedFont],
    contradictions: tuple[PdfContradiction, ...] = (),
) -> PdfFacts:
    title = opened.xmp.find(DC, "title")
    bits = opened.permissions
    elements = opened.tree.elements
    by_owner, whole = _texts(walk, fonts)
    scanned = [number for number, page in enumerate(walk.pages, start=1) if _is_scan(page)]
    figures = [one for one in elements if one.standard == "Figure"]
    headings = [one for one in elements if level_of(one) is not None]
    fields = _fields(annotations)
    return PdfFacts(
        page_count=opened.page_count,
        pages_read=len(walk.pages),
        header=shown(opened.header.decode("latin-1"), 40),
        title=shown(text(opened.info, "/Title")),
        xmp_title=shown((title.chosen or title.value) if title is not None else ""),
        displays_title=displays_title(opened),
        language=None if opened.language is None else shown(opened.language, 60),
        producer=shown(text(opened.info, "/Producer"), 100),
        creator=shown(text(opened.info, "/Creator"), 100),
        is_marked=boolean(dictionary(opened.catalog, "/MarkInfo"), "/Marked") is True,
        has_structure_tree=opened.tree.root is not None,
        element_count=len(elements),
        tagged_content_count=walk.tagged_items,
        letter_count=sum(whole.count(one) for one in set(whole) if one.isalpha()),
        shown_bytes=sum(page.text + page.unseen_text for page in walk.pages),
        pages_with_text=sum(_has_text(page) for page in walk.pages),
        scanned_page_count=len(scanned),
        scanned_pages=tuple(scanned[:LISTED_MAX]),
        invisible_text_pages=sum(page.text <= _TEXT_MIN_BYTES < page.unseen_text for page in walk.pages),
        text=whole[:TEXT_MAX_CHARACTERS],
        bookmark_count=sum(1 for _ in bookmarks(opened)),
        figure_count=len(figures),
        figures=tuple(_figure(opened, walk, one) for one in figures[:LISTED_MAX]),
        heading_count=len(headings),
        headings=tuple(_heading(opened, one, by_owner) for one in headings[:LISTED_MAX]),
        table_count=sum(one.standard == "Table" for one in elements),
        untagged_tables=tuple(_untagged_tables(walk.pages)),
        list_count=sum(one.standard == "L" for one in elements),
        link_count=sum(one.subtype == "/Link" for one in annotations),
        field_count=len(fields),
        fields=tuple(fields[:LISTED_MAX]),
        is_encrypted=opened.encryption is not None,
        allows_assistive_technology=bits is None or bool(bits & ASSISTIVE_TECHNOLOGY_BIT),
        allows_copying=bits is None or bool(bits & COPYING_BIT),
        xfa=xfa_kind(opened),
        blank_line_count=len(_BLANK_LINE.findall(whole)),
        contradictions=contradictions,
    )


def _has_text(page: PageContent) -> bool:
    return page.text + page.unseen_text > _TEXT_MIN_BYTES


def _is_scan(page: PageContent) -> bool:
    return not _has_text(page) and page.image_pixels >= _SCAN_MIN_PIXELS


def _texts(walk: ContentWalk, fonts: Mapping[int, UsedFont]) -> tuple[dict[int, str], str]:
    """Return the text that each element tags, and the whole text in the order it is drawn."""
    by_owner: dict[int, list[str]] = {}
    whole: list[str] = []
    was_long, page = False, 0
    for chunk in walk.chunks:
        used = fonts.get(id(chunk.font))
        if used is None:
            continue
        words = used.font.read(shown_pieces(chunk.operand))
        # Some producers place every letter by itself: those belong together, other pieces are words of their own
        is_long = len(words) > 1
        gap = "\n" if chunk.page != page else " " if is_long or was_long else ""
        was_long, page = is_long, chunk.page
        whole.append(gap + words)
        if chunk.owner >= 0:
            by_owner.setdefault(chunk.owner, []).append(gap + words)
    joined = {owner: " ".join("".join(parts).split()) for owner, parts in by_owner.items()}
    return joined, _tidy("".join(whole))


def _tidy(value: str) -> str:
    lines = (" ".join(line.split()) for line in value.replace("\0", "").splitlines())
    return "\n".join(line for line in lines if line)


def _heading(opened: Opened, element: Element, by_owner: Mapping[int, str]) -> PdfHeading:
    place, path, _ = opened.tree.place(element)
    words = element.actual_text or " ".join(
        by_owner[one.index] for one in element.descendants() if one.index in by_owner
    )
    return PdfHeading(place, path, opened.tree.page_of(element), level_of(element) or 0, shown(words, 200))


def _figure(opened: Opened, walk: ContentWalk, element: Element) -> PdfFigure:
    place, path, _ = opened.tree.place(element)
    page = opened.tree.page_of(element)
    covered = sum(walk.owned_text.get(one.index, 0) for one in element.descendants())
    on_page = walk.pages[page - 1].text if 0 < page <= len(walk.pages) else 0
    alt = element.alt
    return PdfFigure(
        place=place,
        path=path,
        page=page,
        alt=None if alt is None else shown(alt),
        has_actual_text=element.actual_text is not None,
        covers_page=covered >= max(_FIGURE_TEXT_MIN_BYTES, on_page * _FIGURE_SHARE),
        covered_text=covered,
    )


def _untagged_tables(pages: Iterable[PageContent]) -> Iterable[PdfTable]:
    found = 0
    for number, page in enumerate(pages, start=1):
        grid = page.rulings.grid() if page.rulings is not None and page.text >= _GRID_TEXT_MIN_BYTES else None
        if grid is not None and found < LISTED_MAX:
            found += 1
            yield PdfTable(f"page={number}", number, *grid)


def _fields(annotations: list[Annotation]) -> list[PdfField]:
    """Return the fields that a reader meets, each once however many widgets show it; push buttons are not fields."""
    found: dict[str, PdfField] = {}
    for annotation in annotations:
        if annotation.subtype != "/Widget" or not annotation.is_met:
            continue
        kind = field_kind(annotation.obj)
        if kind == "/Btn" and (integer(annotation.obj, "/Ff") or 0) & _PUSH_BUTTON:
            continue
        own_name = full_name(annotation.obj)
        label = tooltip(annotation.obj) or annotation.alt
        place, _, _ = annotation.place()
        key = own_name or place
        if key not in found:
            found[key] = PdfField(place, annotation.page, kind[1:], shown(own_name, 120), shown(label, 200))
    return list(found.values())
