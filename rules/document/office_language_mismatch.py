"""Rule: the language an office document states is not the one its text is written in."""

from collections.abc import Iterator
from dataclasses import replace

from rules.document_evidence import DocumentEvidence
from rules.languages import (
    MIN_LETTERS_TO_FAIL,
    OTHER_MIN_SHARE,
    count_letters,
    detect,
    is_detectable,
    is_prose,
    is_surely_other,
    language_name,
    primary_language,
)
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
    cannot_tell,
    failed,
    passed,
)
from rules.office_evidence import LanguageUse

RULE = Rule(
    id="office-language-mismatch",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Det angivne sprog skal være tekstens sprog",
        en="The stated language must be the language of the text",
    ),
    why=Text(
        da=(
            "En skærmlæser vælger udtale efter det sprog, dokumentet angiver. Er det forkert, bliver teksten"
            " læst op med forkert udtale og kan være umulig at forstå for blinde, svagtseende og ordblinde."
        ),
        en=(
            "A screen reader follows the language the document states. When that is wrong, the text is read "
            "aloud with the wrong pronunciation and may be impossible to follow for people who are blind, "
            "have low vision or are dyslexic."
        ),
    ),
    fix=Text(
        da=(
            "Word og PowerPoint: markér teksten, vælg Gennemse > Sprog > Angiv korrektursprog, og vælg det "
            "sprog, teksten er skrevet på. LibreOffice: Funktioner > Sprog. Ret det helst i skabelonen."
        ),
        en=(
            "Word and PowerPoint: select the text, choose Review > Language > Set Proofing Language, and "
            "pick the language it is written in. LibreOffice: Tools > Language. Mend it in the template if "
            "you can."
        ),
    ),
    messages={
        "other": Text(
            da="Teksten er angivet som {declared}, men er på {detected}: »{sample}«.",
            en="The text is stated to be {declared}, but is in {detected}: “{sample}”.",
        ),
        "perhaps_other": Text(
            da=(
                "Teksten er angivet som {declared}, men ser ud til at være på {detected}: »{sample}«. Se efter, "
                "om sproget er rigtigt."
            ),
            en=(
                "The text is stated to be {declared}, but seems to be in {detected}: “{sample}”. Check that the "
                "language is right."
            ),
        ),
    },
    criteria=("3.1.1", "3.1.2"),
    evidence=frozenset({Evidence.OFFICE}),
)

SAMPLE_MAX_CHARACTERS = 80


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for use in office.languages:
        language = primary_language(use.language)
        if language and is_detectable(language):
            finding = _judge(use, language, office.letters)
            if finding is not None:
                yield finding


def _judge(use: LanguageUse, language: str, all_letters: int) -> Finding | None:
    prose = [line for line in use.sample.split("\n") if is_prose(line)]
    letters = count_letters("".join(prose))
    if letters < MIN_LETTERS_TO_FAIL:
        return None
    detected = detect(prose, language)
    # The default language is the document's (3.1.1) where most of the text has it, else a part's (3.1.2).
    clause = "3.1.1" if use.letters * 2 > all_letters else "3.1.2"
    spot = Place("document", f"Document > {language}", prose[0][:300])
    if detected.declared >= 0.5:
        return passed(spot)
    data = {
        "declared": language_name(language),
        "detected": language_name(detected.other) if detected.other else "",
        "sample": prose[0][:SAMPLE_MAX_CHARACTERS],
    }
    if is_surely_other(language, detected, letters):
        return replace(failed(spot, "other", **data), clause=clause)
    if detected.other_share >= OTHER_MIN_SHARE and detected.other != "la":
        return replace(cannot_tell(spot, "perhaps_other", **data), clause=clause)
    return passed(spot)
