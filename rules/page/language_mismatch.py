"""Rule: the declared language is not the one the text is written in."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import Tag
from bs4.element import NavigableString

from rules.languages import (
    DECLARED_MAX_SHARE,
    MIN_LETTERS_OF_PART,
    MIN_LETTERS_TO_FAIL,
    OTHER_MIN_SHARE,
    count_letters,
    detect,
    is_detectable,
    is_prose,
    is_surely_other,
    own_name,
    primary_language,
)
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.page_view import Page

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
            'Ret attributten lang til det sprog, teksten er skrevet på, for eksempel lang="da" for dansk. Det '
            "rettes som regel ét sted i skabelonen."
        ),
        en=(
            'Set the lang attribute to the language the text is written in, such as lang="da" for Danish. It '
            "is usually set in one place in the template."
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
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "slot", "small", "span", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip


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
            yield replace(finding, clause="3.1.1" if part.is_document else "3.1.2")


def _judge_document(page: Page, part: _Part) -> Finding | None:
    texts = part.texts()
    letters = count_letters("".join(texts))
    if not letters:
        return None
    place, declared = page.place(part.tag), own_name(part.language)
    if not is_detectable(part.language):
        return cannot_tell(place, "unknown_language", declared=declared)
    prose = part.prose()
    prose_letters = count_letters("".join(prose))
    detected = detect(prose if prose_letters >= MIN_LETTERS_TO_FAIL else texts, part.language)
    if detected.declared >= 0.5:
        return passed(place)
    if prose_letters >= MIN_LETTERS_TO_FAIL and is_surely_other(part.language, detected, prose_letters):
        return failed(place, "page_other", declared=declared, detected=own_name(detected.other))
    if letters < MIN_LETTERS_OF_PAGE or not detected.other or detected.other_share < 0.5:
        return cannot_tell(place, "too_short", declared=declared)
    is_mixed = detected.declared > DECLARED_MAX_SHARE or detected.other_share < OTHER_MIN_SHARE
    message = "mixed" if is_mixed else "perhaps_other"
    return cannot_tell(place, message, declared=declared, detected=own_name(detected.other))


def _judge_part(page: Page, part: _Part) -> Finding | None:
    texts = part.texts()
    letters = count_letters("".join(texts))
    if letters < MIN_LETTERS_OF_PART:
        return None
    place, declared = page.place(part.tag), own_name(part.language)
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
        return passed(place)
    if is_surely_other(part.language, detected, prose_letters):
        return failed(place, "part_other", declared=declared, detected=own_name(detected.other))
    if detected.other_share >= OTHER_MIN_SHARE and detected.other != "la":
        return cannot_tell(place, "perhaps_other", declared=declared, detected=own_name(detected.other))
    return None


def _parts(page: Page) -> list[_Part]:
    """Return one part for each valid declaration of language that governs visible text, in document order."""
    parts: dict[int, _Part | None] = {}
    visible: dict[int, bool] = {}
    for string in page.soup.find_all(string=True):
        parent = string.parent
        if type(string) is not NavigableString or parent is None or not string.strip():
            continue
        if id(parent) not in visible:
            visible[id(parent)] = parent.name not in _NO_TEXT and page.is_visible(parent)
        if not visible[id(parent)]:
            continue
        block, is_prose, source = _surroundings(parent)
        if source is None:
            continue
        if id(source) not in parts:
            parts[id(source)] = _part(source)
        part = parts[id(source)]
        if part is None:
            continue
        part.blocks.setdefault(id(block), []).append(str(string))
        if is_prose:
            part.prose_blocks.add(id(block))
    return [part for part in parts.values() if part is not None]


def _part(source: Tag) -> _Part | None:
    language = primary_language(_declared(source))
    return _Part(source, language, source.name == "html") if language else None


def _surroundings(parent: Tag) -> tuple[Tag, bool, Tag | None]:
    """Return the block a text stands in, whether it may be running text, and the element that declares its language."""
    block: Tag | None = None
    is_prose = True
    for element in (parent, *parent.parents):
        if block is None and element.name not in _INLINE:
            block = element
        if (
            element.name in _NOT_PROSE
            or element.get("translate") == "no"
            or element.get("role") == "navigation"
        ):
            is_prose = False
        if element.has_attr("lang") or element.has_attr("xml:lang"):
            return block or element, is_prose, element
        if element.name == "html":
            break  # a frame's document takes no language from the page around it
    return block or parent, is_prose, None


def _declared(tag: Tag) -> str:
    value = tag.get("lang")
    return str(value if value is not None else tag.get("xml:lang", ""))
