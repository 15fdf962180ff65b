"""Rule: a banner lets one say yes to cookies, and not as easily no."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bs4 import Tag

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
from rules.words import plain, word_list

RULE = Rule(
    id="consent-reject-missing",
    scope=Scope.PAGE,
    standing=Standing.PRIVACY,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Det skal være lige så let at sige nej til cookies som ja",
        en="Saying no to cookies must be as easy as saying yes",
    ),
    why=Text(
        da=(
            "Et ja er kun et valg, hvis et nej er lige så nært. Mange, især de, der har svært ved at læse "
            "eller betjene en side, tager den eneste knap, de ser."
        ),
        en=(
            "A yes is only a choice when a no is as near. Many, above all those who find pages hard to "
            "read or use, take the only button they see."
        ),
    ),
    fix=Text(
        da=(
            "Sæt en knap til at afvise ved siden af knappen til at acceptere, i samme størrelse og "
            "udformning."
        ),
        en="Put a button for rejecting beside the one for accepting, in the same size and design.",
    ),
    messages={
        "no_reject": Text(
            da="Man kan vælge »{accept}«, men der er ingen knap til at sige nej.",
            en="One can choose “{accept}”, but there is no button for saying no.",
        ),
        "behind_settings": Text(
            da="Man kan vælge »{accept}« med det samme, men må gennem »{settings}« for at sige nej.",
            en="One can choose “{accept}” at once but must go through “{settings}” to say no.",
        ),
        "less_prominent": Text(
            da=(
                "»{reject}« ser ud til at være mindre iøjnefaldende end »{accept}«. Se efter, om de er "
                "lige lette at vælge."
            ),
            en=(
                "“{reject}” seems less prominent than “{accept}”. Check whether they are equally easy to "
                "choose."
            ),
        ),
    },
    evidence=frozenset({Evidence.DOM, Evidence.ACCESSIBILITY_TREE, Evidence.LAYOUT}),
    styles=("background-color", "position"),
)


LABEL_WORDS_MAX = 7
SMALLER_SHARE = 0.5
_BUTTONS = "button, a, input[type=button], input[type=submit], [role=button]"
_FRAMES = frozenset({"iframe", "frame"})
_NO_BANNERS = frozenset({"body", "html", "main", "[document]"})
_OVERLAYS = frozenset({"fixed", "sticky", "absolute"})
_DIALOGS = frozenset({"dialog", "alertdialog"})
_NAMED = re.compile(r"cookie|consent|samtykke|gdpr|\bcmp\b|\bcoi-", re.IGNORECASE)
_CLEAR = re.compile(r"rgba\(.*,\s*0\)|transparent|^$")


def check(page: Page) -> Iterator[Finding]:
    choices = [(tag, label) for tag in page.select(_BUTTONS) if (label := _label(page, tag))]
    judged: set[int] = set()
    for tag, label in choices:
        if not _says(label, "accept") or _says(label, "reject") or _says(label, "settings"):
            continue
        banner = _banner(page, tag)
        if banner is None or id(banner) in judged or not page.is_visible(tag):
            continue
        judged.add(id(banner))
        inside = [(one, name) for one, name in choices if _is_inside(one, banner) and page.is_visible(one)]
        yield _judged(page, (tag, label), inside)


def _judged(page: Page, accept: tuple[Tag, str], choices: list[tuple[Tag, str]]) -> Finding:
    tag, place = accept[0], page.place(_own(accept[0]))
    shown = page.name(tag)
    rejects = [one for one, label in choices if _says(label, "reject")]
    if not rejects:
        settings = next((one for one, label in choices if _says(label, "settings")), None)
        if settings is None:
            return failed(place, "no_reject", accept=shown)
        return failed(place, "behind_settings", accept=shown, settings=page.name(settings))
    if any(not _is_lesser(page, one, tag) for one in rejects):
        return passed(place)
    return cannot_tell(place, "less_prominent", accept=shown, reject=page.name(rejects[0]))


def _own(tag: Tag) -> Tag:
    """Return what of a banner is the site's own to choose: the frame that it fills, or else the button itself."""
    return next((one for one in reversed(list(tag.parents)) if one.name in _FRAMES), tag)


def _label(page: Page, tag: Tag) -> str:
    """Return what a button says, in plain form, or "" where it says too much for one."""
    label = plain(page.name(tag))
    return label if len(label.split()) <= LABEL_WORDS_MAX else ""


@lru_cache(maxsize=8_192)  # pages of a site share most of their buttons and links
def _says(label: str, table: str) -> bool:
    padded = f" {label} "
    return any(f" {phrase} " in padded for phrase in word_list("consent_words", table))


def _banner(page: Page, tag: Tag) -> Tag | None:
    """Return what lies over or before the page, speaks of cookies and holds the button: also a frame, whoever's."""
    parents = list(tag.parents)
    # A banner that comes from elsewhere fills a frame: what is the body there is a part of the page here.
    framed = max((index for index, one in enumerate(parents) if one.name in _FRAMES), default=0)
    for index, element in enumerate(parents):
        if element.name in _NO_BANNERS:
            if index >= framed:
                return None
        elif _is_apart(page, element) and _speaks_of_cookies(page, element):
            return element
    return None


def _is_apart(page: Page, element: Tag) -> bool:
    own = (element.get("id"), *element.get_attribute_list("class"))
    framed = (element.get("title"), element.get("name")) if element.name in _FRAMES else ()
    names = " ".join(str(name) for name in (*own, *framed) if name)
    return (
        element.name == "dialog"
        or str(element.get("role") or "") in _DIALOGS
        or bool(_NAMED.search(names))
        or page.style(element, "position") in _OVERLAYS
    )


def _speaks_of_cookies(page: Page, element: Tag) -> bool:
    words = set(plain(page.text(element)).split())
    return not words.isdisjoint(word_list("consent_words", "subject"))


def _is_inside(tag: Tag, banner: Tag) -> bool:
    return any(parent is banner for parent in tag.parents)


def _is_lesser(page: Page, one: Tag, other: Tag) -> bool:
    """Whether one choice is a bare text or much smaller where the other is a filled button."""
    is_bare = bool(_CLEAR.search(page.style(one, "background-color")))
    other_is_bare = bool(_CLEAR.search(page.style(other, "background-color")))
    if is_bare and not other_is_bare:
        return True
    box, other_box = page.box(one), page.box(other)
    if box is None or other_box is None:
        return False
    return box.width * box.height < SMALLER_SHARE * other_box.width * other_box.height
