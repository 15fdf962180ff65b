"""Fields of a Word document: links that are written as fields, and what a reader fills in."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from crawler.documents.office.gather import cut
from crawler.documents.office.word_line import shown_text
from crawler.documents.office.word_styles import W
from rules.office_evidence import FormField, Spot

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]*)', re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """A field that begins in one run and ends in another."""

    instruction: str = ""
    is_in_result: bool = False
    text: list[str] = field(default_factory=list)


def link_address(instruction: str) -> str | None:
    """Return the address in the instruction of a field that is a link, or None for another field."""
    match = _HYPERLINK.match(instruction)
    return match[1] if match else None


def form_field(data: Element, where: str, path: str) -> FormField:
    """Return an old form field (`w:ffData`): its kind, and the help text that is read as its label."""
    kind = next(
        (name for name in ("textInput", "checkBox", "ddList") if data.find(f"{W}{name}") is not None), ""
    )
    labels = [
        element.get(f"{W}val") or ""
        for name in ("helpText", "statusText")
        if (element := data.find(f"{W}{name}")) is not None
    ]
    label = next((text for text in labels if text.strip()), "")
    return FormField(Spot(where, f"{path} > Field"), kind, cut(label))


def content_control(element: Element, where: str, path: str) -> FormField | None:
    """Return a content control that a reader fills in, None for one that only holds generated or bound text."""
    properties = element.find(f"{W}sdtPr")
    if properties is None:
        return None
    kind = next(
        (
            name
            for name in ("text", "comboBox", "dropDownList", "date", "checkbox")
            if any(_local(child) == name for child in properties.iterchildren("*"))
        ),
        "",
    )
    is_bound = properties.find(f"{W}dataBinding") is not None
    is_placeholder = properties.find(f"{W}showingPlcHdr") is not None
    if not kind or is_bound or (kind == "text" and not is_placeholder):
        return None
    alias = properties.find(f"{W}alias")
    label = (alias.get(f"{W}val") or "") if alias is not None else ""
    content = element.find(f"{W}sdtContent")
    shown = shown_text(content) if content is not None else ""
    return FormField(Spot(where, f"{path} > Field", cut(shown)), kind, cut(label))


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
