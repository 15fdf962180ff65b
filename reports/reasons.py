"""What the crawl says of itself, in the reader's words: why something was not seen, and the survey's notes.

The store holds both as short forms of the crawl's own. Each form has its words here, in both languages; what a form
quotes from a server or a library stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.texts import TEXTS, text
from rules.model import Language, Text


@dataclass(frozen=True, slots=True)
class Told:
    """`text` is for the reader; `technical` is what a server or a library said, in English, and may be empty."""

    text: str
    technical: str = ""


def why_untested(reason: str, language: Language) -> Told:
    """Return why a rule is untested. A reason is a code ("probes_off"), a code and more after a colon, or the same
    after an address; several are parted by a semicolon."""
    parts = [_one(part, language) for part in _BETWEEN.split(reason)]
    return Told(
        " ".join(part.text for part in parts),
        "; ".join(dict.fromkeys(p.technical for p in parts if p.technical)),
    )


def start_failure(detail: str, language: Language) -> Told:
    """Return why a site's start page could not be fetched."""
    code, _, more = detail.partition(": ")
    if f"reason.{code}" not in TEXTS:
        return Told("", detail)
    return Told(text(f"reason.{code}", language) + ".", more)


def note(kind: str, detail: str, language: Language) -> Told:
    """Return a note of the survey: what it is about, and what it says of it."""
    label = TEXTS.get(f"note.{kind}", TEXTS["note.other"]).in_(language)
    for pattern, words in _FORMS.get(kind, ()):
        if (match := pattern.fullmatch(detail)) is not None:
            found = match.groupdict(default="")
            technical = found.pop("technical", "")
            for name in _CODES & found.keys():
                found[name] = _word(name, found[name], language)
            said = words.in_(language, found)
            return Told(f"{label}: {said}" if said else label, technical)
    return Told(f"{label}:", detail)


def _one(reason: str, language: Language) -> Told:
    address, rest = _split_address(reason)
    before = f"{address}: " if address else ""
    if _STATUS.fullmatch(rest):
        return Told(before + text("untested.status", language, status=rest))
    code, _, more = rest.partition(":")
    if f"untested.{code}" in TEXTS:
        return Told(before + text(f"untested.{code}", language), more.strip())
    if f"reason.{code}" in TEXTS:
        return Told(f"{before}{text(f'reason.{code}', language)}.", more.strip())
    return Told(before + text("untested.other" if rest else "untested.none", language), rest)


def _split_address(reason: str) -> tuple[str, str]:
    match = _ADDRESS.match(reason)
    return (match["address"], reason[match.end() :]) if match is not None else ("", reason)


def _word(name: str, code: str, language: Language) -> str:
    key = f"{name}.{code}"
    return text(key, language) if key in TEXTS else code


def _forms(*pairs: tuple[str, str, str]) -> Sequence[tuple[re.Pattern[str], Text]]:
    return [(re.compile(pattern), Text(da, en)) for pattern, da, en in pairs]


_ADDRESS = re.compile(r"(?P<address>https?://\S+): ")
_BETWEEN = re.compile(r"; (?=https?://)")
_STATUS = re.compile(r"HTTP \d+")
_CODES = frozenset({"reason", "robots", "role", "problem"})
"""Groups whose value is a code with a text of its own, under `group.code`."""

_COUNTED = _forms(
    (r"(?P<n>\d+): (?P<examples>.*)", "{n}. For eksempel: {examples}", "{n}. Such as: {examples}")
)
_FORMS = {
    "robots": _forms(
        (r"(?P<robots>found|absent)\b.*", "{robots}", "{robots}"),
        (r"(?P<robots>unavailable|unreachable): (?P<technical>.*)", "{robots}", "{robots}"),
    ),
    "crawl_delay": _forms((r"(?P<n>[\d.]+)", "{n} sekunder", "{n} seconds")),
    "robots_not_obeyed": _forms((r"(?P<n>\d+)", "{n}", "{n}")),
    "documents_not_listed": _forms((r"(?P<n>\d+)", "{n}", "{n}")),
    "skips_not_listed": _forms((r"(?P<reason>\w+): (?P<n>\d+)", "{n}. {reason}", "{n}. {reason}")),
    "start_failed": _forms(
        (r"(?P<reason>\w+)", "{reason}", "{reason}"),
        (r"(?P<reason>\w+): (?P<technical>.*)", "{reason}", "{reason}"),
    ),
    "sitemap": _forms(
        (r"(?P<url>\S+): (?P<n>\d+) addresses", "{url}: {n} adresser", "{url}: {n} addresses"),
        (r"(?P<url>\S+): (?P<n>\d+) sitemaps", "{url}: {n} sitemaps", "{url}: {n} sitemaps"),
        (
            r"(?P<url>\S+): \d+ (?:addresses|sitemaps) \((?P<problem>no addresses|empty|not a sitemap)\)",
            "{url}: {problem}",
            "{url}: {problem}",
        ),
        (
            r"(?P<url>\S+): \d+ addresses \(more than (?P<n>\d+) addresses.*\)",
            "{url}: over {n} adresser; resten er ikke taget med",
            "{url}: more than {n} addresses; the rest is left out",
        ),
        (
            r"(?P<url>\S+): (?P<n>\d+) (?:addresses|sitemaps) \((?P<technical>.*)\)",
            "{url}: {n} adresser kunne læses, resten ikke",
            "{url}: {n} addresses could be read, the rest could not",
        ),
        (
            r"(?P<url>\S+): (?P<reason>[a-z_0-9]+)(?: (?P<technical>.*))?",
            "{url}: {reason}",
            "{url}: {reason}",
        ),
    ),
    "soft_404": _forms(
        (
            r"(?P<url>\S+) is sent on to (?P<end>\S+)",
            "{url} viderestiller til {end}",
            "{url} is sent on to {end}",
        ),
        (
            r"(?P<url>\S+) is answered like a page that exists",
            "det gør den for {url}",
            "it does so for {url}",
        ),
        (
            r"(?P<url>\S+) is answered like a page that exists: (?P<said>.*)",
            "det gør den for {url}, der viser »{said}«",
            "it does so for {url}, which shows “{said}”",
        ),
    ),
    "surveyed_rendered": _forms(
        (
            r"the start page is empty until its scripts have run",
            "forsiden er tom, til dens scripts har kørt",
            "the start page is empty until its scripts have run",
        ),
        (
            r"every address has the same HTML, so only scripts tell pages apart",
            "alle adresser har den samme HTML, så kun scripts gør siderne forskellige",
            "every address has the same HTML, so only scripts tell pages apart",
        ),
        (
            r"scripts give the start page (?P<n>\d+) links that its HTML does not have",
            "scripts giver forsiden {n} links, som dens HTML ikke har",
            "scripts give the start page {n} links that its HTML does not have",
        ),
        (
            r"(?P<url>\S+) and (?P<other>\S+) have the same HTML and are different pages once scripts have run",
            "{url} og {other} har den samme HTML og er forskellige sider, når scripts har kørt",
            "{url} and {other} have the same HTML and are different pages once scripts have run",
        ),
        (
            r"not possible: (?P<technical>.*)",
            "det kunne ikke lade sig gøre, så nogle sider kan mangle",
            "it was not possible, so some pages may be missing",
        ),
    ),
    "sample_unsatisfied": _forms(
        (r"(?P<clause>[a-g]): random pages", "{clause}) tilfældige sider", "({clause}) random pages"),
        (r"(?P<clause>[a-g]): (?P<role>\w+)", "{clause}) {role}", "({clause}) {role}"),
        (
            r"(?P<clause>[a-g]): (?P<role>\w+) \(no room\)",
            "{clause}) {role}, som der ikke var plads til",
            "({clause}) {role}, for which there was no room",
        ),
    ),
    **dict.fromkeys(
        (
            "infinite_scroll",
            "twin_addresses",
            "tracking_parameters",
            "session_ids",
            "parameter_order",
            "wrong_canonical",
            "noindex",
            "nofollow",
            "wrong_encoding",
        ),
        _COUNTED,
    ),
}
