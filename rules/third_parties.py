"""Whose a host is that a page asks for something: the data set third-party-web, from npm and carried in the wheel."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rules.model import Language

DATA_NAME = "dist/entities-nostats.json"
_PACKAGED = Path(__file__).parent / "data" / "third-party-web"
_IN_CHECKOUT = Path(__file__).parents[1] / "node_modules" / "third-party-web"

FOLLOWING = frozenset({"ad", "analytics", "marketing", "social"})
"""The categories of services whose business is to know who visits what."""

_CATEGORY_WORDS: Mapping[str, tuple[str, str]] = {
    "ad": ("annoncer", "advertising"),
    "analytics": ("statistik", "analytics"),
    "marketing": ("markedsføring", "marketing"),
    "social": ("sociale medier", "social media"),
}
_CONSENT = "consent-provider"
# What the data set does not have, or files under "utility", of services that are much used in the Nordic countries.
_BETTER_KNOWN = {
    "*.cookiebot.com": ("Cookiebot", _CONSENT),
    "*.cookiebot.eu": ("Cookiebot", _CONSENT),
    "*.cookieinformation.com": ("Cookie Information", _CONSENT),
    "*.siteimproveanalytics.com": ("Siteimprove", "analytics"),
    "*.siteimproveanalytics.io": ("Siteimprove", "analytics"),
}


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A service that web sites use, by its name and the data set's category. Where it is at home is not known."""

    name: str
    category: str

    @property
    def asks_for_consent(self) -> bool:
        """Whether it is the very tool that asks visitors for their consent."""
        return self.category == _CONSENT

    @property
    def named_category(self) -> dict[str, str]:
        """The category in words, by language."""
        danish, english = _CATEGORY_WORDS.get(self.category, (self.category, self.category))
        return {Language.DA.value: danish, Language.EN.value: english}


def third_party(host: str) -> ThirdParty | None:
    """Return the service that a host belongs to, or None for one that is not known."""
    known = _by_domain()
    labels = host.lower().split(".")
    if exact := known.get(host.lower()):
        return exact
    for start in range(len(labels) - 1):
        if found := known.get("*." + ".".join(labels[start:])):
            return found
    return None


@cache
def _by_domain() -> Mapping[str, ThirdParty]:
    """Return the services by domain; `*.example.org` stands for that domain and all below it."""
    entities = json.loads((_folder() / DATA_NAME).read_text(encoding="utf-8"))
    found = {
        domain: ThirdParty(entity["name"], entity["category"])
        for entity in entities
        for domain in entity["domains"]
    }
    return found | {domain: ThirdParty(*known) for domain, known in _BETTER_KNOWN.items()}


def _folder() -> Path:
    """Return the folder of the data set; a checkout's node_modules comes first, as it follows the lock file."""
    for folder in (_IN_CHECKOUT, _PACKAGED):
        if (folder / DATA_NAME).is_file():
            return folder
    raise FileNotFoundError(f"third-party-web is missing: run `make setup` ({_IN_CHECKOUT} / {_PACKAGED})")
