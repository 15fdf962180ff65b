"""axe in frames, in shadow roots and in pages that fight it."""

import pytest

from rules.evidence import AxeRun, PageState
from tests.render.awkward import AXE_RULES, AwkwardSite, Room

pytestmark = pytest.mark.browser


def violations(axe: AxeRun | None) -> set[tuple[str, str]]:
    assert axe is not None
    return {(rule.id, node.target) for rule in axe.rules for node in rule.violations}


def test_planted_faults_are_found_with_their_targets(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        "<html><title>T</title><main><h1>H</h1><img src=x.png id=pic><img src=y.png alt=''>"
        "<p style='color:#999;background:#fff' id=pale>bleg tekst</p></main>"
    )
    axe = room.render(url).evidence.axe
    assert axe is not None
    assert axe.error == ""
    assert set(axe.ran) == set(AXE_RULES)
    assert violations(axe) == {("html-has-lang", "html"), ("image-alt", "#pic"), ("color-contrast", "#pale")}
    by_id = {rule.id: rule for rule in axe.rules}
    assert by_id["image-alt"].passes == 1
    contrast = by_id["color-contrast"].violations[0]
    assert contrast.impact == "serious"
    assert contrast.ancestry == "html > body > main > p:nth-child(4)"
    assert contrast.html.startswith("<p style=")
    assert contrast.box is not None
    assert contrast.box[2] > 100
    assert contrast.frame_url is None
    check = next(check for check in contrast.checks if check.id == "color-contrast")
    assert check.group == "any"
    assert check.data["fgColor"] == "#999999"


def test_a_rule_that_is_off_by_default_runs_when_named(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        "<html lang=da><title>T</title><style>button{width:9px;height:9px;padding:0;border:0;margin:0}</style>"
        "<div style='line-height:0'><button id=a aria-label=a></button><button id=b aria-label=b></button></div>"
    )
    assert ("target-size", "#a") in violations(room.render(url).evidence.axe)


def test_faults_in_every_kind_of_frame_are_found(
    site: AwkwardSite, other_site: AwkwardSite, room: Room
) -> None:
    deepest = site.serve("<html lang=da><title>D</title><button id=deep></button>")
    foreign = other_site.serve(
        f"<html lang=da><title>F</title><style>body{{margin:0}}</style><iframe id=down src={deepest}></iframe>"
        "<button id=foreign style='position:absolute;left:5px;top:6px'></button>"
    )
    own = site.serve("<html lang=da><title>O</title><img src=x.png id=own>")
    url = site.serve(
        f"""<html lang=da><title>T</title><h1>Overskrift</h1><iframe id=one src={own} title=et></iframe>
        <iframe id=two src={foreign} style='position:absolute;left:100px;top:300px;border:3px solid'></iframe>
        <iframe id=three sandbox srcdoc='<button id=boxed></button>'></iframe>
        <iframe id=four sandbox=allow-scripts srcdoc='<button id=half></button>'></iframe>
        <iframe id=five srcdoc='<button id=srcdoc></button>'></iframe>
        <button id=top></button>"""
    )
    axe = room.render(url).evidence.axe
    assert axe is not None
    assert axe.error == ""
    found = {target for rule, target in violations(axe) if rule in {"button-name", "image-alt"}}
    assert found == {
        "#one >>> #own",
        "#two >>> #foreign",
        "#two >>> #down >>> #deep",
        "#three >>> #boxed",
        "#four >>> #half",
        "#five >>> #srcdoc",
        "#top",
    }
    buttons = next(rule for rule in axe.rules if rule.id == "button-name").violations
    node = next(node for node in buttons if node.target == "#two >>> #foreign")
    assert node.frame_url == foreign
    assert node.box is not None
    assert node.box[:2] == (108.0, 309.0)  # frame 100+3, 300+3; button 5, 6
    assert node.ancestry.count(" >>> ") == 1


def test_faults_in_open_shadow_roots_are_found(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        """<html lang=da><title>T</title><div id=host></div><div id=shut></div><script>
        host.attachShadow({mode: 'open'}).innerHTML = '<img src=x.png>';
        shut.attachShadow({mode: 'closed'}).innerHTML = '<img src=x.png>';</script>"""
    )
    evidence = room.render(url).evidence
    assert violations(evidence.axe) == {("image-alt", "#host >>> img")}


def test_a_frame_that_did_not_load_is_said_to_be_out_of_reach(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        "<html lang=da><title>T</title><iframe title=a src=http://10.0.0.1/ id=gone></iframe><button id=b></button>"
    )
    evidence = room.render(url).evidence
    assert evidence.axe is not None
    assert evidence.axe.notes == ("frames not reached: http://10.0.0.1/",)
    assert violations(evidence.axe) == {("button-name", "#b")}
    assert evidence.snapshot is not None
    assert not evidence.snapshot["documents"][0]["nodes"]["contentDocumentIndex"]["index"]


@pytest.mark.parametrize("frame", ["", "<iframe srcdoc='<p>ramme</p>' title=r></iframe>"])
def test_a_page_that_overwrites_the_language_itself_is_judged_all_the_same(
    site: AwkwardSite, room: Room, frame: str
) -> None:
    url = site.serve(
        f"""<html lang=da><title>T</title>{frame}<img src=x.png id=pic><script>
        window.axe = {{ run() {{ return Promise.resolve('forged') }} }};
        JSON.stringify = JSON.parse = () => {{ throw new Error('no JSON') }};
        window.Promise = function () {{ throw new Error('no Promise') }};
        Promise.prototype.then = () => {{ throw new Error('no then') }};
        for (const name of ['map', 'filter', 'forEach', 'push', 'includes']) {{
          Array.prototype[name] = () => {{ throw new Error('no ' + name) }};
        }}
        Element.prototype.getAttribute = () => 'forged';
        document.querySelectorAll = Document.prototype.querySelectorAll = () => [];
        </script>"""
    )
    evidence = room.render(url).evidence
    assert evidence.state is PageState.RENDERED
    assert ("image-alt", "#pic") in violations(evidence.axe)


def test_at_most_five_hundred_elements_a_rule_are_kept_and_that_is_said(
    site: AwkwardSite, room: Room
) -> None:
    url = site.serve("<html lang=da><title>T</title>" + "<img src=x.png>" * 530)
    axe = room.render(url).evidence.axe
    assert axe is not None
    assert [len(rule.violations) for rule in axe.rules if rule.id == "image-alt"] == [500]
    assert axe.notes == ("more elements than are kept: image-alt 530+0",)


def test_the_page_is_left_scrolled_as_it_was(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        "<html lang=da><title>T</title><body style='height:5000px'><p style='margin-top:4000px'>langt nede</p>"
        "<script>scrollTo(0, 700)</script>"
    )
    evidence = room.render(url).evidence
    assert evidence.snapshot is not None
    assert evidence.snapshot["documents"][0]["scrollOffsetY"] == 700
