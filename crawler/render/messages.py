"""Reads the browser's large answers faster than Playwright would by itself."""

import json
from typing import Any

import orjson
from playwright._impl.transport import PipeTransport


def read_with_orjson() -> None:
    """Have Playwright read its driver's messages with orjson: snapshots and accessibility trees are megabytes of JSON.

    The method is not public. Where a version of Playwright lacks it, nothing changes but the speed.
    """
    if hasattr(PipeTransport, "deserialize_message"):
        PipeTransport.deserialize_message = _deserialized  # type: ignore[method-assign, assignment]


def _deserialized(_self: PipeTransport, data: str | bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        # Half a surrogate pair, from a page, is no text to orjson; Python's own reader takes it.
        return json.loads(data)
