"""Office documents: Office Open XML and OpenDocument, read with zipfile and lxml alone."""

from crawler.documents.office.reading import OfficeReading, read_office

__all__ = ["OfficeReading", "read_office"]
