"""The awkward sites and the rooms to render them in, one of each for a module of tests."""

from collections.abc import Iterator

import pytest

from tests.render.awkward import AwkwardSite, Room, awkward_site, settings


@pytest.fixture(scope="module")
def site() -> Iterator[AwkwardSite]:
    with awkward_site() as served:
        yield served


@pytest.fixture(scope="module")
def other_site() -> Iterator[AwkwardSite]:
    """Another origin: the same machine, another port."""
    with awkward_site() as served:
        yield served


@pytest.fixture(scope="module")
def room(site: AwkwardSite, other_site: AwkwardSite) -> Iterator[Room]:
    opened = Room(settings(site, other_site, page_count=2))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def hasty_room(site: AwkwardSite, other_site: AwkwardSite) -> Iterator[Room]:
    """A room with a small budget, for pages that never end."""
    opened = Room(settings(site, other_site, page_count=1, page_budget_seconds=4.0, settle_seconds=0.5))
    yield opened
    opened.close()
