"""Reads made documents as the crawler does, and judges them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.documents.epub import read_epub
from crawler.documents.office import read_office
from rules.document_evidence import DocumentEvidence, DocumentState, Family, Format
from rules.office_evidence import OfficeFacts

_ZIPPED_ODF = ("odt", "ods", "odp", "odg", "fodt", "fods", "fodp", "ott")


def evidence(data: bytes, kind: str) -> DocumentEvidence:
    """Return the evidence of a file of one kind, named by its extension."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"fil.{kind}"
        path.write_bytes(data)
        if kind == "epub":
            read = read_epub(path)
            return _evidence(kind, Family.EPUB, epub=read.facts)
        family = Family.OPEN_DOCUMENT if kind in _ZIPPED_ODF else Family.OFFICE_OPEN_XML
        return _evidence(kind, family, office=read_office(path, Format(kind, family)).facts)


def facts(data: bytes, kind: str) -> OfficeFacts:
    found = evidence(data, kind).office
    assert found is not None
    return found


def _evidence(kind: str, family: Family, **inside: object) -> DocumentEvidence:
    return DocumentEvidence(
        f"fil.{kind}",
        f"fil.{kind}",
        DocumentState.READ,
        format=Format(kind, family),
        **inside,  # type: ignore[arg-type]
    )
