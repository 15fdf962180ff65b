"""Makes one small file of each format, with the identifier PRONOM gives it; no file of others is kept."""

import io
import json
import sqlite3
import struct
import tarfile
import tempfile
import wave
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pikepdf

from tests.documents.made_compound import compound

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
OOXML = "application/vnd.openxmlformats-officedocument"
TRANSITIONAL = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"


@dataclass(frozen=True)
class Made:
    """A file to make: the ending it gets, what it is in our words and in PRONOM's, and how it is made."""

    name: str
    format_id: str
    puid: str
    make: Callable[[], bytes]
    is_encrypted: bool = False


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def pdf(version: str, *, catalog_version: str = "", **save: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        if catalog_version:
            made.Root.Version = pikepdf.Name(f"/{catalog_version}")
        # A forced version makes qpdf drop the encryption.
        made.save(out, **(save or {"force_version": version}))  # type: ignore[arg-type]
    return out.getvalue()


def odf(kind: str, version: str, *, content: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    attribute = f' office:version="{version}"' if version else ""
    body = (
        content
        or f'<office:document-content xmlns:office="{OFFICE}:office:1.0"{attribute}><office:body/></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/></manifest:manifest>'
    return archive(
        {"mimetype": media_type, "content.xml": body, "META-INF/manifest.xml": manifest, **(extra or {})}
    )


def locked_odf() -> bytes:
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.2">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"\x01\x02",
            "META-INF/manifest.xml": manifest,
        }
    )


def flat_odf(kind: str, version: str) -> bytes:
    return (
        f'<?xml version="1.0"?><office:document xmlns:office="{OFFICE}:office:1.0" office:version="{version}" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:body/></office:document>'
    ).encode()


def ooxml(
    content_type: str,
    main: str,
    *,
    strict: bool = False,
    relation: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    where = (
        f"{STRICT}/officeDocument/relationships"
        if strict
        else f"{TRANSITIONAL}/officeDocument/2006/relationships"
    )
    root = f"{STRICT}/wordprocessingml/main" if strict else f"{TRANSITIONAL}/wordprocessingml/2006/main"
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{TRANSITIONAL}/package/2006/content-types"><Override PartName="/{main}" ContentType="{content_type}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{TRANSITIONAL}/package/2006/relationships"><Relationship Id="r1" Type="{relation or where + "/officeDocument"}" Target="{main}"/></Relationships>',
            main: f'<w:document xmlns:w="{root}"/>',
            **(extra or {}),
        }
    )


def word(
    version: int = 0x00C1,
    flags: int = 0,
    kind: bytes = b"Word.Document.8",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    fib = struct.pack("<HH6xH", 0xA5EC, version, flags).ljust(1024, b"\x00")
    return compound({"WordDocument": fib, "\x01CompObj": bytes(60) + kind + b"\x00", **(extra or {})})


def excel(
    version: int,
    *,
    saved_by: int = 0,
    records: bytes = b"",
    stream: str = "Workbook",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    bof = struct.pack("<HHHHI", version, 5, 0x0DBB, 0x07CC, 0x41) + bytes((6, saved_by, 0, 0))
    content = bof if version == 0x0600 else bof[:8]
    return compound(
        {
            stream: struct.pack("<HH", 0x0809, len(content))
            + content
            + records
            + struct.pack("<HH", 0x0042, 2)
            + b"\xe4\x04",
            **(extra or {}),
        }
    )


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def powerpoint(*, token: int = 0xE391C05F) -> bytes:
    user = struct.pack("<HHIII", 0, 0x0FF6, 20, 20, token)
    return compound({"PowerPoint Document": b"\x0f\x00\xe8\x03", "Current User": user})


def png(*chunks: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    middle = b"".join(chunk(kind, b"x\x00\x00") for kind in chunks)
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + middle
        + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + chunk(b"IEND", b"")
    )


def jpeg(minor: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes((minor, 0, 0, 1, 0, 1, 0, 0)) + b"\xff\xd9"


def exif(version: bytes) -> bytes:
    tags = struct.pack("<HHHI4s", 1, 0x9000, 7, 4, version)
    body = b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + tags
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xd9"


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(8000)
        made.writeframes(b"\x80" * 80)
    return out.getvalue()


def database(application_id: int = 0) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE one (a)")
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.commit()
        connection.close()
        return path.read_bytes()


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        made.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


def ogg(codec: bytes) -> bytes:
    return b"OggS\x00\x02" + bytes(20) + b"\x01" + bytes((len(codec),)) + codec.ljust(40, b"\x00")


def epub(version: str) -> bytes:
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>',
            "OEBPS/a.opf": f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"/>',
        }
    )


STYLES = r"\stshfdbch0\stshfloch0\stshfhich0\stshfbi0"


def rtf(start: str, rest: str = "") -> bytes:
    return f"{{{start}{rest}{{\\fonttbl{{\\f0 Arial;}}}}\\pard Tekst\\par}}".encode()


def doctype(public: str) -> bytes:
    return f'<!DOCTYPE html PUBLIC "{public}">\n<html><head><title>Side</title></head><body><p>Tekst</p></body></html>'.encode()


def _pdfs() -> list[Made]:
    puids = {
        "1.0": "14",
        "1.1": "15",
        "1.2": "16",
        "1.3": "17",
        "1.4": "18",
        "1.5": "19",
        "1.6": "20",
        "1.7": "276",
        "2.0": "1129",
    }
    made = [Made(f"v{v}.pdf", f"pdf-{v}", f"fmt/{p}", partial(pdf, v)) for v, p in puids.items()]
    locked = pikepdf.Encryption(owner="o", user="u", R=6)
    return [
        *made,
        Made("catalog.pdf", "pdf-1.7", "fmt/276", lambda: pdf("1.4", catalog_version="1.7")),
        Made(
            "behind-mail-header.pdf",
            "pdf-1.5",
            "fmt/19",
            lambda: b"Content-Type: application/pdf\r\n\r\n" + pdf("1.5"),
        ),
        Made("locked.pdf", "pdf-1.7", "fmt/276", lambda: pdf("1.7", encryption=locked), is_encrypted=True),
        Made("broken.pdf", "pdf-1.4", "fmt/18", lambda: b"%PDF-1.4\n1 0 obj\n"),
    ]


def _odfs() -> list[Made]:
    puids = {
        "text": ("odt", "136 290 291 1756"), "spreadsheet": ("ods", "137 294 295 1755"), "presentation": ("odp", "138 292 293 1754"),
        "graphics": ("odg", "139 296 297 1753"), "base": ("odb", "140 444 424 1752"),
    }  # fmt: skip
    made: list[Made] = []
    for kind, (ending, numbers) in puids.items():
        named = [*(f"fmt/{number}" for number in numbers.split()), ""]
        for version, puid in zip(("1.0", "1.1", "1.2", "1.3", "1.4"), named, strict=True):
            made.append(
                Made(f"v{version}.{ending}", f"{ending}-{version}", puid, partial(odf, kind, version))
            )
            if ending != "odb":
                flat = f"f{ending}"
                made.append(
                    Made(
                        f"v{version}.{flat}",
                        f"{flat}-{version}",
                        "",
                        partial(flat_odf, kind, version),
                    )
                )
    return [
        *made,
        Made("template.ott", "odt-1.2", "fmt/291", lambda: odf("text-template", "1.2")),
        Made("no-version.odt", "odt-1.0", "fmt/136", lambda: odf("text", "")),
        Made("formula.odf", "odf-1.2", "", lambda: odf("formula", "1.2")),
        Made("chart.odc", "odc-1.2", "", lambda: odf("chart", "1.2")),
        Made("master.odm", "odm-1.3", "", lambda: odf("text-master", "1.3")),
        Made("locked.odt", "odt-1.2", "fmt/291", locked_odf, is_encrypted=True),
    ]


def _open_xml() -> list[Made]:
    word_type, sheet, show = f"{OOXML}.wordprocessingml", f"{OOXML}.spreadsheetml", f"{OOXML}.presentationml"
    macro = "application/vnd.ms-{}.macroEnabled.main+xml"
    kinds = {
        "docx": ("412", f"{word_type}.document.main+xml", "word/document.xml"),
        "dotx": ("597", f"{word_type}.template.main+xml", "word/document.xml"),
        "docm": ("523", macro.format("word.document"), "word/document.xml"),
        "dotm": (
            "599",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "word/document.xml",
        ),
        "xlsx": ("214", f"{sheet}.sheet.main+xml", "xl/workbook.xml"),
        "xltx": ("598", f"{sheet}.template.main+xml", "xl/workbook.xml"),
        "xlsm": ("445", macro.format("excel.sheet"), "xl/workbook.xml"),
        "xltm": ("627", macro.format("excel.template"), "xl/workbook.xml"),
        "xlam": ("628", macro.format("excel.addin"), "xl/workbook.xml"),
        "xlsb": ("595", "application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
        "pptx": ("215", f"{show}.presentation.main+xml", "ppt/presentation.xml"),
        "ppsx": ("629", f"{show}.slideshow.main+xml", "ppt/presentation.xml"),
        "potx": ("631", f"{show}.template.main+xml", "ppt/presentation.xml"),
        "pptm": ("487", macro.format("powerpoint.presentation"), "ppt/presentation.xml"),
        "ppsm": ("630", macro.format("powerpoint.slideshow"), "ppt/presentation.xml"),
        "potm": ("632", macro.format("powerpoint.template"), "ppt/presentation.xml"),
        "ppam": ("633", macro.format("powerpoint.addin"), "ppt/presentation.xml"),
    }
    made = [
        Made(f"made.{ending}", ending, f"fmt/{puid}", partial(ooxml, content, main))
        for ending, (puid, content, main) in kinds.items()
    ]
    strict = {"docx": "1827", "xlsx": "1828", "pptx": "1829"}
    made += [
        Made(
            f"strict.{ending}",
            f"{ending}-strict",
            f"fmt/{puid}",
            partial(ooxml, kinds[ending][1], kinds[ending][2], strict=True),
        )
        for ending, puid in strict.items()
    ]
    visio = "http://schemas.microsoft.com/visio/2010/relationships/document"
    xps = "http://schemas.microsoft.com/xps/2005/06/fixedrepresentation"
    return [
        *made,
        Made(
            "made.vsdx",
            "vsdx",
            "fmt/924",
            lambda: ooxml("application/vnd.ms-visio.drawing.main+xml", "visio/document.xml", relation=visio),
        ),
        Made(
            "made.vsdm",
            "vsdm",
            "fmt/927",
            lambda: ooxml(
                "application/vnd.ms-visio.drawing.macroEnabled.main+xml", "visio/document.xml", relation=visio
            ),
        ),
        Made(
            "made.xps",
            "xps",
            "fmt/657",
            lambda: ooxml(
                "application/vnd.ms-package.xps-fixeddocumentsequence+xml", "FixedDocSeq.fdseq", relation=xps
            ),
        ),
        Made(
            "locked.docx",
            "ooxml-encrypted",
            "fmt/494",
            lambda: compound({"EncryptedPackage": b"\x01", "EncryptionInfo": b"\x04"}),
            is_encrypted=True,
        ),
    ]


def _compounds() -> list[Made]:
    return [
        Made("w97.doc", "doc-97", "fmt/40", word),
        Made("w95.doc", "doc-6", "fmt/39", lambda: word(0x0068, kind=b"Word.Document.6")),
        Made("w97.dot", "dot-97", "x-fmt/45", lambda: word(flags=1)),
        Made("locked.doc", "doc-97-encrypted", "fmt/754", lambda: word(flags=0x0100), is_encrypted=True),
        Made("macro.doc", "doc-97", "fmt/40", lambda: word(extra={"Macros/PROJECT": b"ID"})),
        Made("w1.doc", "doc-1", "fmt/37", lambda: b"\x9b\xa5" + bytes(600)),
        Made("w2.doc", "doc-2", "fmt/38", lambda: b"\xdb\xa5" + bytes(600)),
        Made("x95.xls", "xls-5", "fmt/59", lambda: excel(0x0500, stream="Book")),
        Made("x97.xls", "xls-97", "fmt/61", lambda: excel(0x0600)),
        Made("x2003.xls", "xls-2000", "fmt/62", lambda: excel(0x0600, saved_by=3)),
        Made("x97.xlt", "xlt-97", "x-fmt/17", lambda: excel(0x0600, records=record(0x0060))),
        Made("locked.xls", "xls-97", "fmt/61", lambda: excel(0x0600, records=record(0x002F, bytes(6))), is_encrypted=True),
        Made("x2.xls", "xls-2", "fmt/55", lambda: b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(80)),
        Made("x3.xls", "xls-3", "fmt/56", lambda: b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(80)),
        Made("x4.xls", "xls-4", "fmt/57", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(80)),
        Made("x4.xlw", "xlw-4", "fmt/58", lambda: b"\x09\x04\x06\x00\x00\x00\x00\x01" + bytes(80)),
        Made("p97.ppt", "ppt-97", "fmt/126", powerpoint),
        Made("p4.ppt", "ppt-4", "x-fmt/88", lambda: compound({"PP40": b"\x01"})),
        Made("p95.ppt", "ppt-95", "fmt/125", lambda: compound({"PowerPoint Document": b"\x01", "\x01CompObj": bytes(60) + b"PowerPoint.Show.7\x00"})),
        Made("locked.ppt", "ppt-97", "fmt/126", lambda: powerpoint(token=0xF3D1C4DF), is_encrypted=True),
        Made("mail.msg", "msg", "x-fmt/430", lambda: compound({"__properties_version1.0": b"", "__nameid_version1.0/__substg1.0_00020102": b""})),
        Made("v2003.vsd", "vsd-2003", "fmt/443", lambda: compound({"VisioDocument": b"Visio (TM) Drawing\r\n" + bytes(6) + b"\x0b"})),
        Made("v2000.vsd", "vsd-2000", "x-fmt/258", lambda: compound({"VisioDocument": b"Visio (TM) Drawing\r\n" + bytes(6) + b"\x06"})),
        Made("v.vsd", "vsd", "fmt/442", lambda: compound({"VisioDocument": b"Visio (TM) Drawing\r\n" + bytes(6) + b"\x05"})),
        Made("p.pub", "pub", "x-fmt/257", lambda: compound({"Contents": b"\x01", "\x01CompObj": bytes(60) + b"MSPublisher.3\x00"})),
        Made("p2010.mpp", "mpp-2010", "fmt/725", lambda: compound({"Props14": b"\x01"})),
        Made("p2003.mpp", "mpp-2000", "x-fmt/247", lambda: compound({"Props9": b"\x01"})),
        Made("thing.bin", "ole2", "fmt/111", lambda: compound({"Something": b"\x01"})),
    ]  # fmt: skip


def _texts() -> list[Made]:
    rows = "navn;by;antal\n" + "".join(f"Borger {n};Sted {n};{n}\n" for n in range(9))
    return [
        Made("0.rtf", "rtf-0", "fmt/969", lambda: rtf(r"\rtf0\ansi")),
        Made("1.0.rtf", "rtf-1.0", "fmt/45", lambda: rtf(r"\rtf1\ansi\deff0")),
        Made("1.5.rtf", "rtf-1.5", "fmt/50", lambda: rtf(r"\rtf1\ansi\ansicpg1252\uc1")),
        Made("1.7.rtf", "rtf-1.7", "fmt/52", lambda: rtf(r"\rtf1\ansi\ansicpg1252\uc1", STYLES)),
        Made("1.8.rtf", "rtf-1.8", "fmt/53", lambda: rtf(r"\rtf1\ansi\ansicpg1252\uc1", STYLES + r"{\*\latentstyles\lsdstimax156}")),
        Made("1.9.rtf", "rtf-1.9", "fmt/355", lambda: rtf(r"\rtf1\adeflang1025\ansi\ansicpg1252\uc1", STYLES + r"{\*\defchp \f31506}")),
        Made("t.sxw", "sxw", "fmt/128", lambda: archive({"mimetype": "application/vnd.sun.xml.writer", "content.xml": "<a/>"})),
        Made("t.sxc", "sxc", "fmt/129", lambda: archive({"mimetype": "application/vnd.sun.xml.calc", "content.xml": "<a/>"})),
        Made("t.sxi", "sxi", "fmt/130", lambda: archive({"mimetype": "application/vnd.sun.xml.impress", "content.xml": "<a/>"})),
        Made("t.sxd", "sxd", "fmt/127", lambda: archive({"mimetype": "application/vnd.sun.xml.draw", "content.xml": "<a/>"})),
        Made("b2.epub", "epub-2", "fmt/483", lambda: epub("2.0")),
        Made("b3.epub", "epub-3", "fmt/483", lambda: epub("3.0")),
        Made("semicolon.csv", "csv", "x-fmt/18", rows.encode),
        Made("comma.csv", "csv", "x-fmt/18", rows.replace(";", ",").encode),
        Made("western.csv", "csv", "x-fmt/18", lambda: rows.replace("Borger", "Søren").encode("windows-1252")),
        Made("utf-16.csv", "csv", "x-fmt/18", lambda: rows.encode("utf-16")),
        Made("t.tsv", "tsv", "x-fmt/13", rows.replace(";", "\t").encode),
        Made("t.txt", "text", "x-fmt/111", "Kære borger\n\nHermed, som aftalt, brevet.\nVenlig hilsen, kommunen\n".encode),
        Made("o.json", "json", "fmt/817", lambda: json.dumps({"a": [1, 2]}).encode()),
        Made("o.jsonld", "json-ld", "fmt/880", lambda: json.dumps({"@context": "https://schema.org", "@type": "Thing"}).encode()),
        Made("o.geojson", "geojson", "fmt/1367", lambda: json.dumps({"type": "FeatureCollection", "features": []}).encode()),
        Made("c.ics", "icalendar", "fmt/388", lambda: b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
        Made("c.vcf", "vcard", "fmt/395", lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"),
        Made("m.eml", "email", "fmt/950", lambda: b"From: a@example.org\r\nTo: b@example.org\r\nDate: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHej\r\n"),
        Made("5.html", "html-5", "fmt/471", lambda: b"<!DOCTYPE html>\n<html lang=da><title>Side</title>"),
        Made("4.01.html", "html-4.01", "fmt/100", lambda: doctype("-//W3C//DTD HTML 4.01 Transitional//EN")),
        Made("4.0.html", "html-4.0", "fmt/99", lambda: doctype("-//W3C//DTD HTML 4.0//EN")),
        Made("3.2.html", "html-3.2", "fmt/98", lambda: doctype("-//W3C//DTD HTML 3.2 Final//EN")),
        Made("2.0.html", "html-2.0", "fmt/97", lambda: doctype("-//IETF//DTD HTML 2.0//EN")),
        Made("login.pdf", "html", "fmt/96", lambda: b"\r\n<html><head><title>Log ind</title></head><body>%PDF-1.4</body></html>"),
        Made("1.0.xhtml", "xhtml-1.0", "fmt/102", lambda: doctype("-//W3C//DTD XHTML 1.0 Strict//EN")),
        Made("1.1.xhtml", "xhtml-1.1", "fmt/103", lambda: doctype("-//W3C//DTD XHTML 1.1//EN")),
        Made("d.xml", "xml", "fmt/101", lambda: b'<?xml version="1.0"?><data><one/></data>'),
        Made("k.kml", "kml", "fmt/244", lambda: b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>'),
        Made("g.gml", "gml-3.2", "fmt/1047", lambda: b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"/>'),
        Made("1.1.svg", "svg-1.1", "fmt/92", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" version="1.1"/>'),
        Made("1.0.svg", "svg-1.0", "fmt/91", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" version="1.0"/>'),
        Made("tiny.svg", "svg-tiny-1.2", "fmt/413", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny"/>'),
    ]  # fmt: skip


def _media() -> list[Made]:
    import bz2
    import gzip
    import lzma

    return [
        Made("1.0.png", "png-1.0", "fmt/11", png),
        Made("1.1.png", "png-1.1", "fmt/12", lambda: png(b"sRGB")),
        Made("1.2.png", "png-1.2", "fmt/13", lambda: png(b"sRGB", b"iTXt")),
        Made("raw.jpg", "jpeg", "fmt/41", lambda: b"\xff\xd8\xff\xdb\x00\x04\x00\x00\xff\xd9"),
        Made("1.00.jpg", "jpeg-1.00", "fmt/42", lambda: jpeg(0)),
        Made("1.01.jpg", "jpeg-1.01", "fmt/43", lambda: jpeg(1)),
        Made("1.02.jpg", "jpeg-1.02", "fmt/44", lambda: jpeg(2)),
        Made("exif.jpg", "jpeg-exif-2.2", "x-fmt/391", lambda: exif(b"0220")),
        Made("87a.gif", "gif-87a", "fmt/3", lambda: b"GIF87a" + bytes(20) + b";"),
        Made("89a.gif", "gif-89a", "fmt/4", lambda: b"GIF89a" + bytes(20) + b";"),
        Made("t.tif", "tiff", "fmt/353", lambda: b"II*\x00\x08\x00\x00\x00" + struct.pack("<HHHII", 1, 256, 3, 1, 1)),
        Made("geo.tif", "geotiff", "fmt/155", lambda: b"II*\x00\x08\x00\x00\x00" + struct.pack("<HHHII", 1, 34735, 3, 1, 1)),
        Made("b.bmp", "bmp-3", "fmt/116", lambda: b"BM" + bytes(12) + struct.pack("<I", 40) + bytes(40)),
        Made("l.webp", "webp-lossy", "fmt/566", lambda: b"RIFF\x20\x00\x00\x00WEBPVP8 " + bytes(20)),
        Made("ll.webp", "webp-lossless", "fmt/567", lambda: b"RIFF\x20\x00\x00\x00WEBPVP8L" + bytes(20)),
        Made("x.webp", "webp-extended", "fmt/568", lambda: b"RIFF\x20\x00\x00\x00WEBPVP8X" + bytes(20)),
        Made("a.avif", "avif", "", lambda: b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1miaf"),
        Made("a.jp2", "jp2", "x-fmt/392", lambda: b"\x00\x00\x00\x0cjP  \r\n\x87\n"),
        Made("a.jxl", "jxl", "fmt/1485", lambda: b"\x00\x00\x00\x0cJXL \r\n\x87\n" + bytes(8)),
        Made("a.ico", "ico", "x-fmt/418", lambda: b"\x00\x00\x01\x00\x01\x00" + bytes(16)),
        Made("a.dwg", "dwg-2018", "fmt/1395", lambda: b"AC1032" + bytes(60)),
        Made("a.eps", "eps-3.0", "fmt/124", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"),
        Made("a.ps", "postscript-3.0", "x-fmt/408", lambda: b"%!PS-Adobe-3.0\nshowpage\n"),
        Made("a.zip", "zip", "x-fmt/263", lambda: archive({"a.txt": "a"})),
        Made("a.kmz", "kmz", "", lambda: archive({"doc.kml": "<kml/>"})),
        Made("a.7z", "7z", "fmt/484", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(26)),
        Made("a.gz", "gzip", "x-fmt/266", lambda: gzip.compress(b"tekst" * 9)),
        Made("a.svgz", "svgz", "x-fmt/109", lambda: gzip.compress(b'<svg xmlns="http://www.w3.org/2000/svg"/>')),
        Made("a.bz2", "bzip2", "x-fmt/268", lambda: bz2.compress(b"tekst")),
        Made("a.xz", "xz", "fmt/1098", lambda: lzma.compress(b"tekst")),
        Made("a.tar", "tar", "x-fmt/265", tar),
        Made("a.rar", "rar-5", "fmt/613", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(20)),
        Made("a.mp3", "mp3", "fmt/134", lambda: b"ID3\x04\x00" + bytes(40)),
        Made("a.wav", "wav-pcm", "fmt/141", sound),
        Made("a.flac", "flac", "fmt/279", lambda: b"fLaC" + bytes(40)),
        Made("a.ogg", "ogg-vorbis", "fmt/203", lambda: ogg(b"\x01vorbis")),
        Made("a.opus", "ogg-opus", "fmt/946", lambda: ogg(b"OpusHead")),
        Made("a.ogv", "ogg-theora", "fmt/945", lambda: ogg(b"\x80theora")),
        Made("a.mp4", "mp4", "fmt/199", lambda: b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(8) + b"moov"),
        Made("a.mov", "mov", "x-fmt/384", lambda: b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  moov"),
        Made("a.webm", "webm", "fmt/573", lambda: b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04"),
        Made("a.mkv", "matroska", "fmt/569", lambda: b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska\x42\x87\x81\x04"),
        Made("a.avi", "avi", "fmt/5", lambda: b"RIFF\x20\x00\x00\x00AVI LIST" + bytes(20)),
        Made("a.wmv", "wma", "fmt/131", lambda: bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(20)),
        Made("a.mpg", "mpeg-ps", "x-fmt/386", lambda: b"\x00\x00\x01\xba\x44" + bytes(20)),
        Made("a.sqlite", "sqlite", "fmt/729", database),
        Made("a.gpkg", "geopackage", "fmt/1700", lambda: database(0x47504B47)),
        Made("a.accdb", "accdb", "fmt/275", lambda: b"\x00\x01\x00\x00Standard ACE DB\x00\x02\x00\x00\x00" + bytes(60)),
        Made("a.one", "onenote", "fmt/637", lambda: bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(60)),
        Made("a.shp", "shapefile", "x-fmt/235", lambda: b"\x00\x00\x27\x0a" + bytes(96)),
        Made("a.key", "iwork", "", lambda: archive({"Index/Document.iwa": b"\x00", "Metadata/Properties.plist": b"\x00"})),
        Made("a.dat", "unknown", "", lambda: bytes(range(1, 256)) * 4),
    ]  # fmt: skip


MADE: tuple[Made, ...] = (*_pdfs(), *_odfs(), *_open_xml(), *_compounds(), *_texts(), *_media())
