"""Rule: the declared language is not the one the text is written in."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import Tag

from rules.languages import (
    DECLARED_MAX_SHARE,
    MIN_LETTERS_OF_PART,
    MIN_LETTERS_TO_FAIL,
    OTHER_MIN_SHARE,
    PASSAGE_MIN_LETTERS,
    PASSAGE_MIN_SHARE,
    Detected,
    are_relatives,
    count_letters,
    detect,
    is_detectable,
    is_prose,
    is_surely_other,
    language_name,
    primary_language,
)
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.page_view import Page
from rules.phrasing import PHRASING

RULE = Rule(
    id="language-mismatch",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Det angivne sprog skal være tekstens sprog",
        en="The declared language must be the language of the text",
    ),
    why=Text(
        da=(
            "En skærmlæser vælger udtale efter det sprog, koden angiver. Er det forkert, bliver teksten læst "
            "op med forkert udtale og kan være umulig at forstå for blinde, svagtseende og ordblinde."
        ),
        en=(
            "A screen reader follows the language the code declares. When that is wrong, the text is read aloud "
            "with the wrong pronunciation and may be impossible to follow for people who are blind, have low "
            "vision or are dyslexic."
        ),
    ),
    fix=Text(
        da=(
            'Ret attributten lang til det sprog, teksten er skrevet på, for eksempel lang="da" for dansk. Er den '
            "forkert på alle sider, rettes den ét sted i skabelonen. Er kun nogle sider eller afsnit på et andet "
            "sprog, skal lang sættes på netop dem."
        ),
        en=(
            'Set the lang attribute to the language the text is written in, such as lang="da" for Danish. If it '
            "is wrong on every page, change it once, in the template. If only some pages or passages are in "
            "another language, set lang on those."
        ),
    ),
    messages={
        "page_other": Text(
            da="Sidens sprog er angivet som {declared}, men teksten er på {detected}.",
            en="The page is declared as {declared}, but the text is in {detected}.",
        ),
        "part_other": Text(
            da="Sproget her er angivet som {declared}, men teksten er på {detected}.",
            en="This part is declared as {declared}, but the text is in {detected}.",
        ),
        "perhaps_other": Text(
            da=(
                "Teksten er angivet som {declared}, men ser ud til at være på {detected}. Det er ikke sikkert, "
                "for teksten er kort, eller sprogene ligner hinanden."
            ),
            en=(
                "The text is declared as {declared} but seems to be in {detected}. It is too short, or the "
                "languages too alike, to be sure."
            ),
        ),
        "mixed": Text(
            da=(
                "Sidens sprog er angivet som {declared}, men en stor del af teksten er på {detected}. Se efter, om "
                "sproget er angivet rigtigt for siden og dens dele."
            ),
            en=(
                "The page is declared as {declared}, but much of the text is in {detected}. Check that the "
                "language is right for the page and its parts."
            ),
        ),
        "part_mixed": Text(
            da=(
                "Sproget her er angivet som {declared}, men en stor del af teksten er på {detected}. Se efter, om "
                "sproget er angivet rigtigt for teksten og dens dele."
            ),
            en=(
                "This part is declared as {declared}, but much of the text is in {detected}. Check that the "
                "language is right for the text and its parts."
            ),
        ),
        "holds_other": Text(
            da=(
                "Teksten er angivet som {declared}, men et længere stykke ser ud til at være på {detected}. Se "
                "efter, om det er mærket med sit eget sprog."
            ),
            en=(
                "The text is declared as {declared}, but a longer passage seems to be in {detected}. Check that "
                "it is marked with its own language."
            ),
        ),
        "too_short": Text(
            da=(
                "Teksten er for kort eller for blandet til, at sproget kan genkendes. Den er angivet som "
                "{declared}."
            ),
            en=(
                "The text is too short or too mixed for its language to be recognised. It is declared as "
                "{declared}."
            ),
        ),
        "unknown_language": Text(
            da=(
                "Teksten er angivet som {declared}. Det sprog kan vi ikke genkende, så det må et menneske se "
                "på."
            ),
            en="The text is declared as {declared}. We cannot recognise that language, so a person must look.",
        ),
    },
    criteria=("3.1.1", "3.1.2"),
    act=("ucwvc8", "off6ek"),
    evidence=frozenset({Evidence.DOM, Evidence.LAYOUT}),
)

MIN_LETTERS_OF_PAGE = 50

_NOT_PROSE = frozenset(
    {"address", "button", "code", "kbd", "math", "nav", "pre", "samp", "svg", "textarea", "tt", "var"}
)
_NO_TEXT = frozenset({"noscript", "script", "style", "template", "title"})
_INLINE = PHRASING | {"acronym", "big", "tt"}


@dataclass(slots=True)
class _Part:
    """The text that one declaration of language governs: everything, and the part of it that is running text."""

    tag: Tag
    language: str
    is_document: bool
    blocks: dict[int, list[str]] = field(default_factory=dict)
    prose_blocks: set[int] = field(default_factory=set)

    def texts(self) -> list[str]:
        return [text for parts in self.blocks.values() if (text := " ".join("".join(parts).split()))]

    def prose(self) -> list[str]:
        texts = (
            " ".join("".join(self.blocks[block]).split())
            for block in self.blocks
            if block in self.prose_blocks
        )
        return [text for text in texts if is_prose(text)]


def check(page: Page) -> Iterator[Finding]:
    for part in _parts(page):
        finding = _judge_document(page, part) if part.is_document else _judge_part(page, part)
        if finding is not None:
            is_of_document = part.is_document and finding.message != "holds_other"
            yield replace(finding, clause="3.1.1" if is_of_document else "3.1.2")


def _judge_document(page: Page, part: _Part) -> Finding | None:
    texts = part.texts()
    letters = count_letters("".join(texts))
    if not letters:
        return None
    place, declared = page.place(part.tag), language_name(part.language)
    if not is_detectable(part.language):
        return cannot_tell(place, "unknown_language", declared=declared)
    prose = part.prose()
    prose_letters = count_letters("".join(prose))
    detected = detect(prose if prose_letters >= MIN_LETTERS_TO_FAIL else texts, part.language)
    if detected.declared >= 0.5:
        return _judge_passage(place, part.language, detected)
    if prose_letters >= MIN_LETTERS_TO_FAIL and is_surely_other(part.language, detected, prose_letters):
        return failed(place, "page_other", declared=declared, detected=language_name(detected.other))
    if letters < MIN_LETTERS_OF_PAGE or not detected.other or detected.other_share < 0.5:
        return cannot_tell(place, "too_short", declared=declared)
    is_mixed = detected.declared > DECLARED_MAX_SHARE or detected.other_share < OTHER_MIN_SHARE
    message = "mixed" if is_mixed else "perhaps_other"
    return cannot_tell(place, message, declared=declared, detected=language_name(detected.other))


def _judge_part(page: Page, part: _Part) -> Finding | None:
    texts = part.texts()
    letters = count_letters("".join(texts))
    if letters < MIN_LETTERS_OF_PART:
        return None
    place, declared = page.place(part.tag), language_name(part.language)
    if not is_detectable(part.language):
        return (
            cannot_tell(place, "unknown_language", declared=declared)
            if letters >= MIN_LETTERS_TO_FAIL
            else None
        )
    prose = part.prose()
    prose_letters = count_letters("".join(prose))
    if prose_letters < MIN_LETTERS_OF_PART:
        return None
    detected = detect(prose, part.language)
    if detected.declared >= 0.5:
        return _judge_passage(place, part.language, detected)
    if is_surely_other(part.language, detected, prose_letters):
        return failed(place, "part_other", declared=declared, detected=language_name(detected.other))
    if detected.other == "la" or detected.other_share < 0.5:
        return None
    names = {"declared": declared, "detected": language_name(detected.other)}
    if detected.other_share >= OTHER_MIN_SHARE:
        return cannot_tell(place, "perhaps_other", **names)
    return cannot_tell(place, "part_mixed", **names) if prose_letters >= MIN_LETTERS_TO_FAIL else None


def _judge_passage(place: Place, declared: str, detected: Detected) -> Finding:
    """Judge a text that is mostly as declared: does it hold a long passage in another language?"""
    is_passage = (
        detected.other_share >= PASSAGE_MIN_SHARE
        and detected.other_share * detected.letters >= PASSAGE_MIN_LETTERS
    )
    if not is_passage or detected.other == "la" or are_relatives(declared, detected.other):
        return passed(place)
    return cannot_tell(
        place, "holds_other", declared=language_name(declared), detected=language_name(detected.other)
    )


def _parts(page: Page) -> list[_Part]:
    """Return one part for each valid declaration of language that governs visible text, in document order."""
    parts: dict[int, _Part | None] = {}
    visible: dict[int, bool] = {}
    known: dict[int, _Surroundings] = {}
    for string in page.strings:
        parent = string.parent
        if parent is None:
            continue
        if id(parent) not in visible:
            visible[id(parent)] = parent.name not in _NO_TEXT and page.is_visible(parent)
        if not visible[id(parent)]:
            continue
        around = _surroundings(parent, known)
        source = around.source
        if source is None:
            continue
        if id(source) not in parts:
            parts[id(source)] = _part(source)
        part = parts[id(source)]
        if part is None:
            continue
        block = id(around.block or parent)
        part.blocks.setdefault(block, []).append(str(string))
        if around.is_prose:
            part.prose_blocks.add(block)
    return [part for part in parts.values() if part is not None]


def _part(source: Tag) -> _Part | None:
    language = primary_language(_declared(source))
    return _Part(source, language, source.name == "html") if language else None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The block a text stands in, whether it may be running text, and the element that declares its language."""

    block: Tag | None
    is_prose: bool
    source: Tag | None


_NO_SURROUNDINGS = _Surroundings(None, is_prose=True, source=None)


def _surroundings(parent: Tag, known: dict[int, _Surroundings]) -> _Surroundings:
    """Return the surroundings of a text in `parent`; `known` holds those of elements already asked for."""
    unknown: list[Tag] = []
    current: Tag | None = parent
    while current is not None and id(current) not in known:
        unknown.append(current)
        current = current.parent
    found = known[id(current)] if current is not None else _NO_SURROUNDINGS
    for element in reversed(unknown):
        found = known[id(element)] = _inside(element, found)
    return found


def _inside(element: Tag, around: _Surroundings) -> _Surroundings:
    declares = element.has_attr("lang") or element.has_attr("xml:lang")
    if declares or element.name == "html":
        around = _NO_SURROUNDINGS  # a frame's document takes no language from the page around it
    is_label = (
        element.name in _NOT_PROSE or element.get("translate") == "no" or element.get("role") == "navigation"
    )
    return _Surroundings(
        element if declares or element.name not in _INLINE else around.block,
        around.is_prose and not is_label,
        element if declares else around.source,
    )


def _declared(tag: Tag) -> str:
    value = tag.get("lang")
    return str(value if value is not None else tag.get("xml:lang", ""))
