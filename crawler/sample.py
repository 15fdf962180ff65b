"""Chooses which surveyed pages are audited, under which clause and why; the same choice for the same seed.

The clauses are those of Decision (EU) 2018/1524, Annex I 3.2 (in-depth) and 3.4 (simplified).
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import splitext
from urllib.parse import urlsplit

from crawler.page_roles import Role, role_of
from crawler.site_spec import Sample
from crawler.survey.inventory import SurveyedPage

RANDOM_SHARE = 0.10
"""Clause (g): at least this share of the pages chosen under (a) to (f), drawn at random."""

_CLAUSE_OF_ROLE: Mapping[Role, str] = {
    Role.HOME: "a",
    Role.LOGIN: "a",
    Role.SITEMAP: "a",
    Role.CONTACT: "a",
    Role.HELP: "a",
    Role.LEGAL: "a",
    Role.SEARCH: "b",
    Role.STATEMENT: "c",
    Role.FEEDBACK: "c",
}


@dataclass(frozen=True, slots=True)
class SampledPage:
    """A page to audit. `clause` is a to g for an in-depth sample, `3.4` for a simplified one, "" when all are taken."""

    url: str
    clause: str
    reason: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A sample with what is needed to draw it again: the seed and the size of the frame it was drawn from.

    `unsatisfied` says which clauses found no page, as "a: login". Clause (e), documents, is satisfied from the
    documents inventory and is not listed here.
    """

    pages: tuple[SampledPage, ...]
    unsatisfied: tuple[str, ...]
    seed: int
    frame_size: int


def choose(inventory: Iterable[SurveyedPage], plan: Sample, seed: int, max_pages: int) -> Choice:
    """Return the pages to audit, at most `max_pages` of them, in the order they should be audited."""
    frame = sorted(inventory, key=lambda page: page.seq)
    match plan:
        case Sample.FULL:
            pages = [SampledPage(page.url, "", "every page surveyed") for page in frame[:max_pages]]
            return Choice(tuple(pages), (), seed, len(frame))
        case Sample.SIMPLIFIED:
            return _simplified(frame, seed, max_pages)
        case Sample.IN_DEPTH:
            return _in_depth(frame, seed, max_pages)


def _simplified(frame: Sequence[SurveyedPage], seed: int, max_pages: int) -> Choice:
    """Return the home page and a random draw from the rest."""
    home, rest = frame[:1], frame[1:]
    drawn = _drawn(rest, max_pages - len(home), seed)
    pages = [
        *(SampledPage(page.url, "3.4", "home page", Role.HOME) for page in home[:max_pages]),
        *(SampledPage(page.url, "3.4", f"random draw from {len(rest)} pages, seed {seed}") for page in drawn),
    ]
    return Choice(tuple(pages), () if home else ("3.4: home",), seed, len(frame))


def _in_depth(frame: Sequence[SurveyedPage], seed: int, max_pages: int) -> Choice:
    """Return pages under clauses (a) to (d), then random ones under (g); room for (g) is kept from the start."""
    # The largest n with n + ceil(n / 10) <= max_pages: what is left after the random tenth.
    room = (
        max_pages - math.ceil(max_pages * RANDOM_SHARE / (1 + RANDOM_SHARE)) if max_pages > 1 else max_pages
    )
    chosen: dict[str, SampledPage] = {}
    unsatisfied: list[str] = []
    by_role: dict[Role, SurveyedPage] = {}
    for page in frame:
        role = Role.HOME if page.seq == 0 else role_of(page.url, page.title, page.link_text)
        if role is not None:
            by_role.setdefault(role, page)  # the first found is the nearest to the home page
    for role, clause in _CLAUSE_OF_ROLE.items():
        found = by_role.get(role)
        if found is None:
            unsatisfied.append(f"{clause}: {role.value}")
        elif len(chosen) < room:
            chosen.setdefault(found.url, SampledPage(found.url, clause, f"{role.value} page", role))
        else:
            unsatisfied.append(f"{clause}: {role.value} (no room)")
    for clause, reason, groups in (
        ("b", "first page of the section {}", _sections(frame)),
        ("d", "another kind of page: {}", _kinds(frame)),
    ):
        for name, page in groups.items():
            if len(chosen) < room and page.url not in chosen:
                chosen[page.url] = SampledPage(page.url, clause, reason.format(name))
    rest = [page for page in frame if page.url not in chosen]
    wanted = min(max(math.ceil(len(chosen) * RANDOM_SHARE), 1), max_pages - len(chosen))
    drawn = _drawn(rest, wanted, seed)
    if len(drawn) < math.ceil(len(chosen) * RANDOM_SHARE):
        unsatisfied.append("g: random pages")
    reason = f"random draw from {len(rest)} pages, seed {seed}"
    pages = [*chosen.values(), *(SampledPage(page.url, "g", reason) for page in drawn)]
    return Choice(tuple(pages), tuple(unsatisfied), seed, len(frame))


def _drawn(pages: Sequence[SurveyedPage], count: int, seed: int) -> list[SurveyedPage]:
    """Return a random draw in survey order."""
    # A generator of its own: nothing else that draws can change which pages a sweep audits.
    draw = random.Random(seed)  # noqa: S311  # a reproducible draw, no secret
    by_address = sorted(pages, key=lambda page: page.url)
    drawn = draw.sample(by_address, min(max(count, 0), len(by_address)))
    return sorted(drawn, key=lambda page: page.seq)


def _sections(frame: Sequence[SurveyedPage]) -> dict[str, SurveyedPage]:
    """Return the first page of every section, the section being the first part of the path."""
    groups: dict[str, SurveyedPage] = {}
    for page in frame:
        segments = [segment for segment in urlsplit(page.url).path.split("/") if segment]
        if segments:
            groups.setdefault(segments[0], page)
    return groups


def _kinds(frame: Sequence[SurveyedPage]) -> dict[str, SurveyedPage]:
    """Return the first page of every kind of address: section, depth, file type, with or without a query.

    Appearance itself is known only after rendering; addresses of one template mostly share their shape.
    """
    groups: dict[str, SurveyedPage] = {}
    for page in frame:
        parts = urlsplit(page.url)
        segments = [segment for segment in parts.path.split("/") if segment]
        section = segments[0] if segments else ""
        query = "?" if parts.query else ""
        groups.setdefault(f"/{section} {len(segments)}{splitext(parts.path)[1]}{query}", page)
    return groups
