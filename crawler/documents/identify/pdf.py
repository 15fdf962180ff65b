"""PDF: the version is the header's, unless the catalog names a later one (ISO 32000-1, 7.2.2)."""

import re

import pikepdf

from crawler.documents.identify.identified import Identified, Sample
from rules.formats import FORMATS, format_made

_HEADER_WITHIN_BYTES = 1024  # where readers look for it, and PDF writers of old put it
_HEADER = re.compile(rb"%PDF-(\d\.\d)?")


def begins(head: bytes) -> bool:
    return _HEADER.search(head, 0, _HEADER_WITHIN_BYTES) is not None


def look(sample: Sample) -> Identified:
    match = _HEADER.search(sample.head, 0, _HEADER_WITHIN_BYTES)
    header = (match[1] or b"").decode() if match else ""
    version, is_encrypted, damage = header, False, ""
    try:
        with pikepdf.open(sample.path) as file:
            named = str(file.Root.get("/Version", "")).lstrip("/")
            if f"pdf-{named}" in FORMATS and named > header:
                version = named
    except pikepdf.PasswordError:
        is_encrypted = True
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        damage = f"{type(error).__name__}: {error}"[:300]
    identifier = f"pdf-{version}" if f"pdf-{version}" in FORMATS else "pdf"
    return Identified(format_made(identifier, version=version), is_encrypted=is_encrypted, damage=damage)
