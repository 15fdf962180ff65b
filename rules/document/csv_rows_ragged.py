"""Rule: rows of a table kept as text differ in their number of cells."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.document_names import file_name
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

_ROWS_NAMED = 5


RULE = Rule(
    id="csv-rows-ragged",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Alle tabellens rækker skal have lige mange felter",
        en="Every row of the table must have the same number of cells",
    ),
    why=Text(
        da=(
            "Mangler der felter, rykker resten af rækken ind under forkerte overskrifter. Det rammer alle, der "
            "genbruger data, og dem, der hører tabellen læst op, for de kan ikke se fejlen."
        ),
        en=(
            "When cells are missing, the rest of the row moves under the wrong headings. It affects everyone who "
            "reuses the data, and people who have the table read aloud, for they cannot see the fault."
        ),
    ),
    fix=Text(
        da=(
            "Lad hver række have ét felt pr. kolonne, også de tomme, og sæt felter med skilletegn i anførselstegn. "
            "Overskrifter og noter hører til i en fil for sig."
        ),
        en=(
            "Give every row one cell per column, empty ones too, and put cells that hold the delimiter in quotation "
            "marks. Headings and notes belong in a file of their own."
        ),
    ),
    messages={
        "ragged": Text(
            da="{count} af {rows} rækker har et andet antal felter end {columns}; de første er nr. {first}.",
            en="{count} of {rows} rows have another number of cells than {columns}; the first are no. {first}.",
        ),
    },
    evidence=frozenset({Evidence.DOCUMENT}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.delimited
    if facts is None or facts.row_count == 0:
        return
    if facts.ragged_count == 0:
        yield passed()
        return
    first = ", ".join(map(str, facts.ragged_rows[:_ROWS_NAMED]))
    yield failed(
        Place(f"row {facts.ragged_rows[0]}", path="row", snippet=file_name(evidence.url)),
        "ragged",
        count=facts.ragged_count,
        rows=facts.row_count,
        columns=facts.column_count,
        first=first,
    )
