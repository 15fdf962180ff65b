"""Making PDFs for the tests: one file that keeps every rule of PDF/UA-1, to be spoilt in one way at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
GLYPHS = [".notdef", "space", *LETTERS]
WIDTH = 500

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Plan for byens parker</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def truetype() -> bytes:
    """Return a TrueType font of our own: every letter is the same box."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap({32: "space", **{ord(letter): letter for letter in LETTERS}})
    pen = TTGlyphPen(None)
    for x, y in ((50, 0), (450, 0), (450, 700), (50, 700)):
        (pen.lineTo if x != 50 or y else pen.moveTo)((x, y))
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf({glyph: TTGlyphPen(None).glyph() if glyph == "space" else box for glyph in GLYPHS})
    builder.setupHorizontalMetrics(dict.fromkeys(GLYPHS, (WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    buffer = BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


@cache
def cff() -> bytes:
    """Return the same font as a bare CFF program."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap({})
    strings = {}
    for glyph in GLYPHS:
        pen = T2CharStringPen(WIDTH, None)
        pen.moveTo((50, 0))
        pen.lineTo((450, 0))
        pen.lineTo((450, 700))
        pen.closePath()
        strings[glyph] = pen.getCharString()
    builder.setupCFF("Test", {}, strings, {})
    buffer = BytesIO()
    builder.font["CFF "].cff.compile(buffer, builder.font)
    return buffer.getvalue()


def to_unicode(codes: dict[int, str], digits: int) -> bytes:
    rows = "\n".join(
        f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(codes.items())
    )
    full = "F" * digits
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <{'0' * digits}> <{full}> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    ).encode()


@dataclass
class Made:
    """A PDF being made, with the parts that tests spoil by name."""

    pdf: pikepdf.Pdf
    page: Any
    root: Any
    document: Any
    fonts: dict[str, Any]
    parts: dict[str, Any]
    marks: list[Any]
    content: list[bytes]
    objects: list[tuple[int, Any]]

    def element(self, kind: str, parent: Any = None, **entries: Any) -> Any:
        """Add an element to the structure tree, under the document unless said otherwise."""
        holder = parent if parent is not None else self.document
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=holder, Pg=self.page, **entries)
        )
        if "/K" not in holder:
            holder.K = Array([])
        holder.K.append(made)
        return made

    def show(self, element: Any, text: str = "Tekst", font: str = "F1") -> Any:
        """Show text as the content of an element."""
        return self.draw(element, f"BT /{font} 12 Tf 50 700 Td ({text}) Tj ET".encode())

    def draw(self, element: Any, operators: bytes, properties: bytes = b"") -> Any:
        mark = len(self.marks)
        if "/K" not in element:
            element.K = Array([])
        element.K.append(mark)
        self.marks.append(element)
        tag = str(element.S).encode()
        self.content.append(b"%s <</MCID %d%s>> BDC %s EMC" % (tag, mark, properties, operators))
        return element

    def annotation(self, element: Any, **entries: Any) -> Any:
        """Add an annotation and tie it to an element."""
        key = 1 + len(self.objects)
        made = self.pdf.make_indirect(Dictionary(Type=Name.Annot, F=4, StructParent=key, **entries))
        if "/Annots" not in self.page:
            self.page.Annots = Array([])
            self.page.Tabs = Name.S
        self.page.Annots.append(made)
        if "/K" not in element:
            element.K = Array([])
        element.K.append(Dictionary(Type=Name.OBJR, Obj=made, Pg=self.page))
        self.objects.append((key, element))
        return made

    def finish(self) -> bytes:
        self.page.Contents = self.pdf.make_stream(b"\n".join(self.content))
        numbers: list[Any] = [0, Array(self.marks)]
        for key, element in self.objects:
            numbers += [key, element]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        buffer = BytesIO()
        # As it stands: the saver would unpack what a test has packed, and pack it another way
        as_it_is = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
        self.pdf.save(buffer, deterministic_id=True, force_version="1.7", **as_it_is)
        return buffer.getvalue()


def blank() -> Made:
    """Return a valid, empty document: catalog, metadata, fonts and one page."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.StructParents = 0
    root = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(), ClassMap=Dictionary())
    )
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([])))
    root.K = Array([document])
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("da-DK")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    metadata = pdf.make_stream(XMP.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    pdf.docinfo["/Title"] = "Plan for byens parker"
    fonts = {"F1": _simple_font(pdf), "F2": _composite_font(pdf), "F3": _type1_font(pdf)}
    page.Resources = Dictionary(Font=Dictionary(**fonts), XObject=Dictionary(), Properties=Dictionary())
    return Made(pdf, page, root, document, fonts, {}, [], [], [])


def _descriptor(pdf: pikepdf.Pdf, name: str, flags: int, key: str, program: pikepdf.Stream) -> Any:
    return pdf.make_indirect(
        Dictionary(
            {
                "/Type": Name.FontDescriptor,
                "/FontName": Name(f"/{name}"),
                "/Flags": flags,
                "/FontBBox": Array([0, -200, 1000, 800]),
                "/ItalicAngle": 0,
                "/Ascent": 800,
                "/Descent": -200,
                "/CapHeight": 700,
                "/StemV": 80,
                f"/{key}": program,
            }
        )
    )


def _simple_font(pdf: pikepdf.Pdf) -> Any:
    program = pdf.make_stream(truetype())
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Test"), Encoding=Name.WinAnsiEncoding,
            FirstChar=32, LastChar=122, Widths=Array([WIDTH] * 91),
            FontDescriptor=_descriptor(pdf, "ABCDEF+Test", 32, "FontFile2", program),
        )
    )  # fmt: skip


def _composite_font(pdf: pikepdf.Pdf) -> Any:
    program = pdf.make_stream(truetype())
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Test"), DW=WIDTH,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity, FontDescriptor=_descriptor(pdf, "ABCDEF+Test", 4, "FontFile2", program),
        )
    )  # fmt: skip
    texts = {glyph: text for glyph, text in enumerate(["", " ", *LETTERS]) if glyph}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Test"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]), ToUnicode=pdf.make_stream(to_unicode(texts, 4)),
        )
    )  # fmt: skip


def _type1_font(pdf: pikepdf.Pdf) -> Any:
    program = pdf.make_stream(cff())
    program.Subtype = Name.Type1C
    descriptor = _descriptor(pdf, "ABCDEF+Test", 32, "FontFile3", program)
    descriptor.CharSet = String("".join(f"/{glyph}" for glyph in GLYPHS if glyph != ".notdef"))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Test"), Encoding=Name.WinAnsiEncoding,
            FirstChar=32, LastChar=122, Widths=Array([WIDTH] * 91), FontDescriptor=descriptor,
        )
    )  # fmt: skip


def valid() -> Made:
    """Return a document that holds a part of every kind, and keeps every rule."""
    made = blank()
    parts = made.parts
    parts["h1"] = made.show(made.element("H1"), "Parker")
    parts["p"] = made.show(made.element("P"), "Tekst om parker")
    parts["composite"] = made.draw(made.element("P"), b"BT /F2 12 Tf 50 600 Td <000200030004> Tj ET")
    parts["type1"] = made.show(made.element("P"), "Mere tekst", "F3")
    parts["h2"] = made.show(made.element("H2"), "Planen")
    _add_list(made)
    _add_contents(made)
    _add_table(made)
    parts["figure"] = made.draw(made.element("Figure", Alt=String("Et kort")), b"0 0 100 100 re f")
    parts["formula"] = made.draw(made.element("Formula", Alt=String("a plus b")), b"0 0 20 20 re f")
    parts["note"] = made.show(made.element("Note", ID=String("note1")), "En note")
    link = made.show(made.element("Link"), "Et link")
    parts["link"] = link
    parts["link_annotation"] = made.annotation(
        link, Subtype=Name.Link, Rect=Array([50, 400, 100, 420]), Contents=String("Kommunens side"),
        A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
    )  # fmt: skip
    comment = made.element("Annot")
    parts["comment"] = made.annotation(
        comment, Subtype=Name.Text, Rect=Array([50, 300, 70, 320]), Contents=String("En kommentar")
    )
    form = made.element("Form")
    parts["form"] = form
    parts["field"] = made.annotation(
        form,
        Subtype=Name.Widget,
        Rect=Array([50, 200, 150, 220]),
        FT=Name.Tx,
        T=String("navn"),
        TU=String("Dit navn"),
    )
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([parts["field"]]))
    made.content.append(b"/Artifact BMC 0 0 595 1 re f EMC")
    return made


def _add_list(made: Made) -> None:
    parts = made.parts
    parts["l"] = made.element("L")
    parts["li"] = made.element("LI", parts["l"])
    parts["lbl"] = made.show(made.element("Lbl", parts["li"]), "a")
    parts["lbody"] = made.show(made.element("LBody", parts["li"]), "Punkt")


def _add_contents(made: Made) -> None:
    parts = made.parts
    parts["toc"] = made.element("TOC")
    parts["toci"] = made.show(made.element("TOCI", parts["toc"]), "Planen")


def _add_table(made: Made) -> None:
    parts = made.parts
    parts["table"] = made.element("Table")
    parts["thead"] = made.element("THead", parts["table"])
    parts["tbody"] = made.element("TBody", parts["table"])
    parts["tr_head"] = made.element("TR", parts["thead"])
    parts["tr"] = made.element("TR", parts["tbody"])
    scope = Dictionary(O=Name.Table, Scope=Name.Column)
    for number in (1, 2):
        parts[f"th{number}"] = made.show(made.element("TH", parts["tr_head"], A=scope), "Park")
        parts[f"td{number}"] = made.show(made.element("TD", parts["tr"]), "Byparken")


def made_file(folder: Path, spoil: Callable[[Made], None] | None = None, name: str = "made.pdf") -> Path:
    """Write the valid document, spoilt or not, and return its path."""
    made = valid()
    if spoil is not None:
        spoil(made)
    path = folder / name
    path.write_bytes(made.finish())
    return path
