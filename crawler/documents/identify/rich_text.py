"""Rich Text Format: the version shows in the control words that each one brought (PRONOM's signatures)."""

import re

from crawler.documents.identify.identified import Identified, Sample
from rules.formats import format_made

_START = re.compile(rb"\{\\rt(f\d?)")
_SET = rb"\\(?:ansi|mac|pca?)"
_CODE_PAGE = re.compile(rb"\{\\rtf?1?.{0,15}" + _SET + rb"\\ansicpg(\d*)", re.DOTALL)
_STYLE_FONTS = re.compile(rb"\\stshfdbch.{1,5}\\stshfloch.{1,5}\\stshfhich.{1,5}\\stshfbi", re.DOTALL)
_OF_1_9 = re.compile(rb"\\\*\\colorschememapping|\\afelev|\\\*\\datastore|\\\*\\defchp")
_READ_BYTES_MAX = 8 * 1024 * 1024


def begins(head: bytes) -> bool:
    return head.startswith(b"{\\rt")


def look(sample: Sample) -> Identified | None:
    start = _START.match(sample.head)
    if start is None:
        return None
    code_page = _CODE_PAGE.match(sample.head)
    encoding = f"cp{code_page[1].decode()}" if code_page and code_page[1] else ""
    return Identified(format_made(f"rtf-{_version(sample, start[1])}", encoding=encoding))


def _version(sample: Sample, start: bytes) -> str:
    if start == b"f0":
        return "0"
    if not _CODE_PAGE.match(sample.head):
        return "1.0"
    with sample.path.open("rb") as file:
        text = file.read(_READ_BYTES_MAX)
    if not _STYLE_FONTS.search(text):
        return "1.5"
    if _OF_1_9.search(text):
        return "1.9"
    return "1.8" if b"\\lsdstimax" in text else "1.7"
