"""The rows of PDF and of what is made to be read rather than edited."""

from collections.abc import Iterator

from rules.document_evidence import Family
from rules.formats import assessments as a
from rules.formats.model import Assessment, FormatRow
from rules.model import Text

PDF_PUIDS = {
    "1.0": "fmt/14",
    "1.1": "fmt/15",
    "1.2": "fmt/16",
    "1.3": "fmt/17",
    "1.4": "fmt/18",
    "1.5": "fmt/19",
    "1.6": "fmt/20",
    "1.7": "fmt/276",
    "2.0": "fmt/1129",
}
_PDF_A_PUIDS = {
    "1a": "fmt/95", "1b": "fmt/354", "2a": "fmt/476", "2b": "fmt/477", "2u": "fmt/478", "3a": "fmt/479",
    "3b": "fmt/480", "3u": "fmt/481", "4": "fmt/1910", "4e": "fmt/1911", "4f": "fmt/1912",
}  # fmt: skip
_PDF_X_PUIDS = {
    "1:1999": "fmt/144", "1:2001": "fmt/145", "1a:2001": "fmt/157", "1a:2003": "fmt/146", "2:2003": "fmt/147",
    "3:2002": "fmt/158", "3:2003": "fmt/148", "4": "fmt/488", "4p": "fmt/489", "5g": "fmt/490", "5pg": "fmt/491",
    "5n": "fmt/492",
}  # fmt: skip
_MEDIA_TYPE = "application/pdf"


def pdf_x_id(part: str) -> str:
    """Return the id of the row of a part of PDF/X, such as "1a:2001"."""
    return f"pdf-x-{part.lower().replace(':', '-')}"


def _pdf() -> Iterator[FormatRow]:
    for version, puid in PDF_PUIDS.items():
        assessment = a.PDF_ISO if version in {"1.7", "2.0"} else a.PDF_ADOBE
        yield _row(f"pdf-{version}", version, f"PDF {version}", puid, assessment)
    yield _row("pdf", "", "PDF", "", a.PDF_ADOBE)
    for part, puid in _PDF_A_PUIDS.items():
        assessment = a.PDF_WITH_ATTACHMENTS if part[0] == "3" or part == "4f" else a.PDF_PROFILE
        yield _row(f"pdf-a-{part}", part, f"PDF/A-{part}", puid, assessment)
    for part, puid in _PDF_X_PUIDS.items():
        yield _row(pdf_x_id(part), part, f"PDF/X-{part}", puid, a.PDF_PROFILE)
    yield _row("pdf-e-1", "1", "PDF/E-1", "fmt/493", a.PDF_PROFILE)


def _row(identifier: str, version: str, name: str, puid: str, assessment: Assessment) -> FormatRow:
    return FormatRow(
        identifier, Family.PDF, version, Text(name, name), _MEDIA_TYPE, puid, assessment, ("pdf", "ai")
    )


ROWS = (
    *_pdf(),
    FormatRow("epub", Family.EPUB, "", Text("EPUB", "EPUB"), "application/epub+zip", "fmt/483", a.EPUB, ("epub",)),
    FormatRow("epub-2", Family.EPUB, "2.0", Text("EPUB 2", "EPUB 2"), "application/epub+zip", "fmt/483", a.EPUB, ("epub",)),
    FormatRow("epub-3", Family.EPUB, "3.0", Text("EPUB 3", "EPUB 3"), "application/epub+zip", "fmt/483", a.EPUB, ("epub",)),
)  # fmt: skip
