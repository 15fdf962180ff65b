"""What becomes of pages in their turn, on made-up sites without a network: every order of answers can be tried."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.survey.inventory import NoteKind, Skip, SkipReason, SurveyedPage
from tests.survey.known.corners import (
    PLAIN_CORNERS,
    SESSIONS_IN_PATHS,
    link,
    soft_missing,
)
from tests.survey.known.in_process import Server, inventory, notes, pages, skips
from tests.survey.known.site import Answer, Asked, Corner, page


def serving(answers: dict[str, str | Answer], missing: Answer | None = None) -> Server:
    """Return a server of a table of addresses, with their queries; its start page links to all that it is told to."""

    def server(asked: Asked) -> Answer:
        if asked.path in {"/robots.txt", "/sitemap.xml"}:
            return Answer("", 404)
        found = answers.get(asked.target, missing or Answer(page("Ikke fundet", "<p>Fejl 404.</p>"), 404))
        return Answer(found) if isinstance(found, str) else found

    return server


def corner_server(*corners: Corner) -> Server:
    def server(asked: Asked) -> Answer:
        if asked.path in {"/robots.txt", "/sitemap.xml"}:
            return Answer("", 404)
        if asked.path == "/":
            return Answer(page("Forside", "".join(corner.links for corner in corners)))
        found = (corner.answer(asked) for corner in corners)
        return next((answer for answer in found if answer is not None), None) or soft_missing(asked)

    return server


def start(*paths: str, head: str = "") -> str:
    return page("Forside", "".join(link(path, f"Til {path}") for path in paths), head)


# The same on every run.

_STEADY = [corner for corner in PLAIN_CORNERS if corner is not SESSIONS_IN_PATHS]


@given(seed=st.integers(0, 10_000), lookahead=st.integers(2, 8))
@settings(max_examples=6, deadline=None)
def test_the_inventory_is_the_same_however_answers_arrive(seed: int, lookahead: int) -> None:
    server = corner_server(*_STEADY)
    assert inventory(server, lookahead=lookahead, seed=seed) == inventory(server)


@pytest.mark.parametrize("max_pages", [1, 2, 7, 40])
def test_a_capped_inventory_has_the_first_pages_of_the_whole(max_pages: int) -> None:
    server = corner_server(*_STEADY)
    assert pages(inventory(server, max_pages=max_pages)) == pages(inventory(server))[:max_pages]


def test_redirects_by_way_of_a_page_found_later_end_the_same_however_answers_arrive() -> None:
    server = serving(
        {
            "/": start("/a", "/b"),
            "/a": Answer(status=302, headers={"Location": "/vej"}),
            "/vej": Answer(status=302, headers={"Location": "https://andet.example/"}),
            "/b": page("B", link("/vej", "Vej")),
        }
    )
    inventories = [inventory(server, lookahead=4, seed=seed) for seed in range(10)]
    assert all(other == inventories[0] for other in inventories)
    assert skips(inventories[0])["/a"] is SkipReason.REDIRECT_OUT_OF_SCOPE


def test_each_address_tells_where_it_sent_one_on_to_up_to_one_that_tells_the_rest() -> None:
    def to(path: str) -> Answer:
        return Answer(status=302, headers={"Location": path})

    server = serving(
        {
            "/": start("/a", "/b", "/ude", "/rundt"),
            "/a": to("/b"),
            "/b": to("/vej"),
            "/vej": to("/c"),
            "/c": page("C", "<p>Her er siden.</p>"),
            "/ude": to("https://andet.example/"),
            "/rundt": to("/rundt"),
        }
    )
    inventories = [inventory(server, lookahead=4, seed=seed) for seed in range(10)]
    assert all(other == inventories[0] for other in inventories)
    found = {item.url: item for item in inventories[0] if isinstance(item, SurveyedPage | Skip)}
    ways = {urlsplit(url).path: [urlsplit(hop).path for hop in item.hops] for url, item in found.items()}
    assert ways == {"/": [], "/a": ["/b"], "/b": ["/vej", "/c"], "/ude": ["/"], "/rundt": []}


# Twins.


def test_pages_are_asked_for_where_the_site_lives_and_elsewhere_only_if_need_be() -> None:
    asked_for: list[str] = []

    def server(asked: Asked) -> Answer:
        asked_for.append(asked.site + asked.target.lstrip("/"))
        if asked.host == "by.example" and asked.path == "/":
            return Answer(status=301, headers={"Location": "https://www.by.example/"})
        body = {
            "/": start("http://by.example/a", "http://www.by.example/b", "http://by.example/kun-uden-www"),
            "/a": page("A", "<p>Et.</p>"),
            "/b": page("B", "<p>To.</p>"),
        }.get(asked.path)
        if asked.path == "/kun-uden-www" and asked.site == "http://by.example/":
            body = page("Uden", "<p>Gammelt.</p>")
        return Answer(body or "", 200 if body else 404)

    items = inventory(server)
    assert [item.url for item in items if isinstance(item, SurveyedPage)] == [
        "http://by.example/",
        "https://www.by.example/a",
        "https://www.by.example/b",
        "http://by.example/kun-uden-www",
    ]
    assert notes(items)[NoteKind.TWIN_ADDRESSES].startswith("4: ")
    assert "http://by.example/a" not in asked_for


# Pages that are not there.

_MISSING = page("Siden findes ikke", "<p>Vi fandt ikke det, du søgte.</p>")


def test_a_page_that_is_not_there_is_no_page_whatever_its_status() -> None:
    server = serving({"/": start("/a", "/vaek"), "/a": page("A", "<p>Et.</p>")}, missing=Answer(_MISSING))
    items = inventory(server)
    assert (pages(items), skips(items)) == (["/", "/a"], {"/vaek": SkipReason.SOFT_404})
    assert "Siden findes ikke" in notes(items)[NoteKind.SOFT_404]


def test_an_error_page_that_others_are_sent_to_is_no_page() -> None:
    sent = Answer(status=302, headers={"Location": "/fejl?kode=404"})
    answers: dict[str, str | Answer] = {
        "/": start("/a", "/vaek", "/fejl?kode=404"),
        "/a": page("A", "<p>Et.</p>"),
        "/fejl?kode=404": _MISSING,
    }
    items = inventory(serving(answers, missing=sent))
    assert pages(items) == ["/", "/a"]
    assert skips(items) == {"/vaek": SkipReason.DUPLICATE, "/fejl?kode=404": SkipReason.SOFT_404}


def test_what_is_sent_on_to_an_error_page_nobody_links_to_is_not_there() -> None:
    sent = Answer(status=302, headers={"Location": "/fejl"})
    items = inventory(serving({"/": start("/vaek"), "/fejl": page("Hov", "<p>Noget.</p>")}, missing=sent))
    assert (pages(items), skips(items)) == (["/"], {"/vaek": SkipReason.SOFT_404})


def test_what_is_sent_to_the_start_page_is_the_start_page() -> None:
    sent = Answer(status=302, headers={"Location": "/"})
    items = inventory(serving({"/": start("/vaek")}, missing=sent))
    assert (pages(items), skips(items)) == (["/"], {"/vaek": SkipReason.DUPLICATE})
    assert "sent on to" in notes(items)[NoteKind.SOFT_404]


def test_a_site_that_shows_its_start_page_at_any_address_has_one_page() -> None:
    everywhere = page("Forside", link("/x", "X") + link("/y", "Y"))
    items = inventory(lambda asked: Answer("", 404) if asked.path == "/sitemap.xml" else Answer(everywhere))
    assert (pages(items), set(skips(items).values())) == (["/"], {SkipReason.SOFT_404})


def test_an_error_page_shown_with_status_200_is_known_by_an_honest_one() -> None:
    answers: dict[str, str | Answer] = {"/": start("/slettet"), "/slettet": _MISSING}
    items = inventory(serving(answers, missing=Answer(_MISSING, 404)))
    assert (pages(items), skips(items)) == (["/"], {"/slettet": SkipReason.SOFT_404})
    assert NoteKind.SOFT_404 not in notes(items)


def test_a_short_page_of_an_ordinary_site_is_there() -> None:
    answers: dict[str, str | Answer] = {
        "/": start("/tak", "/tom"),
        "/tak": page("Tak", "<p>Tak for din besked.</p>"),
        "/tom": page("Tom", ""),
    }
    items = inventory(serving(answers, missing=Answer(_MISSING)))
    assert pages(items) == ["/", "/tak", "/tom"]


# Sameness that must not cost a page.


def test_pages_that_differ_in_numbers_only_are_pages_when_they_lead_to_no_others() -> None:
    rooms = {f"/lokale/{n}": page("Lokale", f"<p>Lokale {n} har {n * 7} pladser.</p>") for n in range(1, 9)}
    items = inventory(serving({"/": start(*rooms), **rooms}))
    assert pages(items) == ["/", *rooms]


def test_pages_with_different_pictures_are_different_pages() -> None:
    album = {
        f"/album/{n}": page("Billede", f'<img alt="" src="/b/{n}.jpg"><p>Album.</p>') for n in range(1, 9)
    }
    items = inventory(serving({"/": start(*album), **album}))
    assert pages(items) == ["/", *album]


def test_every_page_naming_the_start_page_as_its_own_costs_no_page() -> None:
    head = '<link rel="canonical" href="/">'
    texts = {f"/{name}": page(name, f"<p>Om {name}.</p>", head) for name in ("skole", "vej", "vand")}
    items = inventory(serving({"/": start(*texts, head=head), **texts}))
    assert pages(items) == ["/", *texts]
    assert notes(items)[NoteKind.WRONG_CANONICAL].startswith("3: ")


def test_an_archive_by_date_is_surveyed_whole() -> None:
    letters = "abcdefghijklmnopqrst"
    days = {
        f"/referat/2025/{n // 28 + 1}/{n % 28 + 1}": page("Referat", f"<p>Om {c * 5}.</p>")
        for n, c in enumerate(letters)
    }
    items = inventory(serving({"/": start(*days), **days}))
    assert pages(items) == ["/", *days]


def test_a_long_list_of_pages_is_followed_to_its_end() -> None:
    words = [f"{a}{b}" for a in "abcdefghij" for b in "abcdefghij"]
    answers: dict[str, str | Answer] = {"/": start("/liste?side=1")}
    for number, word in enumerate(words, 1):
        following = link(f"/liste?side={number + 1}", "Næste") if number < len(words) else ""
        answers[f"/liste?side={number}"] = page("Liste", link(f"/om/{word}", f"Om {word * 4}") + following)
        answers[f"/om/{word}"] = page(f"Om {word * 4}", f"<p>Alt om {word * 4}.</p>")
    items = inventory(serving(answers))
    assert (len(pages(items)), skips(items)) == (201, {})


def test_pages_with_parameters_that_are_no_filters_are_pages() -> None:
    """An older system: one address, a page for each number, and English versions of them all."""
    words = {n: f"emne{'abcdefghij'[n]}" for n in range(10)}

    def server(asked: Asked) -> Answer:
        if asked.path == "/":
            return Answer(start("/vis.asp"))
        if asked.path != "/vis.asp":
            return Answer("", 404)
        given = dict(asked.query)
        number, is_english = int(given.get("id", "0")), given.get("lang") == "en"
        more = "&amp;lang=en" if is_english else ""
        links = [link(f"/vis.asp?id={n}{more}", f"{words[n]}{more}") for n in words]
        links += [] if is_english else [link(f"/vis.asp?id={number}&amp;lang=en", "English")]
        text = f"All about {words[number]}" if is_english else f"Alt om {words[number]}"
        return Answer(page(text, " ".join(links)))

    found = pages(inventory(server))
    assert len({path for path in found if re.fullmatch(r"/vis\.asp\?id=\d&lang=en", path)}) == 10


def test_addresses_drawn_at_random_are_pages_when_they_show_different_things() -> None:
    cases = {
        f"/sag/8f3a9c2b1d{n}e": page(f"Sag {c * 3}", f"<p>Om {c * 4}.</p>") for n, c in enumerate("abcdefgh")
    }
    items = inventory(serving({"/": start(*cases), **cases}))
    assert pages(items) == ["/", *cases]


# Pages that scripts make.

_SHELL = "<title>App</title><div id=app></div><script src=/app.js></script>"


def app(asked: Asked) -> Answer:
    """What a browser shows of a site whose server answers with the same shell everywhere."""
    texts = {
        "/": "Velkommen " + link("/a", "A") + link("/b", "B") + link("/c", "C"),
        "/a": "Om a",
        "/b": "Om b",
    }
    return Answer(page("App", texts.get(asked.target, "Siden findes ikke")))


def shell(asked: Asked) -> Answer:
    return Answer("", 404) if asked.path == "/sitemap.xml" else Answer(_SHELL)


def test_a_site_that_is_empty_without_scripts_is_read_by_a_browser() -> None:
    items = inventory(shell, browser=app)
    assert (pages(items), skips(items)) == (["/", "/a", "/b"], {"/c": SkipReason.SOFT_404})
    assert "empty" in notes(items)[NoteKind.SURVEYED_RENDERED]


@given(seed=st.integers(0, 10_000), lookahead=st.integers(2, 8))
@settings(max_examples=6, deadline=None)
def test_a_survey_by_browser_is_the_same_however_answers_arrive(seed: int, lookahead: int) -> None:
    assert inventory(shell, browser=app, lookahead=lookahead, seed=seed) == inventory(shell, browser=app)


def test_without_a_browser_the_start_page_is_surveyed_and_it_is_said_why_no_more_is() -> None:
    items = inventory(shell)
    assert pages(items) == ["/"]
    assert "no browser" in notes(items)[NoteKind.SURVEYED_RENDERED]


def test_scripts_that_make_most_links_are_noticed_where_no_page_is_rendered() -> None:
    paths = ["/a", "/b", "/c", "/d"]
    bare = serving({"/": start("/a"), **{path: page(path, f"<p>Side {path}.</p>") for path in paths}})

    def browser(asked: Asked) -> Answer:
        return Answer(start(*paths)) if asked.target == "/" else bare(asked)

    assert pages(inventory(bare, browser=browser)) == ["/", "/a"]
    items = inventory(bare, browser=browser, compares_start=True)
    assert pages(items) == ["/", *paths]
    assert "3 links" in notes(items)[NoteKind.SURVEYED_RENDERED]


def with_scripts(answers: dict[str, str]) -> dict[str, str | Answer]:
    return {path: body.replace("</body>", "<script>go()</script></body>") for path, body in answers.items()}


def test_pages_of_the_same_html_are_kept_when_a_browser_shows_that_they_differ() -> None:
    same = page("Sag", "<p>Sagen hentes.</p>")
    server = serving(
        with_scripts(
            {"/": start("/sag/1", "/sag/2", "/sag/3"), **dict.fromkeys(["/sag/1", "/sag/2", "/sag/3"], same)}
        )
    )

    def browser(asked: Asked) -> Answer:
        answer = server(asked)
        text = {"/sag/1": "En bro.", "/sag/2": "En vej.", "/sag/3": "En sti."}.get(asked.target, "")
        return replace(answer, body=str(answer.body).replace("Sagen hentes.", text))

    items = inventory(server, browser=browser)
    assert pages(items) == ["/", "/sag/1", "/sag/2", "/sag/3"]
    assert "different pages" in notes(items)[NoteKind.SURVEYED_RENDERED]


def test_a_browser_is_asked_twice_in_each_section_and_then_believed() -> None:
    texts = {f"/om/{name}": page(name, f"<p>Om {name}.</p>") for name in ("a", "b", "c", "d", "e")}
    twins = {path.upper().replace("/OM/", "/om/"): body for path, body in texts.items()}
    server = serving(with_scripts({"/": start(*texts, *twins), **texts, **twins}))
    rendered: list[str] = []

    def browser(asked: Asked) -> Answer:
        rendered.append(asked.target)
        return server(asked)

    items = inventory(server, browser=browser)
    assert (pages(items), set(skips(items).values())) == (["/", *texts], {SkipReason.DUPLICATE})
    assert len(rendered) == 4
    assert NoteKind.SURVEYED_RENDERED not in notes(items)


def test_sameness_that_no_browser_can_confirm_costs_no_page() -> None:
    same = page("Sag", "<p>Sagen hentes.</p>")
    server = serving(with_scripts({"/": start("/Sag", "/sag"), "/Sag": same, "/sag": same}))
    items = inventory(server)
    assert pages(items) == ["/", "/Sag", "/sag"]
    assert "no browser" in notes(items)[NoteKind.SURVEYED_RENDERED]


def test_a_route_that_shows_nothing_on_page_after_page_is_given_up() -> None:
    paths = [f"/{name * 3}" for name in "abcdefgh"]
    server = serving({"/": start(*paths), **{path: page(path, link("#!menu", "Menu")) for path in paths}})
    rendered: list[str] = []

    def browser(asked: Asked) -> Answer:
        rendered.append(asked.target)
        return server(replace(asked, target=asked.target.partition("#")[0]))

    items = inventory(server, browser=browser)
    assert pages(items) == ["/", *paths]
    assert set(skips(items)) == {f"{path}#!menu" for path in paths}
    assert len(rendered) <= 9


# Pages that grow when scrolled.

_GROWING = "<div class=infinite-scroll></div>"


def test_a_page_that_seems_to_grow_is_scrolled_for_its_links() -> None:
    server = serving(
        {"/": start("/liste"), "/liste": page("Liste", _GROWING), "/ny": page("Ny", "<p>Nyt.</p>")}
    )

    def browser(asked: Asked) -> Answer:
        return Answer(page("Liste", _GROWING + link("/ny", "Ny")))

    assert pages(inventory(server, browser=browser)) == ["/", "/liste", "/ny"]


def test_a_page_that_is_not_there_is_none_even_if_it_seems_to_grow() -> None:
    missing = Answer(page("Siden findes ikke", f"<p>Beklager.</p>{_GROWING}"))
    server = serving({"/": start("/vaek")}, missing=missing)
    items = inventory(server, browser=server)
    assert (pages(items), skips(items)) == (["/"], {"/vaek": SkipReason.SOFT_404})


def test_pages_that_only_seem_to_grow_are_scrolled_a_few_times() -> None:
    paths = [f"/{name * 3}" for name in "abcdefgh"]
    server = serving({"/": start(*paths), **{path: page(path, _GROWING) for path in paths}})
    scrolled: list[str] = []

    def browser(asked: Asked) -> Answer:
        scrolled.append(asked.target)
        return server(asked)

    assert pages(inventory(server, browser=browser)) == ["/", *paths]
    assert scrolled == paths[:3]


def test_without_a_browser_a_page_that_seems_to_grow_is_a_page() -> None:
    server = serving({"/": start("/liste"), "/liste": page("Liste", _GROWING)})
    assert pages(inventory(server)) == ["/", "/liste"]
