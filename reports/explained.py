"""Says of each explanation what it covers in a measurement, or why it has lapsed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.rows import FindingRow, Site
from rules.explanations import Explanation, State


class Fate(StrEnum):
    """What has become of an explanation on the day of the measurement.

    `gone`: it holds, and the finding it explains was not found: mended, or changed and so another finding.
    `unseen`: whether the finding is still there is not known, for the site was not measured to its end.
    """

    COMING = "coming"
    ACTIVE = "active"
    EXPIRED = "expired"
    GONE = "gone"
    UNSEEN = "unseen"


LAPSED = frozenset({Fate.EXPIRED, Fate.GONE})


@dataclass(frozen=True, slots=True)
class Told:
    """An explanation with what has become of it and the number of findings it covers."""

    explanation: Explanation
    fate: Fate
    finding_count: int = 0


def told(explanations: Iterable[Explanation], findings: Sequence[FindingRow], site: Site) -> list[Told]:
    """Return what has become of each explanation; `findings` are the site's, as the store gives them."""
    return [_told(one, findings, site) for one in explanations]


def _told(one: Explanation, findings: Sequence[FindingRow], site: Site) -> Told:
    state = one.state(site.measured_on)
    if state is not State.ACTIVE:
        return Told(one, Fate(state.value))
    count = sum(finding.is_explained_by(one) for finding in findings)
    if count:
        return Told(one, Fate.ACTIVE, count)
    return Told(one, Fate.GONE if site.state == "done" else Fate.UNSEEN)
