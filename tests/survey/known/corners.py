"""The corners of the known site that need no browser: what addresses, servers and HTML can do to a survey."""

import itertools
import re
from collections.abc import Iterable

from crawler.survey.inventory import NoteKind, SkipReason
from tests.survey.known.site import Answer, Asked, Corner, fixed, page

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_ITEMS = {
    f"Stol nummer {n}": (colour, size)
    for n, (colour, size) in enumerate(itertools.product(("roed", "groen", "blaa"), ("lille", "stor")), 1)
}


def link(href: str, text: str, more: str = "") -> str:
    return f'<a href="{href}" {more}>{text}</a>'


# ---------------------------------------------------------------- other addresses of a page

CANONICAL = Corner(
    "canonical",
    link("/kanon/side", "Egen")
    + link("/kanon/udskrift", "Udskrift")
    + link("/kanon/x", "X")
    + link("/kanon/foerst", "Først")
    + link("/kanon/fjern", "Fjern")
    + link("/kanon/forkert", "Forkert"),
    fixed(
        {
            "/kanon/side": page("Samme", "<p>Samme sag.</p>", '<link rel="canonical" href="/kanon/side">'),
            "/kanon/udskrift": page(
                "Samme", "<p>Samme sag.</p>", '<link rel="canonical" href="/kanon/side">'
            ),
            # The one that is met first stays, whichever names the other.
            "/kanon/foerst": page("To", "<p>En anden sag.</p>", '<link rel="canonical" href="/kanon/sidst">'),
            "/kanon/sidst": page("To", "<p>En anden sag.</p>"),
            "/kanon/fjern": page(
                "Fjern", "<p>Også hos andre.</p>", '<link rel="canonical" href="https://andet.example/f">'
            ),
            # Every page names the start page: a common mistake, which must cost no page.
            "/kanon/forkert": page("Forkert", "<p>Om affald.</p>", '<link rel="canonical" href="/">'),
            "/kanon/x": page("Forkert igen", "<p>Om skoler.</p>", '<link rel="canonical" href="/">'),
        }
    ),
    ["/kanon/side", "/kanon/foerst", "/kanon/fjern", "/kanon/forkert", "/kanon/x"],
    {
        "/kanon/udskrift": SkipReason.DUPLICATE,
        "/kanon/sidst": SkipReason.DUPLICATE,
        "https://andet.example/f": SkipReason.OUT_OF_SCOPE,
    },
    notes=frozenset({NoteKind.WRONG_CANONICAL}),
)

TWINS = Corner(
    "twins",
    # https on the port of http: were it asked for, it would fail.
    link("{secure_site}tvilling/a", "A") + link("/tvilling/a", "A igen"),
    fixed({"/tvilling/a": page("Tvilling", "<p>Findes på http.</p>")}),
    ["/tvilling/a"],
    notes=frozenset({NoteKind.TWIN_ADDRESSES}),
)

SPELLINGS = Corner(
    "spellings",
    link("/stavet/Om-Os", "Om os")
    + link("/stavet/om-os", "om os")
    + link("/stavet/om-os/", "om os/")
    + link("/stavet/mappe/", "Mappe")
    + link("/stavet/mappe/index.html", "Index")
    # On this server case makes two pages of these.
    + link("/stavet/Sag", "Sag")
    + link("/stavet/sag", "sag"),
    fixed(
        {
            **dict.fromkeys(
                ["/stavet/Om-Os", "/stavet/om-os", "/stavet/om-os/"],
                page("Om os", "<p>Vi er en kommune.</p>"),
            ),
            **dict.fromkeys(
                ["/stavet/mappe/", "/stavet/mappe/index.html"], page("Mappe", "<p>Hvad der er i.</p>")
            ),
            "/stavet/Sag": page("Stor sag", "<p>Om et rådhus.</p>"),
            "/stavet/sag": page("Lille sag", "<p>Om en bænk.</p>"),
        }
    ),
    ["/stavet/Om-Os", "/stavet/mappe/", "/stavet/Sag", "/stavet/sag"],
    dict.fromkeys(["/stavet/om-os", "/stavet/om-os/", "/stavet/mappe/index.html"], SkipReason.DUPLICATE),
)

TRACKING = Corner(
    "tracking",
    link("/nyhed?utm_source=brev&utm_medium=mail", "Nyhed")
    + link("/nyhed?fbclid=Iw1", "Nyhed")
    + link("/nyhed", "Nyhed")
    + link("/nyhed?id=2&mtm_campaign=x", "Nyhed 2"),
    lambda asked: (
        Answer(page(f"Nyhed {dict(asked.query).get('id', '1')}", "<p>Broen er åben.</p>"))
        if asked.path == "/nyhed" and not [n for n, _ in asked.query if n != "id"]
        else None
    ),
    ["/nyhed", "/nyhed?id=2"],
    notes=frozenset({NoteKind.TRACKING_PARAMETERS}),
)

_forum_tokens = (f"{n * 7919 + 104729:x}k{n}z{n * 31 + 5}q" for n in itertools.count(1))


def _forum(asked: Asked) -> Answer | None:
    """A forum that writes a new session id into every link of every page."""
    match = re.fullmatch(r"/forum/(?:x[0-9a-z]{8,}/)?(emne-\d|)", asked.path)
    if not match:
        return None
    session = f"/forum/x{next(_forum_tokens)}"
    links = " ".join(link(f"{session}/emne-{n}", f"Emne {n}") for n in range(1, 5))
    words = {
        "": "Alle emner i forummet",
        "emne-1": "Cykler",
        "emne-2": "Hunde",
        "emne-3": "Vinter",
        "emne-4": "Have",
    }
    return Answer(page(f"Forum: {words[match[1]]}", f"<p>Her taler vi om {words[match[1]]}.</p>{links}"))


SESSIONS_IN_PATHS = Corner(
    "sessions in paths",
    link("/forum/", "Forum"),
    _forum,
    ["/forum/", *(f"re:/forum/x[0-9a-z]+/emne-{n}" for n in range(1, 5))],
    traps={r"/forum/x[0-9a-z]+/emne-\d": SkipReason.DUPLICATE},
    notes=frozenset({NoteKind.SESSION_IDS}),
)

NAMED_SESSIONS = Corner(
    "named sessions",
    link("/butik/kurv;jsessionid=0A1B2C3D", "Kurv")
    + link("/butik/vare?PHPSESSID=a1b2c3d4e5f6&id=4", "Vare")
    + link("/butik/vare?id=4", "Vare")
    + link("/(S(lit3py55t21z5v55vlm25s55))/butik/kasse", "Kasse"),
    fixed(
        {
            "/butik/kurv": page("Kurv", "<p>Din kurv er tom.</p>"),
            "/butik/vare": page("Vare", "<p>En vare.</p>"),
            # ASP.NET without cookies: whoever comes without a session is sent to one.
            "/butik/kasse": Answer(
                status=302, headers={"Location": "/(S(abc3py55t21z5v55vlm25s99))/butik/kasse"}
            ),
            "/(S(abc3py55t21z5v55vlm25s99))/butik/kasse": page("Kasse", "<p>Betal her.</p>"),
        }
    ),
    ["/butik/kurv", "/butik/vare?id=4", "/butik/kasse"],
    notes=frozenset({NoteKind.SESSION_IDS}),
)

# ---------------------------------------------------------------- series without end


def _catalogue(asked: Asked) -> Answer | None:
    """Three filters that can be combined in any order, each page linking to every further choice."""
    if asked.path != "/katalog":
        return None
    choices = {"farve": ("roed", "groen", "blaa"), "str": ("lille", "stor"), "stand": ("ny", "brugt")}
    chosen = dict(asked.query)
    shown = [
        item
        for item, (colour, size) in _ITEMS.items()
        if chosen.get("farve", colour) == colour and chosen.get("str", size) == size
    ]
    links = [
        "&amp;".join(f"{n}={v}" for n, v in [*((n, v) for n, v in asked.query if n != name), (name, value)])
        for name, values in choices.items()
        for value in values
    ]
    body = f"<p>{len(shown)} varer</p><ul>{''.join(f'<li>{item}</li>' for item in shown)}</ul>" + " ".join(
        link(f"/katalog?{query}", query.rpartition(";")[2].partition("=")[2]) for query in links
    )
    return Answer(page("Katalog", body))


FILTERS = Corner(
    "filters",
    link("/katalog", "Katalog") + link("/katalog?str=stor&amp;farve=roed&amp;stand=ny", "Rød"),
    _catalogue,
    [
        "/katalog",
        # Linked to from the start page: then it is a page somebody chose, and its other orders are the same page.
        "/katalog?str=stor&farve=roed&stand=ny",
        *(f"/katalog?farve={colour}" for colour in ("roed", "groen", "blaa")),
        *(f"/katalog?str={size}" for size in ("lille", "stor")),
    ],
    # All wares are new and used: a choice that changes nothing makes no page.
    {f"/katalog?stand={state}": SkipReason.DUPLICATE for state in ("ny", "brugt")},
    {r"/katalog\?\w+=\w+(&\w+=\w+)+": SkipReason.FILTERS_COMBINED},
    notes=frozenset({NoteKind.PARAMETER_ORDER}),
)


def _calendar(asked: Asked) -> Answer | None:
    """A calendar without end in both directions, with something on in two of its months and on two days."""
    match = re.fullmatch(r"/kalender/(\d{4})/(\d\d?)(?:/(\d\d?))?", asked.path)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2]), match[3]
    on = {(2026, 11): "Julemarked på torvet", (2026, 12): "Nytårskoncert i hallen"}.get((year, month), "")
    if day:
        event = f"<p>{on}</p>" if on and day == "24" else "<p>Der er ingen arrangementer denne dag.</p>"
        return Answer(
            page(f"{day}. {_MONTHS[month - 1]} {year}", event + link(f"/kalender/{year}/{month}", "Måneden"))
        )
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    days = " ".join(link(f"/kalender/{year}/{month}/{day}", str(day)) for day in range(1, 29))
    steps = link("/kalender/{}/{}".format(*before), "Forrige") + link(
        "/kalender/{}/{}".format(*after), "Næste"
    )
    words = f"<p>{on or 'Ingen arrangementer i denne måned.'}</p>"
    return Answer(page(f"{_MONTHS[month - 1].capitalize()} {year}", words + days + steps))


CALENDAR = Corner(
    "calendar",
    link("/kalender/2026/11", "Kalender"),
    _calendar,
    [
        "/kalender/2026/11",
        "/kalender/2026/12",
        "/kalender/2026/11/24",
        "/kalender/2026/12/24",
        # Of the empty months and of the empty days one each: the first that is met.
        "/kalender/2026/10",
        "/kalender/2026/11/1",
    ],
    traps={r"/kalender/\d{4}/\d\d?(/\d\d?)?": SkipReason.ENDLESS_SERIES},
)


def _weeks(asked: Asked) -> Answer | None:
    """A calendar in a parameter that says another thing every time, so that only counting steps helps."""
    if asked.path != "/ugeplan":
        return None
    week = int(dict(asked.query).get("uge", "1"))
    words = " ".join(f"ord{chr(97 + week // 26**n % 26)}" for n in range(3))
    return Answer(
        page("Ugeplan", f"<p>Uge {week}: {words}</p>" + link(f"/ugeplan?uge={week + 1}", "Næste uge"))
    )


WEEKS = Corner(
    "weeks that differ",
    link("/ugeplan?uge=1", "Ugeplan"),
    _weeks,
    [f"/ugeplan?uge={week}" for week in range(1, 62)],
    {"/ugeplan?uge=62": SkipReason.ENDLESS_SERIES},
)


def _news_pages(asked: Asked) -> Answer | None:
    """A list that offers a next page for ever; only three pages have anything on them."""
    if asked.path != "/liste":
        return (
            Answer(page(f"Artikel {asked.path[9:]}", f"<p>Om {'abcdef'[int(asked.path[9:]) % 6] * 9}.</p>"))
            if (re.fullmatch(r"/artikel/[1-6]", asked.path))
            else None
        )
    number = int(dict(asked.query).get("side", "1"))
    items = [2 * number - 1, 2 * number] if number <= 3 else []
    listed = " ".join(link(f"/artikel/{n}", f"Artikel om {'abcdef'[n % 6] * 9}") for n in items)
    return Answer(
        page("Liste", (listed or "<p>Der er ikke flere.</p>") + link(f"/liste?side={number + 1}", "Næste"))
    )


PAGED_LIST = Corner(
    "paged list",
    link("/liste", "Liste"),
    _news_pages,
    ["/liste", "/liste?side=2", "/liste?side=3", "/liste?side=4", *(f"/artikel/{n}" for n in range(1, 7))],
    traps={r"/liste\?side=\d+": SkipReason.ENDLESS_SERIES},
)


def _growing(asked: Asked) -> Answer | None:
    """A server that does not look at the end of a path, and pages that link without a slash before."""
    if asked.path.startswith("/voks/"):
        return Answer(
            page("Voksende", "<p>Sti uden ende.</p>" + link("voks/", "Samme") + link("mere/", "Mere"))
        )
    if asked.path.startswith("/krumme/"):
        # Every page of this part says where it is, so that no two are alike.
        return Answer(page("Krumme", f"<p>Du er i {asked.path}</p>" + link("krumme/", "Videre")))
    return None


GROWING = Corner(
    "growing paths",
    link("/voks/", "Voks") + link("/krumme/", "Krummer"),
    _growing,
    ["/voks/", "/krumme/"],
    traps={
        r"/voks/(voks|mere)/": SkipReason.GROWING_PATH,
        r"/voks/(voks|mere)/.*": SkipReason.GROWING_PATH,
        r"/krumme/(krumme/)+": SkipReason.GROWING_PATH,
    },
)

ABSURD = Corner(
    "absurd addresses",
    link("/lang/" + "x" * 2_100, "Lang")
    + link("/dyb/" + "/".join(map(str, range(30))), "Dyb")
    + link("http://[brudt/", "Brudt")
    + link("/i/i/i/i/ring", "Ring"),
    lambda _: None,
    [],
    {
        "/lang/" + "x" * 2_100: SkipReason.TRAP,
        "/dyb/" + "/".join(map(str, range(30))): SkipReason.TRAP,
        "http://[brudt/": SkipReason.BAD_ADDRESS,
        "/i/i/i/i/ring": SkipReason.GROWING_PATH,
    },
)

# ---------------------------------------------------------------- what is not there, and what must not be followed

GONE = Corner(
    "not there",
    link("/nedlagt/afdeling", "Nedlagt") + link("/sletted-indhold.html", "Slettet") + link("/vaek", "404"),
    fixed({"/vaek": Answer(page("Væk", "<p>Fejl.</p>"), 404)}),
    [],
    {
        "/nedlagt/afdeling": SkipReason.SOFT_404,
        "/sletted-indhold.html": SkipReason.SOFT_404,
        "/vaek": SkipReason.HTTP_ERROR,
    },
    notes=frozenset({NoteKind.SOFT_404}),
)

REDIRECTS = Corner(
    "redirects",
    link("/send/ud", "Ud")
    + link("/send/ny", "Ny")
    + link("/send/ny-igen", "Ny igen")
    + link("/send/rundt", "Rundt")
    + link("/send/straks", "Straks")
    + link("/send/senere", "Senere")
    + link("/send/script", "Script")
    + link("/send/logud", "Log ud")
    + link("/send/kage", "Kage"),
    lambda asked: (
        _cookie_wall(asked)
        or fixed(
            {
                "/send/ud": Answer(status=302, headers={"Location": "https://andet.example/"}),
                "/send/ny": Answer(status=301, headers={"Location": "/send/maal"}),
                "/send/ny-igen": Answer(status=301, headers={"Location": "/send/maal"}),
                "/send/maal": page("Mål", "<p>Fremme.</p>"),
                "/send/rundt": Answer(status=302, headers={"Location": "/send/rundt2"}),
                "/send/rundt2": Answer(status=302, headers={"Location": "/send/rundt"}),
                "/send/straks": '<meta http-equiv="refresh" content="0; url=/send/straks-maal"><title>Vent</title>',
                "/send/straks-maal": page("Straks fremme", "<p>Uden ventetid.</p>"),
                "/send/senere": page(
                    "Senere", "<p>Om 30 sekunder.</p>", '<meta http-equiv=refresh content="30;url=/send/sen">'
                ),
                "/send/sen": page("Sent fremme", "<p>Efter ventetid.</p>"),
                "/send/script": "<title>Vent</title><script>window.location.href = '/send/script-maal';</script>",
                "/send/script-maal": page("Fremme ved script", "<p>Sendt videre.</p>"),
                "/send/logud": Answer(status=302, headers={"Location": "/konto/log-ud"}),
            }
        )(asked)
    ),
    ["/send/ny", "/send/straks", "/send/senere", "/send/sen", "/send/script", "/send/kage"],
    {
        "/send/ud": SkipReason.REDIRECT_OUT_OF_SCOPE,
        "/send/ny-igen": SkipReason.DUPLICATE,
        "/send/rundt": SkipReason.REDIRECT_LOOP,
        "/send/logud": SkipReason.LOGOUT,
    },
)


def _cookie_wall(asked: Asked) -> Answer | None:
    """A server that wants to see its cookie again before it answers."""
    if asked.path != "/send/kage":
        return None
    if "pas=1" in asked.cookie:
        return Answer(page("Kage", "<p>Bag kagen.</p>"))
    return Answer(status=302, headers={"Location": "/send/kage", "Set-Cookie": "pas=1; Path=/"})


NOT_PAGES = Corner(
    "not pages",
    link("mailto:post@kendt.example", "Skriv")
    + link("tel:+4512345678", "Ring")
    + link("javascript:void(0)", "Script")
    + link("#her", "Her")
    + link("/konto/logout", "Ud")
    + link("/konto/slut", "Log ud")
    + link("/film.mp4", "Film")
    + link("/plan.pdf", "Plan")
    + link("https://www.andet.example/", "Andet"),
    lambda _: None,
    [],
    {
        "/konto/logout": SkipReason.LOGOUT,
        "/konto/slut": SkipReason.LOGOUT,
        "/film.mp4": SkipReason.NOT_HTML,
        "https://www.andet.example/": SkipReason.OUT_OF_SCOPE,
    },
)

# ---------------------------------------------------------------- ways to say where a page leads

WAYS = Corner(
    "ways to link",
    link("/vej/base", "Base")
    + link("/vej/rammer", "Rammer")
    + link("/vej/knap", "Knap")
    + link("/vej/sprog", "Sprog")
    + link("/vej/skjult", "Skjult", 'rel="nofollow"'),
    fixed(
        {
            # Far into the head, where some readers no longer look.
            "/vej/base": page("Base", link("inde", "Inde"), f"<!--{'x' * 5_000}--><base href='/vej/mappe/'>"),
            "/vej/mappe/inde": page("Inde", "<p>I mappen.</p>"),
            "/vej/rammer": "<html lang=da><title>Rammer</title><frameset><frame src=/vej/ramme-1>"
            "<frame src=/vej/ramme-2></frameset></html>",
            "/vej/ramme-1": page(
                "Ramme 1", '<p>Menu.</p><iframe title="Kort" src="/vej/indlejret"></iframe>'
            ),
            "/vej/ramme-2": page("Ramme 2", "<p>Indhold.</p>"),
            "/vej/indlejret": page("Indlejret", "<p>Et kort.</p>"),
            "/vej/knap": page("Knap", "<button onclick=\"location.href='/vej/bag-knappen'\">Videre</button>"),
            "/vej/bag-knappen": page("Bag knappen", "<p>Fundet.</p>"),
            "/vej/sprog": page(
                "Sprog", "<p>Dansk.</p>", '<link rel="alternate" hreflang="en" href="/vej/language">'
            ),
            "/vej/language": page("Language", "<p>English.</p>"),
            "/vej/skjult": page(
                "Skjult", "<p>Ikke for søgemaskiner.</p>", '<meta name="robots" content="noindex">'
            ),
        }
    ),
    [
        "/vej/base",
        "/vej/mappe/inde",
        "/vej/rammer",
        "/vej/ramme-1",
        "/vej/ramme-2",
        "/vej/indlejret",
        "/vej/knap",
        "/vej/bag-knappen",
        "/vej/sprog",
        "/vej/language",
        "/vej/skjult",
    ],
    notes=frozenset({NoteKind.NOINDEX, NoteKind.NOFOLLOW}),
)

_WORDS = page(
    "Blåbærgrød", "<p>Æbler, øl og ål.</p>" + link("/kode/næste-{}", "Næste") + link("/kode/søg?q=æ{}", "Søg")
)


def _encodings(asked: Asked) -> Answer | None:
    """The same words in many encodings; each page leads on by letters that only the right one gives."""
    kinds = {
        "latin": ("iso-8859-1", "text/html; charset=iso-8859-1", "utf-8"),
        "windows": ("windows-1252", "text/html", "windows-1252"),
        "utf16": ("utf-16", "text/html", "utf-8"),
        "loegn": ("iso-8859-1", "text/html; charset=utf-8", "utf-8"),
        "tavs": ("utf-8", "text/html", ""),
    }
    name = asked.path.removeprefix("/kode/")
    if name in kinds:
        encoding, header, meta = kinds[name]
        text = _WORDS.replace("{}", name).replace(
            '<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else ""
        )
        return Answer(text.encode(encoding), kind=header)
    if name.removeprefix("næste-") in kinds:
        return Answer(page(f"Næste efter {name}", f"<p>Fundet fra {name}.</p>"))
    if asked.path == "/kode/søg":
        return Answer(page("Søg", f"<p>Søgning efter {asked.target.rpartition('=')[2]}.</p>"))
    return None


ENCODINGS = Corner(
    "encodings",
    " ".join(link(f"/kode/{name}", name) for name in ("latin", "windows", "utf16", "loegn", "tavs")),
    _encodings,
    [
        *(f"/kode/{name}" for name in ("latin", "windows", "utf16", "loegn", "tavs")),
        *(f"/kode/n%C3%A6ste-{name}" for name in ("latin", "windows", "utf16", "loegn", "tavs")),
        *(f"/kode/s%C3%B8g?q=%E6{name}" for name in ("latin", "windows")),
        *(f"/kode/s%C3%B8g?q=%C3%A6{name}" for name in ("utf16", "loegn", "tavs")),
    ],
    # A browser takes the pages at their word, or guesses otherwise, and its links then lead nowhere.
    may_skip={r"/kode/[ns]%(C3%83|EF%BF%BD).*(tavs|loegn)": SkipReason.SOFT_404},
    notes=frozenset({NoteKind.WRONG_ENCODING}),
)


def _soft_missing(asked: Asked) -> Answer:
    """What the known site answers for an address it does not know: with status 200, and naming the address."""
    body = f"<p>Vi kan ikke finde {asked.path} på vores hjemmeside.</p><p>Måske er den flyttet.</p>"
    return Answer(page("Siden findes ikke", body))


soft_missing = _soft_missing

PLAIN_CORNERS: Iterable[Corner] = (
    CANONICAL,
    TWINS,
    SPELLINGS,
    TRACKING,
    SESSIONS_IN_PATHS,
    NAMED_SESSIONS,
    FILTERS,
    CALENDAR,
    WEEKS,
    PAGED_LIST,
    GROWING,
    ABSURD,
    GONE,
    REDIRECTS,
    NOT_PAGES,
    WAYS,
    ENCODINGS,
)
