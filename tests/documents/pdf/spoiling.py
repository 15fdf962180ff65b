"""One way for each test of PDF/UA-1 to spoil the valid document, and valid ways to hold what the plain one lacks."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from tests.documents.pdf.making import XMP, Made, to_unicode, truetype

Spoil = Callable[[Made], None]
SPOILT: dict[str, Spoil] = {}
ALSO: dict[str, set[str]] = {}
"""Other tests that cannot but fail together with one."""


def spoils(clause: str, *also: str) -> Callable[[Spoil], Spoil]:
    def register(function: Spoil) -> Spoil:
        SPOILT[clause] = function
        ALSO[clause] = set(also)
        return function

    return register


def _xmp(made: Made, old: str, new: str) -> None:
    assert old in XMP
    metadata = made.pdf.make_stream(XMP.replace(old, new).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    made.pdf.Root.Metadata = metadata


def _without_language(made: Made) -> None:
    """Take the document's language away and give it to each element instead."""
    del made.pdf.Root.Lang
    made.document.Lang = String("da")
    _xmp(made, 'xml:lang="x-default"', 'xml:lang="da"')
    for name in ("link_annotation", "comment", "field"):
        part = made.parts[name]
        for key in ("/Contents", "/TU"):
            if key in part:
                del part[key]
    for name, element in (("link_annotation", made.parts["link"]), ("field", made.parts["form"])):
        element.Lang = String("da")
        made.parts[name]["/TU" if name == "field" else "/Contents"] = String("Beskrivelse")
    made.parts["comment"].F = 2


# ---------------------------------------------------------------- the document as a whole


@spoils("5-1")
def _(made: Made) -> None:
    _xmp(made, "<pdfuaid:part>1</pdfuaid:part>", "")


@spoils("5-2")
def _(made: Made) -> None:
    _xmp(made, "<pdfuaid:part>1<", "<pdfuaid:part>7<")


def _with_prefix(key: str) -> Spoil:
    def spoil(made: Made) -> None:
        kept = "" if key == "part" else "<pdfuaid:part>1</pdfuaid:part>"
        strange = f'<ua:{key} xmlns:ua="http://www.aiim.org/pdfua/ns/id/">1</ua:{key}>'
        _xmp(made, "<pdfuaid:part>1</pdfuaid:part>", kept + strange)

    return spoil


for _clause, _key in (("5-3", "part"), ("5-4", "amd"), ("5-5", "corr")):
    spoils(_clause)(_with_prefix(_key))


@spoils("6.2-1")
def _(made: Made) -> None:
    made.pdf.Root.MarkInfo = Dictionary(Marked=False)


@spoils("7.1-4")
def _(made: Made) -> None:
    made.pdf.Root.MarkInfo.Suspects = True


@spoils("7.1-8")
def _(made: Made) -> None:
    del made.pdf.Root.Metadata


@spoils("7.1-9")
def _(made: Made) -> None:
    _xmp(made, "dc:title", "dc:subject")


@spoils("7.1-10")
def _(made: Made) -> None:
    del made.pdf.Root.ViewerPreferences


@spoils("7.10-1")
def _(made: Made) -> None:
    made.pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())


@spoils("7.10-2")
def _(made: Made) -> None:
    made.pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary(Name=String("Lag"), AS=Array([])))


def _attach(made: Made, **names: String) -> None:
    stream = made.pdf.make_stream(b"tekst")
    stream.Type = Name.EmbeddedFile
    entries = {f"/{key}": value for key, value in names.items()}
    specification = made.pdf.make_indirect(
        Dictionary({"/Type": Name.Filespec, "/EF": Dictionary(F=stream), **entries})
    )
    names_array = Array([String("bilag"), specification])
    made.pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names_array))


@spoils("7.11-1")
def _(made: Made) -> None:
    _attach(made, F=String("bilag.txt"))


@spoils("7.15-1")
def _(made: Made) -> None:
    xfa = b"<config><acrobat><acrobat7><dynamicRender>required</dynamicRender></acrobat7></acrobat></config>"
    made.pdf.Root.AcroForm.XFA = Array([String("config"), made.pdf.make_stream(xfa)])


# ---------------------------------------------------------------- content


@spoils("7.1-1")
def _(made: Made) -> None:
    made.draw(made.parts["p"], b"/Artifact BMC 0 0 5 5 re f EMC")


@spoils("7.1-2")
def _(made: Made) -> None:
    made.draw(made.parts["p"], b"0 0 5 5 re f")
    made.content.append(b"/Artifact BMC " + made.content.pop() + b" EMC")


@spoils("7.1-3")
def _(made: Made) -> None:
    made.content.append(b"0 0 5 5 re f")


def _span(key: bytes) -> Spoil:
    def spoil(made: Made) -> None:
        _without_language(made)
        made.content.append(b"/Artifact BMC /Span <</%s (tekst)>> BDC EMC EMC" % key)

    return spoil


for _clause, _span_key in (("7.2-30", b"ActualText"), ("7.2-31", b"Alt"), ("7.2-32", b"E")):
    spoils(_clause)(_span(_span_key))


@spoils("7.2-34")
def _(made: Made) -> None:
    _without_language(made)
    made.content.append(b"/Artifact BMC BT /F1 9 Tf (side) Tj ET EMC")


def _form(made: Made, content: bytes = b"0 0 5 5 re f", **entries: object) -> pikepdf.Stream:
    stream = made.pdf.make_stream(content)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    for key, value in entries.items():
        stream[f"/{key}"] = value
    made.page.Resources.XObject["/X1"] = stream
    return stream


@spoils("7.20-1")
def _(made: Made) -> None:
    _form(made, Ref=Dictionary(F=String("anden.pdf"), Page=0))
    made.content.append(b"/Artifact BMC /X1 Do EMC")


@spoils("7.20-2")
def _(made: Made) -> None:
    _form(made, StructParents=0)
    made.content.append(b"/Artifact BMC /X1 Do /X1 Do EMC")


# ---------------------------------------------------------------- elements


@spoils("7.1-5")
def _(made: Made) -> None:
    made.parts["p"].S = Name("/Brodtekst")


@spoils("7.1-6")
def _(made: Made) -> None:
    made.parts["p"].S = Name("/Brodtekst")
    made.root.RoleMap["/Brodtekst"] = Name("/Afsnit")
    made.root.RoleMap["/Afsnit"] = Name("/Brodtekst")


@spoils("7.1-7")
def _(made: Made) -> None:
    made.root.RoleMap["/P"] = Name("/Span")


@spoils("7.1-12")
def _(made: Made) -> None:
    empty = made.element("P")
    del empty.P


@spoils("7.2-29")
def _(made: Made) -> None:
    made.parts["p"].Lang = String("dansk sprog")


def _text_of_element(key: str) -> Spoil:
    def spoil(made: Made) -> None:
        _without_language(made)
        stray = made.element("Span")
        stray[f"/{key}"] = String("tekst")
        made.root.K.append(stray)
        made.document.K.pop()
        stray.P = made.root

    return spoil


for _clause, _key in (("7.2-21", "ActualText"), ("7.2-22", "Alt"), ("7.2-23", "E")):
    spoils(_clause)(_text_of_element(_key))


@spoils("7.3-1")
def _(made: Made) -> None:
    del made.parts["figure"].Alt


@spoils("7.7-1")
def _(made: Made) -> None:
    del made.parts["formula"].Alt


@spoils("7.9-1")
def _(made: Made) -> None:
    del made.parts["note"].ID


@spoils("7.9-2")
def _(made: Made) -> None:
    made.element("Note", ID=String("note1"))


@spoils("7.4.2-1")
def _(made: Made) -> None:
    made.parts["h2"].S = Name.H4


@spoils("7.4.4-1", "7.4.2-1", "7.4.4-2", "7.4.4-3")
def _(made: Made) -> None:
    made.parts["h1"].S = Name.H
    made.element("H")


@spoils("7.4.4-2", "7.4.4-3")
def _(made: Made) -> None:
    made.element("H")


@spoils("7.4.4-3", "7.4.4-2")
def _(made: Made) -> None:
    made.element("H", made.element("Sect"))


# ---------------------------------------------------------------- nesting


def _lies_in(kind: str, parent: str = "Sect") -> Spoil:
    def spoil(made: Made) -> None:
        made.element(kind, made.element(parent))

    return spoil


for _clause, _kind in (
    ("7.2-4", "TR"),
    ("7.2-5", "THead"),
    ("7.2-6", "TBody"),
    ("7.2-7", "TFoot"),
    ("7.2-8", "TH"),
    ("7.2-9", "TD"),
    ("7.2-17", "LI"),
    ("7.2-18", "LBody"),
    ("7.2-26", "TOCI"),
):
    spoils(_clause)(_lies_in(_kind))


def _holds(part: str, *kinds: str) -> Spoil:
    def spoil(made: Made) -> None:
        for kind in kinds:
            made.element(kind, made.parts[part])

    return spoil


for _clause, _part, _kinds in (
    ("7.2-3", "table", ("P",)),
    ("7.2-10", "tr", ("P",)),
    ("7.2-11", "table", ("THead",)),
    ("7.2-12", "table", ("TFoot", "TFoot")),
    ("7.2-19", "l", ("P",)),
    ("7.2-20", "li", ("P",)),
    ("7.2-27", "toc", ("P",)),
    ("7.2-28", "toc", ("Caption",)),
    ("7.2-36", "thead", ("P",)),
    ("7.2-37", "tbody", ("P",)),
    ("7.2-40", "l", ("Caption",)),
):
    spoils(_clause)(_holds(_part, *_kinds))


@spoils("7.2-13")
def _(made: Made) -> None:
    table = made.element("Table")
    made.element("TFoot", table)


@spoils("7.2-14")
def _(made: Made) -> None:
    table = made.element("Table")
    made.element("THead", table)


@spoils("7.2-16")
def _(made: Made) -> None:
    table = made.parts["table"]
    made.element("Caption", table)
    made.element("TFoot", table)


@spoils("7.2-38")
def _(made: Made) -> None:
    made.element("P", made.element("TFoot", made.parts["table"]))


@spoils("7.2-39")
def _(made: Made) -> None:
    table = made.parts["table"]
    made.element("Caption", table)
    table.K.insert(0, made.element("Caption", table))
    table.K.pop()


# ---------------------------------------------------------------- tables


@spoils("7.2-15")
def _(made: Made) -> None:
    table = made.element("Table")
    rows = [made.element("TR", table) for _ in range(3)]
    for row, spans in zip(rows, ((1, 1, 1), (1, 2, 1), (1, 1, 1)), strict=True):
        for span in spans:
            made.element("TD", row, A=Dictionary(O=Name.Table, RowSpan=span))
    rows[2].K[1].A = Dictionary(O=Name.Table, ColSpan=1)
    rows[2].K[0].A = Dictionary(O=Name.Table, ColSpan=2)


@spoils("7.2-41")
def _(made: Made) -> None:
    made.parts["td2"].A = Dictionary(O=Name.Table, RowSpan=3)


@spoils("7.2-42")
def _(made: Made) -> None:
    made.element("TD", made.parts["tr"])


@spoils("7.2-43")
def _(made: Made) -> None:
    made.parts["th2"].A = Dictionary(O=Name.Table, ColSpan=2, Scope=Name.Column)


@spoils("7.5-1")
def _(made: Made) -> None:
    for name in ("th1", "th2"):
        del made.parts[name].A


@spoils("7.5-2")
def _(made: Made) -> None:
    for name in ("th1", "th2"):
        del made.parts[name].A
    made.parts["td1"].A = Dictionary(O=Name.Table, Headers=Array([String("ukendt")]))


# ---------------------------------------------------------------- annotations


def _without_owner(part: str) -> Spoil:
    def spoil(made: Made) -> None:
        del made.parts[part].StructParent

    return spoil


def _annotate(made: Made, subtype: str, *, is_tagged: bool = False, **entries: object) -> pikepdf.Object:
    rectangle = {"/Subtype": Name(f"/{subtype}"), "/Rect": Array([10, 10, 20, 20])}
    annotation: pikepdf.Object = made.annotation(made.element("Annot"), Contents=String("Beskrivelse"))
    for key, value in {**rectangle, **{f"/{key}": value for key, value in entries.items()}}.items():
        annotation[key] = value
    if not is_tagged:
        del annotation.StructParent
    return annotation


spoils("7.18.1-1")(_without_owner("comment"))
spoils("7.18.4-1")(_without_owner("field"))
spoils("7.18.5-1")(_without_owner("link_annotation"))


@spoils("7.18.1-2")
def _(made: Made) -> None:
    del made.parts["comment"].Contents


@spoils("7.18.1-3")
def _(made: Made) -> None:
    del made.parts["field"].TU


@spoils("7.18.2-1")
def _(made: Made) -> None:
    _annotate(made, "TrapNet", is_tagged=True)


@spoils("7.18.3-1")
def _(made: Made) -> None:
    made.page.Tabs = Name.R


@spoils("7.18.4-2")
def _(made: Made) -> None:
    made.draw(made.parts["form"], b"0 0 5 5 re f")


@spoils("7.18.5-2")
def _(made: Made) -> None:
    del made.parts["link_annotation"].Contents
    made.parts["link"].Alt = String("Kommunens side")


def _play(made: Made, **clip: object) -> None:
    entries = {f"/{key}": value for key, value in clip.items()}
    media = Dictionary(
        {"/Type": Name.MediaClip, "/S": Name.MCD, "/D": Dictionary(F=String("film.mp4")), **entries}
    )
    action = Dictionary(S=Name.Rendition, OP=0, R=Dictionary(S=Name.MR, C=media))
    _annotate(made, "Screen", is_tagged=True, A=action)


@spoils("7.18.6.2-1")
def _(made: Made) -> None:
    _play(made, Alt=Array([String("da"), String("En film")]))


@spoils("7.18.6.2-2")
def _(made: Made) -> None:
    _play(made, CT=String("video/mp4"))


@spoils("7.18.8-1")
def _(made: Made) -> None:
    _annotate(made, "PrinterMark", is_tagged=True)


@spoils("7.2-24")
def _(made: Made) -> None:
    _without_language(made)
    del made.parts["link"].Lang


@spoils("7.2-25")
def _(made: Made) -> None:
    _without_language(made)
    del made.parts["form"].Lang


@spoils("7.2-33")
def _(made: Made) -> None:
    _without_language(made)
    _xmp(made, "Plan for byens parker", "Parker")


@spoils("7.2-2")
def _(made: Made) -> None:
    _without_language(made)
    _bookmark(made)


def _bookmark(made: Made) -> None:
    item = made.pdf.make_indirect(Dictionary(Title=String("Parker"), Dest=Array([made.page, Name.Fit])))
    outlines = made.pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = outlines
    made.pdf.Root.Outlines = outlines


# ---------------------------------------------------------------- fonts


_CMAP = (
    b"/WMode 0 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"1 begincidrange <0000> <FFFF> 0 endcidrange"
)


@spoils("7.21.3.1-1")
def _(made: Made) -> None:
    stream = made.pdf.make_stream(_CMAP)
    stream.Type, stream.CMapName = Name.CMap, Name("/Egen")
    stream.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=0)
    made.fonts["F2"].Encoding = stream


@spoils("7.21.3.2-1")
def _(made: Made) -> None:
    del made.fonts["F2"].DescendantFonts[0].CIDToGIDMap


def _own_cmap(made: Made, mode: int = 0) -> pikepdf.Stream:
    stream = made.pdf.make_stream(_CMAP)
    stream.Type, stream.CMapName, stream.WMode = Name.CMap, Name("/Egen"), mode
    stream.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    made.fonts["F2"].Encoding = stream
    return stream


@spoils("7.21.3.3-1", "7.21.3.3-3")
def _(made: Made) -> None:
    _own_cmap(made).UseCMap = Name("/Ukendt")


@spoils("7.21.3.3-2")
def _(made: Made) -> None:
    _own_cmap(made, mode=1)


@spoils("7.21.3.3-3")
def _(made: Made) -> None:
    inner = _own_cmap(made)
    inner.CMapName = Name("/Indre")
    _own_cmap(made).UseCMap = inner


@spoils("7.21.4.1-1")
def _(made: Made) -> None:
    del made.fonts["F3"].FontDescriptor.FontFile3


@spoils("7.21.4.1-2", "7.21.8-1")
def _(made: Made) -> None:
    made.fonts["F2"].ToUnicode = made.pdf.make_stream(to_unicode({2: "A", 3: "B", 4: "C", 0x200: "X"}, 4))
    made.draw(made.element("P"), b"BT /F2 12 Tf 50 600 Td <0200> Tj ET")


@spoils("7.21.4.2-1")
def _(made: Made) -> None:
    made.fonts["F3"].FontDescriptor.CharSet = String("/space/A/B")


@spoils("7.21.4.2-2")
def _(made: Made) -> None:
    made.fonts["F2"].DescendantFonts[0].FontDescriptor.CIDSet = made.pdf.make_stream(b"\x00" * 20 + b"\x01")


@spoils("7.21.5-1")
def _(made: Made) -> None:
    made.fonts["F1"].Widths = Array([700] * 91)


def _without_cmap(made: Made) -> pikepdf.Stream:
    font = TTFont(BytesIO(truetype()))
    font["cmap"].tables = []
    buffer = BytesIO()
    font.save(buffer)
    return made.pdf.make_stream(buffer.getvalue())


@spoils("7.21.6-1")
def _(made: Made) -> None:
    made.fonts["F1"].FontDescriptor.FontFile2 = _without_cmap(made)


@spoils("7.21.6-2")
def _(made: Made) -> None:
    made.fonts["F1"].Encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding)
    made.fonts["F1"].Encoding.Differences = Array([200, Name("/ukendttegn")])


@spoils("7.21.6-3", "7.21.6-4", "7.21.4.1-2")
def _(made: Made) -> None:
    made.fonts["F1"].FontDescriptor.Flags = 4


@spoils("7.21.6-4", "7.21.4.1-2")
def _(made: Made) -> None:
    made.fonts["F1"].FontDescriptor.Flags = 4
    del made.fonts["F1"].Encoding
    texts = {code: chr(code) for code in range(32, 123)}
    made.fonts["F1"].ToUnicode = made.pdf.make_stream(to_unicode(texts, 2))


@spoils("7.21.7-1")
def _(made: Made) -> None:
    del made.fonts["F2"].ToUnicode


@spoils("7.21.7-2")
def _(made: Made) -> None:
    made.fonts["F2"].ToUnicode = made.pdf.make_stream(to_unicode({2: "\0", 3: "B", 4: "C"}, 4))


@spoils("7.21.8-1")
def _(made: Made) -> None:
    made.draw(made.element("P"), b"BT /F2 12 Tf 50 600 Td 3 Tr <0000> Tj 0 Tr ET")
    made.fonts["F2"].ToUnicode = made.pdf.make_stream(to_unicode({0: "x", 2: "A", 3: "B", 4: "C"}, 4))


# ---------------------------------------------------------------- what is saved otherwise

SAVED_OTHERWISE: Mapping[str, str] = {
    "6.1-1": "the header is written when the file is saved",
    "7.1-11": "without a structure tree, everything that is tagged fails too",
    "7.16-1": "encryption is applied when the file is saved",
}


def furnish(made: Made) -> None:
    """Add what the valid document lacks, in ways that keep every rule."""
    _bookmark(made)
    _attach(made, F=String("bilag.txt"), UF=String("bilag.txt"))
    made.pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary(Name=String("Lag")))
    made.element("TR", made.element("TFoot", made.parts["table"])).K = Array([])
    row = made.parts["table"].K[-1].K[0]
    for _ in range(2):
        made.element("TD", row)
    made.element("Span", ActualText=String("tekst"), E=String("udfoldet"))
    made.root.RoleMap["/Afsnit"] = Name.P
    made.element("Afsnit")
    _play(made, CT=String("video/mp4"), Alt=Array([String("da"), String("En film")]))
    _annotate(made, "PrinterMark")
    _annotate(made, "TrapNet", is_tagged=True, F=2)
    _form(made, StructParents=9)
    made.content.append(
        b"/Artifact BMC /X1 Do EMC /Artifact BMC /Span <</ActualText (a) /Alt (b) /E (c)>> BDC EMC EMC"
    )
    _own_cmap(made).UseCMap = Name("/Identity-H")
