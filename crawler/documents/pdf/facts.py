"""What people meet in a PDF beside its clauses: text or pictures of text, title, figures, headings, fields."""

from crawler.documents.pdf.annotations import Annotation
from crawler.documents.pdf.catalog import (
    ASSISTIVE_TECHNOLOGY_BIT,
    COPYING_BIT,
    bookmarks,
    displays_title,
    xfa_kind,
)
from crawler.documents.pdf.content import ContentWalk
from crawler.documents.pdf.font_checks import UsedFont
from crawler.documents.pdf.objects import boolean, dictionary, shown, text
from crawler.documents.pdf.opened import Opened
from crawler.documents.pdf.xmp import DC
from rules.pdf_evidence import PdfFacts


def read_facts(
    opened: Opened, annotations: list[Annotation], walk: ContentWalk, fonts: dict[int, UsedFont]
) -> PdfFacts:
    title = opened.xmp.find(DC, "title")
    bits = opened.permissions
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
        element_count=len(opened.tree.elements),
        tagged_content_count=walk.tagged_items,
        letter_count=sum(page.text + page.unseen_text for page in walk.pages),
        bookmark_count=sum(1 for _ in bookmarks(opened)),
        link_count=sum(one.subtype == "/Link" for one in annotations),
        is_encrypted=opened.encryption is not None,
        allows_assistive_technology=bits is None or bool(bits & ASSISTIVE_TECHNOLOGY_BIT),
        allows_copying=bits is None or bool(bits & COPYING_BIT),
        xfa=xfa_kind(opened),
    )
