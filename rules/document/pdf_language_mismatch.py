"""Rule: the declared language of a PDF is not the one its text is written in."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.languages import (
    are_relatives,
    count_letters,
    detect,
    is_detectable,
    language_name,
    primary_language,
)
from rules.model import (
    NOWHERE,
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

RULE = Rule(
    id="pdf-language-mismatch",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # text taken out of a PDF may be torn into pieces that look like another language
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da=("Det angivne sprog i PDF skal være tekstens sprog"),
        en=("The language a PDF declares must be the language of its text"),
    ),
    why=Text(
        da=(
            "En skærmlæser vælger udtale efter det sprog, filen angiver. Er det forkert, bliver "
            "teksten læst op med forkert udtale og kan være umulig at forstå."
        ),
        en=(
            "A screen reader follows the language that the file declares. When that is wrong, the "
            "text is read aloud with the wrong pronunciation and may be impossible to follow."
        ),
    ),
    fix=Text(
        da=(
            "Word: markér teksten, vælg sprog under Gennemse > Sprog, og gem som PDF igen. "
            "LibreOffice: Formatér > Tegn > Sprog. InDesign og Acrobat: Filer > Egenskaber > "
            "Avanceret > Sprog."
        ),
        en=(
            "Word: select the text, choose the language under Review > Language and save as PDF "
            "again. LibreOffice: Format > Character > Language. InDesign and Acrobat: File > "
            "Properties > Advanced > Language."
        ),
    ),
    messages={
        "other": Text(
            da=("Dokumentets sprog er angivet som {declared}, men teksten er på {detected}."),
            en=("The document is declared as {declared}, but the text is in {detected}."),
        ),
        "perhaps_other": Text(
            da=(
                "Dokumentets sprog er angivet som {declared}, men meget af teksten ser ud til at være "
                "på {detected}. Se efter, om sproget er rigtigt."
            ),
            en=(
                "The document is declared as {declared}, but much of the text seems to be in "
                "{detected}. Check that the language is right."
            ),
        ),
    },
    criteria=("3.1.1",),
    evidence=frozenset({Evidence.PDF}),
)

MIN_LETTERS_TO_JUDGE = 200
MIN_LETTERS_TO_FAIL_RELATIVES = 1_500
_OTHER_MIN_SHARE = 0.8
_DECLARED_MAX_SHARE = 0.1
_PIECE_WORDS = 40


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    declared = primary_language(facts.language or "") if facts is not None else ""
    if facts is None or not declared or not is_detectable(declared):
        return
    letters = count_letters(facts.text)
    if letters < MIN_LETTERS_TO_JUDGE:
        return
    words = facts.text.split()
    pieces = [" ".join(words[start : start + _PIECE_WORDS]) for start in range(0, len(words), _PIECE_WORDS)]
    detected = detect(pieces, declared)
    if not detected.other or detected.declared >= 0.5:
        yield passed()
        return
    names = {"declared": language_name(declared), "detected": language_name(detected.other)}
    is_clear = detected.other_share >= _OTHER_MIN_SHARE and detected.declared <= _DECLARED_MAX_SHARE
    is_enough = letters >= MIN_LETTERS_TO_FAIL_RELATIVES or not are_relatives(declared, detected.other)
    if is_clear and is_enough:
        yield failed(NOWHERE, "other", **names)
    elif detected.other_share >= 0.5:
        yield cannot_tell(NOWHERE, "perhaps_other", **names)
    else:
        yield passed()
