"""Places inside documents in the reader's words: findings name them in one language for all."""

import re

from rules.model import Language, Text

_PAGE = re.compile(r"^page=(\d+)\s*(.*)$", re.DOTALL)
_OBJECT = re.compile(r"\(object (\d+)\)")
_NUMBERED = re.compile(r"^(paragraph|table|slide) (\d+)(?=\b)")
_WORDS = {
    "page": Text("side", "page"),
    "paragraph": Text("afsnit", "paragraph"),
    "table": Text("tabel", "table"),
    "slide": Text("dias", "slide"),
    "comment": Text("kommentar", "comment"),
    "document": Text("hele dokumentet", "the whole document"),
}
_OBJECT_WORD = Text("objekt", "object")


def in_words(target: str, language: Language) -> str:
    """Return a place as a reader says it: `page=2 /Figure[1] (object 21)` is "side 2: Figure 1 (objekt 21)"."""
    if (found := _WORDS.get(target)) is not None:
        return found.in_(language)
    if match := _PAGE.match(target):
        rest = _OBJECT.sub(rf"({_OBJECT_WORD.in_(language)} \1)", match[2])
        rest = re.sub(r"/(\w+)\[(\d+)\]", r"\1 \2", rest).replace("/", "").strip()
        page = f"{_WORDS['page'].in_(language)} {match[1]}"
        return page + (f" {rest}" if rest.startswith("(") else f": {rest}" if rest else "")
    return _NUMBERED.sub(lambda match: f"{_WORDS[match[1]].in_(language)} {match[2]}", target)
