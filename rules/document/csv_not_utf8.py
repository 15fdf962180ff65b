"""Rule: a table kept as text is not in UTF-8."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence, Family
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

_UTF_8 = frozenset({"ascii", "utf-8", "utf-8-sig"})


RULE = Rule(
    id="csv-not-utf8",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(da="Tabellen skal gemmes som UTF-8", en="The table must be saved as UTF-8"),
    why=Text(
        da=(
            "En fil i ét styresystems tegnkode bliver ofte åbnet med en anden, og så er æ, ø og å ulæselige. Det "
            "rammer alle, der genbruger data, og dem, der får teksten læst op."
        ),
        en=(
            "A file in the character encoding of one operating system is often opened with the wrong one, and then "
            "Danish letters are unreadable. It affects everyone who reuses data, and people who have the text read "
            "aloud."
        ),
    ),
    fix=Text(
        da="Gem som CSV UTF-8: i Excel under Gem som, i LibreOffice ved at vælge tegnsættet UTF-8 ved eksport.",
        en="Save as CSV UTF-8: in Excel under Save As, in LibreOffice by choosing the character set UTF-8 on export.",
    ),
    messages={
        "not_utf8": Text(
            da="»{file}« er gemt i tegnkoden {encoding}.", en="“{file}” is saved in {encoding}."
        ),
    },
    evidence=frozenset({Evidence.DOCUMENT}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    found = evidence.format
    assert found is not None  # otherwise the runner says untested
    if found.family is not Family.DELIMITED_TEXT:
        return
    if found.encoding in _UTF_8:
        yield passed()
        return
    name = file_name(evidence.url) or evidence.url
    yield failed(Place(name, snippet=name), "not_utf8", file=name, encoding=found.encoding)
