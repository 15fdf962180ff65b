"""PDF: what is inside a file, what it claims, and which tests of PDF/UA-1 it fails."""

from crawler.documents.pdf.reader import CLAUSES, PdfReading, read_pdf

__all__ = ["CLAUSES", "PdfReading", "read_pdf"]
