"""What a PDF says of itself: the standards it claims to follow, and its dates."""

import re

from crawler.documents.pdf.objects import text
from crawler.documents.pdf.opened import Opened
from crawler.documents.pdf.xmp import PDF_A, PDF_E, PDF_UA, PDF_X, XMP_BASIC, Xmp
from rules.document_evidence import Claim, ClaimKind, DocumentDates

_PDF_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([Zz])|([+-])(\d{2})'?(\d{2})?)?"
)
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_SHORT = re.compile(r"[\w./ -]{1,40}")


def read_claims(xmp: Xmp) -> tuple[Claim, ...]:
    """Return the standards that the metadata claims, whatever prefixes it uses."""
    claims = []
    part = xmp.value(PDF_A, "part")
    if _SHORT.fullmatch(part):
        claims.append(Claim(ClaimKind.PDF_A, part, xmp.value(PDF_A, "conformance").lower()[:4]))
    part = xmp.value(PDF_UA, "part")
    if _SHORT.fullmatch(part):
        claims.append(Claim(ClaimKind.PDF_UA, part))
    version = xmp.value(PDF_X, "GTS_PDFXVersion")
    if _SHORT.fullmatch(version):
        claims.append(Claim(ClaimKind.PDF_X, version.removeprefix("PDF/X-")))
    version = xmp.value(PDF_E, "ISO_PDFEVersion")
    if _SHORT.fullmatch(version):
        claims.append(Claim(ClaimKind.PDF_E, version.removeprefix("PDF/E-")))
    return tuple(claims)


def read_dates(opened: Opened) -> DocumentDates:
    """Return when the file says it was made and changed, ISO 8601 or ""; metadata goes before the dictionary."""
    created = _iso(opened.xmp.value(XMP_BASIC, "CreateDate")) or _from_pdf(text(opened.info, "/CreationDate"))
    modified = _iso(opened.xmp.value(XMP_BASIC, "ModifyDate")) or _from_pdf(text(opened.info, "/ModDate"))
    return DocumentDates(created=created, modified=modified)


def _iso(value: str) -> str:
    return value if _ISO_DATE.fullmatch(value) else ""


def _from_pdf(value: str | None) -> str:
    match = _PDF_DATE.match((value or "").strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second, zulu, sign, zone_hour, zone_minute = match.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if hour is None or day is None:
        return date
    zone = "Z" if zulu else f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{zone}"
