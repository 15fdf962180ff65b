"""Which language a text is written in, as far as a machine can say: a shared, deterministic detector."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rules.model import Language

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Each language the detector knows, in Danish and in English. The languages of Europe, those that authorities in the
# Nordic countries translate into, and Latin for filler text.
_DETECTABLE: Mapping[str, tuple[str, str]] = {
    "ar": ("arabisk", "Arabic"), "be": ("belarusisk", "Belarusian"), "bg": ("bulgarsk", "Bulgarian"),
    "bs": ("bosnisk", "Bosnian"), "ca": ("catalansk", "Catalan"), "cs": ("tjekkisk", "Czech"),
    "cy": ("walisisk", "Welsh"), "da": ("dansk", "Danish"), "de": ("tysk", "German"),
    "el": ("græsk", "Greek"), "en": ("engelsk", "English"), "es": ("spansk", "Spanish"),
    "et": ("estisk", "Estonian"), "eu": ("baskisk", "Basque"), "fa": ("persisk", "Persian"),
    "fi": ("finsk", "Finnish"), "fr": ("fransk", "French"), "ga": ("irsk", "Irish"),
    "he": ("hebraisk", "Hebrew"), "hi": ("hindi", "Hindi"), "hr": ("kroatisk", "Croatian"),
    "hu": ("ungarsk", "Hungarian"), "id": ("indonesisk", "Indonesian"), "is": ("islandsk", "Icelandic"),
    "it": ("italiensk", "Italian"), "ja": ("japansk", "Japanese"), "ko": ("koreansk", "Korean"),
    "la": ("latin", "Latin"), "lt": ("litauisk", "Lithuanian"), "lv": ("lettisk", "Latvian"),
    "mk": ("makedonsk", "Macedonian"), "nb": ("norsk bokmål", "Norwegian Bokmål"),
    "nl": ("nederlandsk", "Dutch"), "nn": ("nynorsk", "Norwegian Nynorsk"), "pl": ("polsk", "Polish"),
    "pt": ("portugisisk", "Portuguese"), "ro": ("rumænsk", "Romanian"), "ru": ("russisk", "Russian"),
    "sk": ("slovakisk", "Slovak"), "sl": ("slovensk", "Slovenian"), "so": ("somali", "Somali"),
    "sq": ("albansk", "Albanian"), "sr": ("serbisk", "Serbian"), "sv": ("svensk", "Swedish"),
    "ta": ("tamil", "Tamil"), "th": ("thai", "Thai"), "tl": ("tagalog", "Tagalog"),
    "tr": ("tyrkisk", "Turkish"), "uk": ("ukrainsk", "Ukrainian"), "ur": ("urdu", "Urdu"),
    "vi": ("vietnamesisk", "Vietnamese"), "zh": ("kinesisk", "Chinese"),
}  # fmt: skip

# Languages that are declared in Denmark but that the detector does not know.
_OTHER_NAMES: Mapping[str, tuple[str, str]] = {
    "fo": ("færøsk", "Faroese"),
    "kl": ("grønlandsk", "Greenlandic"),
    "ku": ("kurdisk", "Kurdish"),
    "no": ("norsk", "Norwegian"),
    "ps": ("pashto", "Pashto"),
    "se": ("nordsamisk", "Northern Sami"),
}

# Languages so near each other that their letter sequences often agree; also ones the detector takes for another.
_RELATIVES: tuple[frozenset[str], ...] = (
    frozenset({"da", "nb", "nn"}),
    frozenset({"bs", "hr", "sr"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "ca", "pt"}),
    frozenset({"ru", "uk", "be"}),
    frozenset({"bg", "mk"}),
    frozenset({"ar", "fa", "ur"}),
    frozenset({"zh", "ja"}),
)

# Every two-letter code of ISO 639-1 (withdrawn ones too), to tell a language we cannot detect from a code that is none.
_ISO_639_1 = frozenset(
    {
        "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bh",
        "bi", "bm", "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da",
        "de", "dv", "dz", "ee", "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj", "fo", "fr",
        "fy", "ga", "gd", "gl", "gn", "gu", "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz",
        "ia", "id", "ie", "ig", "ii", "ik", "io", "is", "it", "iu", "iw", "ja", "ji", "jv", "ka", "kg",
        "ki", "kj", "kk", "kl", "km", "kn", "ko", "kr", "ks", "ku", "kv", "kw", "ky", "la", "lb", "lg",
        "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk", "ml", "mn", "mo", "mr", "ms", "mt",
        "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc", "oj", "om", "or",
        "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc", "sd", "se",
        "sg", "sh", "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta",
        "te", "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk", "ur",
        "uz", "ve", "vi", "vo", "wa", "wo", "xh", "yi", "yo", "za", "zh", "zu",
    }
)  # fmt: skip
_SAME_AS: Mapping[str, str] = {"iw": "he", "mo": "ro", "sh": "sr", "in": "id", "fil": "tl"}
_MACROLANGUAGES: Mapping[str, frozenset[str]] = {"no": frozenset({"nb", "nn"})}
_TAG = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")

SEGMENT_MIN_LETTERS = 120
"""Texts are judged in pieces of about this length, so that one foreign paragraph does not colour the whole."""

PASSAGE_MIN_LETTERS = 400
PASSAGE_MIN_SHARE = 0.2
"""A foreign passage this long, in a text otherwise as declared, is no quotation: it should carry its own language."""

_SEGMENT_MAX_CHARACTERS = 1_200
_SEGMENT_COUNT = 32
_STEP = 3
"""Every third piece is judged first."""
_CLEAR = 0.95
"""Share of the detector's belief that one language and its relatives must hold for a piece to count."""

MIN_LETTERS_TO_FAIL = 200
MIN_LETTERS_TO_FAIL_RELATIVES = 1_500
MIN_LETTERS_OF_PART = 20
"""Shorter parts ("English" in a language menu) are not judged at all: every page would need review for nothing."""

OTHER_MIN_SHARE = 0.8
DECLARED_MAX_SHARE = 0.1
_PROSE_MIN_WORDS = 5
_PROSE_LOWER_CASE_MIN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Detected:
    """How a text's pieces spoke, as shares of its letters; `other` is the foremost other language, or ""."""

    letters: int
    declared: float
    relative: float
    other_share: float
    other: str


def primary_language(tag: str) -> str:
    """Return a BCP 47 tag's primary language in lower case, or "" where the tag is no valid one for a language."""
    tag = tag.strip()
    if not _TAG.match(tag):
        return ""
    primary = tag.split("-")[0].lower()
    primary = _SAME_AS.get(primary, primary)
    return primary if primary in _ISO_639_1 or primary in _DETECTABLE else ""


def is_detectable(language: str) -> bool:
    return language in _DETECTABLE or language in _MACROLANGUAGES


def language_name(language: str) -> Mapping[str, str]:
    """Return the language's name with its code, by the language of the reader: {"da": "dansk (da)", ...}."""
    danish, english = _DETECTABLE.get(language) or _OTHER_NAMES.get(language) or ("", "")
    return {
        Language.DA.value: f"{danish} ({language})" if danish else language,
        Language.EN.value: f"{english} ({language})" if english else language,
    }


def are_relatives(one: str, other: str) -> bool:
    return bool(_kin(one) & _kin(other))


def count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def detect(blocks: Iterable[str], declared: str) -> Detected:
    """Return how far a text, given as its blocks in reading order, is in the language `declared`.

    At most `_SEGMENT_COUNT` pieces, spread evenly over the text, are judged: about 10 ms each at most. A piece that is
    not clearly of one language counts for none. First every third piece is judged: where all are in the declared
    language and a passage in another would be longer than what lies between them, that is all. Else the rest follow,
    until half of the letters are in the declared language and what is left could not make such a passage. The shares
    are those of what was judged by then.
    """
    segments = _spread(list(_segments(blocks)))
    letters = [count_letters(segment) for segment in segments]
    total = sum(letters)
    if not total:
        return Detected(0, 0.0, 0.0, 0.0, "")
    passage = max(PASSAGE_MIN_LETTERS, PASSAGE_MIN_SHARE * total)
    first = range(0, len(segments), _STEP)
    between = max(sum(letters[i + 1 : i + _STEP]) for i in first)
    votes: dict[str, int] = {}
    left = total
    for position in (*first, *(i for i in range(len(segments)) if i not in first)):
        if position not in first and votes.keys() == {declared} and between < passage:
            return Detected(total - left, 1.0, 0.0, 0.0, "")
        foremost = max((votes[language] for language in votes if language not in {declared, ""}), default=0)
        if 2 * votes.get(declared, 0) >= total and foremost + left < passage:
            break
        vote = _vote(segments[position], declared)
        votes[vote] = votes.get(vote, 0) + letters[position]
        left -= letters[position]
    own = votes.pop(declared, 0)
    votes.pop("", None)
    relatives = {language: weight for language, weight in votes.items() if are_relatives(language, declared)}
    other = max(sorted(votes), key=lambda language: votes[language], default="")
    return Detected(
        letters=total,
        declared=own / total,
        relative=sum(relatives.values()) / total,
        other_share=votes.get(other, 0) / total,
        other=other,
    )


def is_surely_other(declared: str, detected: Detected, letters: int) -> bool:
    """Whether a text of so many letters is certainly not in the language it is declared to be in."""
    # Latin is filler text ("lorem ipsum") or a quotation, never the page's language.
    if not detected.other or detected.other == "la":
        return False
    is_relative = are_relatives(declared, detected.other)
    needed = MIN_LETTERS_TO_FAIL_RELATIVES if is_relative else MIN_LETTERS_TO_FAIL
    return (
        letters >= needed
        and detected.declared <= DECLARED_MAX_SHARE
        and detected.other_share >= OTHER_MIN_SHARE
        # A text whose rest is a relative of the declared language (Norwegian beside Danish) is no sure thing.
        and (is_relative or detected.declared + detected.relative <= DECLARED_MAX_SHARE)
    )


def is_prose(text: str) -> bool:
    """Whether a block reads as running text: not a label, a name, a list of titles or an address."""
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < _PROSE_MIN_WORDS:
        # Scripts without spaces between words
        return not text.isascii() and count_letters(text) >= MIN_LETTERS_OF_PART and " " not in text
    lower = sum(not word[0].isupper() for word in words)
    return lower / len(words) >= _PROSE_LOWER_CASE_MIN_SHARE


def _vote(segment: str, declared: str) -> str:
    """Return the language the piece is clearly in (`declared` also for its part of a macrolanguage), or ""."""
    beliefs = _beliefs(segment)
    best = max(sorted(beliefs), key=lambda language: beliefs[language])
    if beliefs[best] <= 0:
        return ""
    own = _MACROLANGUAGES.get(declared, frozenset({declared}))
    if best in own:
        return declared
    if are_relatives(best, declared):
        # Among relatives the doubt is the author's: only a piece that is surely the other one counts against.
        return (
            best
            if beliefs[best] >= _CLEAR and sum(beliefs[language] for language in own) < 1 - _CLEAR
            else declared
        )
    return best if sum(beliefs[language] for language in _kin(best)) >= _CLEAR else ""


def _beliefs(text: str) -> dict[str, float]:
    values = _detector().compute_language_confidence_values(text)
    return {value.language.iso_code_639_1.name.lower(): value.value for value in values}


@cache
def _detector() -> "LanguageDetector":
    """The detector, built at first use: 0.7 s and about 60 MB; the more accurate models take 9 s and 700 MB."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [IsoCode639_1.from_str(code.upper()) for code in _DETECTABLE]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def _kin(language: str) -> frozenset[str]:
    members = _MACROLANGUAGES.get(language, frozenset()) | {language}
    for group in _RELATIVES:
        if group & members:
            return group | members
    return members


def _segments(blocks: Iterable[str]) -> Iterable[str]:
    """Yield pieces of at least `SEGMENT_MIN_LETTERS` letters where the text allows; blocks are never split, but cut."""
    piece: list[str] = []
    letters = 0
    for block in blocks:
        piece.append(block[:_SEGMENT_MAX_CHARACTERS])
        letters += count_letters(piece[-1])
        if letters >= SEGMENT_MIN_LETTERS:
            yield " ".join(piece)
            piece, letters = [], 0
    if piece:
        yield " ".join(piece)


def _spread(segments: list[str]) -> list[str]:
    if len(segments) <= _SEGMENT_COUNT:
        return segments
    return [segments[i * len(segments) // _SEGMENT_COUNT] for i in range(_SEGMENT_COUNT)]
