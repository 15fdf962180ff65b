"""Rule: an image's text alternative is a file name, a stopgap or a copy of the text beside it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from bs4.element import NavigableString

from rules.alternatives import doubt, fault
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
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
from rules.words import plain

RULE = Rule(
    id="image-alt-uninformative",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Alt-teksten skal sige, hvad billedet viser",
        en="Alt text must say what the image shows",
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst alt-teksten op i stedet for billedet. Et filnavn eller "
            "ordet »billede« siger dem intet, og en gentagelse af teksten ved siden af er spild af deres tid."
        ),
        en=(
            "People who are blind or have low vision hear the alt text instead of the image. A file "
            "name or the word “image” tells them nothing, and a copy of the text beside it wastes their time."
        ),
    ),
    fix=Text(
        da=(
            "Skriv i alt, hvad billedet viser eller gør på netop denne side. Er det kun pynt, eller står alt i "
            'teksten ved siden af, så skriv alt="".'
        ),
        en=(
            "Write in alt what the image shows or does on this page. If it is only decoration, or the text "
            'beside it says it all, write alt="".'
        ),
    ),
    messages={
        "file_name": Text(
            da="Alt-teksten er et filnavn: »{name}«.",
            en="The alt text is a file name: “{name}”.",
        ),
        "stopgap": Text(
            da="Alt-teksten er blot »{name}«.",
            en="The alt text is just “{name}”.",
        ),
        "perhaps_file_name": Text(
            da="Alt-teksten »{name}« ligner et filnavn. Se efter, om den beskriver billedet.",
            en="The alt text “{name}” looks like a file name. Check that it describes the image.",
        ),
        "only_kind": Text(
            da="Alt-teksten er blot »{name}«. Se efter, om den siger nok her.",
            en="The alt text is just “{name}”. Check that it says enough here.",
        ),
        "repeats_link": Text(
            da=(
                "Alt-teksten »{name}« står også som tekst i det samme link eller den samme knap og "
                "bliver læst op to gange."
            ),
            en="The alt text “{name}” is also text in the same link or button and is read aloud twice.",
        ),
        "repeats_caption": Text(
            da=("Alt-teksten er den samme som billedteksten: »{name}«. Se efter, om den beskriver billedet."),
            en="The alt text is the same as the caption: “{name}”. Check that it describes the image.",
        ),
        "repeats_neighbour": Text(
            da="Alt-teksten er den samme som teksten lige ved siden af: »{name}«.",
            en="The alt text is the same as the text right beside it: “{name}”.",
        ),
    },
    criteria=("1.1.1",),
    act=("qt1vmo",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.DOM, Evidence.LAYOUT, Evidence.ACCESSIBILITY_TREE}),
    supersedes=("image-redundant-alt",),
)

_IMAGES = 'img, input[type="image" i], area[href], svg[role], [role="img"], [role="image"]'
_IMAGE_ROLES = frozenset({"image", "img"})
_FIGURE_NUMBER = re.compile(
    r"^(figur|figure|fig|abbildung|abb|illustration|billede|foto|bild|bilde) \d+( \d+)* (?=\D)"
)
_WRAPPERS = frozenset({"a", "div", "p", "picture", "span"})
_WRAPPERS_MAX = 4
NAME_MAX_CHARACTERS = 200


def check(page: Page) -> Iterator[Finding]:
    for tag in page.select(_IMAGES):
        if not _is_image(page, tag):
            continue
        name = page.name(tag)
        if not name:
            continue  # axe's image-alt and its kin
        place, shown = page.place(tag), name[:NAME_MAX_CHARACTERS]
        source = _source(tag)
        if message := fault(name, source):
            yield failed(place, message, name=shown)
        elif message := _doubt(page, tag, name, source):
            yield cannot_tell(place, message, name=shown)
        else:
            yield passed(place)


def _is_image(page: Page, tag: Tag) -> bool:
    if not page.is_exposed(tag):
        return False
    if tag.name == "area":
        return bool(tag.get("alt"))
    if tag.name == "input":
        # An image button without a name is given "Submit" by the browser: axe's input-image-alt.
        return bool(tag.get("alt") or tag.get("aria-label") or tag.get("aria-labelledby") or tag.get("title"))
    return page.role(tag) in _IMAGE_ROLES


def _source(tag: Tag) -> str:
    """Return the last part of the image's address, or ""."""
    source = str(tag.get("src") or "")
    if source.startswith("data:"):
        return ""
    try:
        return unquote(urlsplit(source).path).rsplit("/", 1)[-1]
    except ValueError:
        return ""


def _doubt(page: Page, tag: Tag, name: str, source: str) -> str:
    return doubt(name, source) or _repetition(page, tag, plain(name))


def _repetition(page: Page, tag: Tag, words: str) -> str:
    """Return a message key when the very words of the alternative stand right beside the image as text."""
    if not words or tag.get("aria-labelledby"):  # which names the text beside it on purpose
        return ""
    for parent in tag.parents:
        if parent.name in {"a", "button"} or parent.get("role") in {"button", "link"}:
            if plain(page.text(parent)) == words:
                return "repeats_link"
            break
    figure = tag.find_parent("figure")
    caption = figure.find("figcaption") if figure is not None else None
    if isinstance(caption, Tag) and words in _with_and_without_number(plain(page.text(caption))):
        return "repeats_caption"
    neighbours = (_neighbour(page, tag, forward=False), _neighbour(page, tag, forward=True))
    return "repeats_neighbour" if any(words in _with_and_without_number(text) for text in neighbours) else ""


def _with_and_without_number(caption: str) -> set[str]:
    """Return a caption's plain words as they are and without its number ("Figur 3.1")."""
    return {caption, _FIGURE_NUMBER.sub("", caption)}


def _neighbour(page: Page, tag: Tag, *, forward: bool) -> str:
    """Return the text of what stands next to the image, or next to what holds nothing but it, in plain form."""
    current = tag
    for parent in list(tag.parents)[:_WRAPPERS_MAX]:
        if parent.name not in _WRAPPERS or page.text(parent):
            break
        current = parent
    for sibling in current.next_siblings if forward else current.previous_siblings:
        if isinstance(sibling, Tag):
            return plain(page.text(sibling)) if page.is_visible(sibling) else ""
        if type(sibling) is NavigableString and sibling.strip():
            return plain(str(sibling))
    return ""
