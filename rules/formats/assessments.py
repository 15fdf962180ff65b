"""The judgements behind the table of formats: each group of formats against the three criteria of 2007."""

from rules.formats.model import Answer, Assessment, Criterion, Openness
from rules.model import Text


def _same(name: str) -> Text:
    """Return the name of a standard or a document, which is the same in both languages."""
    return Text(name, name)


def _yes(da: str, en: str, source: str) -> Criterion:
    return Criterion(Answer.YES, Text(da, en), _same(source))


def _partly(da: str, en: str, source: str) -> Criterion:
    return Criterion(Answer.PARTLY, Text(da, en), _same(source))


def _no(da: str, en: str, source: str) -> Criterion:
    return Criterion(Answer.NO, Text(da, en), _same(source))


def _published(by_da: str, by_en: str, source: str) -> Criterion:
    return _yes(
        f"Hele beskrivelsen er udgivet af {by_da}.",
        f"The whole specification is published by {by_en}.",
        source,
    )


def _free(source: str) -> Criterion:
    return _yes(
        "Enhver må bruge standarden uden betaling eller tilladelse.",
        "Anyone may implement it without payment or permission.",
        source,
    )


def _forum(da: str, en: str, source: str) -> Criterion:
    return _yes(
        f"{da} vedligeholder standarden i en åben proces.", f"{en} maintains it in an open process.", source
    )


def _vendor(name: str, source: str) -> Criterion:
    return _no(f"{name} alene bestemmer over formatet.", f"{name} alone decides over the format.", source)


def _undocumented(name: str, source: str) -> Criterion:
    return _no(
        f"{name} har ikke udgivet en fuldstændig beskrivelse.",
        f"{name} has not published a full specification.",
        source,
    )


def _not_free(name: str, source: str) -> Criterion:
    return _no(
        f"Andre end {name} har ingen sikker ret til at bruge formatet.",
        f"Others than {name} have no assured right to implement the format.",
        source,
    )


_ISO = ("ISO", "ISO")
_PATENTS_PDF = "Adobe Public Patent License, ISO 32000-1:2008"
_OSP = "Microsoft Open Specification Promise"
_MICROSOFT_SPECS = "Microsoft Open Specifications: MS-DOC, MS-XLS, MS-PPT, MS-OXMSG, MS-ONE, MS-XLSB, MS-VSDX"

_OPEN_NOTE = Text("En åben standard.", "An open standard.")


def _open(
    documented: Criterion, free: Criterion, maintained: Criterion, note: Text = _OPEN_NOTE
) -> Assessment:
    return Assessment(documented, free, maintained, Openness.OPEN, note)


PDF_ISO = _open(
    _published(*_ISO, "ISO 32000-1:2008, ISO 32000-2:2020"),
    _free(_PATENTS_PDF),
    _forum("ISO/TC 171/SC 2", "ISO/TC 171/SC 2", "ISO 32000-2:2020"),
)
PDF_ADOBE = Assessment(
    _published("Adobe", "Adobe", "Adobe PDF Reference, 1st–6th edition"),
    _free(_PATENTS_PDF),
    _no(
        "Udgaven er lavet af Adobe alene; først fra PDF 1.7 er det ISO, der vedligeholder formatet.",
        "This version was made by Adobe alone; only from PDF 1.7 on does ISO maintain the format.",
        "Adobe PDF Reference; ISO 32000-1:2008",
    ),
    Openness.OPEN_WITH_RESERVATION,
    Text(
        "Åben gennem sin efterfølger: alt i denne udgave står også i ISO 32000-1 (PDF 1.7).",
        "Open by its successor: all of this version is also in ISO 32000-1 (PDF 1.7).",
    ),
)
PDF_PROFILE = _open(
    _published(*_ISO, "ISO 19005-1:2005, -2:2011, -3:2012, -4:2020; ISO 15930; ISO 24517-1:2008"),
    _free(_PATENTS_PDF),
    _forum("ISO", "ISO", "ISO/TC 171/SC 2, ISO/TC 130"),
    Text(
        "En åben standard, hvis filen er, hvad den siger. Det er kun efterprøvet, hvor det står.",
        "An open standard, if the file is what it says. That has been verified only where stated.",
    ),
)
PDF_WITH_ATTACHMENTS = _open(
    PDF_PROFILE.documented,
    PDF_PROFILE.free,
    PDF_PROFILE.maintained,
    Text(
        "En åben standard, hvis filen er, hvad den siger. Vedhæftede filer kan være i lukkede formater.",
        "An open standard, if the file is what it says. Attached files may be in closed formats.",
    ),
)
ODF = _open(
    _published("OASIS og ISO", "OASIS and ISO", "OASIS OpenDocument; ISO/IEC 26300:2006, 26300-1..3:2015"),
    _free("OASIS IPR Policy, RF on Limited Terms"),
    _forum("OASIS", "OASIS", "OASIS OpenDocument TC"),
)
OOXML_STRICT = _open(
    _published("Ecma og ISO", "Ecma and ISO", "ISO/IEC 29500-1, ECMA-376"),
    _free(_OSP),
    _forum("ISO/IEC JTC 1/SC 34", "ISO/IEC JTC 1/SC 34", "ISO/IEC 29500-1"),
)
OOXML_TRANSITIONAL = Assessment(
    _published("Ecma og ISO", "Ecma and ISO", "ISO/IEC 29500-4, ECMA-376"),
    _free(_OSP),
    _forum("ISO/IEC JTC 1/SC 34", "ISO/IEC JTC 1/SC 34", "ISO/IEC 29500-4"),
    Openness.OPEN_WITH_RESERVATION,
    Text(
        "Åben, men i overgangsudgaven (transitional), som bærer gamle Office-versioners særheder med sig.",
        "Open, but in the transitional form, which carries the quirks of old Office versions.",
    ),
)
OOXML_VENDOR = Assessment(
    _published("Microsoft", "Microsoft", _MICROSOFT_SPECS),
    _free(_OSP),
    _vendor("Microsoft", _MICROSOFT_SPECS),
    Openness.DOCUMENTED,
    Text(
        "Makroer og binære dele hører ikke til ISO/IEC 29500; dem bestemmer Microsoft alene over.",
        "Macros and binary parts are not in ISO/IEC 29500; Microsoft alone decides over them.",
    ),
)
OFFICE_BINARY = Assessment(
    _yes(
        "Microsoft har beskrevet formatet siden 2008.",
        "Microsoft has described the format since 2008.",
        _MICROSOFT_SPECS,
    ),
    _free(_OSP),
    _vendor("Microsoft", _MICROSOFT_SPECS),
    Openness.CLOSED,
    Text(
        "Et forældet Office-format. Det er beskrevet, men har aldrig været en standard.",
        "An outdated Office format. It is described, but it has never been a standard.",
    ),
)
OFFICE_OLD_BINARY = Assessment(
    _undocumented("Microsoft", "PRONOM"),
    _not_free("Microsoft", "PRONOM"),
    _vendor("Microsoft", "PRONOM"),
    Openness.CLOSED,
    Text(
        "Et forældet Microsoft-format uden beskrivelse.",
        "An outdated Microsoft format without a specification.",
    ),
)
ENCRYPTED = Assessment(
    _yes(
        "Microsoft har beskrevet indpakningen, men indholdet kan kun læses med adgangskode.",
        "Microsoft has described the wrapping, but the content can be read with a password only.",
        "Microsoft Open Specifications: MS-OFFCRYPTO",
    ),
    _free(_OSP),
    _vendor("Microsoft", "Microsoft Open Specifications: MS-OFFCRYPTO"),
    Openness.CLOSED,
    Text(
        "Filen er låst med en adgangskode og kan ikke læses af borgerne.",
        "The file is locked with a password; citizens cannot read it.",
    ),
)
RICH_TEXT = Assessment(
    _published("Microsoft", "Microsoft", "Rich Text Format Specification 1.9.1 (2008)"),
    _free(_OSP),
    _vendor("Microsoft", "Rich Text Format Specification 1.9.1 (2008)"),
    Openness.DOCUMENTED,
    Text(
        "Beskrevet, men kun af Microsoft, og ikke fornyet siden 2008.",
        "Documented, but by Microsoft alone, and not renewed since 2008.",
    ),
)
OPENOFFICE_1 = Assessment(
    _published("Sun og OpenOffice.org", "Sun and OpenOffice.org", "OpenOffice.org XML File Format 1.0"),
    _free("OpenOffice.org XML File Format 1.0"),
    _no(
        "Formatet blev afløst af OpenDocument i 2005 og vedligeholdes ikke.",
        "The format was replaced by OpenDocument in 2005 and is not maintained.",
        "OASIS OpenDocument 1.0",
    ),
    Openness.DOCUMENTED,
    Text("Forgængeren for OpenDocument.", "The predecessor of OpenDocument."),
)
EPUB = _open(
    _published("W3C", "W3C", "EPUB 3.3, W3C Recommendation"),
    _free("W3C Patent Policy"),
    _forum("W3C", "W3C", "EPUB 3.3, W3C Recommendation"),
)
WEB = _open(
    _published(
        "W3C og WHATWG",
        "W3C and WHATWG",
        "HTML Living Standard; SVG, PNG, MathML and XML, W3C Recommendations",
    ),
    _free("W3C Patent Policy; WHATWG Workstream Policy"),
    _forum("W3C og WHATWG", "W3C and WHATWG", "W3C Process; WHATWG Working Mode"),
)
TEXT = _open(
    _published(
        "IETF, Unicode og W3C",
        "IETF, Unicode and W3C",
        "RFC 4180, RFC 8259, RFC 7946, RFC 5545, RFC 6350, RFC 5322, Unicode",
    ),
    _free("IETF Trust Legal Provisions"),
    _forum("IETF", "The IETF", "RFC 4180, RFC 8259, RFC 7946, RFC 5545, RFC 6350"),
)
PICTURE = _open(
    _published(
        "ISO, IETF eller W3C",
        "ISO, the IETF or W3C",
        "ISO/IEC 10918-1, ISO/IEC 15444-1, ISO/IEC 15948, ISO/IEC 18181, RFC 9649, AV1 Image File Format",
    ),
    _free("ISO/IEC 10918-1, ISO/IEC 15444-1, ISO/IEC 15948, ISO/IEC 18181, RFC 9649"),
    _forum("En standardiseringsorganisation", "A standards body", "ISO/IEC JTC 1/SC 29, IETF, W3C, AOMedia"),
)
PICTURE_DOCUMENTED = Assessment(
    _published(
        "ejeren",
        "the owner",
        "TIFF 6.0 (Adobe, 1992); GIF89a (CompuServe, 1990); MS-WMF and bitmap storage (Microsoft)",
    ),
    _free("TIFF 6.0; GIF89a; Microsoft Open Specification Promise"),
    _no(
        "Formatet vedligeholdes ikke i et åbent forum.",
        "The format is not maintained in an open forum.",
        "TIFF 6.0; GIF89a",
    ),
    Openness.DOCUMENTED,
    Text(
        "Et udbredt billedformat, som kun ejeren har beskrevet.",
        "A common picture format described by its owner alone.",
    ),
)
PATENTED = Assessment(
    _published("ISO og ITU", "ISO and the ITU", "ISO/IEC 14496, ISO/IEC 23008-2, ITU-T H.264 and H.265"),
    _no(
        "De sædvanlige billed- og lydkodninger (H.264, HEVC, AAC) kræver patentlicens.",
        "The usual codecs (H.264, HEVC, AAC) require patent licences.",
        "Via LA and Access Advance licence programmes",
    ),
    _forum("ISO/IEC JTC 1/SC 29", "ISO/IEC JTC 1/SC 29", "ISO/IEC 14496"),
    Openness.CLOSED,
    Text(
        "Standardiseret, men ikke frit at bruge.",
        "Standardised, but not free to implement.",
    ),
)
SOUND_AND_FILM = _open(
    _published(
        "Xiph.Org, IETF eller ISO",
        "Xiph.Org, the IETF or ISO",
        "RFC 3533, RFC 9639, RFC 6716, RFC 9559, ISO/IEC 11172-3",
    ),
    _free("RFC 3533, RFC 9639, RFC 6716, RFC 9559; MP3 licensing programme ended in 2017"),
    _forum("IETF eller ISO", "The IETF or ISO", "RFC 3533, RFC 9639, RFC 6716, RFC 9559, ISO/IEC 11172-3"),
)
MEDIA_DOCUMENTED = Assessment(
    _published(
        "ejeren",
        "the owner",
        "Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991); QuickTime File Format (Apple)",
    ),
    _free("Multimedia Programming Interface and Data Specifications 1.0; QuickTime File Format"),
    _no(
        "Formatet vedligeholdes ikke i et åbent forum.",
        "The format is not maintained in an open forum.",
        "PRONOM",
    ),
    Openness.DOCUMENTED,
    Text("Et medieformat, som kun ejeren har beskrevet.", "A media format described by its owner alone."),
)
GEODATA = _open(
    _published("OGC", "OGC", "OGC GeoPackage, GML (ISO 19136), KML, GeoTIFF"),
    _free("OGC Intellectual Property Rights Policy"),
    _forum("OGC", "OGC", "OGC GeoPackage, GML (ISO 19136), KML, GeoTIFF"),
)
OWNER_DOCUMENTED = Assessment(
    _published(
        "ejeren",
        "the owner",
        "ESRI Shapefile Technical Description (1998); SQLite Database File Format; DXF Reference; PostScript Language Reference",
    ),
    _free("ESRI Shapefile Technical Description; SQLite Database File Format; DXF Reference"),
    _no(
        "Ejeren alene bestemmer over formatet.",
        "The owner alone decides over the format.",
        "PRONOM",
    ),
    Openness.DOCUMENTED,
    Text(
        "Beskrevet, men ikke vedligeholdt i et åbent forum.",
        "Documented, but not maintained in an open forum.",
    ),
)
CLOSED = Assessment(
    _no(
        "Ejeren har ikke udgivet en fuldstændig beskrivelse.",
        "The owner has not published a full specification.",
        "PRONOM",
    ),
    _no(
        "Andre end ejeren har ingen sikker ret til at bruge formatet.",
        "Others than the owner have no assured right to implement the format.",
        "PRONOM",
    ),
    _no("Ejeren alene bestemmer over formatet.", "The owner alone decides over the format.", "PRONOM"),
    Openness.CLOSED,
    Text("Et lukket format, som kræver ejerens program.", "A closed format that needs its owner’s program."),
)
ZIP = Assessment(
    _published("PKWARE", "PKWARE", "APPNOTE.TXT; ISO/IEC 21320-1:2015"),
    _free("APPNOTE.TXT; ISO/IEC 21320-1:2015"),
    _partly(
        "PKWARE bestemmer over formatet; en delmængde er standard i ISO/IEC 21320-1.",
        "PKWARE decides over the format; a subset is standardised in ISO/IEC 21320-1.",
        "ISO/IEC 21320-1:2015",
    ),
    Openness.OPEN_WITH_RESERVATION,
    Text(
        "Kun en beholder: det er indholdet, der skal bedømmes.",
        "Only a container: its content is what must be judged.",
    ),
)
ARCHIVE_OPEN = _open(
    _published("IETF og IEEE", "the IETF and IEEE", "RFC 1952; POSIX.1-2017 pax"),
    _free("RFC 1952; POSIX.1-2017"),
    _forum("IETF og Austin Group", "The IETF and the Austin Group", "RFC 1952; POSIX.1-2017"),
    Text(
        "Kun en beholder: det er indholdet, der skal bedømmes.",
        "Only a container: its content is what must be judged.",
    ),
)
OPEN_XPS = _open(
    _published("Ecma", "Ecma", "ECMA-388"),
    _free("ECMA-388, Ecma RF Patent Policy"),
    _forum("Ecma", "Ecma", "ECMA-388"),
)
_NOT_KNOWN = Criterion(
    Answer.UNKNOWN,
    Text("Vi ved ikke, hvad filen er.", "We do not know what the file is."),
    Text("Ingen kilde", "No source"),
)
UNKNOWN = Assessment(
    _NOT_KNOWN,
    _NOT_KNOWN,
    _NOT_KNOWN,
    Openness.UNKNOWN,
    Text("Filens format er ukendt for os.", "The file’s format is unknown to us."),
)
