"""One content stream: its operators, its marked content, and what of it is tagged (7.1-1 to -3, 7.2-29 to -34)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import pikepdf

from crawler.documents.pdf.elements import is_language_tag
from crawler.documents.pdf.objects import (
    elements,
    get,
    integer,
    is_array,
    is_dictionary,
    is_stream,
    name,
    shown,
    text,
)
from crawler.documents.pdf.opened import Opened
from crawler.documents.pdf.structure import Element
from crawler.documents.pdf.tally import Tally
from crawler.documents.pdf.tokens import Token, name_text, painted_count, tag_parts, tokens

INVISIBLE = 3
"""The text rendering mode of text that is there but not drawn, as over a scanned page."""

_SPAN_TEXTS = (("/ActualText", "7.2-30"), ("/Alt", "7.2-31"), ("/E", "7.2-32"))


@dataclass(slots=True)
class FontUse:
    """A font that text is shown with; what is shown so that it is seen, and what is not, as operands stand."""

    obj: Any
    page: int
    seen: set[bytes] = field(default_factory=set)
    unseen: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Around:
    """What a stream is shown in: the element that tags it, and whether it counts as content of its own."""

    owner: Element | None = None
    is_tagged: bool = False
    is_artifact: bool = False
    is_semantic: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """An open marked-content sequence with what it hands on."""

    owner: Element | None
    mark: int | None
    is_tagged: bool
    is_artifact: bool
    language: str | None


class Access:
    """The way from a stream's mark numbers to elements, by the number the stream carries."""

    __slots__ = ("_many", "_one", "_opened")

    def __init__(self, opened: Opened, stream: Any) -> None:
        self._opened = opened
        self._one: Any = None
        self._many: list[Any] | None = None
        if opened.tree.root is None:
            return
        one, many = integer(stream, "/StructParent"), integer(stream, "/StructParents")
        if one is not None:
            self._one = opened.tree.parent_tree.get(one)
            self._many = []
        elif many is not None:
            value = opened.tree.parent_tree.get(many)
            self._many = elements(value) if is_array(value) else []

    def element(self, mark: int | None) -> Element | None:
        if self._one is not None:
            return self._opened.tree.owner(self._one)
        if mark is None or not self._many or not 0 <= mark < len(self._many):
            return None
        value = self._many[mark]
        if not isinstance(value, Element) and (found := self._opened.tree.owner(value)) is not None:
            self._many[mark] = value = found
        return value if isinstance(value, Element) else None


class Walk(Protocol):
    """What a stream asks of the walk that it is part of."""

    opened: Opened
    tally: Tally
    has_language: bool
    page_number: int
    tagged_items: int
    tokens_left: int
    text_left: int

    def resource(self, chain: tuple[Any, ...], category: str, key: str, /) -> Any: ...

    def state(self, obj: Any, /) -> None: ...

    def font(self, chain: tuple[Any, ...], key: str, /) -> FontUse | None: ...

    def font_use(self, obj: Any, /) -> FontUse | None: ...

    def keep(self, font: "FontUse", operand: bytes, owner: Element | None, /) -> None: ...

    def text(self, size: int, owner: Element | None, /, *, is_seen: bool) -> None: ...

    def paint(self, stretch: bytes, owner: Element | None, /) -> None: ...

    def image(self, obj: Any, /) -> None: ...

    def item(self, *, is_right: bool, count: int) -> None: ...

    def form(self, stream: Any, state: "State", /) -> None: ...


@dataclass(frozen=True, slots=True)
class State:
    """What a form takes over from the stream that shows it."""

    chain: tuple[Any, ...]
    around: Around
    font: FontUse | None = None
    mode: int = 0
    depth: int = 0


class StreamWalk:
    """One content stream being walked."""

    __slots__ = (
        "access", "around", "chain", "checks", "depth", "font", "fonts", "items", "languages", "marks", "mode", "size",
        "states", "texts", "walk",
    )  # fmt: skip

    def __init__(self, walk: Walk, access: Access, state: State) -> None:
        self.walk, self.access = walk, access
        self.chain, self.around, self.depth = state.chain, state.around, state.depth
        self.font, self.mode = state.font, state.mode
        self.states: list[tuple[FontUse | None, int]] = []
        self.marks: list[_Mark] = []
        self.items = [0, 0]  # content items since the last sequence was closed: wrong ones, right ones
        self.texts = self.size = 0
        self.languages = [0, 0]  # texts in no known language, and in one
        self.checks: list[tuple[str, bool]] = []  # of sequences that may yet turn out never to be closed
        self.fonts: dict[bytes, FontUse | None] = {}

    def run(self, content: bytes) -> None:
        walk, acts = self.walk, self._ACTS
        for token, value in tokens(content):
            if walk.tokens_left <= 0:
                break
            walk.tokens_left -= 1
            acts[token](self, value)
        self._finish()

    # ------------------------------------------------------------ operators

    def _show(self, operand: bytes) -> None:
        self.texts += 1
        self.size += len(operand)
        font = self.font
        if font is None:
            return
        (font.unseen if self.mode == INVISIBLE else font.seen).add(operand)
        if self.walk.text_left > 0:
            self.walk.keep(font, operand, self._owner())

    def _owner(self) -> Element | None:
        return self.marks[-1].owner if self.marks else self.around.owner

    def _save(self, _: bytes) -> None:
        self.states.append((self.font, self.mode))

    def _restore(self, _: bytes) -> None:
        if self.states:
            self._flush()
            self.font, self.mode = self.states.pop()

    def _set_font(self, raw: bytes) -> None:
        if raw not in self.fonts:
            self.fonts[raw] = self.walk.font(self.chain, name_text(raw))
        self.font = self.fonts[raw]

    def _set_mode(self, raw: bytes) -> None:
        self._flush()
        self.mode = int(raw[:3])

    def _set_state(self, raw: bytes) -> None:
        state = self.walk.resource(self.chain, "/ExtGState", name_text(raw))
        self.walk.state(state)
        entry = get(state, "/Font")
        parts = elements(entry) if is_array(entry) else []
        if parts and (use := self.walk.font_use(parts[0])) is not None:
            self.font = use

    def _paint(self, stretch: bytes) -> None:
        if count := painted_count(stretch):
            self.walk.paint(stretch, self._owner())
            self._item(count)

    def _show_image(self, _: bytes) -> None:
        self._item(1)
        self.walk.image(None)

    def _set_pattern(self, raw: bytes) -> None:
        pattern = self.walk.resource(self.chain, "/Pattern", name_text(raw))
        if is_stream(pattern):
            self.walk.form(pattern, State(self.chain, Around(is_semantic=False), depth=self.depth + 1))

    def _show_object(self, raw: bytes) -> None:
        stream = self.walk.resource(self.chain, "/XObject", name_text(raw))
        if not is_stream(stream):
            return
        subtype = name(stream, "/Subtype")
        if subtype == "/Image":
            self._item(1)
            self.walk.image(stream)
        elif subtype == "/Form":
            self.walk.form(stream, State(self.chain, self._inside(), self.font, self.mode, self.depth + 1))

    def _inside(self) -> Around:
        """Return what a form shown here is shown in."""
        top = self.marks[-1] if self.marks else None
        owner = self.access.element(top.mark if top is not None else None) or self.around.owner
        is_tagged = self.walk.opened.tree.is_rooted(owner) if owner is not None else False
        is_artifact = top.is_artifact if top is not None else self.around.is_artifact
        return Around(owner, is_tagged, is_artifact, self.around.is_semantic)

    # ------------------------------------------------------------ marked content

    def _open(self, raw: bytes) -> None:
        tag, properties = tag_parts(raw)
        if properties.startswith(b"<<"):
            self._push(tag, _parsed(properties))
            return
        value = self.walk.resource(self.chain, "/Properties", name_text(properties))
        self._push(tag, value if is_dictionary(value) else None)

    def _open_plain(self, raw: bytes) -> None:
        self._push(name_text(raw), None)

    def _push(self, tag: str, properties: Any) -> None:
        self._flush()
        above = self.marks[-1] if self.marks else None
        is_in_artifact = above.is_artifact if above is not None else self.around.is_artifact
        own_mark = properties.get("/MCID") if properties is not None else None
        if not isinstance(own_mark, int) or isinstance(own_mark, bool):
            own_mark = None
        own = self.access.element(own_mark) if own_mark is not None else None
        owner = own or (above.owner if above is not None else self.around.owner)
        is_tagged = self.walk.opened.tree.is_rooted(owner) if owner is not None else False
        language = self._language(properties, own, above)
        if self.around.is_semantic:
            self._check(
                tag, properties, is_tagged=is_tagged, is_in_artifact=is_in_artifact, language=language
            )
        mark = own_mark if own_mark is not None else (above.mark if above is not None else None)
        self.marks.append(_Mark(owner, mark, is_tagged, is_in_artifact or tag == "/Artifact", language))

    def _language(self, properties: Any, own: Element | None, above: _Mark | None) -> str | None:
        language = text(properties, "/Lang") if properties is not None else None
        if language is not None:
            place = f"page={self.walk.page_number}"
            self.walk.tally.check("7.2-29", is_language_tag(language), place, language=shown(language, 60))
            return language
        if self.walk.has_language:
            return None  # nobody asks where the whole document has one
        if own is not None:
            found = text(own.obj, "/Lang")
            found = found if found is not None else self.walk.opened.tree.language_above(own)
            if found is not None:
                return found
        return above.language if above is not None else None

    def _check(
        self, tag: str, properties: Any, *, is_tagged: bool, is_in_artifact: bool, language: str | None
    ) -> None:
        self.checks.append(("7.1-1", tag != "/Artifact" or not is_tagged))
        self.checks.append(("7.1-2", not is_tagged or not is_in_artifact))
        if tag == "/Span" and properties is not None:
            for key, clause in _SPAN_TEXTS:
                if text(properties, key) is not None:
                    self.checks.append((clause, self.walk.has_language or language is not None))

    def _close(self, _: bytes) -> None:
        if not self.marks:
            return
        self._flush()
        self.marks.pop()
        if not self.marks:
            self._settle()

    # ------------------------------------------------------------ content items

    def _flush(self) -> None:
        """Count the text shown since the last change of mark or mode."""
        if not self.texts:
            return
        self.walk.text(self.size, self._owner(), is_seen=self.mode != INVISIBLE)
        if self.around.is_semantic:
            self._item(self.texts)
            if not self.walk.has_language:
                has_one = bool(self.marks) and self.marks[-1].language is not None
                self.languages[has_one] += self.texts
        self.texts = self.size = 0

    def _item(self, count: int) -> None:
        if not self.around.is_semantic:
            return
        if self.marks:
            top = self.marks[-1]
            self.items[top.is_tagged or top.is_artifact] += count
            self.walk.tagged_items += top.is_tagged
        else:
            is_right = self.around.is_tagged or self.around.is_artifact
            self.items[is_right] += count

    def _settle(self) -> None:
        wrong, right = self.items
        self.walk.item(is_right=False, count=wrong)
        self.walk.item(is_right=True, count=right)
        self.items = [0, 0]
        place = f"page={self.walk.page_number}"
        for clause, holds in self.checks:
            self.walk.tally.check(clause, holds, place)
        self.checks.clear()

    def _finish(self) -> None:
        """Count what is left: content of a sequence that is never closed counts as not marked at all."""
        self._flush()
        if self.marks:
            is_right = self.around.is_tagged or self.around.is_artifact
            self.walk.item(is_right=is_right, count=sum(self.items))
            self.items = [0, 0]
            self.checks.clear()
        self._settle()
        unknown, known = self.languages
        if known:
            self.walk.tally.passed("7.2-34", known)
        if unknown:
            self.walk.tally.failed("7.2-34", f"page={self.walk.page_number}", unknown)

    _ACTS: ClassVar[dict[str, Callable[["StreamWalk", bytes], None]]] = {
        Token.ARRAY: _show,
        Token.STRING: _show,
        Token.SAVE: _save,
        Token.RESTORE: _restore,
        Token.FONT: _set_font,
        Token.MODE: _set_mode,
        Token.STATE: _set_state,
        Token.PAINT: _paint,
        Token.IMAGE: _show_image,
        Token.PATTERN: _set_pattern,
        Token.OBJECT: _show_object,
        Token.TAG: _open,
        Token.PLAIN_TAG: _open_plain,
        Token.END: _close,
    }


def _parsed(source: bytes) -> Any:
    """Return a property list as pikepdf reads it, or None; the usual one with a mark number only needs no parser."""
    if source.count(b"/") == 1 and (parts := source.strip(b"<> \r\n\t").split()) and parts[0] == b"/MCID":
        try:
            return {"/MCID": int(parts[1])}
        except (ValueError, IndexError):
            return None
    try:
        value = pikepdf.Object.parse(source)
    except (pikepdf.PdfError, ValueError, UnicodeError):
        return None
    return value if is_dictionary(value) else None
