"""Rule: the title of a PDF is a file name or a stopgap."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

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
    id="pdf-title-uninformative",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da=("Titlen på en PDF skal sige, hvad dokumentet handler om"),
        en=("The title of a PDF must say what the document is about"),
    ),
    why=Text(
        da=(
            "Den, der har mange dokumenter åbne eller bruger skærmlæser, kender dem på titlen. Et "
            "filnavn eller »Dokument1« siger ikke, hvad der står i dokumentet."
        ),
        en=(
            "People who keep many documents open or use a screen reader know them by their titles. A "
            "file name or “Document1” does not say what is in the document."
        ),
    ),
    fix=Text(
        da=(
            "Skriv en titel, der dækker indholdet. Word og LibreOffice: Filer > Oplysninger "
            "(Egenskaber) > Titel, og gem som PDF igen. InDesign og Acrobat: Filer > Filoplysninger "
            "(Egenskaber) > Titel."
        ),
        en=(
            "Write a title that covers the content. Word and LibreOffice: File > Info (Properties) > "
            "Title, and save as PDF again. InDesign and Acrobat: File > File Info (Properties) > "
            "Title."
        ),
    ),
    messages={
        "file_name": Text(
            da=("Titlen er et filnavn: »{title}«."),
            en=("The title is a file name: “{title}”."),
        ),
        "stopgap": Text(
            da=("Titlen er blot »{title}«."),
            en=("The title is just “{title}”."),
        ),
        "perhaps_file_name": Text(
            da=("Titlen »{title}« ligner et filnavn. Se efter, om den siger, hvad dokumentet handler om."),
            en=("The title “{title}” looks like a file name. Check that it says what the document is about."),
        ),
    },
    criteria=("2.4.2",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.PDF}),
)

_EXTENSION = (
    r"\.(docx?|docm|dotx?|pdf|pptx?|xlsx?|od[tps]|rtf|txt|indd|qx[dp]|pub|pages|html?|tmp|eps|psd|cdr|vsdx?)"
)
_FILE_NAME = re.compile(rf"(^|\W)\S+{_EXTENSION}$", re.IGNORECASE)
_PRINTED = re.compile(r"^(Microsoft (Word|PowerPoint|Excel|Publisher)|Udskriv|Print)\s+-\s+\S", re.IGNORECASE)
_STOPGAP = re.compile(
    r"^(powerpoint[- ]?(presentation|præsentation)|(dias|slide|layout|page|side|dokument|document|præsentation|"
    r"presentation|mappe|book|ark|sheet|publikation|publication|untitled|unavngivet|uden titel|brev|word)"
    r"[ _-]?\d{0,3}|titel|title|skabelon|template|test|none|null|undefined|\W*|\d+)$",
    re.IGNORECASE,
)
_ONE_WORD_OF_PARTS = re.compile(r"^(?=.*[_\d])[^\s]{8,}$")


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    title = (facts.xmp_title.strip() or facts.title.strip()) if facts is not None else ""
    if not title:
        return  # pdf-title-missing
    place = Place(target="", snippet=title)
    if _FILE_NAME.search(title) or _PRINTED.match(title):
        yield failed(place, "file_name", title=title)
    elif _STOPGAP.match(title) or plain(title) in word_list("title_words", "generic"):
        yield failed(place, "stopgap", title=title)
    elif _ONE_WORD_OF_PARTS.match(title) or title.casefold() == _stem(evidence.url).casefold():
        yield cannot_tell(place, "perhaps_file_name", title=title)
    else:
        yield passed(place)


def _stem(url: str) -> str:
    try:
        name = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    except ValueError:
        return ""
    return name.rsplit(".", 1)[0]
