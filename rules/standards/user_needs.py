"""User needs: the functional performance statements of EN 301 549, and which criteria touch which of them.

Names follow EN 301 549 clause 4.2; letters are those of Implementing Decision (EU) 2018/1524, Annex I, 1.3.2, which
leaves out limited reach and privacy. The mapping from criterion to needs is a reconstruction, not a copy of
EN 301 549 Table B.2: it must be checked against that table before it is published as the standard's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.model import Text


@dataclass(frozen=True, slots=True)
class UserNeed:
    """One functional performance statement. `letter` is its letter in 2018/1524, or "" where that has none."""

    clause: str
    letter: str
    name: Text


USER_NEEDS: tuple[UserNeed, ...] = (
    UserNeed("4.2.1", "a", Text(da="Brug uden syn", en="Usage without vision")),
    UserNeed("4.2.2", "b", Text(da="Brug med nedsat syn", en="Usage with limited vision")),
    UserNeed("4.2.3", "c", Text(da="Brug uden farvesyn", en="Usage without perception of colour")),
    UserNeed("4.2.4", "d", Text(da="Brug uden hørelse", en="Usage without hearing")),
    UserNeed("4.2.5", "e", Text(da="Brug med nedsat hørelse", en="Usage with limited hearing")),
    UserNeed(
        "4.2.6",
        "f",
        Text(da="Brug uden tale eller med begrænset tale", en="Usage with no or limited vocal capability"),
    ),
    UserNeed(
        "4.2.7",
        "g",
        Text(da="Brug med nedsat finmotorik eller styrke", en="Usage with limited manipulation or strength"),
    ),
    UserNeed("4.2.8", "", Text(da="Brug med begrænset rækkevidde", en="Usage with limited reach")),
    UserNeed(
        "4.2.9",
        "h",
        Text(
            da="Færrest mulige udløsere af lysfølsomme anfald", en="Minimize photosensitive seizure triggers"
        ),
    ),
    UserNeed(
        "4.2.10",
        "i",
        Text(
            da="Brug med kognitive, sproglige eller læringsmæssige vanskeligheder",
            en="Usage with limited cognition, language or learning",
        ),
    ),
    UserNeed("4.2.11", "", Text(da="Privatliv", en="Privacy")),
)

NEEDS_OF_CRITERION: Mapping[str, str] = {
    "1.1.1": "abdi",
    "1.2.2": "de",
    "1.3.1": "abi",
    "1.3.4": "bg",
    "1.3.5": "gi",
    "1.4.1": "abc",
    "1.4.2": "ab",
    "1.4.3": "bc",
    "1.4.4": "b",
    "1.4.12": "bi",
    "2.1.1": "abg",
    "2.2.1": "abdgi",
    "2.2.2": "i",
    "2.4.1": "abg",
    "2.4.2": "abi",
    "2.4.4": "abgi",
    "2.5.3": "abgi",
    "3.1.1": "abd",
    "3.1.2": "abd",
    "3.3.2": "abgi",
    "4.1.2": "abg",
}
"""Letters of the needs a criterion touches: a reconstruction (see the module's docstring), automatable ones only."""

_BY_LETTER = {need.letter: need for need in USER_NEEDS if need.letter}


def user_needs(criteria: Iterable[str]) -> tuple[UserNeed, ...]:
    """Return the needs that any of the criteria touches, in the order of clause 4.2."""
    letters = {letter for criterion in criteria for letter in NEEDS_OF_CRITERION.get(criterion, "")}
    return tuple(_BY_LETTER[letter] for letter in sorted(letters))
