"""The kinds of fonts there are in a PDF, by what their dictionaries call them."""

from typing import Any

from crawler.documents.pdf.composite_fonts import CompositeFont
from crawler.documents.pdf.font import Decode, Font
from crawler.documents.pdf.objects import name
from crawler.documents.pdf.simple_fonts import SimpleFont, TrueTypeFont, Type3Font

_KINDS: dict[str, type[Font]] = {
    "/Type0": CompositeFont,
    "/Type1": SimpleFont,
    "/MMType1": SimpleFont,
    "/Type3": Type3Font,
    "/TrueType": TrueTypeFont,
}


def make_font(obj: Any, decode: Decode) -> Font | None:
    """Return the font of a font dictionary, or None for a type that there is not."""
    kind = _KINDS.get(name(obj, "/Subtype"))
    return kind(obj, decode) if kind is not None else None
