"""Walking content streams: what is shown, with which font, and under which tag (7.1-1 to -3, 7.2-30 to -34, 7.20)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from crawler.documents.pdf.annotations import Annotation
from crawler.documents.pdf.objects import (
    dictionary,
    elements,
    get,
    identity,
    integer,
    is_array,
    is_dictionary,
    is_stream,
    items,
)
from crawler.documents.pdf.opened import Opened, inherited
from crawler.documents.pdf.rulings import Rulings
from crawler.documents.pdf.streams import Access, Around, FontUse, State, StreamWalk
from crawler.documents.pdf.structure import Element
from crawler.documents.pdf.tally import Tally

CLAUSES = ("7.1-1", "7.1-2", "7.1-3", "7.2-30", "7.2-31", "7.2-32", "7.2-34", "7.20-1", "7.20-2")
TOKENS_MAX = 250_000
"""Tokens read in one file: half a second, some hundreds of pages. What lies beyond is said not to be read."""

FORM_DEPTH_MAX = 24
TEXT_MAX_BYTES = 30_000
"""Bytes of operands kept to be turned into text: some 8,000 letters. The rest is only counted."""

TAGGED_TEXT_MAX_BYTES = 120_000
"""The same where there are tags: headings are read further into the document."""


@dataclass(slots=True)
class Chunk:
    """What one operator shows; `owner` is the index of the element that tags it, -1 for none."""

    page: int
    owner: int
    font: FontUse
    operand: bytes


@dataclass(slots=True)
class PageContent:
    """What a page shows: text seen and unseen (bytes of operands), the pixels of its largest image, the lines drawn."""

    text: int = 0
    unseen_text: int = 0
    image_pixels: int = 0
    rulings: Rulings | None = None


@dataclass(slots=True)
class _Form:
    """What showing a form once added, to be added again without reading it again."""

    content: PageContent
    semantic: set[tuple[int, int]]


class ContentWalk:
    """The content of all pages read, and of the annotations' appearances."""

    def __init__(self, opened: Opened, tally: Tally) -> None:
        self.opened = opened
        self.tally = tally
        self.fonts: dict[object, FontUse] = {}
        self.pages: list[PageContent] = []
        self.chunks: list[Chunk] = []
        self.owned_text: dict[int, int] = {}
        self.tagged_items = 0
        self._looks_for_grids = bool(opened.tree.elements) and not any(
            element.standard == "Table" for element in opened.tree.elements
        )
        self.has_language = opened.language is not None
        self.tokens_left = TOKENS_MAX
        self.text_left = TAGGED_TEXT_MAX_BYTES if opened.tree.elements else TEXT_MAX_BYTES
        self._semantic_forms: set[tuple[int, int]] = set()
        self._forms: dict[object, _Form] = {}
        self._open_forms: list[_Form] = []
        self._states: dict[object, tuple[str, Any]] = {}
        self._objects: dict[object, tuple[str, Any]] = {}
        self._resources: dict[object, tuple[Any, dict[str, dict[str, Any]]]] = {}
        self.page_number = 0
        self._content = PageContent()

    @property
    def is_spent(self) -> bool:
        return self.tokens_left <= 0

    def walk(self, annotations: list[Annotation]) -> None:
        """Walk everything, page by page."""
        by_page: dict[int, list[Annotation]] = {}
        for annotation in annotations:
            by_page.setdefault(annotation.page, []).append(annotation)
        for number, page in enumerate(self.opened.pages, start=1):
            if self.is_spent:
                self.opened.notes.append(f"the content of pages from {number} on was not read")
                break
            self.page_number = number
            self._content = PageContent(rulings=Rulings())
            self.pages.append(self._content)
            resources = inherited(page, "/Resources")
            chain = (resources,) if is_dictionary(resources) else ()
            walk = StreamWalk(self, Access(self.opened, page), State(chain, Around()))
            walk.run(self._page_bytes(page))
            for annotation in by_page.get(number, ()):
                self._walk_appearances(annotation, chain)

    def _page_bytes(self, page: Any) -> bytes:
        contents = get(page, "/Contents")
        streams = elements(contents) if is_array(contents) else [contents]
        return b"\n".join(self.opened.decoded(stream) for stream in streams if is_stream(stream))

    def _walk_appearances(self, annotation: Annotation, chain: tuple[Any, ...]) -> None:
        around = Around(is_semantic=False)
        for _, value in items(get(annotation.obj, "/AP")):
            streams = [value] if is_stream(value) else [one for _, one in items(value) if is_stream(one)]
            for stream in streams[:20]:
                self.form(stream, State(chain, around, depth=1))

    # ------------------------------------------------------------ what streams ask for

    def resource(self, chain: tuple[Any, ...], category: str, key: str) -> Any:
        """Return a named resource of the stream, or of what it is shown in."""
        for resources in chain:
            own = identity(resources) or id(resources)
            # The dictionary is kept beside what was read of it, lest another one is given its place in memory
            _, categories = self._resources.setdefault(own, (resources, {}))
            if category not in categories:
                categories[category] = dict(items(get(resources, category)))
            found = categories[category].get(key)
            if found is not None:
                return found
        return None

    def used_states(self) -> Iterator[tuple[str, Any]]:
        """Yield the graphics states that content sets, with where."""
        yield from self._states.values()

    def used_objects(self) -> Iterator[tuple[str, Any]]:
        """Yield the images and forms that content shows, with where."""
        yield from self._objects.values()

    def state(self, obj: Any) -> None:
        if (own := identity(obj)) is not None:
            self._states.setdefault(own, (f"page={self.page_number} (object {own[0]})", obj))
        elif is_dictionary(obj):
            self._states.setdefault(bytes(obj.unparse()), (f"page={self.page_number}", obj))

    def _use(self, obj: Any) -> None:
        if (own := identity(obj)) is not None:
            self._objects.setdefault(own, (f"page={self.page_number} (object {own[0]})", obj))

    def font(self, chain: tuple[Any, ...], key: str) -> FontUse | None:
        obj = self.resource(chain, "/Font", key)
        return self.font_use(obj)

    def font_use(self, obj: Any) -> FontUse | None:
        if not is_dictionary(obj):
            return None
        own = identity(obj)
        if own is None:
            return self.fonts.setdefault(bytes(obj.unparse()), FontUse(obj, self.page_number))
        if own not in self.fonts:
            self.fonts[own] = FontUse(obj, self.page_number)
        return self.fonts[own]

    def text(self, size: int, owner: Element | None, *, is_seen: bool) -> None:
        """Count text that is shown, by the bytes of the operands."""
        if is_seen:
            self._content.text += size
        else:
            self._content.unseen_text += size
        if owner is not None and owner.index >= 0:
            self.owned_text[owner.index] = self.owned_text.get(owner.index, 0) + size

    def keep(self, font: FontUse, operand: bytes, owner: Element | None) -> None:
        """Keep what is shown, to be turned into text."""
        self.text_left -= len(operand)
        self.chunks.append(Chunk(self.page_number, owner.index if owner is not None else -1, font, operand))

    def paint(self, stretch: bytes, owner: Element | None) -> None:
        """Take note of paths; their lines matter only where a table may have gone untagged."""
        if self._looks_for_grids and self._content.rulings is not None and not _is_in_figure(owner):
            self._content.rulings.add(stretch)

    def image(self, obj: Any) -> None:
        self._use(obj)
        pixels = (integer(obj, "/Width") or 0) * (integer(obj, "/Height") or 0)
        self._content.image_pixels = max(self._content.image_pixels, pixels)

    def item(self, *, is_right: bool, count: int) -> None:
        """Count content items of one page that are tagged or artifacts, or neither."""
        if not count:
            return
        if is_right:
            self.tally.passed("7.1-3", count)
        else:
            self.tally.failed("7.1-3", f"page={self.page_number}", count)

    # ------------------------------------------------------------ forms

    def form(self, stream: Any, state: State) -> None:
        """Show a form: once read under the same circumstances, it is not read again."""
        own = identity(stream)
        self._use(stream)
        self.tally.check("7.20-1", get(stream, "/Ref") is None, partial(self._form_place, own))
        if integer(stream, "/StructParents") is not None and own is not None:
            self._show_semantic(own)
        around = state.around
        key = (own, around.is_tagged, around.is_artifact, around.is_semantic, id(state.font), state.mode)
        if own is not None and key in self._forms:
            self._show_again(self._forms[key])
            return
        if state.depth > FORM_DEPTH_MAX:
            self.opened.notes.append("forms inside forms were not read to the bottom")
            return
        record = _Form(PageContent(), set())
        self._forms[key if own is not None else id(stream)] = record
        before = (self._content.text, self._content.unseen_text)
        self._open_forms.append(record)
        resources = dictionary(stream, "/Resources")
        access = Access(self.opened, stream)
        owner = access.element(None)
        if owner is not None:
            around = replace(around, owner=owner, is_tagged=self.opened.tree.is_rooted(owner))
        chain = (resources, *state.chain) if resources is not None else state.chain
        StreamWalk(self, access, replace(state, chain=chain, around=around)).run(self.opened.decoded(stream))
        self._open_forms.pop()
        record.content.text = self._content.text - before[0]
        record.content.unseen_text = self._content.unseen_text - before[1]

    def _show_again(self, record: _Form) -> None:
        self._content.text += record.content.text
        self._content.unseen_text += record.content.unseen_text
        for own in record.semantic:
            self._show_semantic(own)

    def _show_semantic(self, own: tuple[int, int]) -> None:
        """A form with tagged content of its own may be shown once: its content cannot stand in two places."""
        self.tally.check("7.20-2", own not in self._semantic_forms, partial(self._form_place, own))
        self._semantic_forms.add(own)
        for record in self._open_forms:
            record.semantic.add(own)

    def _form_place(self, own: tuple[int, int] | None) -> tuple[str, str, str]:
        number = f" (object {own[0]})" if own is not None else ""
        return f"page={self.page_number} /Form{number}", "Form", ""


def _is_in_figure(owner: Element | None) -> bool:
    while owner is not None:
        if owner.standard in {"Figure", "Formula"}:
            return True
        owner = owner.parent
    return False
