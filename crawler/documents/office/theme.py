"""Colours of Office themes, resolved only where there is one certain answer."""

import colorsys
import re
from collections.abc import Mapping

from lxml.etree import _Element as Element

from crawler.documents.office.drawing import A

_HEX = re.compile(r"^[0-9A-Fa-f]{6}$")
_SCHEME = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PERCENT = 100_000


def scheme_colours(theme: Element | None) -> dict[str, str]:
    """Return the colours of a theme by their names ("dk1", "accent3"), as "#rrggbb"."""
    scheme = theme.find(f"{A}themeElements/{A}clrScheme") if theme is not None else None
    if scheme is None:
        return {}
    colours: dict[str, str] = {}
    for name in _SCHEME:
        holder = scheme.find(f"{A}{name}")
        value = next(iter(holder), None) if holder is not None else None
        if value is None:
            continue
        written = value.get("lastClr") if value.tag == f"{A}sysClr" else value.get("val")
        if written and _HEX.match(written):
            colours[name] = f"#{written.lower()}"
    return colours


def drawn_colour(holder: Element | None, scheme: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    """Return the colour in an element such as `a:solidFill`, None where it is not certain.

    `names` maps a slide's own names ("tx1") to those of the theme.
    """
    element = next(holder.iterchildren("*"), None) if holder is not None else None
    if element is None:
        return None
    if element.tag == f"{A}srgbClr":
        written = element.get("val") or ""
        colour = f"#{written.lower()}" if _HEX.match(written) else None
    elif element.tag == f"{A}sysClr":
        written = element.get("lastClr") or ""
        colour = f"#{written.lower()}" if _HEX.match(written) else None
    elif element.tag == f"{A}schemeClr":
        name = element.get("val") or ""
        colour = scheme.get(names.get(name, _USUAL_MAP.get(name, name)))
    else:
        return None
    return _modified(colour, element) if colour else None


def _modified(colour: str, element: Element) -> str | None:
    """Apply changes of luminance; of all other changes the outcome depends on the program that shows it."""
    for change in element.iterchildren("*"):
        name = str(change.tag).removeprefix(A)
        value = change.get("val") or ""
        if name not in {"lumMod", "lumOff"} or not value.lstrip("-").isdecimal() or len(value) > 8:
            return None
        amount = int(value) / _PERCENT
        hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
        light = light * amount if name == "lumMod" else light + amount
        colour = _written(colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation))
    return colour


def tinted(colour: str, tint: float) -> str:
    """Return a colour made lighter (above 0) or darker (below 0), as SpreadsheetML's `tint` says."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return _written(colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation))


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _written(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
