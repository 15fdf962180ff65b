"""The rows of office formats: OpenDocument, Office Open XML, old Office files, rich text and their kin."""

from collections.abc import Iterator

from rules.document_evidence import Family
from rules.formats import assessments as a
from rules.formats.model import Assessment, FormatRow
from rules.model import Text

_ODF = "application/vnd.oasis.opendocument"
_OOXML = "application/vnd.openxmlformats-officedocument"

# kind: Danish and English name, media type, ending, PUID by version
_ODF_KINDS = {
    "odt": ("tekst", "text", "text", {"1.0": "fmt/136", "1.1": "fmt/290", "1.2": "fmt/291", "1.3": "fmt/1756"}),
    "ods": ("regneark", "spreadsheet", "spreadsheet",
            {"1.0": "fmt/137", "1.1": "fmt/294", "1.2": "fmt/295", "1.3": "fmt/1755"}),
    "odp": ("præsentation", "presentation", "presentation",
            {"1.0": "fmt/138", "1.1": "fmt/292", "1.2": "fmt/293", "1.3": "fmt/1754"}),
    "odg": ("tegning", "drawing", "graphics",
            {"1.0": "fmt/139", "1.1": "fmt/296", "1.2": "fmt/297", "1.3": "fmt/1753"}),
    "odb": ("database", "database", "base", {"1.0": "fmt/140", "1.1": "fmt/444", "1.2": "fmt/424", "1.3": "fmt/1752"}),
    "odf": ("formel", "formula", "formula", {}),
    "odc": ("diagram", "chart", "chart", {}),
    "odm": ("hoveddokument", "master document", "text-master", {}),
}  # fmt: skip
ODF_VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4")
_ODF_ENDINGS = {
    "odt": ("odt", "ott", "oth"),
    "ods": ("ods", "ots"),
    "odp": ("odp", "otp"),
    "odg": ("odg", "otg"),
    "odb": ("odb",),
    "odf": ("odf", "otf"),
    "odc": ("odc", "otc"),
    "odm": ("odm", "otm"),
}
_FLAT_ENDINGS = {"odt": "fodt", "ods": "fods", "odp": "fodp", "odg": "fodg"}


def _open_document() -> Iterator[FormatRow]:
    for kind, (da, en, media, puids) in _ODF_KINDS.items():
        # Without a version: a damaged file that still says what it was meant to be.
        yield FormatRow(
            kind,
            Family.OPEN_DOCUMENT,
            "",
            Text(f"OpenDocument {da}", f"OpenDocument {en}"),
            f"{_ODF}.{media}",
            "",
            a.ODF,
            _ODF_ENDINGS[kind],
            is_editable=True,
        )
        for version in ODF_VERSIONS:
            yield FormatRow(
                f"{kind}-{version}",
                Family.OPEN_DOCUMENT,
                version,
                Text(f"OpenDocument {da} {version}", f"OpenDocument {en} {version}"),
                f"{_ODF}.{media}",
                puids.get(version, ""),
                a.ODF,
                _ODF_ENDINGS[kind],
                is_editable=True,
            )
            if kind in _FLAT_ENDINGS:
                yield FormatRow(
                    f"{_FLAT_ENDINGS[kind]}-{version}",
                    Family.OPEN_DOCUMENT,
                    version,
                    Text(
                        f"OpenDocument {da} {version} i én XML-fil",
                        f"OpenDocument {en} {version} in one XML file",
                    ),
                    f"{_ODF}.{media}-flat-xml",
                    "",
                    a.ODF,
                    (_FLAT_ENDINGS[kind], "xml"),
                    is_editable=True,
                )


# id, version, name (the same in both languages, but for the words in brackets), media type, PUID, assessment
_OPEN_XML: tuple[tuple[str, str, str, str, str, Assessment], ...] = (
    ("docx", "transitional", "Word 2007+ (Office Open XML)", f"{_OOXML}.wordprocessingml.document", "fmt/412", a.OOXML_TRANSITIONAL),
    ("docx-strict", "strict", "Word (Office Open XML Strict)", f"{_OOXML}.wordprocessingml.document", "fmt/1827", a.OOXML_STRICT),
    ("dotx", "transitional", "Word-skabelon|Word template", f"{_OOXML}.wordprocessingml.template", "fmt/597", a.OOXML_TRANSITIONAL),
    ("docm", "macro", "Word med makroer|Word with macros", "application/vnd.ms-word.document.macroEnabled.12", "fmt/523", a.OOXML_VENDOR),
    ("dotm", "macro", "Word-skabelon med makroer|Word template with macros", "application/vnd.ms-word.template.macroEnabled.12", "fmt/599", a.OOXML_VENDOR),
    ("xlsx", "transitional", "Excel 2007+ (Office Open XML)", f"{_OOXML}.spreadsheetml.sheet", "fmt/214", a.OOXML_TRANSITIONAL),
    ("xlsx-strict", "strict", "Excel (Office Open XML Strict)", f"{_OOXML}.spreadsheetml.sheet", "fmt/1828", a.OOXML_STRICT),
    ("xltx", "transitional", "Excel-skabelon|Excel template", f"{_OOXML}.spreadsheetml.template", "fmt/598", a.OOXML_TRANSITIONAL),
    ("xlsm", "macro", "Excel med makroer|Excel with macros", "application/vnd.ms-excel.sheet.macroEnabled.12", "fmt/445", a.OOXML_VENDOR),
    ("xltm", "macro", "Excel-skabelon med makroer|Excel template with macros", "application/vnd.ms-excel.template.macroEnabled.12", "fmt/627", a.OOXML_VENDOR),
    ("xlam", "macro", "Excel-tilføjelse med makroer|Excel add-in with macros", "application/vnd.ms-excel.addin.macroEnabled.12", "fmt/628", a.OOXML_VENDOR),
    ("xlsb", "binary", "Excel binær projektmappe|Excel binary workbook", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", "fmt/595", a.OOXML_VENDOR),
    ("pptx", "transitional", "PowerPoint 2007+ (Office Open XML)", f"{_OOXML}.presentationml.presentation", "fmt/215", a.OOXML_TRANSITIONAL),
    ("pptx-strict", "strict", "PowerPoint (Office Open XML Strict)", f"{_OOXML}.presentationml.presentation", "fmt/1829", a.OOXML_STRICT),
    ("ppsx", "transitional", "PowerPoint-show|PowerPoint show", f"{_OOXML}.presentationml.slideshow", "fmt/629", a.OOXML_TRANSITIONAL),
    ("potx", "transitional", "PowerPoint-skabelon|PowerPoint template", f"{_OOXML}.presentationml.template", "fmt/631", a.OOXML_TRANSITIONAL),
    ("pptm", "macro", "PowerPoint med makroer|PowerPoint with macros", "application/vnd.ms-powerpoint.presentation.macroEnabled.12", "fmt/487", a.OOXML_VENDOR),
    ("ppsm", "macro", "PowerPoint-show med makroer|PowerPoint show with macros", "application/vnd.ms-powerpoint.slideshow.macroEnabled.12", "fmt/630", a.OOXML_VENDOR),
    ("potm", "macro", "PowerPoint-skabelon med makroer|PowerPoint template with macros", "application/vnd.ms-powerpoint.template.macroEnabled.12", "fmt/632", a.OOXML_VENDOR),
    ("ppam", "macro", "PowerPoint-tilføjelse med makroer|PowerPoint add-in with macros", "application/vnd.ms-powerpoint.addin.macroEnabled.12", "fmt/633", a.OOXML_VENDOR),
    ("vsdx", "2013", "Visio 2013+", "application/vnd.ms-visio.drawing", "fmt/924", a.OOXML_VENDOR),
    ("vsdm", "macro", "Visio med makroer|Visio with macros", "application/vnd.ms-visio.drawing.macroEnabled.12", "fmt/927", a.OOXML_VENDOR),
    ("ooxml", "", "Office Open XML af ukendt slags|Office Open XML of unknown kind", f"{_OOXML}", "fmt/189", a.OOXML_TRANSITIONAL),
)  # fmt: skip


# A document and its template are told apart by a word inside; programs mix up the endings, and nobody is misled.
_ALIKE = (
    {"docx", "dotx"},
    {"docm", "dotm"},
    {"xlsx", "xltx"},
    {"xlsm", "xltm", "xlam"},
    {"pptx", "ppsx", "potx"},
    {"pptm", "ppsm", "potm", "ppam"},
)


def _alike(ending: str) -> tuple[str, ...]:
    group = next((found for found in _ALIKE if ending in found), {ending})
    return (ending, *sorted(group - {ending}))


def _open_xml() -> Iterator[FormatRow]:
    for identifier, version, name, media_type, puid, assessment in _OPEN_XML:
        ending = identifier.partition("-")[0]
        yield FormatRow(
            identifier,
            Family.OFFICE_OPEN_XML,
            version,
            _name(name),
            media_type,
            puid,
            assessment,
            _alike(ending),
            is_editable=True,
            has_macros=version == "macro",
            is_template=ending[1] == "o" and ending[2] in "tl" if len(ending) == 4 else False,
        )


# id, version, name, media type, PUID, assessment, endings
_BINARY: tuple[tuple[str, str, str, str, str, Assessment, str], ...] = (
    ("doc-1", "1.0", "Word 1.0", "application/msword", "fmt/37", a.OFFICE_OLD_BINARY, "doc"),
    ("doc-2", "2.0", "Word 2.0", "application/msword", "fmt/38", a.OFFICE_OLD_BINARY, "doc"),
    ("doc-6", "6.0/95", "Word 6.0/95", "application/msword", "fmt/39", a.OFFICE_OLD_BINARY, "doc"),
    ("doc-97", "97-2003", "Word 97-2003", "application/msword", "fmt/40", a.OFFICE_BINARY, "doc dot"),
    ("doc-97-encrypted", "97-2003", "Word 97-2003 med adgangskode|Word 97-2003 with a password", "application/msword", "fmt/754", a.ENCRYPTED, "doc"),
    ("dot-97", "97-2003", "Word-skabelon 97-2003|Word template 97-2003", "application/msword", "x-fmt/45", a.OFFICE_BINARY, "dot doc"),
    ("doc", "", "Word, ældre format|Word, older format", "application/msword", "fmt/609", a.OFFICE_BINARY, "doc dot"),
    ("xls-2", "2", "Excel 2.x", "application/vnd.ms-excel", "fmt/55", a.OFFICE_BINARY, "xls xlt xla"),
    ("xls-3", "3", "Excel 3.0", "application/vnd.ms-excel", "fmt/56", a.OFFICE_BINARY, "xls xlt xla"),
    ("xls-4", "4", "Excel 4.0", "application/vnd.ms-excel", "fmt/57", a.OFFICE_BINARY, "xls xlt xla"),
    ("xlw-4", "4", "Excel 4.0 projektmappe|Excel 4.0 workbook", "application/vnd.ms-excel", "fmt/58", a.OFFICE_BINARY, "xlw"),
    ("xls-5", "5.0/95", "Excel 5.0/95", "application/vnd.ms-excel", "fmt/59", a.OFFICE_BINARY, "xls xlt xla"),
    ("xls-97", "97", "Excel 97", "application/vnd.ms-excel", "fmt/61", a.OFFICE_BINARY, "xls xlt xla"),
    ("xls-2000", "2000-2003", "Excel 2000-2003", "application/vnd.ms-excel", "fmt/62", a.OFFICE_BINARY, "xls xlt xla"),
    ("xlt-97", "97-2003", "Excel-skabelon 97-2003|Excel template 97-2003", "application/vnd.ms-excel", "x-fmt/17", a.OFFICE_BINARY, "xlt xls"),
    ("ppt-4", "4", "PowerPoint 4.0", "application/vnd.ms-powerpoint", "x-fmt/88", a.OFFICE_OLD_BINARY, "ppt"),
    ("ppt-95", "95", "PowerPoint 95", "application/vnd.ms-powerpoint", "fmt/125", a.OFFICE_OLD_BINARY, "ppt"),
    ("ppt-97", "97-2003", "PowerPoint 97-2003", "application/vnd.ms-powerpoint", "fmt/126", a.OFFICE_BINARY, "ppt pps pot"),
    ("ooxml-encrypted", "2007+", "Office-fil med adgangskode|Office file with a password", "application/encrypted", "fmt/494", a.ENCRYPTED, "docx xlsx pptx docm xlsm pptm xlsb"),
    ("msg", "", "Outlook-besked|Outlook message", "application/vnd.ms-outlook", "x-fmt/430", a.OFFICE_BINARY, "msg oft"),
    ("pub-2", "2.0", "Publisher 2.0", "application/x-mspublisher", "x-fmt/252", a.CLOSED, "pub"),
    ("pub-95", "95", "Publisher 95", "application/x-mspublisher", "x-fmt/253", a.CLOSED, "pub"),
    ("pub", "2002", "Publisher 97-2007", "application/x-mspublisher", "x-fmt/257", a.CLOSED, "pub"),
    ("vsd", "", "Visio, ældre format|Visio, older format", "application/vnd.visio", "fmt/442", a.CLOSED, "vsd vst vss"),
    ("vsd-2000", "2000-2002", "Visio 2000-2002", "application/vnd.visio", "x-fmt/258", a.CLOSED, "vsd vst vss"),
    ("vsd-2003", "2003-2010", "Visio 2003-2010", "application/vnd.visio", "fmt/443", a.CLOSED, "vsd vst vss"),
    ("mpp-98", "98", "Project 98", "application/vnd.ms-project", "x-fmt/245", a.CLOSED, "mpp"),
    ("mpp-2000", "2000-2003", "Project 2000-2003", "application/vnd.ms-project", "x-fmt/247", a.CLOSED, "mpp"),
    ("mpp-2007", "2007", "Project 2007", "application/vnd.ms-project", "fmt/440", a.CLOSED, "mpp"),
    ("mpp-2010", "2010+", "Project 2010+", "application/vnd.ms-project", "fmt/725", a.CLOSED, "mpp"),
    ("ole2", "", "OLE2-fil af ukendt slags|OLE2 file of unknown kind", "application/x-ole-storage", "fmt/111", a.CLOSED, ""),
)  # fmt: skip


def _binary() -> Iterator[FormatRow]:
    for identifier, version, name, media_type, puid, assessment, endings in _BINARY:
        yield FormatRow(
            identifier,
            Family.OLE2,
            version,
            _name(name),
            media_type,
            puid,
            assessment,
            tuple(endings.split()),
            is_editable=identifier not in {"ole2", "msg"},
            is_template=identifier in {"dot-97", "xlt-97"},
        )


_RTF_VERSIONS = {
    "0": ("0", "fmt/969"),
    "1.0": ("1.0-1.4", "fmt/45"),
    "1.5": ("1.5-1.6", "fmt/50"),
    "1.7": ("1.7", "fmt/52"),
    "1.8": ("1.8", "fmt/53"),
    "1.9": ("1.9", "fmt/355"),
}


def _rich_text() -> Iterator[FormatRow]:
    for key, (version, puid) in _RTF_VERSIONS.items():
        name = f"Rich Text Format {version}"
        yield FormatRow(
            f"rtf-{key}",
            Family.RICH_TEXT,
            version,
            _name(name),
            "application/rtf",
            puid,
            a.RICH_TEXT,
            ("rtf",),
            is_editable=True,
        )


# kind: name, media type, PUID
_SUN = {
    "sxw": ("OpenOffice 1.x tekst|OpenOffice 1.x text", "writer", "fmt/128"),
    "sxc": ("OpenOffice 1.x regneark|OpenOffice 1.x spreadsheet", "calc", "fmt/129"),
    "sxi": ("OpenOffice 1.x præsentation|OpenOffice 1.x presentation", "impress", "fmt/130"),
    "sxd": ("OpenOffice 1.x tegning|OpenOffice 1.x drawing", "draw", "fmt/127"),
}
_SUN_TEMPLATES = {"sxw": "stw", "sxc": "stc", "sxi": "sti", "sxd": "std"}


def _openoffice() -> Iterator[FormatRow]:
    for kind, (name, media, puid) in _SUN.items():
        yield FormatRow(
            kind,
            Family.OPENOFFICE_1,
            "1.0",
            _name(name),
            f"application/vnd.sun.xml.{media}",
            puid,
            a.OPENOFFICE_1,
            (kind, _SUN_TEMPLATES[kind]),
            is_editable=True,
        )


def _name(name: str) -> Text:
    da, _, en = name.partition("|")
    return Text(da, en or da)


ROWS = (*_open_document(), *_open_xml(), *_binary(), *_rich_text(), *_openoffice())
