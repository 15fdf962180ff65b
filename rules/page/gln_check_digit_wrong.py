"""Rule: a number that invoices are addressed to has a wrong check digit."""

from collections.abc import Iterator

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
from rules.services import service_table
from rules.services.numbers import find_numbers
from rules.services.text import blocks

RULE = Rule(
    id="gln-check-digit-wrong",
    scope=Scope.PAGE,
    standing=Standing.SERVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Et EAN-nummer skal have det rigtige kontrolciffer",
        en="An EAN number must have the right check digit",
    ),
    why=Text(
        da=(
            "Leverandører skal bruge nummeret til at sende en elektronisk faktura. Er et ciffer forkert, bliver "
            "fakturaen afvist eller havner hos en anden."
        ),
        en=(
            "Suppliers need the number to send an electronic invoice. When a digit is wrong, the invoice is refused "
            "or ends up with somebody else."
        ),
    ),
    fix=Text(
        da="Slå nummeret op hos den, der har udstedt det, og ret det på siden.",
        en="Look the number up with whoever issued it, and correct it on the page.",
    ),
    messages={
        "wrong": Text(
            da="Nummeret {number} kan ikke være rigtigt: kontrolcifret passer ikke.",
            en="The number {number} cannot be right: the check digit does not fit.",
        ),
        "perhaps_wrong": Text(
            da="Hvis {number} er et EAN-nummer, er det ikke rigtigt: kontrolcifret passer ikke.",
            en="If {number} is an EAN number, it is not right: the check digit does not fit.",
        ),
    },
    evidence=frozenset({Evidence.DOM}),
)


def check(page: Page) -> Iterator[Finding]:
    kind = service_table(page.country.code).numbers
    if kind is None:
        return
    before = ""
    for block, text in blocks(page):
        # In a table the label stands in the cell before the number.
        shift = len(before) + 1
        for number in find_numbers(f"{before} {text}", kind):
            if number.start < shift:
                continue
            if number.is_valid:
                yield passed()
            elif number.is_labelled:
                yield failed(page.place(block), "wrong", number=number.digits)
            else:
                yield cannot_tell(page.place(block), "perhaps_wrong", number=number.digits)
        before = text
