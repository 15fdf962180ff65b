"""Addresses: their one normal spelling, and whether they belong to a site."""

import ipaddress
import re
import string
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9A-F]{2})")
_PATH_SAFE = "/:@!$&'()*+,;=%~"
_QUERY_SAFE = _PATH_SAFE + "?[]|"  # brackets and bars are not legal, but servers tell them from their escapes
CONTROL_AND_SPACE = "".join(map(chr, range(0x21)))
_SESSION_ID = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_PAGE_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}$")

# Where a visitor came from, never what the page shows.
_TRACKING_PREFIX = "utm_"
_TRACKING_NAMES = frozenset(
    {"gclid", "fbclid", "msclkid", "dclid", "gbraid", "wbraid", "_gl", "mc_cid", "mc_eid"}
)

# Stays clear of GET links that end somebody's session; "log ud" is Danish for "log out".
_LOGOUT = re.compile(
    r"(?:^|[/?&=_.-])(?:log[-_]?(?:out|off|ud|af)|sign[-_]?(?:out|off))(?:$|[/?&=_.-])", re.IGNORECASE
)


def normalise(url: str, encoding: str = "utf-8") -> str:
    """Return the one spelling we use for an absolute http(s) address (RFC 3986 section 6.2).

    Fragment, credentials, default port, session ids and tracking parameters are dropped; the query keeps its order.
    `encoding` is that of the page the address was found on: browsers write queries in it. Raises ValueError for
    anything that is not such an address.
    """
    text = url.strip(CONTROL_AND_SPACE).translate({9: None, 10: None, 13: None})
    parts = urlsplit(text)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not an http or https address: {url!r}")
    host = _host(parts.hostname or "")
    port = parts.port
    netloc = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    path = _without_dot_segments(_escaped(_SESSION_ID.sub("", parts.path), _PATH_SAFE, "utf-8")) or "/"
    query = "&".join(part for part in parts.query.split("&") if part and not _is_tracking(part))
    query = _escaped(query, _QUERY_SAFE, encoding)
    return f"{scheme}://{netloc}{path}" + (f"?{query}" if query else "")


def identity(url: str) -> str:
    """Return what two addresses of one page share: http and https, with and without www, are the same page."""
    parts = urlsplit(url)
    return site_host(parts.netloc) + parts.path + (f"?{parts.query}" if parts.query else "")


def is_logout(url: str) -> bool:
    """Say whether following this link would end somebody's session."""
    parts = urlsplit(url)
    return bool(_LOGOUT.search(parts.path) or _LOGOUT.search(parts.query))


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


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name.startswith(_TRACKING_PREFIX) or name in _TRACKING_NAMES
