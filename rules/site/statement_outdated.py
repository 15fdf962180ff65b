"""Rule: the accessibility statement was not reviewed within the last year."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from rules.countries import Duty
from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    LawClause,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.statements import read_on, statement_of

RULE = Rule(
    id="statement-outdated",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Tilgængelighedserklæringen skal gennemgås mindst en gang om året",
        en="The accessibility statement must be reviewed at least once a year",
    ),
    why=Text(
        da=(
            "Et websted ændrer sig hele tiden. En gammel erklæring fortæller om fejl, der er rettet, og tier "
            "om nye, så "
            "den, der er afhængig af den, bliver vildledt."
        ),
        en=(
            "A site changes all the time. An old statement tells of faults that are mended and not of new ones, so "
            "those who depend on it are misled."
        ),
    ),
    fix=Text(
        da="Gennemgå webstedet og erklæringen igen, ret det, der har ændret sig, og skriv dagens dato i erklæringen.",
        en="Review the site and the statement again, correct what has changed and put today’s date in the statement.",
    ),
    messages={
        "outdated": Text(
            da="Erklæringen er senest gennemgået {date}. Det er mere end {months} måneder før målingen.",
            en="The statement was last reviewed on {date}, more than {months} months before the measurement.",
        ),
        "perhaps": Text(
            da="Erklæringen er senest gennemgået {date}. Se efter, om det er mere end {months} måneder siden.",
            en="The statement was last reviewed in {date}. Check whether that is more than {months} months ago.",
        ),
        "no_date": Text(
            da="Vi fandt ingen dato for, hvornår erklæringen er udarbejdet eller gennemgået.",
            en="We found no date on which the statement was prepared or reviewed.",
        ),
        "odd_date": Text(
            da="Datoen »{date}« kan ikke være rigtig. Se efter, hvornår erklæringen er gennemgået.",
            en="The date “{date}” cannot be right. Check when the statement was reviewed.",
        ),
    },
    law=(
        LawClause("Directive (EU) 2016/2102", "Article 7(1)"),
        LawClause("Decision (EU) 2018/1523", "Annex, section 1"),
    ),
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    if Duty.UPDATED not in evidence.country.duties:
        return
    statement = statement_of(evidence)
    if statement is None:
        return
    place = Place(target=statement.page.url)
    updated = statement.updated
    if updated is None or updated.first is None or updated.last is None:
        if statement.odd_date:
            yield cannot_tell(place, "odd_date", date=statement.odd_date)
        else:
            yield cannot_tell(place, "no_date")
        return
    months = evidence.country.review_months
    limit = months_before(read_on(evidence), months)
    if updated.last < limit:
        yield failed(place, "outdated", date=updated.text, months=months)
    elif updated.first < limit:
        yield cannot_tell(place, "perhaps", date=updated.text, months=months)
    else:
        yield passed(place)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
