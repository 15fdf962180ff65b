"""What a site's process is told: everything one audit needs, as one JSON document on its standard input."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from crawler.credentials import Credentials


class Sample(StrEnum):
    """How pages are chosen from the survey."""

    FULL = "full"
    SIMPLIFIED = "simplified"
    IN_DEPTH = "in-depth"


@dataclass(frozen=True, slots=True)
class SiteSpec:
    """One audit of one site.

    With `addresses` exactly those are audited, without a crawl: pairs of the address as the user gave it and the
    address to load. `delay_seconds` None means: 1 second, none on loopback. `page_budget_seconds` is all that one visit
    of the browser may take, `fetch_timeout_seconds` one fetch of the survey. `credentials` go to their host and are
    kept nowhere. `sweep` is the sweep's row.
    """

    sweep: Mapping[str, Any]
    site_id: str
    name: str
    url: str
    store: str
    captures: str
    captures_name: str
    authority: Mapping[str, Any] = field(default_factory=dict)
    addresses: tuple[tuple[str, str], ...] = ()
    sample: Sample = Sample.FULL
    seed: int = 0
    max_pages: int = 100
    max_documents: int = 100
    max_minutes: float | None = None
    delay_seconds: float | None = None
    contact: str = ""
    own_site: bool = False
    credentials: Credentials = field(default_factory=Credentials)
    allow_private_networks: bool = False
    page_budget_seconds: float = 45
    settle_seconds: float = 4
    fetch_timeout_seconds: float = 20
    screenshots: bool = False
    crops: bool = True
    log: str = ""

    def to_json(self) -> str:
        """Return the spec as one line of JSON, credentials included: for a pipe, not for a file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the spec written by `to_json`."""
        values = json.loads(text)
        values["sample"] = Sample(values["sample"])
        values["credentials"] = Credentials.from_values(values["credentials"])
        values["addresses"] = tuple((given, address) for given, address in values["addresses"])
        return cls(**values)
