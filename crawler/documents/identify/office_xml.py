"""Office Open XML: the content type of the main part names the kind, its relationships and namespace the profile."""

import posixpath
import zipfile

from crawler.documents.identify.identified import Identified
from crawler.documents.identify.parts import part, root_of
from rules.formats import FORMATS, format_made

_CONTENT = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_MAIN_ENDING = "/officeDocument"
_XPS_ENDINGS = ("xps/2005/06/fixedrepresentation", "oxps/v1.0/fixedrepresentation")
_VISIO_ENDING = "visio/2010/relationships/document"
_PREFIX = "application/vnd."

_KINDS = {
    "openxmlformats-officedocument.wordprocessingml.document.main": "docx",
    "openxmlformats-officedocument.wordprocessingml.template.main": "dotx",
    "ms-word.document.macroenabled.main": "docm",
    "ms-word.template.macroenabledtemplate.main": "dotm",
    "openxmlformats-officedocument.spreadsheetml.sheet.main": "xlsx",
    "openxmlformats-officedocument.spreadsheetml.template.main": "xltx",
    "ms-excel.sheet.macroenabled.main": "xlsm",
    "ms-excel.template.macroenabled.main": "xltm",
    "ms-excel.addin.macroenabled.main": "xlam",
    "ms-excel.sheet.binary.macroenabled.main": "xlsb",
    "openxmlformats-officedocument.presentationml.presentation.main": "pptx",
    "openxmlformats-officedocument.presentationml.slideshow.main": "ppsx",
    "openxmlformats-officedocument.presentationml.template.main": "potx",
    "ms-powerpoint.presentation.macroenabled.main": "pptm",
    "ms-powerpoint.slideshow.macroenabled.main": "ppsm",
    "ms-powerpoint.template.macroenabled.main": "potm",
    "ms-powerpoint.addin.macroenabled.main": "ppam",
    "ms-visio.drawing.main": "vsdx",
    "ms-visio.template.main": "vsdx",
    "ms-visio.stencil.main": "vsdx",
    "ms-visio.drawing.macroenabled.main": "vsdm",
    "ms-visio.template.macroenabled.main": "vsdm",
    "ms-visio.stencil.macroenabled.main": "vsdm",
}


def look(archive: zipfile.ZipFile, names: frozenset[str]) -> Identified:
    types = root_of(part(archive, _CONTENT), whole=True)
    if types is None:
        return Identified(format_made("ooxml"), damage="[Content_Types].xml cannot be read")
    main, is_strict, special = _main_part(archive, names)
    if special:
        return Identified(format_made(special))
    overrides = {
        tag.get("PartName", "").lstrip("/").lower(): tag.get("ContentType", "")
        for tag in types.iter("{*}Override")
    }
    defaults = {
        tag.get("Extension", "").lower(): tag.get("ContentType", "") for tag in types.iter("{*}Default")
    }
    declared = overrides.get(main.lower()) or defaults.get(
        posixpath.splitext(main)[1].lstrip(".").lower(), ""
    )
    kind = _kind(declared)
    if not kind:
        # Without a relationship to follow, the one part that is declared as a main part is it.
        kind = next((found for value in overrides.values() if (found := _kind(value))), "")
    if not kind:
        is_known_main = any(
            name in names for name in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")
        )
        return Identified(
            format_made("ooxml" if is_known_main or main else "zip"),
            damage="no main part is declared" if is_known_main else "",
        )
    if not is_strict and main in names and main.endswith(".xml"):
        is_strict = _is_strict_part(archive, main)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    identifier = f"{kind}-strict" if is_strict and f"{kind}-strict" in FORMATS else kind
    return Identified(
        format_made(
            identifier,
            version="strict" if is_strict else "",
            has_macros=has_macros,
            is_template=".template" in declared.lower(),
        ),
        damage="" if main in names else "the main part is missing",
    )


def _main_part(archive: zipfile.ZipFile, names: frozenset[str]) -> tuple[str, bool, str]:
    """Return the main part's name, whether the package is strict, and the format where that alone tells it."""
    if "_rels/.rels" not in names:
        return "", False, ""
    relationships = root_of(part(archive, "_rels/.rels"), whole=True)
    if relationships is None:
        return "", False, ""
    for tag in relationships.iter("{*}Relationship"):
        kind = tag.get("Type", "")
        if kind.endswith(_XPS_ENDINGS):
            return "", False, "openxps" if "oxps" in kind else "xps"
        if kind.endswith((_MAIN_ENDING, _VISIO_ENDING)):
            target = posixpath.normpath(tag.get("Target", "").lstrip("/"))
            return target, kind.startswith(_STRICT), ""
    return "", False, ""


def _is_strict_part(archive: zipfile.ZipFile, name: str) -> bool:
    root = root_of(part(archive, name))
    if root is None:
        return False
    return root.get("conformance") == "strict" or str(root.tag).startswith("{" + _STRICT)


def _kind(content_type: str) -> str:
    name = content_type.strip().lower().removeprefix(_PREFIX).removesuffix("+xml")
    return _KINDS.get(name, "")
