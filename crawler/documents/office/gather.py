"""What a reader gathers on its way through a document, within caps, and the facts it becomes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rules.office_evidence import (
    ITEMS_MAX,
    SAMPLE_MAX_CHARACTERS,
    TEXT_MAX_CHARACTERS,
    ColourPair,
    FormField,
    Graphic,
    Heading,
    HeadingLike,
    LanguageUse,
    Link,
    OfficeFacts,
    OfficeKind,
    Seen,
    Sheet,
    Slide,
    Spot,
    Table,
)

T = TypeVar("T")
SPOTS_MAX = 10
_LANGUAGES_MAX = 40
_COLOURS_MAX = 100
_SAMPLE_PARAGRAPH_MAX = 600
_SAMPLED_MIN_LETTERS = 20
_SHORT_LINK_CHARACTERS = 60
_AROUND_MAX = 160
AROUND_READ_MAX = 2_000


def cut(text: str, limit: int = TEXT_MAX_CHARACTERS) -> str:
    """Return text with its whitespace folded, at most `limit` characters."""
    text = " ".join(text[: limit * 4].split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@dataclass(slots=True)
class Kept(Generic[T]):
    """The first items of a kind, and how many there were."""

    items: list[T] = field(default_factory=list)
    count: int = 0

    def add(self, item: T) -> None:
        self.count += 1
        if len(self.items) < ITEMS_MAX:
            self.items.append(item)


@dataclass(slots=True)
class Sightings:
    """How often something was seen, and the first places."""

    count: int = 0
    spots: list[Spot] = field(default_factory=list)

    def add(self, spot: Spot, count: int = 1) -> None:
        self.count += count
        if len(self.spots) < SPOTS_MAX:
            self.spots.append(spot)

    def seen(self) -> Seen:
        return Seen(self.count, tuple(self.spots))


@dataclass(slots=True)
class _Language:
    letters: int = 0
    sample: list[str] = field(default_factory=list)
    sampled: int = 0


@dataclass(slots=True)
class _Colour:
    spot: Spot
    letters: int


@dataclass(frozen=True, slots=True)
class Paint:
    """The look of a stretch of text as far as it is set: colours as "#rrggbb", None where no one can tell."""

    colour: str | None
    background: str | None
    size: float = 0.0
    is_bold: bool = False
    is_assumed: bool = False


@dataclass(slots=True)
class Gathering:
    """Everything a reader has seen so far; `facts` makes it evidence."""

    kind: OfficeKind
    is_openxml: bool
    language: str = ""
    has_language: bool = True
    title: str = ""
    creator_tool: str = ""
    letters: int = 0
    headings: Kept[Heading] = field(default_factory=Kept)
    heading_likes: Kept[HeadingLike] = field(default_factory=Kept)
    graphics: Kept[Graphic] = field(default_factory=Kept)
    tables: Kept[Table] = field(default_factory=Kept)
    links: Kept[Link] = field(default_factory=Kept)
    slides: Kept[Slide] = field(default_factory=Kept)
    sheets: Kept[Sheet] = field(default_factory=Kept)
    form_fields: Kept[FormField] = field(default_factory=Kept)
    empty_headings: Sightings = field(default_factory=Sightings)
    tracked_changes: Sightings = field(default_factory=Sightings)
    comments: Sightings = field(default_factory=Sightings)
    hidden_text: Sightings = field(default_factory=Sightings)
    spacing: Sightings = field(default_factory=Sightings)
    embedded_objects: Sightings = field(default_factory=Sightings)
    embedded_fonts: list[str] = field(default_factory=list)
    has_macros: bool = False
    notes: list[str] = field(default_factory=list)
    _languages: dict[str, _Language] = field(default_factory=dict)
    _spoken: list[str] = field(default_factory=list)
    _spoken_in: str = ""
    _colours: dict[Paint, _Colour] = field(default_factory=dict)

    def note(self, text: str) -> None:
        """Keep for the record that something was not read."""
        if text not in self.notes and len(self.notes) < ITEMS_MAX:
            self.notes.append(text)

    def add_text(self, text: str, language: str) -> None:
        """Count a stretch of text in one language; stretches of a paragraph in one language go together."""
        if language != self._spoken_in:
            self.end_paragraph()
            self._spoken_in = language
        self._spoken.append(text)

    def end_paragraph(self) -> None:
        """Settle the stretch of text at hand."""
        text, language = "".join(self._spoken), self._spoken_in
        self._spoken.clear()
        letters = count_letters(text)
        if not letters:
            return
        self.letters += letters
        if language not in self._languages and len(self._languages) >= _LANGUAGES_MAX:
            return
        use = self._languages.setdefault(language, _Language())
        use.letters += letters
        if letters >= _SAMPLED_MIN_LETTERS and use.sampled < SAMPLE_MAX_CHARACTERS:
            piece = cut(text, _SAMPLE_PARAGRAPH_MAX)[: SAMPLE_MAX_CHARACTERS - use.sampled]
            use.sample.append(piece)
            use.sampled += len(piece) + 1

    def add_painted(self, letters: int, paint: Paint, spot: Spot) -> None:
        """Count a stretch of text by its colours; nothing where either is unknown."""
        if not letters or paint.colour is None or paint.background is None:
            return
        known = self._colours.get(paint)
        if known is not None:
            known.letters += letters
        elif len(self._colours) < _COLOURS_MAX:
            self._colours[paint] = _Colour(spot, letters)

    def add_link(
        self, spot: Spot, text: str, address: str, *, context: str = "", row: str = "", heading: str = ""
    ) -> None:
        """Keep a link; what stands around it only where its own text is short."""
        text = cut(text)
        if len(text) > _SHORT_LINK_CHARACTERS:
            context = row = heading = ""
        around = (cut(piece, _AROUND_MAX) for piece in (context, row, heading))
        self.links.add(Link(spot, text, cut(address), *around))

    def facts(self) -> OfficeFacts:
        self.end_paragraph()
        return OfficeFacts(
            language=self.language,
            kind=self.kind,
            is_openxml=self.is_openxml,
            has_language=self.has_language,
            title=cut(self.title),
            creator_tool=cut(self.creator_tool, 100),
            letters=self.letters,
            languages=tuple(self._language_uses()),
            headings=tuple(self.headings.items),
            heading_count=self.headings.count,
            empty_headings=self.empty_headings.seen(),
            heading_likes=tuple(self.heading_likes.items),
            heading_like_count=self.heading_likes.count,
            graphics=tuple(self.graphics.items),
            graphic_count=self.graphics.count,
            tables=tuple(self.tables.items),
            table_count=self.tables.count,
            links=tuple(self.links.items),
            link_count=self.links.count,
            colours=tuple(self._colour_pairs()),
            slides=tuple(self.slides.items),
            slide_count=self.slides.count,
            sheets=tuple(self.sheets.items),
            sheet_count=self.sheets.count,
            form_fields=tuple(self.form_fields.items),
            form_field_count=self.form_fields.count,
            tracked_changes=self.tracked_changes.seen(),
            comments=self.comments.seen(),
            hidden_text=self.hidden_text.seen(),
            spacing=self.spacing.seen(),
            embedded_objects=self.embedded_objects.seen(),
            embedded_fonts=tuple(self.embedded_fonts[:ITEMS_MAX]),
            has_macros=self.has_macros,
        )

    def _language_uses(self) -> Iterable[LanguageUse]:
        for language, use in sorted(self._languages.items(), key=lambda item: -item[1].letters):
            yield LanguageUse(language, use.letters, "\n".join(use.sample))

    def _colour_pairs(self) -> Iterable[ColourPair]:
        for paint, seen in self._colours.items():
            assert paint.colour is not None
            assert paint.background is not None
            yield ColourPair(
                seen.spot,
                paint.colour,
                paint.background,
                paint.size,
                paint.is_bold,
                seen.letters,
                paint.is_assumed,
            )
