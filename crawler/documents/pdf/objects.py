"""Safe reading of PDF objects: nothing in a file has to be of the type that it should be.

Everything here answers with an absent value instead of an error, and follows no chain that it has seen before.
"""

import re
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pikepdf import ObjectType, PdfError

STREAM_MAX_BYTES = 32 * 1024 * 1024
"""Decoded streams are read no further: a page's content is seldom above 1 MB, a font's seldom above 5 MB."""

CHAIN_MAX_LENGTH = 4_000
"""Longest chain of parents, siblings or kids that is followed."""

_FLATE_MAX_RATIO = 1_032
_FAILURES = (
    PdfError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    UnicodeError,
    OverflowError,
    ArithmeticError,
)
_NUMBERS = (int, float, Decimal)  # a union would be built anew each time it is asked
_FLATE_NAMES = frozenset({"/FlateDecode", "/Fl"})
_LOSSY_FILTERS = frozenset(
    {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCT", "/CCF", "/Crypt"}
)

DICTIONARY = ObjectType.dictionary
ARRAY = ObjectType.array
STREAM = ObjectType.stream
NAME = ObjectType.name_
STRING = ObjectType.string


class OversizeError(Exception):
    """Raised when a stream would decode to more than the cap, by `stream_bytes`."""


def kind(value: Any) -> Any:
    """Return the PDF type of an object, or None for what pikepdf gives as a Python number, bool or None."""
    return getattr(value, "_type_code", None)


def is_dictionary(value: Any) -> bool:
    return bool(kind(value) == DICTIONARY)


def is_stream(value: Any) -> bool:
    return bool(kind(value) == STREAM)


def is_array(value: Any) -> bool:
    return bool(kind(value) == ARRAY)


def is_name(value: Any) -> bool:
    return bool(kind(value) == NAME)


def is_string(value: Any) -> bool:
    return bool(kind(value) == STRING)


def get(container: Any, key: str) -> Any:
    """Return the value under `key` of a dictionary or stream, or None."""
    try:
        # Most keys asked for are not there, and pikepdf pays for each of those with an exception of its own
        return container.get(key) if key in container else None
    except (AttributeError, *_FAILURES):
        return None


def dictionary(container: Any, key: str) -> Any:
    """Return the dictionary under `key`, or None."""
    value = get(container, key)
    return value if kind(value) == DICTIONARY else None


def array(container: Any, key: str) -> list[Any]:
    """Return the elements of the array under `key`, or an empty list."""
    value = get(container, key)
    return elements(value) if kind(value) == ARRAY else []


def elements(value: Any) -> list[Any]:
    try:
        return list(value)
    except _FAILURES:
        return []


def name(container: Any, key: str) -> str:
    """Return the name under `key` with its slash, or ""."""
    value = get(container, key)
    return name_of(value)


def name_of(value: Any) -> str:
    if kind(value) != NAME:
        return ""
    try:
        return str(value)
    except _FAILURES:
        return ""


def text(container: Any, key: str) -> str | None:
    """Return the text string under `key`, or None where there is none."""
    return text_of(get(container, key))


def text_of(value: Any) -> str | None:
    if kind(value) != STRING:
        return None
    try:
        return str(value)
    except _FAILURES:
        try:
            return bytes(value).decode("latin-1")
        except _FAILURES:
            return ""


def integer(container: Any, key: str) -> int | None:
    """Return the whole number under `key`, or None; a truth value is no number."""
    value = get(container, key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def boolean(container: Any, key: str) -> bool | None:
    value = get(container, key)
    return value if isinstance(value, bool) else None


def number_of(value: Any) -> float | None:
    return float(value) if isinstance(value, _NUMBERS) and not isinstance(value, bool) else None


def numbers(value: Any) -> list[float]:
    """Return the numbers of an array; what is no number is left out."""
    found = (number_of(item) for item in elements(value)) if kind(value) == ARRAY else ()
    return [number for number in found if number is not None]


def items(container: Any) -> list[tuple[str, Any]]:
    """Return the entries of a dictionary, or an empty list."""
    try:
        return list(container.items())
    except (AttributeError, *_FAILURES):
        return []


def identity(value: Any) -> tuple[int, int] | None:
    """Return an indirect object's number and generation, or None for a direct one."""
    try:
        number, generation = value.objgen
    except (AttributeError, *_FAILURES):
        return None
    return (number, generation) if number else None


def stream_bytes(stream: Any, cap: int = STREAM_MAX_BYTES) -> bytes:
    """Return a stream's decoded bytes, "" where it cannot be decoded.

    A stream that would pass `cap` raises: a two-kilobyte file can hold a gigabyte.
    """
    filters = _filters(stream)
    if _LOSSY_FILTERS & set(filters):
        return b""
    try:
        raw = stream.read_raw_bytes()
        for position, filter_name in enumerate(filters):
            if len(raw) * _FLATE_MAX_RATIO <= cap and position == len(filters) - 1:
                return bytes(stream.read_bytes())
            if filter_name not in _FLATE_NAMES:
                break
            raw = _inflated(raw, cap)
        else:
            return raw if not _has_predictor(stream) else bytes(stream.read_bytes())
        if len(raw) * _FLATE_MAX_RATIO > cap * 8:
            raise OversizeError
        decoded = bytes(stream.read_bytes())
    except _FAILURES:
        return b""
    if len(decoded) > cap:
        raise OversizeError
    return decoded


def _filters(stream: Any) -> list[str]:
    value = get(stream, "/Filter")
    if kind(value) == ARRAY:
        return [name_of(item) for item in elements(value)]
    return [name_of(value)] if kind(value) == NAME else []


def _has_predictor(stream: Any) -> bool:
    parameters = get(stream, "/DecodeParms")
    candidates = elements(parameters) if kind(parameters) == ARRAY else [parameters]
    return any(
        (integer(candidate, "/Predictor") or 1) > 1 for candidate in candidates if is_dictionary(candidate)
    )


def _inflated(raw: bytes, cap: int) -> bytes:
    decoder = zlib.decompressobj()
    try:
        decoded = decoder.decompress(raw, cap + 1)
    except zlib.error:
        # A damaged end is common; what came before it counts. Byte by byte would be slow: qpdf does it for us.
        raise ValueError("damaged Flate data") from None
    if len(decoded) > cap:
        raise OversizeError
    return decoded


def number_tree(root: Any, entries_max: int) -> dict[int, Any]:
    """Return a number tree as one mapping; nodes seen before and entries past the cap are left out."""
    found: dict[int, Any] = {}
    for leaf in _leaves(root, "/Nums"):
        for position in range(0, len(leaf) - 1, 2):
            key = leaf[position]
            if isinstance(key, int) and not isinstance(key, bool) and key not in found:
                found[key] = leaf[position + 1]
        if len(found) >= entries_max:
            break
    return found


def name_tree(root: Any, entries_max: int) -> list[tuple[str, Any]]:
    """Return the entries of a name tree; nodes seen before and entries past the cap are left out."""
    found: list[tuple[str, Any]] = []
    for leaf in _leaves(root, "/Names"):
        found.extend((text_of(leaf[i]) or "", leaf[i + 1]) for i in range(0, len(leaf) - 1, 2))
        if len(found) >= entries_max:
            break
    return found[:entries_max]


def _leaves(root: Any, key: str) -> Iterator[list[Any]]:
    waiting, seen = [root], set[tuple[int, int]]()
    visits = 0
    while waiting and visits < CHAIN_MAX_LENGTH * 10:
        node = waiting.pop()
        visits += 1
        own = identity(node)
        if own in seen or kind(node) not in {DICTIONARY, STREAM}:
            continue
        if own is not None:
            seen.add(own)
        leaf = array(node, key)
        if leaf:
            yield leaf
        waiting.extend(reversed(array(node, "/Kids")))


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def shown(value: str | None, limit: int = 300) -> str:
    """Return text fit to be shown: one line, no control characters, cut at `limit`."""
    return _CONTROL.sub(" ", value or "").strip()[:limit]
