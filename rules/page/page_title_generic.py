"""Rule: the page's title is a stopgap that says nothing about the page."""

from collections.abc import Iterator
from dataclasses import replace

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
from rules.page_view import SNIPPET_MAX_CHARACTERS, Page
from rules.titles import fault, is_doubtful

RULE = Rule(
    id="page-title-generic",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Sidens titel skal sige, hvad siden handler om",
        en="The page title must say what the page is about",
    ),
    why=Text(
        da=(
            "Titlen er det første, en skærmlæser læser op, og det, der står på fanen, i bogmærker og i "
            "søgeresultater. Siger den intet, må blinde og mennesker med nedsat hukommelse eller koncentration "
            "læse siden for at vide, hvor de er."
        ),
        en=(
            "The title is the first thing a screen reader says, and what tabs, bookmarks and search results "
            "show. When it says nothing, people who are blind or have trouble with memory or attention must "
            "read the page to know where they are."
        ),
    ),
    fix=Text(
        da=(
            "Skriv i <title>, hvad siden handler om, og derefter hvem der står bag, for eksempel »Søg om pas – "
            "Eksempel Kommune«."
        ),
        en=(
            "Write in <title> what the page is about, then whose page it is, such as “Apply for a passport – "
            "Example Council”."
        ),
    ),
    messages={
        "stopgap": Text(
            da="Titlen er »{title}«. Den kunne passe til enhver side.",
            en="The title is “{title}”. It would fit any page.",
        ),
        "file_name": Text(
            da="Titlen er et filnavn: »{title}«.",
            en="The title is a file name: “{title}”.",
        ),
        "address": Text(
            da="Titlen er en webadresse: »{title}«.",
            en="The title is a web address: “{title}”.",
        ),
        "perhaps_stopgap": Text(
            da="Titlen er »{title}«. Se efter, om den siger nok om netop denne side.",
            en="The title is “{title}”. Check that it says enough about this page.",
        ),
    },
    criteria=("2.4.2",),
    act=("c4a8a4",),
    evidence=frozenset({Evidence.DOM}),
)

TITLE_MAX_CHARACTERS = 200


def check(page: Page) -> Iterator[Finding]:
    tag = page.soup.select_one("html > head > title")
    if (
        tag is None
        or next((parent for parent in tag.parents if parent.name in {"iframe", "frame"}), None) is not None
    ):
        return
    title = " ".join(tag.get_text().split())
    if not title:
        return  # axe's document-title
    # A title is not rendered on the page, so it has no visible text of its own for the snippet.
    place = replace(page.place(tag), snippet=f"<title>{title}</title>"[:SNIPPET_MAX_CHARACTERS])
    message = fault(title)
    shown = title[:TITLE_MAX_CHARACTERS]
    if message:
        yield failed(place, message, title=shown)
    elif is_doubtful(title):
        yield cannot_tell(place, "perhaps_stopgap", title=shown)
    else:
        yield passed(place)
