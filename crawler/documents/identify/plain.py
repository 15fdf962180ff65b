"""Text: JSON and its kin, calendars, cards and mail, tables with a delimiter, and plain text."""

import json
import re
from typing import Any

from crawler.documents.delimited import delimiter_of
from crawler.documents.identify.encodings import decoded, encoding_of
from crawler.documents.identify.identified import Identified, Sample
from rules.document_evidence import Format
from rules.formats import format_made

_JSON_BYTES_MAX = 32 * 1024 * 1024
_GEOJSON_TYPES = frozenset(
    {
        "FeatureCollection",
        "Feature",
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)
_GEOJSON_MEMBERS = frozenset({"features", "geometry", "geometries", "coordinates"})
_MAIL_FIELD = re.compile(
    r"(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+):",
    re.IGNORECASE,
)
_MIME = re.compile(r"^mime-version:\s*1\.0", re.IGNORECASE | re.MULTILINE)


def begins(head: bytes) -> bool:
    return bool(head)


def look(sample: Sample) -> Identified | None:
    encoding = encoding_of(sample.head)
    text = decoded(sample.head, encoding)
    if text is None or not text.strip():
        return Identified(format_made("text", encoding=encoding)) if text else None
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in "{[" and (found := _json(sample, encoding)) is not None:
        return Identified(found)
    if start.upper().startswith("BEGIN:VCALENDAR"):
        return Identified(format_made("icalendar", encoding=encoding))
    if start.upper().startswith("BEGIN:VCARD"):
        return Identified(format_made("vcard", encoding=encoding))
    if _MAIL_FIELD.match(start) and _MIME.search(text[:8192]):
        return Identified(format_made("email", encoding=encoding))
    delimiter = delimiter_of(text, is_whole=sample.size <= len(sample.head))
    if delimiter:
        return Identified(format_made("tsv" if delimiter == "\t" else "csv", encoding=encoding))
    return Identified(format_made("text", encoding=encoding))


def _json(sample: Sample, encoding: str) -> Format | None:
    if sample.size > _JSON_BYTES_MAX:
        return format_made("json", encoding=encoding)
    text = decoded(sample.path.read_bytes(), "utf-8-sig" if encoding in {"ascii", "utf-8"} else encoding)
    if text is None:
        return None
    try:
        value = json.loads(text)
    except RecursionError:
        return format_made("json", encoding=encoding)
    except ValueError:
        return None
    return format_made(_json_kind(value), encoding=encoding)


def _json_kind(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and "@context" in first:
        return "json-ld"
    if isinstance(value, dict) and value.get("type") in _GEOJSON_TYPES and _GEOJSON_MEMBERS & value.keys():
        return "geojson"
    return "json"
