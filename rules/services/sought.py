"""Words that are sought on every page and stand on few: looked for as plain text before a pattern is tried."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# `\bborgerpanel`, `\b(?:send|sendes) `: a word, or words to choose from, that all that the pattern matches begins with.
_WORD = r"[\w -]+"
_BEGINNING = re.compile(
    rf"\\b(?:\(\?:(?P<choice>{_WORD}(?:\|{_WORD})*)\)(?![?*+{{])|(?P<word>(?:[\w -](?![?*+{{]))+))"
)
_INSIDE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern with the words one of which stands wherever it matches; none where its beginning does not tell."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, pattern: re.Pattern[str]) -> "Sought":
        """Read the words off a pattern's beginning."""
        beginning = _BEGINNING.match(pattern.pattern)
        if beginning is None or pattern.flags & re.IGNORECASE or _has_alternatives(pattern.pattern):
            return cls(pattern, ())
        return cls(pattern, tuple((beginning["choice"] or beginning["word"]).split("|")))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the pattern's first match, as the pattern itself would."""
        if self.words and not any(word in text for word in self.words):
            return None
        return self.pattern.search(text)


def sought(patterns: Iterable[re.Pattern[str] | None]) -> tuple[Sought, ...]:
    """Make patterns ready to be sought; those that are missing are left out."""
    return tuple(Sought.of(pattern) for pattern in patterns if pattern is not None)


def _has_alternatives(pattern: str) -> bool:
    """Whether a pattern as a whole is a choice, so that its beginning is that of the first alternative only."""
    depth = 0
    for character in _INSIDE.sub("", pattern):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False
