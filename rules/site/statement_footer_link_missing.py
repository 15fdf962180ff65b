"""Rule: the pages' footers do not link to the accessibility statement."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rules.countries import Duty
from rules.evidence import LinkFact, PageFacts, SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    LawClause,
    NotSeenError,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    passed,
)
from rules.site_evidence import FoundBy
from rules.statements import (
    address_key,
    blame,
    found_statements,
    gathered,
    is_at_host,
    is_link_to_statement,
)

RULE = Rule(
    id="statement-footer-link-missing",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Sidefoden skal linke til tilgængelighedserklæringen",
        en="The page footer must link to the accessibility statement",
    ),
    why=Text(
        da=(
            "Den, der støder på en side, der ikke virker, skal kunne finde hjælp derfra. Et link, der altid "
            "står samme "
            "sted, kan findes med skærmlæser, med tastatur og af den, der let mister overblikket."
        ),
        en=(
            "Those who meet a page that does not work must be able to find help from there. A link that is always in "
            "the same place can be found with a screen reader, by keyboard and by those who easily lose track."
        ),
    ),
    fix=Text(
        da="Sæt et link med teksten »Tilgængelighedserklæring« i sidefoden på alle sider.",
        en="Put a link with the text “Accessibility statement” in the footer of every page.",
    ),
    messages={
        "missing": Text(
            da="Sidefoden mangler linket på {missing} af {templates} slags sider, for eksempel {example}.",
            en="The footer lacks the link on {missing} of {templates} kinds of pages, such as {example}.",
        ),
        "some": Text(
            da=(
                "Sidefoden mangler linket på {missing} af {templates} slags sider, for eksempel {example}. Se"
                " efter, om "
                "det kan lade sig gøre at sætte det der."
            ),
            en=(
                "The footer lacks the link on {missing} of {templates} kinds of pages, such as {example}. "
                "Check whether "
                "it is practicable to put it there."
            ),
        ),
        "elsewhere": Text(
            da=(
                "Sidefoden på {missing} af {templates} slags sider har et link om tilgængelighed, men det fører til "
                "{end} og ikke til den erklæring, vi fandt."
            ),
            en=(
                "The footer of {missing} of {templates} kinds of pages has a link about accessibility, but it"
                " leads to "
                "{end} and not to the statement we found."
            ),
        ),
        "no_footer": Text(
            da="Siderne har ingen sidefod, vi kan kende, og {missing} slags sider har intet link til erklæringen.",
            en=(
                "The pages have no footer that we recognise, and {missing} kinds of pages have no link to"
                " the statement."
            ),
        ),
    },
    law=(LawClause("Directive (EU) 2016/2102", "Article 7(1)"),),
    evidence=frozenset({Evidence.STATEMENT, Evidence.PAGE_FACTS}),
)

_NO_FOOTER_LANDMARKS = frozenset({"banner", "main", "navigation"})


@dataclass(slots=True)
class _Template:
    """The pages that share a template, counted; `example` is the first one without the link."""

    with_footer: int = 0
    with_link: int = 0
    count: int = 0
    example: str = ""
    leads_to: str = ""

    def add(self, facts: PageFacts, *, has_link: bool, leads_to: str) -> None:
        self.count += 1
        self.with_footer += facts.has_footer
        self.with_link += has_link
        if not has_link:
            self.example = self.example or facts.final_url
            self.leads_to = self.leads_to or leads_to

    @property
    def has_footer(self) -> bool:
        return self.with_footer > 0

    @property
    def has_link(self) -> bool:
        return 2 * self.with_link >= self.count


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    if Duty.FOOTER not in evidence.country.duties:
        return
    templates = _templates(evidence)
    if not templates:
        raise NotSeenError(evidence.why_no_pages)
    judged = [template for template in templates if template.has_footer]
    missing = [template for template in judged or templates if not template.has_link]
    if not missing:
        yield passed(Place(target=evidence.url))
        return
    place = Place(target=missing[0].example)
    values = {"missing": len(missing), "templates": len(judged)}
    if not judged:
        yield cannot_tell(place, "no_footer", missing=len(missing))
    elif leads_to := next((template.leads_to for template in missing if template.leads_to), ""):
        yield cannot_tell(place, "elsewhere", **values, end=leads_to)
    elif 2 * len(missing) <= len(judged):
        # The duty holds where practicable: a kind of page without the link may have its reason.
        yield cannot_tell(place, "some", **values, example=missing[0].example)
    else:
        yield blame(evidence)(place, "missing", **values, example=missing[0].example)


def _templates(evidence: SiteEvidence) -> list[_Template]:
    accepted = _accepted(evidence)
    templates: dict[str, _Template] = defaultdict(_Template)
    for facts in evidence.pages():
        links = [link for link in facts.links if _is_about_statement(link, evidence, accepted)]
        in_footer = [link for link in links if link.in_footer or link.landmark not in _NO_FOOTER_LANDMARKS]
        has_link = any(_is_right(link, evidence, accepted) for link in in_footer)
        templates[facts.template].add(
            facts, has_link=has_link, leads_to=in_footer[0].url if in_footer else ""
        )
    return list(templates.values())


def _accepted(evidence: SiteEvidence) -> frozenset[str]:
    """Return the addresses that count as the statement: where it is, where it should be, and what leads to it."""
    found = gathered(evidence)
    on_site = [lookup.url for lookup in found.lookups if lookup.found_by is FoundBy.REDIRECT]
    statements = [statement.page.url for statement in found_statements(evidence)[:1]]
    ends = frozenset(map(address_key, (*found.addresses, *statements)))
    leading = [lookup.url for lookup in found.lookups if address_key(lookup.final_url) in ends]
    return ends | frozenset(map(address_key, (*on_site, *leading)))


def _is_about_statement(link: LinkFact, evidence: SiteEvidence, accepted: frozenset[str]) -> bool:
    return is_link_to_statement(link, evidence.country) > 0 or address_key(link.url) in accepted


def _is_right(link: LinkFact, evidence: SiteEvidence, accepted: frozenset[str]) -> bool:
    if address_key(link.url) in accepted:
        return True
    # Where no statement was found there is none to differ from.
    return is_at_host(evidence, link.url) and not found_statements(evidence)
