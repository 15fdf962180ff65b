"""Turns what the browser says of a page (snapshot, accessibility tree) into small plain evidence."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.render.settings import DEPTH_MAX, DEPTHS_MAX, SNAPSHOT_CHARACTERS_MAX, SNAPSHOT_NODES_MAX

LINK_TEXT_CHARACTERS_MAX = 200
LINKS_MAX = 10_000
URL_CHARACTERS_MAX = 2_000
TITLE_CHARACTERS_MAX = 1_000
LANGUAGE_CHARACTERS_MAX = 100
NAME_CHARACTERS_MAX = 2_000

_WEIGHT = (Path(__file__).parent / "scripts" / "weight.js").read_text(encoding="utf-8")
_TOO_MANY_NODES = f"more than {SNAPSHOT_NODES_MAX} nodes"
_ELEMENT, _TEXT = 1, 3
_DOCUMENT_KEYS = (
    "documentURL",
    "title",
    "baseURL",
    "contentLanguage",
    "encodingName",
    "frameId",
    "scrollOffsetX",
    "scrollOffsetY",
    "contentWidth",
    "contentHeight",
)
# `inputValue`, `textValue` and `inputChecked` are left out: what stands in a field may be about a person.
_NODE_KEYS = (
    "parentIndex",
    "nodeType",
    "shadowRootType",
    "nodeName",
    "nodeValue",
    "backendNodeId",
    "attributes",
    "contentDocumentIndex",
    "pseudoType",
    "isClickable",
)
_LAYOUT_KEYS = ("nodeIndex", "styles", "bounds", "text")
_TREE_PROPERTIES = frozenset({"level", "focusable", "hidden"})
# Text is in the snapshot already; boxes of lines of text are nobody's business.
_TREE_ROLES_LEFT_OUT = frozenset({"StaticText", "InlineTextBox"})
_BROWSER_ERROR_URL = "chrome-error://"
# Name and value are told apart first, then the name is looked at: in one expression a long name would be tried from
# every position in it.
_PARAMETER = re.compile(r"([?&;#])([\w.-]+)=(?:[^&;#\s'\"]|;(?![\w.-]+=))+")
_SECRET_NAME = re.compile(r"(?i)token|secret|passw|auth|session|sid|sig|key|code|jwt")
_CREDENTIALS = re.compile(r"(?i)(\bhttps?://)[^/\s@'\"]+@")


class TooLargeError(Exception):
    """Raised when a page has more nodes or more text than we take in, by `weigh` and `snapshot`."""


@dataclass(frozen=True, slots=True)
class RenderedLink:
    """A link (or frame of the same site) as the rendered page has it: absolute address and the link's text."""

    url: str
    text: str


def mask_tokens(text: str) -> str:
    """Return `text` with credentials and the values of token-like parameters in addresses masked."""

    def masked(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}=***" if _SECRET_NAME.search(match[2]) else match[0]

    return _CREDENTIALS.sub(r"\1***@", _PARAMETER.sub(masked, text))


async def weigh(cdp: CDPSession, worlds: Sequence[int]) -> None:
    """Raise TooLargeError when the frames, by their isolated worlds, hold more than the browser could hand over."""
    counters = await cdp.send("Memory.getDOMCounters")
    # The counters take in what scripts hold without showing it, and what is not collected yet.
    if counters["nodes"] > 2 * SNAPSHOT_NODES_MAX:
        raise TooLargeError(_TOO_MANY_NODES)
    left = SNAPSHOT_CHARACTERS_MAX
    for world in worlds:
        answer = await cdp.send(
            "Runtime.evaluate",
            {"expression": f"({_WEIGHT})({left})", "contextId": world, "returnByValue": True},
        )
        # A frame without a document to walk weighs nothing.
        left -= int(answer["result"].get("value") or 0)
        if left < 0:
            raise TooLargeError(
                f"more than {SNAPSHOT_CHARACTERS_MAX // 1_000_000} million characters of text"
            )


async def snapshot(cdp: CDPSession, styles: Sequence[str]) -> dict[str, Any]:
    """Take a DOM snapshot of every frame, pruned to what rules read."""
    taken = await _ask(cdp, "DOMSnapshot.captureSnapshot", {"computedStyles": list(styles)})
    documents = taken["documents"]
    if sum(len(document["nodes"]["nodeType"]) for document in documents) > SNAPSHOT_NODES_MAX:
        raise TooLargeError(_TOO_MANY_NODES)
    _check_depths(documents)
    strings = taken["strings"]
    broken = {
        index
        for index, document in enumerate(documents)
        if _string(strings, document.get("documentURL", -1)).startswith(_BROWSER_ERROR_URL)
    }
    pruned = [_prune_document(document, broken) for document in documents]
    return _with_used_strings(pruned, strings)


def _check_depths(documents: Sequence[Mapping[str, Any]]) -> None:
    """Raise TooLargeError when the page is nested so deeply that no one could judge it in time."""
    total = 0
    for document in documents:
        depths: list[int] = []
        for parent in document["nodes"]["parentIndex"]:
            depths.append(depths[parent] + 1 if parent >= 0 else 0)
        total += sum(depths)
        if total > DEPTHS_MAX or max(depths, default=0) > DEPTH_MAX:
            raise TooLargeError("elements nested too deeply")


async def accessibility_tree(cdp: CDPSession, frame_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the accessible nodes of every frame; a frame that went away meanwhile is left out."""
    trees = await asyncio.gather(
        *(_ask(cdp, "Accessibility.getFullAXTree", {"frameId": frame_id}) for frame_id in frame_ids),
        return_exceptions=True,
    )
    found: list[dict[str, Any]] = []
    for position, tree in enumerate(trees):
        if isinstance(tree, PlaywrightError) and position > 0:
            continue
        if isinstance(tree, BaseException):
            raise tree
        found.extend(_prune_tree(tree["nodes"]))
    return found


async def _ask(cdp: CDPSession, method: str, parameters: dict[str, Any]) -> Any:
    """Send a command whose answer is large.

    Playwright's public session walks every answer in search of its own objects, which a DevTools answer never holds:
    for these two commands that is a tenth of a visit's processor time. The object behind it hands the answer over as
    it came; as it is not public, a version where it takes other arguments is asked the slow way.
    """
    try:
        answer = cdp._impl_obj.send(method=method, params=parameters, timeout=None)  # noqa: SLF001
    except (AttributeError, TypeError):
        answer = cdp.send(method, parameters)
    return await answer


def title(snapshot: Mapping[str, Any]) -> str:
    """Return the document's title as the browser shows it."""
    text = _string(snapshot["strings"], snapshot["documents"][0].get("title", -1))
    return text.strip()[:TITLE_CHARACTERS_MAX]


def language(snapshot: Mapping[str, Any]) -> str:
    """Return the language the root element declares, or ""."""
    for _, attributes in _elements(snapshot, 0, {"html", "svg"}):
        text = attributes.get("lang") or attributes.get("xml:lang") or ""
        return text.strip()[:LANGUAGE_CHARACTERS_MAX]
    return ""


def links(snapshot: Mapping[str, Any], page_url: str) -> tuple[RenderedLink, ...]:
    """Return the page's links in document order, those in shadow trees and frames too, without repeats."""
    found: dict[tuple[str, str], None] = {}
    host = urlsplit(page_url).hostname
    strings = snapshot["strings"]
    for index, document in enumerate(snapshot["documents"]):
        base = _short_base(_string(strings, document.get("baseURL", -1))) or page_url
        encoding = _string(strings, document.get("encodingName", -1)) or "utf-8"
        texts: list[str] | None = None
        for node, attributes in _elements(snapshot, index, {"a", "area", "iframe", "frame"}):
            if "src" in attributes and "href" not in attributes:
                url = _absolute(base, attributes["src"], encoding)
                if url is None or urlsplit(url).hostname != host:
                    continue
                text = attributes.get("title", "")
            elif attributes.get("href"):
                url = _absolute(base, attributes["href"], encoding)
                if url is None:
                    continue
                if texts is None:
                    texts = _texts(document, strings)
                text = texts[node] or attributes.get("aria-label") or attributes.get("alt") or ""
            else:
                continue
            found[url, " ".join(text.split())[:LINK_TEXT_CHARACTERS_MAX]] = None
            if len(found) >= LINKS_MAX:
                return tuple(RenderedLink(url, text) for url, text in found)
    return tuple(RenderedLink(url, text) for url, text in found)


def _short_base(base: str) -> str:
    """Return what counts of a document's base: a page may give itself one of megabytes, for each link to copy."""
    return (
        base
        if len(base) <= URL_CHARACTERS_MAX
        else base.partition("#")[0].partition("?")[0][:URL_CHARACTERS_MAX]
    )


def _absolute(base: str, address: str, encoding: str) -> str | None:
    try:
        url = _with_query_in(encoding, urljoin(base, address.strip()))
        scheme = urlsplit(url).scheme
    except ValueError:
        return None  # not an address at all, such as one with half an IPv6 literal
    return url if scheme in {"http", "https", "file"} and len(url) <= URL_CHARACTERS_MAX else None


def _with_query_in(encoding: str, url: str) -> str:
    """Return an address with its query in the encoding of the page it stands on, as browsers send it."""
    before, mark, rest = url.partition("?")
    query, hash_mark, fragment = rest.partition("#")
    if query.isascii():
        return url
    if encoding.lower().startswith("utf-16"):
        encoding = "utf-8"  # as the standard has it: no server reads UTF-16
    try:
        encoded = "".join(c if c.isascii() else quote(c, encoding=encoding, errors="strict") for c in query)
    except (LookupError, UnicodeError):
        return url
    return before + mark + encoded + hash_mark + fragment


def _texts(document: Mapping[str, Any], strings: Sequence[str]) -> list[str]:
    """Return, per node, the text inside links; nodes come in document order, so a parent precedes its children."""
    nodes = document["nodes"]
    parents, kinds, names, values = (
        nodes["parentIndex"],
        nodes["nodeType"],
        nodes["nodeName"],
        nodes["nodeValue"],
    )
    nearest_link = [-1] * len(parents)
    parts: list[list[str]] = [[] for _ in parents]
    alternatives = {"img", "svg"}
    for index, parent in enumerate(parents):
        kind = kinds[index]
        name = strings[names[index]].lower() if kind == _ELEMENT else ""
        nearest_link[index] = (
            index if name in {"a", "area"} else (nearest_link[parent] if parent >= 0 else -1)
        )
        link = nearest_link[index]
        if link < 0:
            continue
        if kind == _TEXT:
            parts[link].append(_string(strings, values[index]))
        elif name in alternatives:
            attributes = _attributes(nodes["attributes"][index], strings)
            parts[link].append(attributes.get("alt") or attributes.get("aria-label") or "")
    return [" ".join(part) for part in parts]


def _elements(
    snapshot: Mapping[str, Any], document: int, names: set[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    strings = snapshot["strings"]
    nodes = snapshot["documents"][document]["nodes"]
    wanted = {index for index, string in enumerate(strings) if string.lower() in names}
    for index, name in enumerate(nodes["nodeName"]):
        if name in wanted and nodes["nodeType"][index] == _ELEMENT:
            yield index, _attributes(nodes["attributes"][index], strings)


def _attributes(pairs: Sequence[int], strings: Sequence[str]) -> dict[str, str]:
    return {
        _string(strings, pairs[i]).lower(): _string(strings, pairs[i + 1])
        for i in range(0, len(pairs) - 1, 2)
    }


def _string(strings: Sequence[str], index: int) -> str:
    return strings[index] if 0 <= index < len(strings) else ""


def _prune_document(document: Mapping[str, Any], broken: set[int]) -> dict[str, Any]:
    nodes = {key: document["nodes"][key] for key in _NODE_KEYS if key in document["nodes"]}
    content = nodes.get("contentDocumentIndex")
    if content and broken:
        # A frame that could not be loaded holds the browser's own error page, which is nobody's fault.
        kept = [
            pair for pair in zip(content["index"], content["value"], strict=True) if pair[1] not in broken
        ]
        nodes["contentDocumentIndex"] = {"index": [i for i, _ in kept], "value": [v for _, v in kept]}
    return {
        **{key: document[key] for key in _DOCUMENT_KEYS if key in document},
        "nodes": nodes,
        "layout": {key: document["layout"][key] for key in _LAYOUT_KEYS if key in document["layout"]},
    }


def _with_used_strings(documents: list[dict[str, Any]], strings: Sequence[str]) -> dict[str, Any]:
    """Drop the strings that only pruned parts used: a typed value must not stay behind among them."""
    moved = _NewIndexes()
    for document in documents:
        for key in ("documentURL", "title", "baseURL", "contentLanguage", "encodingName", "frameId"):
            if key in document:
                document[key] = moved[document[key]]
        nodes, layout = document["nodes"], document["layout"]
        for key in ("nodeName", "nodeValue"):
            nodes[key] = [moved[index] for index in nodes[key]]
        nodes["attributes"] = [[moved[index] for index in pairs] for pairs in nodes["attributes"]]
        for key in ("shadowRootType", "pseudoType"):
            if key in nodes:
                nodes[key]["value"] = [moved[index] for index in nodes[key]["value"]]
        layout["styles"] = [[moved[index] for index in styles] for styles in layout["styles"]]
        layout["text"] = [moved[index] for index in layout["text"]]
        layout["bounds"] = [[round(number, 1) for number in bounds] for bounds in layout["bounds"]]
    return {"documents": documents, "strings": [strings[index] for index in moved if index >= 0]}


class _NewIndexes(dict[int, int]):
    """Old index of a string -> its new one, given out in the order of asking; negative ones say "none" and stay."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def __missing__(self, index: int) -> int:
        if index < 0:
            new = index
        else:
            new, self._count = self._count, self._count + 1
        self[index] = new
        return new


def _prune_tree(nodes: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        role = node.get("role", {}).get("value", "")
        if node.get("ignored") or "backendDOMNodeId" not in node or role in _TREE_ROLES_LEFT_OUT:
            continue
        kept: dict[str, Any] = {
            "backend": node["backendDOMNodeId"],
            "role": role,
            "name": node.get("name", {}).get("value", "")[:NAME_CHARACTERS_MAX],
        }
        if description := node.get("description", {}).get("value"):
            kept["description"] = description[:NAME_CHARACTERS_MAX]
        for entry in node.get("properties", ()):
            if entry["name"] in _TREE_PROPERTIES:
                kept[entry["name"]] = entry["value"].get("value")
        yield kept
