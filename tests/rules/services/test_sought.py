"""Words are looked for before a pattern is tried; what is found stays what the pattern finds."""

import re

import pytest

from rules.services import service_table
from rules.services.sought import Sought


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bborgerpanel", ("borgerpanel",)),
        (r"\bdigital(?:e)? fuldmagt", ("digital",)),
        (r"\bvænget?\b", ("vænge",)),
        (r"\b(?:send|sendes|indsend) brev", ("send", "sendes", "indsend")),
        (r"\b(?:NemID|Nem ID)\b", ("NemID", "Nem ID")),
        (r"\b(?:svar|afgørelse(?:n)?) straks", ()),
        (r"\b(?:en|to)? gang", ()),
        (r"\b[Nn]øglekort", ()),
        (r"\bnemid\b|\bmitid\b", ()),
        (r"(?i)\bnemid", ()),
        (r"nemid", ()),
    ],
)
def test_the_words_that_a_pattern_begins_with(pattern: str, words: tuple[str, ...]) -> None:
    assert Sought.of(re.compile(pattern)).words == words


def test_what_is_sought_is_found_as_by_the_pattern() -> None:
    table = service_table("dk")
    patterns = [one for signal in table.signals for one in signal.texts]
    patterns += [one for name in table.old_names.names for one in (name.certain, name.doubtful) if one]
    words = [word for pattern in patterns for word in Sought.of(pattern).words]
    texts = [" ".join(words), *words, *(f"({word}) {word}er x{word}" for word in words), ""]
    assert sum(bool(Sought.of(pattern).words) for pattern in patterns) > len(patterns) / 2
    for pattern in patterns:
        for text in texts:
            found, expected = Sought.of(pattern).search(text), pattern.search(text)
            assert (found and found.span()) == (expected and expected.span())
