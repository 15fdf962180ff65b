"""Rule: a document is something else than its name or the server says."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence, Family, Format
from rules.document_names import claimed_endings, file_name, label
from rules.formats import FORMATS, FormatRow, format_row
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)

RULE = Rule(
    id="document-format-mismatch",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Filen skal være det, som navn og server siger",
        en="The file must be what its name and the server say",
    ),
    why=Text(
        da=(
            "Passer navnet eller serverens besked ikke med indholdet, åbner filen i det forkerte program eller slet "
            "ikke. Den, der bruger skærmlæser, får sjældent en forståelig forklaring."
        ),
        en=(
            "When the name or what the server says does not match the content, the file opens in the wrong program or "
            "not at all. People who use a screen reader seldom get an explanation they can understand."
        ),
    ),
    fix=Text(
        da=(
            "Gem filen i det format, som navnet siger, eller ret navnet. Er det en webside, der kommer i stedet for "
            "dokumentet, så ret linket. Lad serveren sende den medietype, der hører til formatet."
        ),
        en=(
            "Save the file in the format that its name says, or correct the name. If a web page comes instead of the "
            "document, correct the link. Have the server send the media type that belongs to the format."
        ),
    ),
    messages={
        "page": Text(
            da="»{file}« skulle være et dokument, men er en webside, for eksempel en fejl- eller loginside.",
            en="“{file}” should be a document but is a web page, such as an error or login page.",
        ),
        "name": Text(
            da="»{file}« ender på .{ending}, men indholdet er {format}.",
            en="“{file}” ends in .{ending}, but the content is {format}.",
        ),
        "server": Text(
            da="Serveren siger {declared} om »{file}«, men indholdet er {format}.",
            en="The server says {declared} of “{file}”, but the content is {format}.",
        ),
        "unknown": Text(
            da="»{file}« ender på .{ending}, men indholdet er i et format, vi ikke kender.",
            en="“{file}” ends in .{ending}, but the content is in a format we do not know.",
        ),
    },
    evidence=frozenset({Evidence.DOCUMENT}),
)

_KNOWN_ENDINGS = frozenset(found for row in FORMATS.values() for found in row.endings)
# Families whose media types are often told by older names; what is not listed here says nothing.
_DECLARED: dict[str, frozenset[Family]] = {}
for _row in FORMATS.values():
    _type = _row.media_type.lower()
    _DECLARED[_type] = _DECLARED.get(_type, frozenset()) | {_row.family}
_DECLARED |= {
    "application/x-pdf": frozenset({Family.PDF}),
    "application/acrobat": frozenset({Family.PDF}),
    "text/rtf": frozenset({Family.RICH_TEXT}),
    "application/csv": frozenset({Family.DELIMITED_TEXT, Family.PLAIN_TEXT}),
    "text/comma-separated-values": frozenset({Family.DELIMITED_TEXT, Family.PLAIN_TEXT}),
    "text/csv": frozenset({Family.DELIMITED_TEXT, Family.PLAIN_TEXT}),
    "application/vnd.ms-excel": frozenset({Family.OLE2}),
    "application/vnd.ms-powerpoint": frozenset({Family.OLE2}),
    "application/msword": frozenset({Family.OLE2}),
    "application/x-msword": frozenset({Family.OLE2}),
    "text/html": frozenset({Family.HTML}),
}
# True of what they hold, or of anything: no claim about the format.
_NO_CLAIM = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/binary",
        "application/download",
        "application/x-download",
        "application/force-download",
        "application/unknown",
        "application/encrypted",
        "application/x-ole-storage",
        "application/zip",
        "application/x-zip-compressed",
        "application/xml",
        "text/xml",
        "text/plain",
    }
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    found = evidence.format
    assert found is not None  # otherwise the runner says untested
    row = format_row(found.id)
    endings = [(name, said) for name, said in claimed_endings(evidence) if said in _KNOWN_ENDINGS]
    lie = _lie_of_name(endings, found, row) or _lie_of_server(evidence, found, row)
    if lie is not None:
        yield lie
    elif endings or evidence.declared_type not in _NO_CLAIM:
        yield passed()


def _lie_of_name(endings: list[tuple[str, str]], found: Format, row: FormatRow) -> Finding | None:
    for name, said in endings:
        if said in row.endings:
            continue
        place = Place(name, snippet=name)
        if found.id == "unknown":
            return cannot_tell(place, "unknown", file=name, ending=said)
        if not row.endings or found.id in {"ooxml", "ole2", "zip"}:
            continue  # a container of unknown content may be what its name says
        if found.family is Family.HTML:
            return failed(place, "page", file=name)
        return failed(place, "name", file=name, ending=said, format=label(row))
    return None


def _lie_of_server(evidence: DocumentEvidence, found: Format, row: FormatRow) -> Finding | None:
    declared = evidence.declared_type
    families = _DECLARED.get(declared)
    if (
        declared in _NO_CLAIM
        or families is None
        or found.family in families
        or found.id in {"unknown", "ole2"}
    ):
        return None
    name = file_name(evidence.url) or evidence.url
    return failed(Place(name, snippet=name), "server", file=name, declared=declared, format=label(row))
