"""Surveys a made-up site without a network, its answers coming in any order one likes."""

import random
from collections.abc import Callable
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse

from crawler.survey.frontier import Frontier
from crawler.survey.inventory import Item, Skip, SkipReason, SurveyedPage, SurveyNote
from crawler.survey.links import Seen
from crawler.survey.outcomes import NotSurveyed, Outcome
from crawler.survey.reading import Visit, read
from crawler.survey.turns import Turns
from crawler.survey.urls import Scope
from tests.survey.known.site import Answer, Asked

Server = Callable[[Asked], Answer]


def inventory(  # what a survey may depend on
    server: Server,
    start: str = "http://by.example/",
    *,
    browser: Server | None = None,
    compares_start: bool = False,
    max_pages: int | None = None,
    lookahead: int = 1,
    seed: int = 0,
) -> list[Item]:
    """Survey the site that `server` answers for; `browser` gives a page as it is once its scripts have run."""
    draw = random.Random(seed)
    frontier: Frontier[Outcome] = Frontier(Scope.of(start), max_pages=max_pages, lookahead=lookahead)
    turns = Turns(start, frontier, compares_start=compares_start)
    turns.open(())
    items: list[Item] = []
    under_way: list[Visit] = []
    while True:
        for entry, outcome in frontier.ready():
            items += turns.take(entry, outcome)
        if frontier.is_full:
            items += turns.end(SkipReason.PAGE_CAP)
        if turns.is_over or frontier.is_idle:
            return [*items, *turns.close()]
        for entry in frontier.due():
            if refusal := turns.refusal(entry):
                frontier.settle(entry, refusal)
            else:
                under_way.append(Visit(entry, entry.url, is_rendered=entry.is_rendered))
        if under_way:
            visit = under_way.pop(draw.randrange(len(under_way)))
            onward = turns.onward(visit, _came(visit, frontier.scope, server, browser))
            if isinstance(onward, Visit):
                under_way.append(onward)
            else:
                frontier.settle(visit.entry, onward)


def _came(visit: Visit, scope: Scope, server: Server, browser: Server | None) -> Outcome | Visit:
    if visit.is_rendered and browser is None:
        return NotSurveyed(SkipReason.UNREADABLE, "no browser", is_browser_lost=True)
    answering = browser if visit.is_rendered and browser is not None else server
    parts = urlsplit(visit.url)
    target = visit.url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    answer = answering(Asked(target, f"{parts.scheme}://{parts.netloc}/", parts.netloc, visit.cookie))
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    headers = {"Content-Type": answer.kind, **answer.headers}
    response = HtmlResponse(visit.url, status=answer.status, headers=headers, body=body)
    return read(response, visit, scope, Seen() if visit.is_rendered else None)


def pages(items: list[Item]) -> list[str]:
    """Return the pages of an inventory, as paths where they are of the made-up site."""
    return [_short(item.url) for item in items if isinstance(item, SurveyedPage)]


def skips(items: list[Item]) -> dict[str, SkipReason]:
    """Return the skips of an inventory by address."""
    return {_short(item.url): item.reason for item in items if isinstance(item, Skip)}


def notes(items: list[Item]) -> dict[str, str]:
    """Return the notes of an inventory by kind."""
    return {item.kind: item.detail for item in items if isinstance(item, SurveyNote)}


def _short(url: str) -> str:
    return url.removeprefix("http://by.example")
