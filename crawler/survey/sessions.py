"""Session ids that no list of names knows: parts of addresses that change and change nothing."""

from collections import Counter

from crawler.survey.families import tokens, without_sessions
from crawler.survey.inventory import SkipReason
from crawler.survey.sketch import Sketch
from crawler.survey.verdicts import Relation, Shown, Verdict

PAIRS_MIN = 2
"""So many pairs of addresses must show the same but for one part, before that part is taken for a session id."""


class Sessions:
    """One site's memory of the parts of addresses that look drawn at random, each by its slot."""

    def __init__(self) -> None:
        self._pairs: Counter[str] = Counter()
        self._not_sessions: set[str] = set()
        self._slots: frozenset[str] = frozenset()
        self._urls: list[str] = []
        self._twins: dict[str, str] = {}
        self._but_for_token: dict[str, Shown] = {}

    def forget(self) -> None:
        """Compare with nothing seen so far; what was learnt of addresses stays."""
        self._but_for_token.clear()

    def twin(self, url: str) -> str:
        """Return an address already surveyed that differs in nothing but a session id, or ""."""
        if not self._slots:
            return ""
        twin = self._twins.get(without_sessions(url, self._slots), "")
        return twin if twin != url else ""

    def judges(self, url: str, sketch: Sketch) -> Verdict | None:
        """Return why a page is another's in another session, or None."""
        for _, masked in _masked(url):
            known = self._but_for_token.get(masked)
            if known is not None and known.digest == sketch.digest:
                detail = f"shows nothing but what {known.url} shows"
                return Verdict(SkipReason.DUPLICATE, detail, Relation.SESSION, known.url)
        return None

    def remember(self, shown: Shown) -> None:
        """Take note of what an address shows."""
        for slot, masked in _masked(shown.url):
            if self._but_for_token.setdefault(masked, shown).key != shown.key:
                self._not_sessions.add(slot)
        self._urls.append(shown.url)
        if self._slots:
            self._twins.setdefault(without_sessions(shown.url, self._slots), shown.url)

    def confirmed(self, url: str, like: str) -> None:
        """Learn that a part of addresses is a session id: they differ in it alone, and show the same."""
        same = dict(_masked(like))
        for slot, masked in _masked(url):
            if same.get(slot) != masked:
                continue
            self._pairs[slot] += 1
            if self._pairs[slot] >= PAIRS_MIN and slot not in self._not_sessions:
                self._slots |= {slot}
                self._twins = {}
                for known in self._urls:
                    self._twins.setdefault(without_sessions(known, self._slots), known)


def _masked(url: str) -> list[tuple[str, str]]:
    """Return, for each part of an address that looks drawn at random, its slot and the address without it."""
    return [(slot, without_sessions(url, frozenset({slot}))) for slot, _ in tokens(url)]
