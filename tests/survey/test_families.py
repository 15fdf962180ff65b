"""Which addresses belong together."""

import pytest

from crawler.survey.families import (
    in_any_order,
    is_dated,
    is_growing,
    kin,
    lies_within,
    parameters,
    shape,
    tokens,
    without_sessions,
)

BY = "https://by.dk"


@pytest.mark.parametrize(
    ("one", "other", "is_one_series"),
    [
        ("/kalender/2026/11", "/kalender/2027/1", True),
        ("/kalender/maj-2026", "/kalender/juni-2026", True),
        ("/liste?side=2", "/liste?side=14", True),
        ("/liste?side=2&a=1", "/liste?a=7&side=3", True),
        ("/sag/8f3a9c2b1d7e/bilag", "/sag/1a2b3c4d5e6f/bilag", True),
        ("/nyheder/skole", "/nyheder/vej", False),
        ("/liste?side=2", "/liste?page=2", False),
        ("/kalender/2026/11", "/kalender/2026/11/3", False),
    ],
)
def test_addresses_of_one_series_have_one_shape(one: str, other: str, is_one_series: bool) -> None:
    assert (shape(BY + one) == shape(BY + other)) is is_one_series


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/kalender/2026/11", True),
        ("/kalender?visning=3", True),
        ("/begivenheder/2026-11-24", True),
        ("/begivenheder/24-11-2026", True),
        ("/arkiv/20261124", True),
        ("/plan/2026-w48", True),
        ("/ledige?uge=48", True),
        ("/plan?dato=24.11.2026", True),
        ("/sag/20123", False),
        ("/sag/2012345678", False),
        ("/nyheder/2026", False),
        ("/liste?side=12", False),
        ("/kalender", False),
        ("/ledige?uge=alle", False),
    ],
)
def test_addresses_of_calendars_are_known(path: str, is_one: bool) -> None:
    assert is_dated(BY + path) is is_one


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/a/a/a", True),
        ("/x/a/b/a/b/a/b", True),
        ("/i/1/i/2/i/3/i/4", True),
        ("/a/a", False),
        ("/a/b/a/b", False),
        ("/2011/11/11/11", False),
        ("/borger/borger-og-service/borger/x", False),
    ],
)
def test_paths_that_go_in_circles_are_known(path: str, is_one: bool) -> None:
    assert is_growing(BY + path) is is_one


@pytest.mark.parametrize(
    ("one", "other", "are_kin"),
    [
        ("/Om-Os", "/om-os", True),
        ("/om-os/", "/om-os", True),
        ("/mappe/index.html", "/mappe/", True),
        ("/mappe/Default.aspx", "/mappe", True),
        ("/bl%C3%A5", "/bla%CC%8A", True),
        ("/?Side=a", "/?side=A", True),
        ("/index.html", "/", True),
        ("/om", "/om-os", False),
        ("/a/b", "/b/a", False),
        ("/a?x=1", "/a?x=2", False),
    ],
)
def test_spellings_that_servers_tend_to_take_for_one_are_kin(one: str, other: str, are_kin: bool) -> None:
    assert (kin(BY + one) == kin(BY + other)) is are_kin


def test_steps_in_another_order_are_known() -> None:
    assert in_any_order(f"{BY}/stole/roed/stor") == in_any_order(f"{BY}/stole/stor/roed/")
    assert in_any_order(f"{BY}/stole/roed") != in_any_order(f"{BY}/stole/roed/stor")


def test_a_shorter_path_lies_within_a_longer_one_in_order() -> None:
    assert lies_within(f"{BY}/a/c", f"{BY}/a/b/c/d")
    assert lies_within(f"{BY}/", f"{BY}/a")
    assert not lies_within(f"{BY}/c/a", f"{BY}/a/b/c")
    assert not lies_within(f"{BY}/a", f"{BY}/a")


def test_parameters_of_a_list_are_the_same_in_any_place() -> None:
    assert parameters(f"{BY}/?f[0]=a&f%5B1%5D=b") == parameters(f"{BY}/?f[0]=b&f[1]=a") == {"f[]=a", "f[]=b"}
    assert parameters(f"{BY}/") == frozenset()


def test_session_ids_are_taken_out_of_their_slot_only() -> None:
    url = f"{BY}/forum/x1b808k1z36q/emne?key=8f3a9c2b1d7e"
    slots = {token: slot for slot, token in tokens(url)}
    assert slots == {"x1b808k1z36q": "/forum/*", "8f3a9c2b1d7e": "?key"}
    assert without_sessions(url, frozenset({"/forum/*"})) == "by.dk/forum/*/emne?key=8f3a9c2b1d7e"
