"""Numbers, shares, dates and sizes as Danish and English readers write them."""

import math
from datetime import datetime

from rules.model import Language, Text

_MONTHS = {
    Language.DA: "januar februar marts april maj juni juli august september oktober november december".split(),  # noqa: SIM905
    Language.EN: (
        "January February March April May June July August September October November December".split()  # noqa: SIM905
    ),
}
NO_BREAK_SPACE = "\u00a0"


def both(da: str, en: str) -> Text:
    """Return a text in both languages; Danish parts number and percent sign with a space, where no line may break."""
    return Text(da=da.replace(" %", f"{NO_BREAK_SPACE}%"), en=en)


def number(value: float, language: Language, decimals: int = 0) -> str:
    text = f"{value:,.{decimals}f}"
    if language is Language.EN:
        return text
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float, language: Language) -> str:
    """Return a share as a percentage; 0 and 100 only when nothing or everything is meant."""
    value = share * 100
    rounded = round(value)
    if share > 0 and rounded == 0:
        text = number(math.ceil(value * 10) / 10, language, 1)
    elif share < 1 and rounded == 100:
        text = number(math.floor(value * 10) / 10, language, 1)
    else:
        text = number(rounded, language)
    return f"{text}{NO_BREAK_SPACE}%" if language is Language.DA else f"{text}%"


def day(moment: str, language: Language) -> str:
    """Return the day of an ISO 8601 time in words; what is no time is given back as it is."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    month = _MONTHS[language][at.month - 1]
    return f"{at.day}. {month} {at.year}" if language is Language.DA else f"{at.day} {month} {at.year}"


# Danish ends its alphabet with æ, ø, å; å comes first of the three by code point.
_ALPHABET = str.maketrans({"å": "\u00ff", "ä": "æ", "ö": "ø", "é": "e", "ü": "y"})


def name_order(name: str) -> str:
    """Return a key that sorts names as a Danish reader looks them up."""
    return name.casefold().translate(_ALPHABET)
