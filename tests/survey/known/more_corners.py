"""More corners that need no browser: links that hardly look like links, addresses with more in them than counts."""

import itertools
from collections.abc import Iterable

from crawler.survey.inventory import NoteKind, SkipReason
from tests.survey.known.corners import link
from tests.survey.known.site import Answer, Asked, Corner, fixed, page

SENT_ON = Corner(
    "sent on in other ways",
    link("/videre/kort", "Kort") + link("/videre/hoved", "Hoved") + link("/videre/krop", "Krop"),
    fixed(
        {
            "/videre/kort": '<meta http-equiv=" Refresh" content="0; /videre/kort-maal"><title>Vent</title>',
            "/videre/kort-maal": page("Kort mål", "<p>Uden url= foran.</p>"),
            "/videre/hoved": Answer("<title>Vent</title>", headers={"Refresh": "0; url=/videre/hoved-maal"}),
            "/videre/hoved-maal": page("Hovedmål", "<p>Sagt i svarets hoved.</p>"),
            "/videre/krop": "<title>Vent</title><body onload=\"location.href='/videre/krop-maal'\">Vent",
            "/videre/krop-maal": page("Kroppens mål", "<p>Sagt i kroppen.</p>"),
        }
    ),
    ["/videre/kort", "/videre/hoved", "/videre/krop"],
)

_CLICKED = """<svg width=9 height=9><a xlink:href="/klik/tegning"><text>Tegning</text></a></svg>
<table><tr data-href="/klik/raekke"><td>Række</td></tr><tr data-maal="/klik/egen"><td>Egen</td></tr></table>
<select onchange="location = this.value"><option value="">Vælg</option><option value="/klik/valg">Valg</option></select>
<button onclick="goTo('/klik/kaldt')">Kaldt</button><button id="knap">Knap</button>
<button onclick="hent('/klik/hentes-ikke')">Hent</button><p data-url="/klik/tjeneste">Data</p>
<object data="/klik/genstand" type="text/html"></object><a href="omvendt\\streg">Omvendt</a>
<script>
document.getElementById('knap').addEventListener('click', () => { window.location.href = "/klik/knap"; });
document.querySelectorAll('[data-maal]').forEach((row) => { row.onclick = () => { location = row.dataset.maal; }; });
function ud() { location.href = '/klik/log-ud'; }
</script>"""
_CLICKED_PAGES = {
    f"/klik/{name}": page(name, f"<p>Her står der noget om {words}.</p>")
    for name, words in {
        "tegning": "tegninger",
        "raekke": "rækker",
        "egen": "egne navne",
        "valg": "valg",
        "kaldt": "at kalde",
        "knap": "knapper",
        "genstand": "genstande",
        "omvendt/streg": "omvendte streger",
    }.items()
}

_ROUND = [f"/rundt/{way}" for way in ("hoved", "meta", "script", "ind")]

ROUNDABOUT = Corner(
    "a round of several kinds, each step of it linked",
    " ".join(link(way, way[7:]) for way in _ROUND),
    fixed(
        {
            "/rundt/hoved": Answer(status=302, headers={"Location": "/rundt/meta"}),
            "/rundt/meta": '<meta http-equiv="refresh" content="0;url=/rundt/script"><title>Vent</title>',
            "/rundt/script": "<title>Vent</title><script>location.replace('/rundt/hoved')</script>",
            "/rundt/ind": Answer(status=302, headers={"Location": "/rundt/script"}),
        }
    ),
    [],
    dict.fromkeys(_ROUND, SkipReason.REDIRECT_LOOP),
)

CLICKED = Corner(
    "links that are clicked",
    link("/klik/", "Klik"),
    fixed({"/klik/": page("Klik", _CLICKED), **_CLICKED_PAGES}),
    ["/klik/", *_CLICKED_PAGES],
    {"/klik/log-ud": SkipReason.LOGOUT},
)

IDLE = Corner(
    "more in the address than counts",
    link("/ledig?kilde=forside", "Ledig")
    + link("/ledig", "Ledig")
    + link("/ledig?kilde=menu&amp;sted=top", "Ledig")
    + link("/emner/veje/", "Veje")
    + link("/emner/veje/vis-liste/", "Liste")
    + link("/emner/veje/cykel/", "Cykel"),
    fixed(
        {
            # Whatever the parameters, and with a link that only these pages have.
            "/ledig": page("Ledig", "<p>Ledige stillinger.</p>" + link("/ledig/en", "Den ene")),
            "/ledig/en": page("Den ene", "<p>En gartner.</p>"),
            "/emner/veje/": page("Veje", "<p>Alle veje.</p>"),
            "/emner/veje/vis-liste/": page("Veje", "<p>Alle veje.</p>"),
            "/emner/veje/cykel/": page("Veje", "<p>Veje for cykler.</p>"),
        }
    ),
    # The one that is met first stays.
    ["/ledig?kilde=forside", "/ledig/en", "/emner/veje/", "/emner/veje/cykel/"],
    dict.fromkeys(
        ["/ledig", "/ledig?kilde=menu&sted=top", "/emner/veje/vis-liste/"],
        SkipReason.DUPLICATE,
    ),
)

_drawn = itertools.count(1_700_000_000_123, 7_919)


def _never_the_same(asked: Asked) -> Answer | None:
    """Pages whose links have another number each time they are written."""
    words = {"": "Alt", "a": "Bøger til lån", "b": "Film til børn", "c": "Noder"}
    name = asked.path.removeprefix("/frisk/")
    if not asked.path.startswith("/frisk/") or name not in words:
        return None
    links = " ".join(link(f"/frisk/{one}?ts={next(_drawn)}", words[one]) for one in "abc")
    return Answer(page(words[name], f"<p>{words[name]}</p>{links}"))


CACHE_BUSTERS = Corner(
    "a new number in every link",
    link("/frisk/", "Frisk"),
    _never_the_same,
    ["/frisk/", *(rf"re:/frisk/{name}\?ts=\d+" for name in "abc")],
    traps={r"/frisk/[abc]\?ts=\d+": SkipReason.ENDLESS_SERIES},
)


def _archive(asked: Asked) -> Answer | None:
    """A part of the site with words of its own for what is gone, and a page that only speaks of such things."""
    kept = {
        "/arkiv/": link("/arkiv/bro", "Bro") + link("/arkiv/vaek", "Væk") + link("/arkiv/raad", "Råd"),
        "/arkiv/bro": "<p>Om en bro.</p>",
    }
    if asked.path == "/arkiv/raad":
        return Answer(page("Når en artikel ikke findes længere", "<p>Så kan du spørge biblioteket.</p>"))
    if asked.path in kept:
        return Answer(page(f"Arkivet: {asked.path[7:] or 'alt'}", kept[asked.path]))
    if asked.path.startswith("/arkiv/"):
        return Answer(page("Artiklen findes ikke længere", "<p>Arkivet har glemt den.</p>"))
    return None


GONE_IN_A_FOLDER = Corner(
    "not there, in the words of a folder",
    link("/arkiv/", "Arkiv"),
    _archive,
    ["/arkiv/", "/arkiv/bro", "/arkiv/raad"],
    {"/arkiv/vaek": SkipReason.SOFT_404},
    notes=frozenset({NoteKind.SOFT_404}),
)

MORE_CORNERS: Iterable[Corner] = (SENT_ON, ROUNDABOUT, CLICKED, IDLE, CACHE_BUSTERS, GONE_IN_A_FOLDER)
