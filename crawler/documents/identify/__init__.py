"""Says what a file is by its content, never by its name: format, version, encoding, whether it is locked."""

from crawler.documents.identify.identifier import Identified, examine, identify

__all__ = ["Identified", "examine", "identify"]
