"""Addresses: their one normal spelling, and whether they belong to a site."""

import ipaddress
import re
import string
from dataclasses import dataclass
from enum import Flag, auto
from itertools import pairwise
from typing import Self
from urllib.parse import quote, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9A-F]{2})")
_PATH_SAFE = "/:@!$&'()*+,;=%~"
_QUERY_SAFE = _PATH_SAFE + "?[]|"  # brackets and bars are not legal, but servers tell them from their escapes
CONTROL_AND_SPACE = "".join(map(chr, range(0x21)))
_PAGE_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}$")
# The fragment of a single-page application's route ("#/om", "#!/om", "#!om"): another page, not a place on this one.
_ROUTE = re.compile(r"!?/.|!\w")

# Session ids: `;jsessionid=...` of Java, `/(S(...))/` of ASP.NET, and parameters that mean nothing else.
_SESSION_IN_PATH = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/?;]*|/\((?:[A-Z]\([^()/]*\))+\)", re.IGNORECASE
)
_SESSION_NAMES = frozenset(
    {
        "jsessionid",
        "phpsessid",
        "asp.net_sessionid",
        "sessionid",
        "session_id",
        "session-id",
        "sessid",
        "oscsid",
        "cfid",
        "cftoken",
        "jsession",
        "zenid",
    }
)
_SESSION_NAME_PREFIX = "aspsessionid"
# "sid" is also the Danish short for a page's number: what looks like a number or a word is not taken for a session.
_MAYBE_SESSION_NAMES = frozenset({"s", "sid", "session", "sess"})

# Where a visitor came from, never what the page shows.
_TRACKING_PREFIXES = ("utm_", "mtm_", "matomo_", "piwik_", "hsa_", "_hs", "__hs", "etcc_", "gad_")
_TRACKING_NAMES = frozenset(
    {
        "at_campaign",
        "at_medium",
        "dm_i",
        "elqtrack",
        "elqtrackid",
        "epik",
        "fb_action_ids",
        "fb_action_types",
        "fb_ref",
        "fb_source",
        "hsctatracking",
        "mibextid",
        "ns_campaign",
        "ns_linkname",
        "ns_mchannel",
        "ns_source",
        "pk_vid",
        "rdt_cid",
        "s_kwcid",
        "sccid",
        "srsltid",
        "wt_mc",
        "_ke",
        "_openstat",
        "gclid",
        "gclsrc",
        "fbclid",
        "msclkid",
        "dclid",
        "gbraid",
        "wbraid",
        "yclid",
        "twclid",
        "ttclid",
        "li_fat_id",
        "igshid",
        "mkt_tok",
        "vero_id",
        "_ga",
        "_gac",
        "_gl",
        "mc_cid",
        "mc_eid",
        "pk_campaign",
        "pk_cid",
        "pk_content",
        "pk_keyword",
        "pk_kwd",
        "pk_medium",
        "pk_source",
        "wt.mc_id",
    }
)
_TOKEN_CHARACTERS_MIN = 10
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)

# Stays clear of GET links that end somebody's session; "log ud" is Danish for "log out".
_OUT = r"(?:log[-_]?(?:me|mig|dig)?[-_]?(?:out|off|ud|af)|sign[-_]?(?:me)?[-_]?(?:out|off)|logga[-_]?ut|logg[-_]?ut"
_LOGOUT = re.compile(
    rf"(?:^|[/?&=_.#!-]){_OUT}|(?:end|afslut)[-_]?session)(?:$|[/?&=_.#;-])"
    r"|/sessions?/(?:destroy|end|slut)(?:$|/)|/(?:saml2?|sso|idp)/(?:[^/]+/)*slo(?:$|/)",
    re.IGNORECASE,
)
_LOGOUT_TEXT = re.compile(
    r"(?:(?:log|sign) ?(?:me )?(?:out|off)|log (?:mig |dig )?(?:ud|af)|(?:end|afslut) session|logga? ut|ausloggen)"
    r"(?: (?:af|fra|of|from) [^,:?!]{1,40})?(?: ?\([^()]*\))?[^\w?!:]*",
    re.IGNORECASE,
)
_WORDS_IN_ONE = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Dropped(Flag):
    """What `cleaned` left out of an address."""

    NOTHING = 0
    TRACKING = auto()
    SESSION = auto()


def normalise(url: str, encoding: str = "utf-8") -> str:
    """Return the one spelling we use for an absolute http(s) address (RFC 3986 section 6.2).

    Fragment, credentials, default port, session ids and tracking parameters are dropped; the query keeps its order, and
    a fragment that is a route of a single-page application stays. `encoding` is that of the page the address was found
    on: browsers write queries in it. Raises ValueError for anything that is not such an address.
    """
    return cleaned(url, encoding)[0]


def cleaned(url: str, encoding: str = "utf-8") -> tuple[str, Dropped]:
    """Return what `normalise` does, and what it left out that somebody might miss."""
    text = url.strip(CONTROL_AND_SPACE).translate({9: None, 10: None, 13: None})
    parts = urlsplit(text)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not an http or https address: {url!r}")
    host = _host(parts.hostname or "")
    port = parts.port
    netloc = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    dropped = Dropped.NOTHING
    steps = parts.path.replace("\\", "/")  # as browsers have it
    path = _SESSION_IN_PATH.sub("", steps)
    if path != steps:
        dropped |= Dropped.SESSION
    path = _without_dot_segments(_escaped(path, _PATH_SAFE, "utf-8")) or "/"
    kept = []
    for parameter in parts.query.split("&"):
        why = _why_dropped(parameter)
        dropped |= why
        if parameter and not why:
            kept.append(parameter)
    query = _escaped("&".join(kept), _QUERY_SAFE, encoding)
    fragment = _escaped(parts.fragment, _QUERY_SAFE, "utf-8") if _ROUTE.match(parts.fragment) else ""
    return urlunsplit((scheme, netloc, path, query, fragment)), dropped


def identity(url: str) -> str:
    """Return what two addresses of one page share.

    http and https, with and without www, are the same page, and so are the same parameters in another order.
    """
    parts = urlsplit(url)
    query = f"?{_in_order(parts.query)}" if parts.query else ""
    return site_host(parts.netloc) + parts.path + query + (f"#{parts.fragment}" if parts.fragment else "")


def is_same_but_for_parameter_order(url: str, other: str) -> bool:
    """Say whether two addresses of one identity differ in the order of their parameters."""
    one, two = urlsplit(url).query, urlsplit(other).query
    return one != two and _in_order(one) == _in_order(two)


def without_fragment(url: str) -> str:
    """Return the address of the document that a route of a single-page application lives in."""
    return url.partition("#")[0]


def is_route(url: str) -> bool:
    """Say whether a normalised address is a route that only scripts can show."""
    return "#" in url


def on_origin(url: str, origin: str) -> str:
    """Return a page's address on its twin (http or https, with or without www) that the site itself uses."""
    parts, own = urlsplit(url), urlsplit(origin)
    if site_host(parts.netloc) != site_host(own.netloc):
        return url
    return urlunsplit((own.scheme, own.netloc, parts.path, parts.query, parts.fragment))


def is_token(text: str) -> bool:
    """Say whether a part of an address looks drawn at random: a session id, a key, a UUID."""
    if _UUID.fullmatch(text):
        return True
    if len(text) < _TOKEN_CHARACTERS_MIN or not (text.isascii() and text.isalnum()):
        return False
    kinds = [character.isdigit() for character in text]
    # Words with a number in them change between letters and digits once or twice, random text all the time.
    return sum(one != other for one, other in pairwise(kinds)) > 2


def is_logout(url: str, link_text: str = "") -> bool:
    """Say whether following this link would end somebody's session."""
    parts = urlsplit(url)
    # "doLogout" is two words.
    said = (_WORDS_IN_ONE.sub("-", part) for part in (parts.path, parts.query, parts.fragment))
    return any(map(_LOGOUT.search, said)) or bool(_LOGOUT_TEXT.fullmatch(link_text.strip()))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which addresses belong to a site: a host (bare and www are one; the port counts) and the start of the path."""

    host: str
    prefix: str = "/"

    @classmethod
    def of(cls, url: str) -> Self:
        """Return the scope a start address means: `/da/` and `/da/index.html` are the folder `/da/`, so is `/da`."""
        parts = urlsplit(normalise(url))
        folder, _, last = parts.path.rpartition("/")
        path = f"{folder}/" if not last or _PAGE_FILE.search(last) else f"{parts.path}/"
        return cls(site_host(parts.netloc), path)

    def contains(self, url: str) -> bool:
        """Say whether an address belongs to the site."""
        try:
            parts = urlsplit(normalise(url))
        except ValueError:
            return False
        return site_host(parts.netloc) == self.host and f"{parts.path}/".startswith(self.prefix)

    def __str__(self) -> str:
        return self.host + self.prefix


def _host(host: str) -> str:
    host = host.rstrip(".")
    if not host:
        raise ValueError("the address names no host")
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return f"[{ip.compressed}]" if ip.version == 6 else ip.compressed
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"not a host name: {host!r}") from error
    if not re.fullmatch(r"[a-z0-9._-]+", name.lower()):
        raise ValueError(f"not a host name: {host!r}")
    return name.lower()


def site_host(netloc: str) -> str:
    """Return the host (with port) that a site has, with and without `www.` alike."""
    bare = netloc.removeprefix("www.")
    return bare if "." in bare else netloc


def _escaped(text: str, safe: str, encoding: str) -> str:
    def plain(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    text = _LONE_PERCENT.sub("%25", _ESCAPE.sub(plain, text))
    try:
        return quote(text, safe=safe, encoding=encoding, errors="strict")
    except (UnicodeError, LookupError):
        return quote(text, safe=safe, encoding="utf-8", errors="replace")


def _without_dot_segments(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)


def _in_order(query: str) -> str:
    parameters = query.split("&")
    # Without names, place may be all that tells values apart; of one name given twice, the first may count.
    if not all("=" in parameter for parameter in parameters):
        return query
    return "&".join(sorted(parameters, key=lambda parameter: parameter.partition("=")[0]))


def _why_dropped(parameter: str) -> Dropped:
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES):
        return Dropped.TRACKING
    if name in _SESSION_NAMES or name.startswith(_SESSION_NAME_PREFIX):
        return Dropped.SESSION
    if name in _MAYBE_SESSION_NAMES and is_token(value):
        return Dropped.SESSION
    return Dropped.NOTHING
