"""Rule: the alternative text of a figure in a PDF is a file name or a stopgap."""

import re
from collections.abc import Iterator

from rules.alternatives import is_file_name
from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.words import plain, word_list

RULE = Rule(
    id="pdf-alt-uninformative",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da=("Alternativ tekst i PDF skal sige, hvad figuren viser"),
        en=("Alternative text in a PDF must say what the figure shows"),
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst den alternative tekst op i stedet for billedet. Et "
            "filnavn eller ordet »billede« siger dem intet."
        ),
        en=(
            "People who are blind or have low vision hear the alternative text instead of the "
            "picture. A file name or the word “image” tells them nothing."
        ),
    ),
    fix=Text(
        da=(
            "Skriv, hvad billedet viser. Word: højreklik > Vis alternativ tekst. LibreOffice: "
            "højreklik > Alternativ tekst. InDesign: Objekt > Indstillinger for objekteksport. "
            "Acrobat: Angiv alternativ tekst."
        ),
        en=(
            "Write what the picture shows. Word: right-click > View Alt Text. LibreOffice: right- "
            "click > Alt Text. InDesign: Object > Object Export Options. Acrobat: Set Alternate Text."
        ),
    ),
    messages={
        "file_name": Text(
            da=("Den alternative tekst er et filnavn: »{alt}«."),
            en=("The alternative text is a file name: “{alt}”."),
        ),
        "stopgap": Text(
            da=("Den alternative tekst er blot »{alt}«."),
            en=("The alternative text is just “{alt}”."),
        ),
        "only_kind": Text(
            da=("Den alternative tekst er blot »{alt}«. Se efter, om den siger nok her."),
            en=("The alternative text is just “{alt}”. Check that it says enough here."),
        ),
        "automatic": Text(
            da=("Den alternative tekst er lavet automatisk: »{alt}«. Se efter, om den passer."),
            en=("The alternative text was made automatically: “{alt}”. Check that it is right."),
        ),
    },
    criteria=("1.1.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.PDF}),
)

_AUTOMATIC = re.compile(
    r"automatisk genereret|automatically generated|AI-(genereret|generated)", re.IGNORECASE
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    for figure in evidence.pdf.figures if evidence.pdf is not None else ():
        alt = (figure.alt or "").strip()
        if not alt:
            continue  # pdf-figure-alt-missing
        place = Place(target=figure.place, path=figure.path, snippet=alt)
        words = plain(alt)
        if is_file_name(alt):
            yield failed(place, "file_name", alt=alt)
        elif words in word_list("image_words", "placeholder"):
            yield failed(place, "stopgap", alt=alt)
        elif words in word_list("image_words", "kind"):
            yield cannot_tell(place, "only_kind", alt=alt)
        elif _AUTOMATIC.search(alt):
            yield cannot_tell(place, "automatic", alt=alt)
        else:
            yield passed(place)
