"""Makes text that came from a page harmless to show: no terminal escapes, control characters or reversed text."""

import re

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, moves
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|$)"  # titles, links, strings up to their end
    r"|\x1b[ -/]*[0-~]|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)
_BREAKS = re.compile("[\t\n\r\v\f\x85\u2028\u2029]+")
# Bidirectional overrides can make an address read as another one; zero-width characters can hide it.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Return `text` on one line, without anything that a terminal or a browser would act on instead of showing."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", _ESCAPES.sub("", text)))


def shortened(text: str, most: int) -> str:
    """Return at most `most` characters, the last one an ellipsis when something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
