"""Pages that nothing moves are settled at once and left standing; whatever could move one is noticed."""

import pytest

from crawler.render import calm
from rules.evidence import LoadState, PageState
from tests.render.awkward import AwkwardSite, Room, answer, settings

_PAGE = (
    "<!doctype html><html lang=da><head><title>Rolig</title>{head}</head><body{body}>{content}</body></html>"
)
_STILL = "<h1>Rolig</h1><p>Her sker ingenting.</p><form><input name=localName><input name=getAttributeNames></form>"


def page(head: str = "", body: str = "", content: str = _STILL) -> str:
    return _PAGE.format(head=head, body=body, content=content)


@pytest.fixture
def said(monkeypatch) -> list[bool]:
    """What was said of each page asked about."""
    answers: list[bool] = []
    ask = calm.is_calm

    async def noted(cdp, frame_id: str) -> bool:
        answers.append(await ask(cdp, frame_id))
        return answers[-1]

    monkeypatch.setattr(calm, "is_calm", noted)
    return answers


def test_a_page_that_nothing_moves_is_settled_when_it_is_loaded(
    site: AwkwardSite, room: Room, said: list[bool]
) -> None:
    evidence = room.render(site.serve(page(head="<style>h1 { color: navy }</style>"))).evidence
    assert (said, evidence.load_state, evidence.state) == ([True], LoadState.SETTLED, PageState.RENDERED)


@pytest.mark.parametrize(
    "html",
    [
        page(head="<script>1</script>"),
        page(content="<p>x</p><script type=module>1</script>"),
        page(content="<p>x</p><script>document.currentScript.remove()</script>"),
        page(body=" onload=\"this.removeAttribute('onload')\""),
        page(content="<img alt='' src='data:,' onerror='1'>"),
        page(content="<iframe title=ramme src='about:blank'></iframe>"),
        page(content="<object data='data:text/html,x'></object>"),
        page(content="<svg><rect><animate attributeName=x to=9 dur=9s></animate></rect></svg>"),
        page(head="<style>@keyframes k { to { left: 9px } } h1 { position: relative; animation: k 9s }</style>"),
        page(content="<div><template shadowrootmode=open><script>1</script></template></div>"),
        page(head="<meta http-equiv=Refresh content='900'>"),
    ],
    ids=[
        "script", "module", "script gone", "handler gone", "handler", "frame", "object", "moving picture", "animation",
        "shadow root", "refresh",
    ],
)  # fmt: skip
def test_what_could_move_a_page_is_noticed(
    site: AwkwardSite, room: Room, said: list[bool], html: str
) -> None:
    evidence = room.render(site.serve(html)).evidence
    assert said == [False]
    assert evidence.load_state is LoadState.SETTLED


def test_a_page_with_a_script_file_or_a_header_that_sends_it_on_is_not_asked(
    site: AwkwardSite, room: Room, said: list[bool]
) -> None:
    site.routes["/later.html"] = lambda handler: answer(handler, page().encode(), refresh="900")
    site.routes["/kode.js"] = lambda handler: answer(handler, b"1", content_type="text/javascript")
    room.render(site.url("/later.html"))
    room.render(site.serve(page(head="<script src=/kode.js></script>")))
    assert said == []


def test_a_page_left_standing_leaves_nothing_behind(site: AwkwardSite, said: list[bool]) -> None:
    site.routes["/kage.html"] = lambda handler: answer(handler, page().encode(), set_cookie="kage=1")
    lonely = Room(settings(site, page_count=1))
    try:
        first = lonely.render(site.url("/kage.html")).evidence
        second = lonely.render(site.serve(page())).evidence
    finally:
        lonely.close()
    assert said == [True, True]
    assert (first.cookie_names, second.cookie_names) == (("kage",), ())
    assert "cookie" not in site.seen[-1][1]


def test_a_place_on_a_page_left_standing_is_a_visit_of_its_own(site: AwkwardSite) -> None:
    url = site.serve(page(content="<h1 id=top>Rolig</h1><h2 id=sted>Sted</h2>"))
    lonely = Room(settings(site, page_count=1))
    try:
        seen = [lonely.render(address).evidence for address in (url, f"{url}#sted", f"{url}#top", url)]
    finally:
        lonely.close()
    assert [evidence.state for evidence in seen] == [PageState.RENDERED] * 4
    assert [evidence.final_url for evidence in seen] == [url, f"{url}#sted", f"{url}#top", url]
