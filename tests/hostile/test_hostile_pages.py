"""Hostile pages, end to end: each ends with its reason inside its budget, and costs no other page anything."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from crawler.events import SiteState
from rules.evidence import PageState
from tests.hostile.audited import CLEANED_UP_WITHIN_SECONDS, PAGE_BUDGET_SECONDS, Audited, audit
from tests.hostile.server import HostileSite, serving
from tests.hostile.site import CLEAN, PLAIN, TRAPS, hostile_site
from tests.hostile.traps import Trap

pytestmark = pytest.mark.browser

GROUPS = {
    f"{group}-{part}": [path for path in TRAPS if path.startswith(f"/{group}/")][part::2]
    for group in ("script", "content", "protocol")
    for part in range(2)
}


CLEAN_AND_PLAIN = (PLAIN, *CLEAN)


def mixed(hostile: Sequence[str], clean: Sequence[str]) -> list[str]:
    """Return all addresses, those that are fine spread among the others."""
    every = len(hostile) // len(clean) + 1
    found: list[str] = []
    for position, path in enumerate(hostile):
        if position % every == 0:
            found.append(clean[position // every])
        found.append(path)
    return [*found, *(path for path in clean if path not in found)]


def deviations(path: str, trap: Trap, audited: Audited, url: str, plain: set[tuple[str, str]]) -> list[str]:
    """Return what is not as it must be at the end of a visit to a hostile page."""
    state, reason = audited.end_of(url)
    if state not in {expected.value for expected in trap.states}:
        return [f"{path} ended as {state}: {reason}"]
    found = []
    if state != PageState.RENDERED.value and not reason:
        found.append(f"{path} ended as {state} without a reason")
    if trap.reason and trap.reason not in reason:
        found.append(f"{path} ended as {state} for another reason: {reason}")
    if trap.is_plain and audited.faults(url) != plain:
        found.append(f"{path} has other faults than its DOM: {audited.faults(url) ^ plain}")
    if state != PageState.RENDERED.value and url in audited.results and audited.faults(url):
        found.append(f"{path} was not seen, and has faults")
    if audited.seconds[url] > PAGE_BUDGET_SECONDS + CLEANED_UP_WITHIN_SECONDS:
        found.append(f"{path} took {audited.seconds[url]:.0f} s")
    return found


@pytest.fixture(scope="module")
def site() -> Iterator[HostileSite]:
    with serving(hostile_site()) as served:
        yield served


@pytest.fixture(scope="module")
def alone(site: HostileSite, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """The pages that are fine, without any other."""
    return audit(site, tmp_path_factory.mktemp("alone"), [site.url(path) for path in CLEAN_AND_PLAIN])


@pytest.mark.parametrize("group", GROUPS)
def test_a_hostile_page_costs_its_own_budget_and_nothing_else(
    site: HostileSite, alone: Audited, tmp_path: Path, group: str
) -> None:
    paths = GROUPS[group]
    among = audit(site, tmp_path, [site.url(path) for path in mixed(paths, CLEAN_AND_PLAIN)])
    plain = alone.faults(site.url(PLAIN))
    assert {rule for rule, _ in plain} == {"image-alt", "link-name"}
    assert among.outcome.state is SiteState.DONE
    found = [line for path in paths for line in deviations(path, TRAPS[path], among, site.url(path), plain)]
    found.extend(
        f"{path}, which is fine, has other results: {among.end_of(site.url(path))}"
        for path in CLEAN_AND_PLAIN
        if among.all_of(site.url(path)) != alone.all_of(site.url(path))
    )
    assert not found, "\n".join(found)
