"""Evidence of how safe and private a site is: its encryption, its names in the DNS, its page on privacy."""

from dataclasses import dataclass
from enum import StrEnum


class Trust(StrEnum):
    """What a browser thinks of a certificate."""

    TRUSTED = "trusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WRONG_NAME = "wrong_name"
    SELF_SIGNED = "self_signed"
    UNKNOWN_ISSUER = "unknown_issuer"
    OTHER = "other"


class Spoken(StrEnum):
    """How offering to speak a version of TLS ended; `untested` where our own library cannot speak it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNSEEN = "unseen"
    UNTESTED = "untested"


_PRESENT_VERSIONS = frozenset({"TLSv1.2", "TLSv1.3"})


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says; dates are ISO 8601 in UTC."""

    names: tuple[str, ...]
    issuer: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class Tls:
    """What a server offers of encryption. `version` is the newest that both sides speak; `old` answers an offer of
    nothing newer than TLS 1.1, and `old_version` is what was then agreed on."""

    state: Spoken
    reason: str = ""
    version: str = ""
    trust: Trust = Trust.TRUSTED
    trust_detail: str = ""
    certificate: Certificate | None = None
    old: Spoken = Spoken.UNSEEN
    old_version: str = ""

    @property
    def is_outdated(self) -> bool:
        """Whether the server speaks nothing newer than TLS 1.1: browsers go no further, and saw no certificate."""
        return self.state is Spoken.ACCEPTED and self.version not in _PRESENT_VERSIONS


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that was asked for, and every address on the way. With a `reason` no answer came."""

    url: str
    way: tuple[str, ...] = ()
    status: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SecurityTxt:
    """The file in which a site says whom to tell of a hole in it (RFC 9116); `fields` in order, names in lower case."""

    asked: Asked
    content_type: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TransportEvidence:
    """How a site can be reached. `http` and `https` are its start page asked for in the other way than the site was
    given, None where that was not tried; `tls` is None where nothing was asked over https."""

    taken_at: str
    host: str
    is_public: bool
    http: Asked | None = None
    https: Asked | None = None
    tls: Tls | None = None
    security_txt: SecurityTxt | None = None


class RecordState(StrEnum):
    """How a question to the DNS ended."""

    FOUND = "found"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Records:
    """What the DNS holds under a name of one kind ("TXT"). `is_validated`: the resolver vouches for the answer."""

    name: str
    kind: str
    state: RecordState
    values: tuple[str, ...] = ()
    is_validated: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NamesEvidence:
    """What the DNS says of a site's host and of the registered domain above it; nothing is asked of local names."""

    taken_at: str
    host: str
    domain: str
    is_public: bool
    records: tuple[Records, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph or list item, with the addresses it links to (mailto: and tel: too)."""

    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """A page about how personal data are treated, as text; with a `reason` it could not be read."""

    url: str
    title: str = ""
    language: str = ""
    passages: tuple[Passage, ...] = ()
    is_cut: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PrivacyEvidence:
    """The pages about privacy that the site links to, the most linked first."""

    taken_at: str
    pages: tuple[PrivacyPage, ...] = ()
