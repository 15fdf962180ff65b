"""The words of the table of services: what a strategy asked for, what shows it on a site, and old names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules.model import Text


class EvidenceClass(StrEnum):
    """What a visitor from outside can see of a row: the thing itself, a sign that may mislead, or nothing."""

    DIRECT = "direct"
    PROXY = "proxy"
    NOT_OBSERVABLE = "not_observable"


class SignalOutcome(StrEnum):
    """What a visit showed of a row or a signal. None of them says that a duty is met or broken.

    `elsewhere`: other parts of the report measure it. `not_looked_for`: the measurement is from before the signal.
    """

    FOUND = "found"
    NOT_FOUND = "not_found"
    NOT_OBSERVABLE = "not_observable"
    ELSEWHERE = "elsewhere"
    NOT_LOOKED_FOR = "not_looked_for"


class Group(StrEnum):
    """The part of the strategy a row belongs to, in its order."""

    ACCESS = "access"
    CHANNELS = "channels"
    IDENTITY = "identity"
    FINANCE = "finance"
    STANDARDS = "standards"
    DOMAINS = "domains"
    MANAGEMENT = "management"


class Elsewhere(StrEnum):
    """The part of the report that measures a row which has no signals of its own."""

    ACCESSIBILITY = "accessibility"
    DUTIES = "duties"
    DOCUMENTS = "documents"
    SECURITY = "security"
    EXPLAINED = "explained"
    FINDINGS = "findings"
    REGISTRY = "registry"


class Contact(StrEnum):
    """A way to get in touch that a page offers by the kind of link, field or form alone."""

    TELEPHONE = "telephone"
    MAIL = "mail"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class LinkPattern:
    """A link that is a sign: what is given must all fit.

    `hosts` are host names with all below them; `address` is searched in host, path and query, lower case and without
    `www.`, and a group `key` in it tells one target from another; `text` is searched in the link's words in plain
    form. `off_site`: only where the host is not the site's own.
    """

    hosts: tuple[str, ...] = ()
    address: re.Pattern[str] | None = None
    text: re.Pattern[str] | None = None
    off_site: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing to look for. Any one of its patterns is enough.

    `texts` are searched in the page's words in lower case, one block a line; `frames` and `resources` in addresses of
    embedded pages, and of scripts, styles and images; `forms` in where forms send to; `fields`, `metas` and `classes`
    are names of form fields, of meta elements, and of classes; `headers` maps a response header to a pattern;
    `paths` are searched in the page's own address. `numbers`: a valid number of the table's kind. `is_dated`: years in
    link text or address are the years of what it leads to. `is_key`: among the few shown in overviews.
    """

    id: str
    name: Text
    links: tuple[LinkPattern, ...] = ()
    frames: tuple[LinkPattern, ...] = ()
    resources: tuple[LinkPattern, ...] = ()
    forms: tuple[LinkPattern, ...] = ()
    fields: frozenset[str] = frozenset()
    metas: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    texts: tuple[re.Pattern[str], ...] = ()
    paths: tuple[re.Pattern[str], ...] = ()
    headers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    contact: Contact | None = None
    numbers: bool = False
    is_dated: bool = False
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One numbered row of the strategy.

    `asked` is what it asked for, `quote` its own words, `deadline` when ("" where none was given), `today` what has
    come of it. `note` says what the evidence cannot tell. `also` are signals of other rows that speak of this one, too;
    `against` are those of both that speak against it, such as paper where it should be digital. `rules` are the ids of
    rules that judge a part of it.
    """

    number: str
    group: Group
    asked: Text
    quote: str
    today: Text
    evidence: EvidenceClass
    deadline: str = ""
    note: Text | None = None
    signals: tuple[Signal, ...] = ()
    also: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    elsewhere: Elsewhere | None = None
    rules: tuple[str, ...] = ()

    @property
    def signal_ids(self) -> tuple[str, ...]:
        """Its own signals, then those of other rows."""
        return (*(signal.id for signal in self.signals), *self.also)


@dataclass(frozen=True, slots=True)
class NumberKind:
    """A number with a GS1 check digit that stands on pages: its first digits, and the words that announce it."""

    prefix: str
    owners_prefix: str
    labels: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class OldName:
    """A name that is out of use, with what has taken its place.

    `certain` are words that can mean nothing else, `doubtful` those that can; both are patterns for text as it is
    written. `beside` is its successor: where both are named, the name may be one of the past. `hosts` are addresses
    that were its. A mention from before `until` was right when it was written.
    """

    id: str
    name: str
    successor: Text
    until: date
    certain: re.Pattern[str] | None = None
    doubtful: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OldNames:
    """The names out of use, and how to tell a mention of the past.

    `history` is searched around a name: words that say it is gone. `kept_titles` and `kept_paths` tell news and
    minutes, whose words stay as they were written, `archives` what is of the past altogether.
    """

    names: tuple[OldName, ...] = ()
    history: re.Pattern[str] | None = None
    kept_paths: re.Pattern[str] | None = None
    kept_titles: re.Pattern[str] | None = None
    archives: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Maps:
    """What is a map on a page, and which words or links say the same without it."""

    frames: tuple[LinkPattern, ...] = ()
    classes: frozenset[str] = frozenset()
    instead: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Logins:
    """Which links may lead to a login through other hosts, and where reading their redirects ends.

    `links`, and those of the signals in `follow`, are worth reading. `signals` are what may be met on the way; an
    address that is one of `closed` is where a login begins, and is asked for nothing.
    """

    links: tuple[LinkPattern, ...] = ()
    follow: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceTable:
    """A country's services: the rows of its strategy in order, and what else its pages are searched for.

    `share_through` and `share_others` are signals: self-service through the portal, and self-service beside it.
    """

    country: str
    source: Text
    rows: tuple[Row, ...] = ()
    old_names: OldNames = OldNames()  # frozen
    maps: Maps = Maps()  # frozen
    logins: Logins = Logins()  # frozen
    numbers: NumberKind | None = None
    share_through: str = ""
    share_others: str = ""

    @property
    def signals(self) -> tuple[Signal, ...]:
        return tuple(signal for row in self.rows for signal in row.signals)

    @property
    def key_signals(self) -> tuple[Signal, ...]:
        return tuple(signal for signal in self.signals if signal.is_key)
