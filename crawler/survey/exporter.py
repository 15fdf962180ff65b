"""Writes an inventory as JSON Lines from `scrapy crawl`, each line saying what it is."""

from typing import Any

from scrapy.exporters import JsonLinesItemExporter
from scrapy.utils.python import to_bytes

_KINDS = {"SurveyedPage": "page", "SurveyedDocument": "document", "Skip": "skip", "SurveyNote": "note"}


class InventoryExporter(JsonLinesItemExporter):
    """Adds `item`: page, document, skip or note."""

    def export_item(self, item: Any) -> None:
        kind = _KINDS.get(type(item).__name__, type(item).__name__)
        values = {"item": kind, **dict(self.get_serialized_fields(item))}
        self.file.write(to_bytes(self.encoder.encode(values) + "\n", self.encoding))
