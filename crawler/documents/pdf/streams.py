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
from crawler.documents.pdf.tokens import Token, hexadecimal, literal, name_text, shown_pieces, tokens

_PAINTING = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"})
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_ON_NEW_LINE = frozenset({b"'", b'"'})
_MOVING = frozenset({b"Td", b"TD", b"Tm", b"T*", b"ET"})
_SPAN_TEXTS = (("/ActualText", "7.2-30"), ("/Alt", "7.2-31"), ("/E", "7.2-32"))


@dataclass(slots=True)
class FontUse:
    """A font that text is shown with, the strings shown so that they are seen, and those that are not."""

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


@dataclass(slots=True)
class _Operands:
    """What stood before an operator; `name` is the last name, "" where there is none."""

    names: list[bytes]
    pieces: list[bytes | None]
    properties: bytes

    @property
    def name(self) -> str:
        return name_text(self.names[-1]) if self.names else ""


@dataclass(slots=True)
class Shown:
    """Text that one operator shows; None among the pieces is a gap between words."""

    font: FontUse | None
    pieces: list[bytes | None]
    mode: int
    owner: Element | None
    starts_word: bool


class Walk(Protocol):
    """What a stream asks of the walk that it is part of."""

    opened: Opened
    tally: Tally
    has_language: bool
    page_number: int
    tagged_items: int

    def take_token(self) -> bool: ...

    def resource(self, chain: tuple[Any, ...], category: str, key: str, /) -> Any: ...

    def font(self, chain: tuple[Any, ...], key: str, /) -> FontUse | None: ...

    def font_use(self, obj: Any, /) -> FontUse | None: ...

    def show(self, shown: Shown, /) -> None: ...

    def paint(self) -> None: ...

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
        "access", "around", "chain", "depth", "font", "has_moved", "items", "marks", "mode", "states", "walk",
    )  # fmt: skip

    def __init__(self, walk: Walk, access: Access, state: State) -> None:
        self.walk, self.access = walk, access
        self.chain, self.around, self.depth = state.chain, state.around, state.depth
        self.font, self.mode = state.font, state.mode
        self.states: list[tuple[FontUse | None, int]] = []
        self.marks: list[_Mark] = []
        self.items = [0, 0]  # content items since the last sequence was closed: wrong ones, right ones
        self.has_moved = True

    def run(self, content: bytes) -> None:
        names: list[bytes] = []
        pieces: list[bytes | None] = []
        properties = b""
        for token, value in tokens(content):
            match token:
                case Token.OPERATOR:
                    if not self.walk.take_token():
                        break
                    self._operate(value, _Operands(names, pieces, properties))
                    names, pieces, properties = [], [], b""
                case Token.ARRAY:
                    pieces = shown_pieces(value)
                case Token.STRING:
                    pieces.append(literal(value))
                case Token.HEX:
                    pieces.append(hexadecimal(value))
                case Token.NAME:
                    names.append(value)
                case Token.PROPERTIES:
                    properties = value
                case Token.MODE:
                    self.mode = int(value[:3])
                case Token.IMAGE:
                    self._item()
                    self.walk.image(None)
        self._finish()

    # ------------------------------------------------------------ operators

    def _operate(self, operator: bytes, operands: _Operands) -> None:
        if operator in _SHOWING:
            self._show(operands.pieces, moved=self.has_moved or operator in _ON_NEW_LINE)
            self.has_moved = False
        elif operator in _MOVING:
            self.has_moved = True
        elif operator in _PAINTING:
            self._item()
            self.walk.paint()
        elif (act := self._ACTS.get(operator)) is not None:
            act(self, operands)

    def _save(self, _: _Operands) -> None:
        self.states.append((self.font, self.mode))

    def _restore(self, _: _Operands) -> None:
        if self.states:
            self.font, self.mode = self.states.pop()

    def _set_font(self, operands: _Operands) -> None:
        self.font = self.walk.font(self.chain, operands.name)

    def _show(self, pieces: list[bytes | None], *, moved: bool) -> None:
        top = self.marks[-1] if self.marks else None
        owner = top.owner if top is not None else self.around.owner
        self.walk.show(Shown(self.font, pieces, self.mode, owner, moved))
        self._item()
        if self.around.is_semantic and not self.walk.has_language:
            language = top.language if top is not None else None
            self.walk.tally.check("7.2-34", language is not None, f"page={self.walk.page_number}")

    def _set_state(self, operands: _Operands) -> None:
        entry = get(self.walk.resource(self.chain, "/ExtGState", operands.name), "/Font")
        parts = elements(entry) if is_array(entry) else []
        if parts and (use := self.walk.font_use(parts[0])) is not None:
            self.font = use

    def _pattern(self, operands: _Operands) -> None:
        pattern = self.walk.resource(self.chain, "/Pattern", operands.name)
        if is_stream(pattern):
            state = State(self.chain, Around(is_semantic=False), depth=self.depth + 1)
            self.walk.form(pattern, state)

    def _do(self, operands: _Operands) -> None:
        stream = self.walk.resource(self.chain, "/XObject", operands.name)
        if not is_stream(stream):
            return
        subtype = name(stream, "/Subtype")
        if subtype == "/Image":
            self._item()
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

    def _open(self, operands: _Operands) -> None:
        names = operands.names
        if operands.properties:
            self._push(operands.name, _parsed(operands.properties))
            return
        value = self.walk.resource(self.chain, "/Properties", operands.name)
        self._push(name_text(names[-2]) if len(names) > 1 else "", value if is_dictionary(value) else None)

    def _open_plain(self, operands: _Operands) -> None:
        self._push(operands.name, None)

    def _push(self, tag: str, properties: Any) -> None:
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
        tally, place = self.walk.tally, f"page={self.walk.page_number}"
        tally.check("7.1-1", tag != "/Artifact" or not is_tagged, place)
        tally.check("7.1-2", not is_tagged or not is_in_artifact, place)
        if tag == "/Span" and properties is not None:
            for key, clause in _SPAN_TEXTS:
                if text(properties, key) is not None:
                    tally.check(clause, self.walk.has_language or language is not None, place)

    def _close(self, _: _Operands) -> None:
        if not self.marks:
            return
        self.marks.pop()
        if not self.marks:
            self._settle()

    # ------------------------------------------------------------ content items

    def _item(self) -> None:
        if not self.around.is_semantic:
            return
        if self.marks:
            top = self.marks[-1]
            self.items[top.is_tagged or top.is_artifact] += 1
            self.walk.tagged_items += top.is_tagged
        else:
            is_right = self.around.is_tagged or self.around.is_artifact
            self.items[is_right] += 1

    def _settle(self) -> None:
        wrong, right = self.items
        self.walk.item(is_right=False, count=wrong)
        self.walk.item(is_right=True, count=right)
        self.items = [0, 0]

    def _finish(self) -> None:
        """Count what is left: content of a sequence that is never closed counts as not marked at all."""
        if self.marks:
            is_right = self.around.is_tagged or self.around.is_artifact
            self.walk.item(is_right=is_right, count=sum(self.items))
            self.items = [0, 0]
        self._settle()

    _ACTS: ClassVar[dict[bytes, Callable[["StreamWalk", _Operands], None]]] = {
        b"q": _save,
        b"Q": _restore,
        b"Tf": _set_font,
        b"BDC": _open,
        b"BMC": _open_plain,
        b"EMC": _close,
        b"Do": _do,
        b"gs": _set_state,
        b"scn": _pattern,
        b"SCN": _pattern,
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
