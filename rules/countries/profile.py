"""What differs from country to country in the duties about statements: words, addresses, law, supervisor."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

from rules.model import Text

_NOT_NAME = re.compile(r"[\W_]")
_NAMED = re.compile(r"\.[a-z][a-z0-9-]*(?::\d+)?$")
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Duty(StrEnum):
    """A formal duty about the statement that a country may ask for."""

    STATEMENT = "statement"
    UPDATED = "updated"
    REDIRECT = "redirect"
    FOOTER = "footer"
    TELEPHONE = "telephone"
    WRITTEN = "written"


class Part(StrEnum):
    """A part of the model statement of Decision (EU) 2018/1523 that has a heading of its own."""

    STATUS = "status"
    INACCESSIBLE = "inaccessible"
    NONCOMPLIANCE = "noncompliance"
    BURDEN = "burden"
    OUTSIDE = "outside"
    PREPARATION = "preparation"
    FEEDBACK = "feedback"
    ENFORCEMENT = "enforcement"


class Compliance(StrEnum):
    """What a statement says of the site: the three words of the model statement."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Method(StrEnum):
    """How a statement was prepared."""

    OWN = "own"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True)
class Law:
    """A legal text: the name readers know it by, and its citation."""

    name: Text
    citation: str


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who enforces the law, and where to complain. `hosts` and `names` tell a statement that points there.

    `criteria` are those it tests automatically, where it has said which.
    """

    name: Text
    url: str
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementModel:
    """How a country's statements are found and read; words and patterns are matched against `rules.words.plain` text.

    `address` is where the country's statement host keeps a site's statement, with `{slug}` for the site's name; `hosts`
    are all names of that host; with `named_sites_only` it keeps none for a site that has only a number for an address.
    `on_site` is the path on a site that must lead to its statement. They are empty where a country has no such thing.
    `headings_within` begin a part only in what is known to be a statement. `perhaps_written` are words of links that
    may lead to a way to write. `own_law` tells a statement under this law from those of firms under `other_law`.
    """

    terms: tuple[str, ...]
    title_words: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    address: str = ""
    named_sites_only: bool = True
    on_site: str = ""
    own_law: tuple[str, ...] = ()
    other_law: tuple[str, ...] = ()
    headings: Mapping[Part, tuple[str, ...]] = field(default_factory=dict)
    headings_within: Mapping[Part, tuple[str, ...]] = field(default_factory=dict)
    status: Mapping[Compliance, tuple[str, ...]] = field(default_factory=dict)
    method: Mapping[Method, tuple[str, ...]] = field(default_factory=dict)
    prepared: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()
    telephone: str = ""
    no_telephone_after: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    perhaps_written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """One country's profile; `code` is ISO 3166-1's two letters.

    Only `duties` are judged there. A statement must be reviewed within `review_months`. `digital_services` are names of
    portals and logins through which forms are sent.
    """

    code: str
    name: Text
    languages: tuple[str, ...]
    duties: frozenset[Duty]
    statement: StatementModel
    supervisor: Supervisor | None = None
    laws: tuple[Law, ...] = ()
    review_months: int = 12
    digital_services: tuple[str, ...] = ()

    def with_statement_host(self, base: str) -> Self:
        """Return the profile with the statement host at another address, such as that of a demonstration."""
        base = base.rstrip("/")
        statement = replace(
            self.statement,
            hosts=(urlsplit(base).netloc,),
            address=f"{base}/{{slug}}",
            named_sites_only=False,
        )
        return replace(self, statement=statement)

    def statement_addresses(self, host: str, path: str = "/") -> tuple[str, ...]:
        """Return where the statement host would keep the statement of a site, the most likely address first.

        `host` may carry a port and be spelt in punycode. Names with and without `www.` and the usual ways to write
        letters beyond a to z are all tried.
        """
        bare = host.lower().removeprefix("www.")
        is_named = _NAMED.search(bare) is not None
        if not self.statement.address or (self.statement.named_sites_only and not is_named):
            return ()
        names = [bare, f"www.{bare}"] if is_named else [bare]
        if path.strip("/"):
            names = [f"{bare}/{path.strip('/')}", *names]
        spelt = (spelling for name in names for spelling in _spellings(name))
        slugs = dict.fromkeys(_NOT_NAME.sub("-", name).strip("-") for name in spelt)
        return tuple(self.statement.address.replace("{slug}", slug) for slug in slugs)

    def is_statement_host(self, url: str) -> bool:
        """Say whether an address is on the country's statement host."""
        return urlsplit(url).netloc.lower() in self.statement.hosts


def _spellings(name: str) -> tuple[str, ...]:
    """Return the name as it travels (punycode), as it is read, and with letters beyond a to z spelt out."""
    try:
        read = name.encode("ascii").decode("idna")
    except UnicodeError:
        read = name
    try:
        travels = name.encode("idna").decode("ascii")
    except UnicodeError:
        travels = name
    return travels, read, read.translate(_SPELT_OUT)
