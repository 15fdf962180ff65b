"""What a page tells the browser about protecting its user, and how rules about it count the pages of a site."""

from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import urldefrag, urlsplit

from rules.addresses import absolute
from rules.evidence import PageFacts, SiteEvidence
from rules.model import Finding, NotSeenError, Place, cannot_tell, failed, passed
from rules.page_view import Page

HEADERS = frozenset(
    {
        "content-security-policy",
        "content-security-policy-report-only",
        "referrer-policy",
        "server",
        "strict-transport-security",
        "x-aspnet-version",
        "x-aspnetmvc-version",
        "x-content-type-options",
        "x-frame-options",
        "x-generator",
        "x-powered-by",
    }
)
META = "meta "
_META_BY_HTTP_EQUIV = frozenset({"content-security-policy"})
_META_BY_NAME = frozenset({"generator", "referrer"})
VALUE_MAX_CHARACTERS = 4_000
SHOWN_MAX_CHARACTERS = 200
INSECURE_MAX = 20
_LOADING = (
    "audio[src], embed[src], form[action], iframe[src], img[src], input[src], link[href], object[data], script[src], "
    "source[src], track[src], video[src], video[poster]"
)
_ADDRESS_ATTRIBUTES = ("src", "href", "data", "action", "poster")
_LOADED_LINKS = frozenset({"icon", "manifest", "modulepreload", "preload", "stylesheet"})


def policies(page: Page) -> tuple[tuple[str, str], ...]:
    """Return the headers and `<meta>` elements that rules about security read, by name."""
    found = {name: value for name, value in page.evidence.headers.items() if name in HEADERS}
    for tag in page.select("meta[content]"):
        if any(parent.name in {"iframe", "frame"} for parent in tag.parents):
            continue
        by_equivalent = str(tag.get("http-equiv") or "").lower()
        by_name = str(tag.get("name") or "").lower()
        for name, known in ((by_equivalent, _META_BY_HTTP_EQUIV), (by_name, _META_BY_NAME)):
            if name in known:
                found[META + name] = str(tag.get("content"))
    return tuple(
        (name, ", ".join(value.splitlines())[:VALUE_MAX_CHARACTERS]) for name, value in sorted(found.items())
    )


def insecure_loads(page: Page) -> tuple[str, ...]:
    """Return the addresses without protection that a secure page of its own accord loads from or sends forms to."""
    final_url = page.evidence.final_url
    if urlsplit(final_url).scheme != "https":
        return ()
    found: dict[str, None] = {}
    for tag in page.select(_LOADING):
        if tag.name == "link" and not _LOADED_LINKS & {
            str(word).lower() for word in tag.get_attribute_list("rel")
        }:
            continue
        for name in _ADDRESS_ATTRIBUTES:
            url = _absolute(final_url, str(tag.get(name) or ""))
            if url.startswith("http://"):
                found[url] = None
    return tuple(found)[:INSECURE_MAX]


def _absolute(base: str, address: str) -> str:
    try:
        return urldefrag(absolute(base, address.strip())).url
    except ValueError:
        return ""


Fault = Callable[[PageFacts, Mapping[str, str]], tuple[str, str] | None]
"""Says of a page and its policies the message key and the value to show, ("", "") where all is well, or None where
the rule does not apply to the page."""

FINE = ("", "")


def judged(evidence: SiteEvidence, fault: Fault, doubts: Collection[str] = ()) -> Iterator[Finding]:
    """Yield one finding for each way in which pages of the site fall short, or one pass; message keys among `doubts`
    are for a person to judge. Raises NotSeenError where no page was seen."""
    wrong: dict[str, list[tuple[str, str]]] = {}
    seen_count = total = 0
    for facts in evidence.pages():
        seen_count += 1
        said = fault(facts, dict(facts.policies))
        if said is None:
            continue
        total += 1
        key, value = said
        if key:
            wrong.setdefault(key, []).append((facts.final_url, value))
    if not seen_count:
        raise NotSeenError(evidence.why_no_pages)
    if total and not wrong:
        yield passed(Place(target=evidence.url))
    for key, pages in wrong.items():
        url, value = pages[0]
        make = cannot_tell if key in doubts else failed
        yield make(Place(target=url), key, count=len(pages), total=total, value=value[:SHOWN_MAX_CHARACTERS])


def is_secure(facts: PageFacts) -> bool:
    """Whether a page was shown over https."""
    return urlsplit(facts.final_url).scheme == "https"
