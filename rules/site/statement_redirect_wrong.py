"""Rule: the address on the site that must lead to the accessibility statement does not."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from rules.countries import Duty
from rules.evidence import SiteEvidence
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
from rules.site_evidence import FoundBy, Lookup, LookupState, Moved
from rules.statements import address_key, blame, found_statements, gathered, is_at_host

RULE = Rule(
    id="statement-redirect-wrong",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Webstedets faste adresse skal føre til tilgængelighedserklæringen",
        en="The site’s fixed address must lead to the accessibility statement",
    ),
    why=Text(
        da=(
            "Den, der ikke kan finde rundt på webstedet, kan skrive adressen selv: den er den samme på alle "
            "offentlige "
            "websteder. Virker den ikke, er det netop dem med de største vanskeligheder, der ikke finder erklæringen."
        ),
        en=(
            "Those who cannot find their way on the site can type the address: it is the same on every public"
            " site. If "
            "it does not work, it is just those with the greatest difficulties who do not find the statement."
        ),
    ),
    fix=Text(
        da="Lad adressen viderestille til webstedets tilgængelighedserklæring, både med og uden www foran.",
        en="Let the address redirect to the site’s accessibility statement, both with and without www in front.",
    ),
    messages={
        "nothing": Text(
            da="{address} findes ikke: {reason}.",
            en="{address} does not exist: {reason}.",
        ),
        "elsewhere": Text(
            da="{address} fører til {end} og ikke til tilgængelighedserklæringen.",
            en="{address} leads to {end} and not to the accessibility statement.",
        ),
        "stays": Text(
            da="{address} viser en side, men fører ikke til tilgængelighedserklæringen.",
            en="{address} shows a page but does not lead to the accessibility statement.",
        ),
        "broken_end": Text(
            da="{address} fører til {end}, hvor der ingen erklæring er: {reason}.",
            en="{address} leads to {end}, where there is no statement: {reason}.",
        ),
        "other_site": Text(
            da=(
                "{address} fører til erklæringen {end}, som ikke nævner dette websted. Se efter, om den "
                "er den rigtige."
            ),
            en=(
                "{address} leads to the statement {end}, which does not name this site. Check that it is "
                "the right one."
            ),
        ),
        "on_site": Text(
            da=(
                "{address} fører til en erklæring på selve webstedet ({end}). Se efter, om den skulle føre "
                "til den, der "
                "ligger hos landets andre erklæringer."
            ),
            en=(
                "{address} leads to a statement on the site itself ({end}). Check whether it should lead to the one "
                "kept with the country’s other statements."
            ),
        ),
        "in_folder": Text(
            da=(
                "{address} fører ikke til erklæringen. Webstedet deler værtsnavn med andre; se efter, "
                "hvilken der gælder."
            ),
            en="{address} does not lead to the statement. The site shares its host; check which address it has.",
        ),
    },
    law=(LawClause("Directive (EU) 2016/2102", "Article 7(1)"),),
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    path = evidence.country.statement.on_site
    if Duty.REDIRECT not in evidence.country.duties or not path:
        return
    lookups = [one for one in gathered(evidence).lookups if one.found_by is FoundBy.REDIRECT]
    findings = [finding for one in lookups if (finding := _judged(evidence, one)) is not None]
    if not findings:
        raise NotSeenError("; ".join(f"{one.url}: {one.reason}" for one in lookups) or "not_looked_for")
    # The spelling with www or the one without: it is enough that one of them leads there.
    yield min(findings, key=_order)


def _order(finding: Finding) -> int:
    return 0 if not finding.message else 1 if finding.message in {"other_site", "on_site"} else 2


def _judged(evidence: SiteEvidence, lookup: Lookup) -> Finding | None:
    """Return what one address did, or None where that could not be seen."""
    place = Place(target=lookup.url)
    end = address_key(lookup.final_url)
    if (
        end in {address_key(url) for url in gathered(evidence).addresses}
        and lookup.state is not LookupState.ABSENT
    ):
        return passed(place)  # that the statement host is down is not the site's fault
    statement = next((one for one in found_statements(evidence) if address_key(one.page.url) == end), None)
    if statement is not None:
        return _at_statement(evidence, lookup, names_site=statement.names(urlsplit(evidence.url).netloc))
    if lookup.state in {LookupState.UNREACHABLE, LookupState.REFUSED}:
        return None
    return _astray(evidence, lookup)


def _at_statement(evidence: SiteEvidence, lookup: Lookup, *, names_site: bool) -> Finding:
    place = Place(target=lookup.url)
    if not evidence.country.statement.address:
        return passed(place)
    if not is_at_host(evidence, lookup.final_url):
        return cannot_tell(place, "on_site", address=lookup.url, end=lookup.final_url)
    return (
        passed(place)
        if names_site
        else cannot_tell(place, "other_site", address=lookup.url, end=lookup.final_url)
    )


def _astray(evidence: SiteEvidence, lookup: Lookup) -> Finding:
    place, values = Place(target=lookup.url), {"address": lookup.url}
    is_in_folder = urlsplit(lookup.url).path.strip("/") != evidence.country.statement.on_site
    if is_in_folder:
        return cannot_tell(place, "in_folder", **values)
    wrong = blame(evidence)
    if lookup.state is LookupState.ABSENT:
        key = "nothing" if lookup.moved is Moved.NOT else "broken_end"
        return wrong(place, key, **values, end=lookup.final_url, reason=lookup.reason)
    if lookup.moved is Moved.NOT:
        return wrong(place, "stays", **values)
    return wrong(place, "elsewhere", **values, end=lookup.final_url)
