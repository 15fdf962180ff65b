"""What a site's process is told: everything one audit needs, as one JSON document on its standard input."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlsplit

from crawler.credentials import Credentials
from crawler.survey.urls import site_host
from rules.countries import DEFAULT_CODE

MAX_DOCUMENTS = 100
"""Documents of a site that are fetched and opened; the rest is listed with its reason."""


class Sample(StrEnum):
    """How pages are chosen from the survey."""

    FULL = "full"
    SIMPLIFIED = "simplified"
    IN_DEPTH = "in-depth"


class Probes(StrEnum):
    """How much is probed: nothing beyond the pages, the site once and a sample of pages, or the site and all pages."""

    OFF = "off"
    SAMPLE = "sample"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class SiteSpec:
    """One audit of one site.

    With `addresses` exactly those are audited, without a crawl: pairs of the address as the user gave it and the
    address to load. `delay_seconds` None means: 1 second, none on loopback. `page_budget_seconds` is all that one visit
    of the browser may take, `fetch_timeout_seconds` one fetch of the survey. `credentials` go to their host and are
    kept nowhere. `sweep` is the sweep's row. `country` names the profile the site is judged by; `statement_host` is
    where the country's statement host is served instead, for a demonstration on this machine.
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
    max_documents: int = MAX_DOCUMENTS
    max_minutes: float | None = None
    delay_seconds: float | None = None
    contact: str = ""
    country: str = DEFAULT_CODE
    probes: Probes = Probes.SAMPLE
    statement_host: str = ""
    own_site: bool = False
    credentials: Credentials = field(default_factory=Credentials)
    allow_private_networks: bool = False
    page_budget_seconds: float = 45
    settle_seconds: float = 4
    fetch_timeout_seconds: float = 20
    screenshots: bool = False
    crops: bool = True
    log: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts (with port, without `www.`) that the user named: the site's own, or those of the addresses."""
        given = [address for _, address in self.addresses] if self.addresses else [self.url]
        return frozenset(site_host(urlsplit(url).netloc) for url in given)

    def to_json(self) -> str:
        """Return the spec as one line of JSON, credentials included: for a pipe, not for a file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the spec written by `to_json`."""
        values = json.loads(text)
        values["sample"] = Sample(values["sample"])
        values["probes"] = Probes(values["probes"])
        values["credentials"] = Credentials.from_values(values["credentials"])
        values["addresses"] = tuple((given, address) for given, address in values["addresses"])
        return cls(**values)
