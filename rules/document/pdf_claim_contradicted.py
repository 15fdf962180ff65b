"""Rule: a PDF claims a standard that it does not keep."""

from collections.abc import Iterator

from rules.document_evidence import Claim, ClaimKind, DocumentEvidence, Verdict
from rules.model import (
    NOWHERE,
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

RULE = Rule(
    id="pdf-claim-contradicted",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da=("En PDF skal være det, den siger, den er"),
        en=("A PDF must be what it says it is"),
    ),
    why=Text(
        da=(
            "Arkiver, sagsbehandlere og hjælpemidler stoler på, at en fil, der siger den er PDF/A "
            "eller PDF/UA, også er det. Er den ikke, kan den måske ikke åbnes om ti år eller læses af "
            "en skærmlæser nu."
        ),
        en=(
            "Archives, caseworkers and assistive technology trust that a file that says it is PDF/A "
            "or PDF/UA is so. When it is not, it may not open in ten years, or be read by a screen "
            "reader now."
        ),
    ),
    fix=Text(
        da=(
            "Gem igen som PDF/A eller PDF/UA fra Word, LibreOffice eller InDesign, eller ret fejlene "
            "med Acrobats Preflight. Kan det ikke lade sig gøre, så fjern mærket fra filen."
        ),
        en=(
            "Save again as PDF/A or PDF/UA from Word, LibreOffice or InDesign, or mend the faults "
            "with Acrobat’s Preflight. If that is not possible, take the claim out of the file."
        ),
    ),
    messages={
        "pdf_a_encrypted": Text(
            da=("Filen siger, at den er {claim}, men filen er krypteret (afsnit {section})."),
            en=("The file says that it is {claim}, but the file is encrypted (clause {section})."),
        ),
        "pdf_a_header": Text(
            da=(
                "Filen siger, at den er {claim}, men den første linje er ikke den, standarden kræver "
                "(afsnit {section})."
            ),
            en=(
                "The file says that it is {claim}, but its first line is not the one that the "
                "standard asks for (clause {section})."
            ),
        ),
        "pdf_a_no_id": Text(
            da=("Filen siger, at den er {claim}, men filen har intet id (afsnit {section})."),
            en=("The file says that it is {claim}, but the file has no id (clause {section})."),
        ),
        "pdf_a_lzw": Text(
            da=("Filen siger, at den er {claim}, men noget i filen er pakket med LZW (afsnit {section})."),
            en=(
                "The file says that it is {claim}, but something in the file is packed with LZW "
                "(clause {section})."
            ),
        ),
        "pdf_a_font_not_embedded": Text(
            da=(
                "Filen siger, at den er {claim}, men skriften {detail} er ikke indlejret (afsnit {section})."
            ),
            en=(
                "The file says that it is {claim}, but the font {detail} is not embedded (clause {section})."
            ),
        ),
        "pdf_a_action": Text(
            da=(
                "Filen siger, at den er {claim}, men filen indeholder handlingen {detail} (afsnit {section})."
            ),
            en=(
                "The file says that it is {claim}, but the file holds the action {detail} (clause {section})."
            ),
        ),
        "pdf_a_javascript": Text(
            da=("Filen siger, at den er {claim}, men filen indeholder JavaScript (afsnit {section})."),
            en=("The file says that it is {claim}, but the file holds JavaScript (clause {section})."),
        ),
        "pdf_a_annotation": Text(
            da=("Filen siger, at den er {claim}, men filen indeholder en {detail} (afsnit {section})."),
            en=("The file says that it is {claim}, but the file holds a {detail} (clause {section})."),
        ),
        "pdf_a_attachment": Text(
            da=("Filen siger, at den er {claim}, men filen har andre filer i sig (afsnit {section})."),
            en=(
                "The file says that it is {claim}, but the file has other files inside it (clause {section})."
            ),
        ),
        "pdf_a_layers": Text(
            da=("Filen siger, at den er {claim}, men filen har lag (afsnit {section})."),
            en=("The file says that it is {claim}, but the file has layers (clause {section})."),
        ),
        "pdf_a_transparency": Text(
            da=(
                "Filen siger, at den er {claim}, men siden bruger gennemsigtighed ({detail}) (afsnit "
                "{section})."
            ),
            en=(
                "The file says that it is {claim}, but the page uses transparency ({detail}) (clause "
                "{section})."
            ),
        ),
        "pdf_a_xfa": Text(
            da=("Filen siger, at den er {claim}, men formularen er lavet i XFA (afsnit {section})."),
            en=("The file says that it is {claim}, but the form is made in XFA (clause {section})."),
        ),
        "pdf_a_not_tagged": Text(
            da=("Filen siger, at den er {claim}, men filen er ikke markeret som tagget (afsnit {section})."),
            en=("The file says that it is {claim}, but the file is not marked as tagged (clause {section})."),
        ),
        "pdf_a_no_structure": Text(
            da=("Filen siger, at den er {claim}, men filen har ingen tags (afsnit {section})."),
            en=("The file says that it is {claim}, but the file has no tags (clause {section})."),
        ),
        "pdf_a_no_unicode": Text(
            da=(
                "Filen siger, at den er {claim}, men tegn i skriften {detail} har ingen Unicode-værdi "
                "(afsnit {section})."
            ),
            en=(
                "The file says that it is {claim}, but glyphs of the font {detail} have no Unicode "
                "value (clause {section})."
            ),
        ),
        "pdf_a_metadata_compressed": Text(
            da=("Filen siger, at den er {claim}, men metadata er pakket (afsnit {section})."),
            en=("The file says that it is {claim}, but the metadata are packed (clause {section})."),
        ),
        "pdf_a_postscript": Text(
            da=("Filen siger, at den er {claim}, men filen indeholder PostScript (afsnit {section})."),
            en=("The file says that it is {claim}, but the file holds PostScript (clause {section})."),
        ),
        "pdf_a_interpolated": Text(
            da=("Filen siger, at den er {claim}, men et billede udjævnes (Interpolate) (afsnit {section})."),
            en=(
                "The file says that it is {claim}, but a picture is smoothed (Interpolate) (clause "
                "{section})."
            ),
        ),
        "pdf_a_external_stream": Text(
            da=("Filen siger, at den er {claim}, men indhold ligger uden for filen (afsnit {section})."),
            en=("The file says that it is {claim}, but content lies outside the file (clause {section})."),
        ),
        "pdf_ua": Text(
            da=(
                "Filen siger, at den er {claim}, men {count} af standardens prøver finder fejl, "
                "blandt andet {clauses}."
            ),
            en=(
                "The file says that it is {claim}, but {count} of the tests of the standard find "
                "faults, among them {clauses}."
            ),
        ),
        "validator": Text(
            da=(
                "Filen siger, at den er {claim}, men {validator} {version} finder fejl i {count} af "
                "standardens prøver, blandt andet {clauses}."
            ),
            en=(
                "The file says that it is {claim}, but {validator} {version} finds faults in {count} "
                "of the tests of the standard, among them {clauses}."
            ),
        ),
        "not_verified": Text(
            da=("Filen siger, at den er {claim}. Det er ikke efterprøvet."),
            en=("The file says that it is {claim}. That has not been verified."),
        ),
        "unreadable": Text(
            da=("Filen siger, at den er {claim}, men {validator} {version} kunne ikke læse den: {reason}."),
            en=("The file says that it is {claim}, but {validator} {version} could not read it: {reason}."),
        ),
    },
    evidence=frozenset({Evidence.PDF}),
)

CLAUSES_NAMED = 5
_NAMES = {ClaimKind.PDF_A: "PDF/A", ClaimKind.PDF_UA: "PDF/UA"}


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    for claim in evidence.claims:
        if claim.kind in _NAMES:
            yield from _judge(evidence, claim)


def name_of(claim: Claim) -> str:
    """Return a claim as readers know it, such as PDF/A-2b."""
    return f"{_NAMES[claim.kind]}-{claim.part}{claim.level}"


def _judge(evidence: DocumentEvidence, claim: Claim) -> Iterator[Finding]:
    name = name_of(claim)
    verdict = next((one for one in evidence.verdicts if one.profile == name), None)
    if verdict is not None and verdict.compliant is not None:
        yield _told_by(verdict, name)
        return
    # No validator's word on it: what we saw ourselves can contradict the claim, never bear it out.
    contradictions = list(_own_findings(evidence, claim, name))
    if contradictions:
        yield from contradictions
    elif verdict is not None:
        words = {"validator": verdict.validator, "version": verdict.version, "reason": verdict.reason or "-"}
        yield cannot_tell(NOWHERE, "unreadable", claim=name, **words)
    else:
        yield cannot_tell(NOWHERE, "not_verified", claim=name)


def _told_by(verdict: Verdict, name: str) -> Finding:
    if verdict.compliant:
        return passed()
    clauses = verdict.failed_clauses
    named = ", ".join(clauses[:CLAUSES_NAMED]) or "-"
    words = {
        "validator": verdict.validator,
        "version": verdict.version,
        "count": len(clauses),
        "clauses": named,
    }
    return failed(NOWHERE, "validator", claim=name, **words)


def _own_findings(evidence: DocumentEvidence, claim: Claim, name: str) -> Iterator[Finding]:
    if claim.kind is ClaimKind.PDF_UA:
        clauses = [result.clause for result in evidence.clauses if result.failure_count]
        if clauses and claim.part == "1":
            named = ", ".join(clauses[:CLAUSES_NAMED])
            yield failed(NOWHERE, "pdf_ua", claim=name, count=len(clauses), clauses=named)
        return
    for found in evidence.pdf.contradictions if evidence.pdf is not None else ():
        if found.claim == name:
            place = Place(target=found.place, path=found.kind, snippet=found.detail)
            yield failed(place, f"pdf_a_{found.kind}", claim=name, section=found.clause, detail=found.detail)
