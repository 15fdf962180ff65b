"""Measures the identifier: exact PUID and family over files whose format is known from how they were made.

    python benchmarks/identification.py [--verapdf FOLDER] [--no-office] [--keep FOLDER]

The set: one file of each format from the tests' own makers; documents written by LibreOffice (where `soffice` is
installed) in every format and version it knows; by odfdo, python-docx, openpyxl and python-pptx; and what Debian's
packages have put on this machine, its version read by means of its own here, not by the identifier. `--verapdf` adds a
folder of veraPDF's corpus: the folder's name says which PUID each file claims.
"""

import argparse
import collections
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.documents.reading import read
from rules.document_evidence import Family, Format
from rules.formats import FORMATS, UNKNOWN_ID, format_made
from tests.documents.made_files import MADE

EXACT_SHARE_MIN = 0.95
DEBIAN_PER_KIND_MAX = 12
DEBIAN_ROOTS = ("/usr/share", "/usr/lib/libreoffice", "/usr/lib/python3")


@dataclass(frozen=True)
class Known:
    """A file whose format is known: where it came from, PRONOM's identifier and the family."""

    path: Path
    source: str
    puid: str
    family: Family


FAMILY_BY_PUID = {row.puid: row.family for row in FORMATS.values() if row.puid}


def made_by_tests(folder: Path) -> Iterator[Known]:
    for made in MADE:
        path = folder / f"made-{made.name}"
        path.write_bytes(made.make())
        yield Known(path, "made", made.puid, FORMATS[made.format_id].family)


# ------------------------------------------------------------------ LibreOffice

TEXT, SHEET, SHOW, DRAWING = "text", "spreadsheet", "presentation", "graphics"
# filter and options, ending, PUID by kind of source
CONVERSIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    TEXT: (
        ("MS Word 97", "doc", "fmt/40"),
        ("MS Word 97 Vorlage", "dot", "x-fmt/45"),
        ("MS Word 2007 XML", "docx", "fmt/412"),
        ("MS Word 2007 XML VBA", "docm", "fmt/523"),
        ("MS Word 2007 XML Template", "dotx", "fmt/597"),
        ("Office Open XML Text", "docx", "fmt/412"),
        ("Rich Text Format", "rtf", "fmt/45"),
        ("OpenDocument Text Flat XML", "fodt", ""),
        ("writer8_template", "ott", "odf"),
        ("EPUB", "epub", "fmt/483"),
        ("Text", "txt", "x-fmt/111"),
        ("XHTML Writer File", "xhtml", "fmt/103"),  # "XHTML 1.1 plus MathML 2.0", says its document type
        ("writer_pdf_Export", "pdf", "pdf"),
    ),
    SHEET: (
        ("MS Excel 97", "xls", "fmt/61"),
        ("MS Excel 97 Vorlage/Template", "xlt", "x-fmt/17"),
        ("MS Excel 5.0/95", "xls", "fmt/59"),
        ("Calc MS Excel 2007 XML", "xlsx", "fmt/214"),
        ("Calc MS Excel 2007 VBA XML", "xlsm", "fmt/445"),
        ("Calc MS Excel 2007 XML Template", "xltx", "fmt/598"),
        ("OpenDocument Spreadsheet Flat XML", "fods", ""),
        ("calc8_template", "ots", "odf"),
        ("Text - txt - csv (StarCalc):59,34,76,1", "csv", "x-fmt/18"),
        ("Text - txt - csv (StarCalc):44,34,76,1", "csv", "x-fmt/18"),
        ("Text - txt - csv (StarCalc):9,34,76,1", "tsv", "x-fmt/13"),
        ("dBase", "dbf", "x-fmt/9"),
        ("calc_pdf_Export", "pdf", "pdf"),
    ),
    SHOW: (
        ("MS PowerPoint 97", "ppt", "fmt/126"),
        ("MS PowerPoint 97 AutoPlay", "pps", "fmt/126"),
        ("Impress MS PowerPoint 2007 XML", "pptx", "fmt/215"),
        ("Impress MS PowerPoint 2007 XML AutoPlay", "ppsx", "fmt/629"),
        ("Impress MS PowerPoint 2007 XML Template", "potx", "fmt/631"),
        ("Impress MS PowerPoint 2007 XML VBA", "pptm", "fmt/487"),
        ("OpenDocument Presentation Flat XML", "fodp", ""),
        ("impress8_template", "otp", "odf"),
        ("impress_pdf_Export", "pdf", "pdf"),
    ),
    DRAWING: (
        ("OpenDocument Drawing Flat XML", "fodg", ""),
        ("draw8_template", "otg", "odf"),
        ("draw_pdf_Export", "pdf", "pdf"),
    ),
}
NATIVE = {
    TEXT: ("writer8", "odt"),
    SHEET: ("calc8", "ods"),
    SHOW: ("impress8", "odp"),
    DRAWING: ("draw8", "odg"),
}
# LibreOffice's own numbering of the version it writes (Office.Common/Save/ODF/DefaultVersion)
ODF_SETTINGS = {"1.1": 2, "1.2": 4, "1.3": 10}
PDF_SETTINGS = {
    "15": "fmt/19",
    "16": "fmt/20",
    "17": "fmt/276",
    "1": "fmt/354",
    "2": "fmt/477",
    "3": "fmt/480",
}
ODF_PUIDS = {
    (TEXT, "1.1"): "fmt/290", (TEXT, "1.2"): "fmt/291", (TEXT, "1.3"): "fmt/1756",
    (SHEET, "1.1"): "fmt/294", (SHEET, "1.2"): "fmt/295", (SHEET, "1.3"): "fmt/1755",
    (SHOW, "1.1"): "fmt/292", (SHOW, "1.2"): "fmt/293", (SHOW, "1.3"): "fmt/1754",
    (DRAWING, "1.1"): "fmt/296", (DRAWING, "1.2"): "fmt/297", (DRAWING, "1.3"): "fmt/1753",
}  # fmt: skip
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
BODIES = {
    TEXT: '<office:text><text:h text:outline-level="1">Overskrift</text:h><text:p>Brødtekst, ja</text:p></office:text>',
    SHEET: '<office:spreadsheet><table:table table:name="Ark">'
    + "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell office:value-type='string'><text:p>{cell}{row}</text:p></table:table-cell>" for cell in "abc")
        + "</table:table-row>"
        for row in range(6)
    )
    + "</table:table></office:spreadsheet>",
    SHOW: '<office:presentation><draw:page draw:name="a" draw:master-page-name="m"/></office:presentation>',
    DRAWING: '<office:drawing><draw:page draw:name="a" draw:master-page-name="m"/></office:drawing>',
}  # fmt: skip


def source(kind: str, folder: Path) -> Path:
    names = "".join(f' xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    names += f' xmlns:draw="{OFFICE}:drawing:1.0"'
    styles = '<office:master-styles><style:master-page style:name="m" style:page-layout-name="p"/></office:master-styles>'
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{names} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{styles}<office:body>{BODIES[kind]}</office:body></office:document>'
    )
    path = (
        folder
        / f"source.{'fodg' if kind == DRAWING else 'fodt' if kind == TEXT else 'fods' if kind == SHEET else 'fodp'}"
    )
    path.write_text(text, encoding="utf-8")
    return path


def made_by_office(folder: Path) -> Iterator[Known]:
    for kind, conversions in CONVERSIONS.items():
        where = source(kind, folder)
        for number, (name, ending, puid) in enumerate(conversions):
            if puid == "pdf":
                for setting, expected in PDF_SETTINGS.items():
                    options = f'{{"SelectPdfVersion":{{"type":"long","value":"{setting}"}}}}'
                    made = converted(
                        where, f"{name}:{options}", ending, folder / f"{kind}-pdf{setting}", "1.3"
                    )
                    if made and setting == "17" and not made.read_bytes().startswith(b"%PDF-1.7"):
                        print("  LibreOffice did not write PDF 1.7 as asked: left out")
                    elif made and setting == "1" and b"<pdfaid:conformance>A<" in made.read_bytes():
                        yield Known(
                            made, "libreoffice", "fmt/95", Family.PDF
                        )  # it writes tags, and claims level A
                    elif made:
                        yield Known(made, "libreoffice", expected, Family.PDF)
                continue
            made = converted(where, name, ending, folder / f"{kind}-{number}", "1.3")
            if made:
                expected = ODF_PUIDS[kind, "1.3"] if puid == "odf" else puid
                family = FAMILY_BY_PUID.get(expected, Family.OPEN_DOCUMENT)
                yield Known(made, "libreoffice", expected, family)
        native, ending = NATIVE[kind]
        for version in ODF_SETTINGS:
            made = converted(where, native, ending, folder / f"{kind}-odf{version}", version)
            if made and (real := odf_version(made)) == version:
                yield Known(made, "libreoffice", ODF_PUIDS[kind, version], Family.OPEN_DOCUMENT)
            elif made:
                print(f"  LibreOffice wrote ODF {real} where {version} was asked for: left out")


def converted(where: Path, name: str, ending: str, folder: Path, version: str) -> Path | None:
    """Return what LibreOffice made, or None where it does not know the filter."""
    profile = folder.parent / f"profile-{version}"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            '<item oor:path="/org.openoffice.Office.Common/Save/ODF"><prop oor:name="DefaultVersion" oor:op="fuse">'
            f"<value>{ODF_SETTINGS[version]}</value></prop></item></oor:items>",
            encoding="utf-8",
        )
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
               f"{ending}:{name}", "--outdir", str(folder), str(where)]  # fmt: skip
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    made = folder / f"{where.stem}.{ending}"
    return made if made.exists() and made.stat().st_size else None


def odf_version(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            return ""
        match = re.search(rb'office:version="([\d.]+)"', archive.read("content.xml")[:20_000])
    return match[1].decode() if match else ""


# -------------------------------------------------------------------- libraries


def made_by_libraries(folder: Path) -> Iterator[Known]:
    import docx
    import odfdo
    import openpyxl
    import pptx

    makers: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
        ("library.docx", "fmt/412", lambda path: docx.Document().save(str(path))),
        ("library.xlsx", "fmt/214", lambda path: openpyxl.Workbook().save(path)),
        ("library.pptx", "fmt/215", lambda path: pptx.Presentation().save(str(path))),
    )
    for name, puid, make in makers:
        path = folder / name
        make(path)
        yield Known(path, "library", puid, FAMILY_BY_PUID[puid])
    for kind in (TEXT, SHEET, SHOW, DRAWING):
        path = folder / f"odfdo-{kind}"
        odfdo.Document("drawing" if kind == DRAWING else kind).save(path)
        puid = ODF_PUIDS.get((kind, odf_version(path)), "")  # 1.4 has none
        yield Known(path, "library", puid, Family.OPEN_DOCUMENT)


# ----------------------------------------------------------------------- Debian

ENDINGS = {
    ".pdf": Family.PDF, ".odt": Family.OPEN_DOCUMENT, ".ott": Family.OPEN_DOCUMENT, ".odg": Family.OPEN_DOCUMENT,
    ".otp": Family.OPEN_DOCUMENT, ".ots": Family.OPEN_DOCUMENT, ".png": Family.IMAGE, ".svg": Family.IMAGE,
    ".jpg": Family.IMAGE, ".gif": Family.IMAGE, ".gz": Family.ARCHIVE, ".xz": Family.ARCHIVE, ".json": Family.JSON,
    ".html": Family.HTML, ".wav": Family.AUDIO, ".oga": Family.AUDIO, ".zip": Family.ARCHIVE, ".jar": Family.ARCHIVE,
}  # fmt: skip


def of_debian() -> Iterator[Known]:
    """Yield files of Debian's packages; their version is read here by other means than the identifier's."""
    taken: collections.Counter[str] = collections.Counter()
    for root in DEBIAN_ROOTS:
        for path in sorted(Path(root).rglob("*")):
            ending = path.suffix.lower()
            if ending not in ENDINGS or taken[ending] >= DEBIAN_PER_KIND_MAX:
                continue
            if path.is_symlink() or not path.is_file() or not 0 < path.stat().st_size < 20_000_000:
                continue
            puid = debian_puid(path, ending)
            if puid is None:
                continue
            taken[ending] += 1
            yield Known(path, "debian", puid, ENDINGS[ending])


def debian_puid(path: Path, ending: str) -> str | None:
    """Return the PUID that simple means give, or None where they leave it open."""
    content = path.read_bytes()
    match ending:
        case ".pdf":
            found = re.match(rb"%PDF-(\d\.\d)", content)
            if not found or re.search(rb"/Version\s*/|pdfaid|/ObjStm", content):
                return None
            return {"1.4": "fmt/18", "1.5": "fmt/19", "1.3": "fmt/17", "1.6": "fmt/20", "1.7": "fmt/276"}.get(
                found[1].decode()
            )
        case ".odt" | ".ott" | ".odg" | ".otp" | ".ots":
            kind = {"t": TEXT, "g": DRAWING, "p": SHOW, "s": SHEET}[ending[-1]]
            return ODF_PUIDS.get((kind, odf_version(path)))
        case ".png":
            if b"iTXt" in content:
                return "fmt/13"
            return "fmt/12" if any(chunk in content for chunk in (b"iCCP", b"sRGB", b"sPLT")) else "fmt/11"
        case ".svg":
            start = re.search(rb"<svg\b[^>]*", content)
            version = re.search(rb'\sversion="([\d.]+)"', start[0]) if start else None
            return {b"1.1": "fmt/92", b"1.0": "fmt/91"}.get(version[1]) if version else None
        case ".jpg":
            if content[6:11] != b"JFIF\x00":
                return None
            return {b"\x01\x00": "fmt/42", b"\x01\x01": "fmt/43", b"\x01\x02": "fmt/44"}.get(content[11:13])
        case ".gif":
            return {b"GIF87a": "fmt/3", b"GIF89a": "fmt/4"}.get(content[:6])
        case ".html":
            head = content[:400].lower().lstrip()
            return "fmt/471" if head.startswith(b"<!doctype html>") else None
        case ".wav":
            if content[:4] != b"RIFF" or content[12:16] != b"fmt ":
                return None  # sound by its name alone
            return {(16, 1): "fmt/141", (18, 1): "fmt/142"}.get((content[16], content[20]))
        case ".json":
            return "fmt/817" if b'"@context"' not in content and b'"type"' not in content else None
    return {
        ".gz": "x-fmt/266",
        ".xz": "fmt/1098",
        ".oga": "fmt/203",
        ".zip": "x-fmt/263",
        ".jar": "x-fmt/263",
    }[ending]


# ---------------------------------------------------------------------- veraPDF

VERAPDF = {
    "PDF_A-1a": "fmt/95", "PDF_A-1b": "fmt/354", "PDF_A-2a": "fmt/476", "PDF_A-2b": "fmt/477", "PDF_A-2u": "fmt/478",
    "PDF_A-3b": "fmt/480", "PDF_A-4": "fmt/1910", "PDF_A-4e": "fmt/1911", "PDF_A-4f": "fmt/1912",
}  # fmt: skip


def measure_verapdf(folder: Path) -> None:
    right: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    wrong = []
    for name, puid in VERAPDF.items():
        for path in sorted((folder / name).rglob("*.pdf")):
            found = named(path)
            total[name] += 1
            right[name] += found.puid == puid
            if found.puid != puid:
                wrong.append((name, path.name, found.id))
    print(f"\nveraPDF's corpus: {sum(right.values())} of {sum(total.values())} exact")
    for name, count in total.items():
        print(f"  {name:10} {right[name]} of {count}")
    for line in wrong[:40]:
        print("   ", *line)


def named(path: Path) -> Format:
    """Return what the tool says of a file, its claims read."""
    return read(path).format or format_made(UNKNOWN_ID)


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--verapdf", type=Path)
    arguments.add_argument("--no-office", action="store_true")
    arguments.add_argument("--keep", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        known = [*made_by_tests(folder), *made_by_libraries(folder), *of_debian()]
        if not given.no_office:
            known += made_by_office(folder)
        is_good = report(known)
    if given.verapdf:
        measure_verapdf(given.verapdf)
    return 0 if is_good else 1


def report(known: list[Known]) -> bool:
    exact: collections.Counter[str] = collections.Counter()
    family: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    times = []
    for one in known:
        start = time.perf_counter()
        found = named(one.path)
        times.append(time.perf_counter() - start)
        total[one.source] += 1
        exact[one.source] += found.puid == one.puid
        family[one.source] += found.family is one.family
        if found.puid != one.puid or found.family is not one.family:
            print(
                f"  {one.source}: {one.path.parent.name}/{one.path.name}: {found.id} {found.puid}, made as {one.puid}"
            )
    times.sort()
    print(f"{'source':12} {'files':>6} {'exact':>6} {'family':>7}")
    for name, count in total.items():
        print(f"{name:12} {count:6} {exact[name]:6} {family[name]:7}")
    files, right = len(known), sum(exact.values())
    print(f"{'all':12} {files:6} {right:6} {sum(family.values()):7}")
    print(
        f"exact PUID {right / files:.1%}, family {sum(family.values()) / files:.1%}; "
        f"{times[len(times) // 2] * 1000:.1f} ms median, {times[int(len(times) * 0.95)] * 1000:.1f} ms p95"
    )
    return right / files >= EXACT_SHARE_MIN and sum(family.values()) == files


if __name__ == "__main__":
    sys.exit(main())
