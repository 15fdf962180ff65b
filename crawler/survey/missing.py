"""Tells a site's pages from its way of saying that a page is not there (a "soft 404" says so with status 200)."""

from dataclasses import dataclass, field
from typing import Self

from crawler.survey.inventory import SkipReason
from crawler.survey.outcomes import Outcome, PageRead
from crawler.survey.sketch import Sketch
from crawler.survey.urls import Scope, identity, is_route, without_fragment
from crawler.survey.verdicts import Relation, Verdict

PROBE_NAME = "eftersyn-denne-side-findes-ikke-4f1c9b27"
"""An address that no site has; the same on every run, and its name says who asks and why."""
FOLDERS_PROBED_MAX = 20
"""So many folders of a site may have words of their own for a page that is not there."""
EXTRA_STRINGS_MAX = 2
"""How many pieces of text a page that is not there may add to the site's usual words for it."""


def probe_address(start_url: str, scope: Scope) -> str:
    """Return an address of a site that does not exist."""
    scheme, _, rest = start_url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{scope.prefix}{PROBE_NAME}"


def probe_beside(url: str) -> str:
    """Return an address that does not exist in the folder of another one."""
    return f"{url.partition('#')[0].partition('?')[0].rpartition('/')[0]}/{PROBE_NAME}"


def probe_route(route: str) -> str:
    """Return a route that does not exist in the single-page application of another route."""
    mark = "#!/" if "#!" in route else "#/"
    return f"{without_fragment(route)}{mark}{PROBE_NAME}"


@dataclass(frozen=True, slots=True)
class MissingPage:
    """How a site answers for an address that does not exist, as far as that was learnt.

    `shown` is what it shows, with whatever status; `own` is what of that its start page does not show as well;
    `leads_to` is where it sends the reader instead, if it does.
    """

    shown: Sketch | None = None
    own: frozenset[int] = frozenset()
    leads_to: str = ""
    is_soft: bool = False

    @classmethod
    def learnt(cls, start: Sketch, probe: Outcome) -> Self:
        """Return what the answer for an address that does not exist teaches."""
        reading = getattr(probe, "reading", None)
        if reading is None:
            return cls()
        is_soft = isinstance(probe, PageRead)
        hops = getattr(probe, "hops", ())
        own = reading.sketch.strings - start.strings
        return cls(reading.sketch, own, hops[-1] if is_soft and hops else "", is_soft)

    @property
    def is_start_page(self) -> bool:
        """Whether an address that does not exist shows nothing but what the start page shows."""
        return self.shown is not None and not self.own

    @property
    def is_certain(self) -> bool:
        """Whether the words alone leave no doubt, so that no browser need be asked."""
        return self.shown is not None and (self.shown.says_missing or bool(self.shown.missing & self.own))

    def described(self, probe: str) -> str:
        """Return, for a note, how the site answers for an address that does not exist."""
        if self.leads_to:
            return f"{probe} is sent on to {self.leads_to}"
        said = self.shown.heading or self.shown.title if self.shown is not None else ""
        return f"{probe} is answered like a page that exists" + (f": {said}" if said else "")

    def is_shown_by(self, sketch: Sketch) -> bool:
        """Say whether a page is nothing but the site's words for a page that is not there."""
        shown = self.shown
        if shown is None or sketch.is_shell or shown.is_rendered != sketch.is_rendered:
            return False
        if shown.says_missing and (sketch.title, sketch.heading) == (shown.title, shown.heading):
            return True
        if self.is_start_page:
            return self.is_soft and sketch.digest == shown.digest
        # Without words that say so, a page must add nothing at all: it may be one with little on it.
        extra = EXTRA_STRINGS_MAX if self.is_certain else 0
        return self.own <= sketch.strings and len(sketch.strings - shown.strings) <= extra

    def is_led_to_by(self, hops: tuple[str, ...]) -> bool:
        """Say whether redirects end where those of an address that does not exist do."""
        return bool(self.leads_to) and any(identity(hop) == identity(self.leads_to) for hop in hops)

    def verdict(self, probe: str) -> Verdict:
        """Return the verdict on a page that shows this, as `probe` does."""
        detail = f"shows what the site shows for {probe}, which does not exist"
        # The words may leave no doubt; then no browser need be asked.
        return Verdict(SkipReason.SOFT_404, detail, None if self.is_certain else Relation.MISSING, probe)


@dataclass(slots=True)
class MissingPages:
    """How a site answers for addresses that do not exist, by the address that was asked for.

    `probe` is asked for on every site; a folder is asked only once a page in it speaks of something that is not there.
    """

    probe: str
    _known: dict[str, MissingPage] = field(default_factory=dict)

    @property
    def of_site(self) -> MissingPage:
        return self._known.get(self.probe, _NOTHING_KNOWN)

    def forget_folders(self) -> None:
        """Ask them anew: pages read by a browser are not like pages read without."""
        self._known = {self.probe: self.of_site}

    def learn(self, probe: str, start: Sketch, outcome: Outcome) -> MissingPage:
        """Take the answer for an address that does not exist; that for the site may come twice, by a browser too."""
        if probe == self.probe or probe not in self._known:
            self._known[probe] = MissingPage.learnt(start, outcome)
        return self._known[probe]

    def to_ask(self, url: str, sketch: Sketch, hops: tuple[str, ...]) -> str:
        """Return the address to ask for before a page is judged, or ""."""
        if is_route(url) or not (sketch.says_missing or (hops and sketch.missing)):
            return ""
        probe = probe_beside(url)
        is_enough = probe in {*self._known, self.probe} or len(self._known) > FOLDERS_PROBED_MAX
        return "" if is_enough else probe

    def judges(self, url: str, sketch: Sketch) -> Verdict | None:
        """Return why a page is not there, if it shows what an address shows that does not exist."""
        for probe in dict.fromkeys((self.probe, probe_beside(url))):
            known = self._known.get(probe, _NOTHING_KNOWN)
            if known.is_shown_by(sketch):
                return known.verdict(probe)
        return None


def is_probe(url: str) -> bool:
    """Say whether an address is one that no site has."""
    return url.endswith(f"/{PROBE_NAME}")


_NOTHING_KNOWN = MissingPage()
