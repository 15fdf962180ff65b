"""Rule: the accessibility statement says that nothing is wrong, and faults were found."""

from collections.abc import Iterator

from rules.countries import Compliance
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
    failed,
    passed,
)
from rules.statements import statement_of

RULE = Rule(
    id="statement-status-contradicted",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Erklæringen må ikke sige, at alt er i orden, når der er fejl",
        en="The statement must not say that all is well when there are faults",
    ),
    why=Text(
        da=(
            "Den, der møder en fejl, får at vide, at den ikke findes, og får hverken en forklaring eller en "
            "anden vej. "
            "En erklæring, der ikke passer, er værre end ingen."
        ),
        en=(
            "Those who meet a fault are told that it does not exist, and get neither an explanation nor "
            "another way. A "
            "statement that is not true is worse than none."
        ),
    ),
    fix=Text(
        da=(
            "Ret fejlene, eller skriv i erklæringen, hvad der ikke er tilgængeligt, hvorfor, og hvad man "
            "kan gøre i stedet."
        ),
        en="Mend the faults, or say in the statement what is not accessible, why, and what people can do instead.",
    ),
    messages={
        "faults": Text(
            da="Erklæringen siger »fuldt ud«, men testen fandt fejl på {count} af {total} sider.",
            en="The statement says “fully”, but the test found faults on {count} of {total} pages.",
        ),
    },
    law=(
        LawClause("Directive (EU) 2016/2102", "Article 7(1)"),
        LawClause("Decision (EU) 2018/1523", "Article 3"),
    ),
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    statement = statement_of(evidence)
    if statement is None or statement.statuses != (Compliance.FULL,):
        return
    if not evidence.judged_page_count:
        raise NotSeenError(evidence.why_no_pages)
    place = Place(target=statement.page.url)
    if evidence.faulty_page_count:
        yield failed(place, "faults", count=evidence.faulty_page_count, total=evidence.judged_page_count)
    else:
        yield passed(place)
