"""Turns a demonstration site's templates, documents and special addresses into ready responses, by path."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import jinja2

from eftersyn.demonstration import documents
from reports.localised import day
from rules.model import Language

HTML = "text/html; charset=utf-8"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gz": "application/gzip",
    ".js": "text/javascript; charset=utf-8",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xml": "application/xml; charset=utf-8",
}
NOT_FOUND = "404"
_START = "forside"


@dataclass(frozen=True, slots=True)
class Response:
    """What one path answers."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """One demonstration site: its authority's id in the registry and its folder under `sites`."""

    id: str
    folder: str


SITES = (
    Site("demo-kommune", "kommune"),
    Site("demo-region", "region"),
    Site("demo-styrelse", "styrelse"),
    Site("demo-museum", "museum"),
)


def responses(site: Site, base: str, statement: str) -> dict[str, Response]:
    """Return every path of the site with its answer; `base` is the address the site is served at, without a slash
    at the end, `statement` that of its accessibility statement. The answer for unknown paths is under `NOT_FOUND`."""
    folder = resources.files("eftersyn.demonstration") / "sites" / site.folder
    found = _pages(folder, statement) | _static(folder)
    found |= {path: Response(body, _type(path)) for path, body in _SPECIAL[site.id](base).items()}
    found |= _odd(site, found, statement)
    return found


def statement_path(base: str) -> str:
    """Return the path at which the statement host keeps the statement of the site at `base`."""
    return "/" + urlsplit(base).netloc.replace(".", "-").replace(":", "-")


def statements(bases: Mapping[str, str], today: date) -> dict[str, Response]:
    """Return what the statement host answers: the statements of the sites, by id, that have one."""
    folder = resources.files("eftersyn.demonstration") / "sites" / "erklaeringer"
    sources = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir()}
    environment = _environment(sources)

    def days_ago(days: int) -> str:
        return day((today - timedelta(days=days)).isoformat(), Language.DA)

    found = {
        NOT_FOUND: Response(b"<!doctype html><html lang=da><title>Ingen side her</title></html>", status=404)
    }
    for site in SITES:
        if (name := f"{site.folder}.html") in sources:
            base = bases[site.id]
            page = environment.get_template(name).render(
                site=base, host=urlsplit(base).netloc, days_ago=days_ago
            )
            found[statement_path(base)] = Response(page.encode())
    return found


def _environment(sources: Mapping[str, str]) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.DictLoader(sources), autoescape=True, undefined=jinja2.StrictUndefined
    )


def _pages(folder: Traversable, statement: str) -> dict[str, Response]:
    names = sorted(item.name for item in (folder / "pages").iterdir() if item.name.endswith(".html"))
    sources = {name: (folder / "pages" / name).read_text(encoding="utf-8") for name in names}
    sources["layout.html"] = (folder / "layout.html").read_text(encoding="utf-8")
    environment = _environment(sources)

    def page(name: str) -> Response:
        values: dict[str, Any] = {"path": _path(name), "statement": statement}
        return Response(environment.get_template(name).render(values).encode())

    return {_path(name): page(name) for name in names}


def _path(name: str) -> str:
    """`affald.sortering.html` is served at `/affald/sortering`."""
    stem = name.removesuffix(".html")
    if stem == NOT_FOUND:
        return NOT_FOUND
    return "/" if stem == _START else "/" + stem.replace(".", "/")


def _static(folder: Traversable) -> dict[str, Response]:
    return {
        f"/{item.name}": Response(item.read_bytes(), _type(item.name))
        for item in (folder / "static").iterdir()
    }


def _type(path: str) -> str:
    return _TYPES["." + path.rpartition(".")[2]]


def _odd(site: Site, found: Mapping[str, Response], statement: str) -> dict[str, Response]:
    """Return the answers that are not plain pages: the missing page, a redirect, a server fault, an early cookie."""
    odd = {NOT_FOUND: Response(found[NOT_FOUND].body, status=404)}
    if site.id == "demo-kommune":
        odd["/renovation"] = Response(b"", status=301, headers={"Location": "/affald"})
        # A link to a document that leads to a page to log in at
        odd["/dokumenter/referat-maj.pdf"] = Response(found["/selvbetjening"].body)
        odd["/driftsstatus"] = Response(found["/driftsstatus"].body, status=500)
        odd["/borgerservice"] = Response(
            found["/borgerservice"].body,
            headers={"Set-Cookie": "statistik_id=demo; Path=/; Max-Age=31536000"},
        )
    if site.id in {"demo-styrelse", "demo-museum"}:
        odd["/was"] = Response(b"", status=302, headers={"Location": statement})
    if site.id == "demo-region":
        odd["/hospital"] = Response(b"", status=301, headers={"Location": "/hospitaler"})
        odd["/hospitaler"] = Response(b"", status=302, headers={"Location": "/sygehuse"})
    return odd


def _sitemap(base: str, *paths: str) -> bytes:
    urls = "".join(f"  <url><loc>{escape(base + path)}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    ).encode()


def _sitemap_index(base: str, *paths: str) -> bytes:
    maps = "".join(f"  <sitemap><loc>{escape(base + path)}</loc></sitemap>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{maps}</sitemapindex>\n'
    ).encode()


def _kommune(base: str) -> dict[str, bytes]:
    return {
        "/robots.txt": f"User-agent: *\nDisallow:\n\nSitemap: {base}/sitemap.xml\n".encode(),
        # /sommerferie and the regulation of 2019 are named here and linked from nowhere
        "/sitemap.xml": _sitemap(
            *(base, "/", "/affald", "/dagtilbud", "/kontakt", "/sommerferie"),
            "/dokumenter/affaldsregulativ-2019.pdf",
        ),
        "/dokumenter/lokalplan-12.pdf": documents.pdf(
            "Forslag til lokalplan 12", ["Boliger ved Demovej.", "Høringssvar modtages til og med 1. marts."]
        ),
        "/dokumenter/hoeringsskema.docx": documents.docx(
            "Høringsskema", ["Navn:", "Adresse:", "Bemærkninger til forslaget:"]
        ),
        "/dokumenter/affaldsregulativ.odt": documents.odt(
            "Regulativ for husholdningsaffald", ["Regulativet gælder for alle private husstande i kommunen."]
        ),
        "/dokumenter/affaldsregulativ.pdf": documents.tagged_pdf(
            "Regulativ for husholdningsaffald", ["Regulativet gælder for alle private husstande i kommunen."]
        ),
        "/dokumenter/affaldsregulativ-2019.pdf": documents.tagged_pdf(
            "Regulativ for husholdningsaffald",
            ["Regulativet gælder for alle husstande fra den 1. januar 2019."],
        ),
        "/dokumenter/klageskema.rtf": documents.rtf(
            "Klage over en afgørelse", ["Navn:", "Sagsnummer:", "Klage:"]
        ),
        "/dokumenter/budgetmodel.xlsm": documents.xlsm(
            [("Post", "Beløb"), ("Skole", "100"), ("Ældre", "200")]
        ),
        "/dokumenter/toemningsdage.csv": documents.csv(
            [("distrikt", "restaffald", "papir"), ("Nord", "mandag", "tirsdag"), ("Syd", "torsdag", "fredag")]
        ),
        "/medier/byraadsmoede.wav": documents.silence(),
    }


def _region(base: str) -> dict[str, bytes]:
    del base
    return {
        "/robots.txt": b"User-agent: *\nDisallow: /arkiv/\n",
        "/dokumenter/aarsberetning.pdf": documents.pdf(
            "Årsberetning for Region Demo", ["Regionens sygehuse behandlede flere patienter end året før."]
        ),
        "/dokumenter/ansoegning-tilskud.docx": documents.docx(
            "Ansøgning om tilskud", ["Foreningens navn:", "Formål:", "Budget:"]
        ),
    }


def _museum(base: str) -> dict[str, bytes]:
    del base
    return {"/robots.txt": b"User-agent: *\nDisallow:\n"}


def _styrelse(base: str) -> dict[str, bytes]:
    return {
        "/robots.txt": f"User-agent: *\nDisallow:\n\nSitemap: {base}/sitemap-index.xml\n".encode(),
        "/sitemap-index.xml": _sitemap_index(base, "/sitemap-sider.xml.gz"),
        "/sitemap-sider.xml.gz": gzip.compress(
            _sitemap(base, "/", "/om", "/tilskud", "/data", "/hoeringer", "/kontakt", "/en", "/sideoversigt"),
            mtime=0,
        ),
        "/dokumenter/proevedata.csv": documents.csv(
            [("aar", "datasaet", "hentninger"), ("2024", "veje", "1200"), ("2025", "veje", "1450")]
        ),
        "/dokumenter/proevedata-2019.csv": documents.csv(
            [
                ("aar", "datasæt", "hentninger"),
                ("2018", "veje"),
                ("2019", "søer", "310"),
                ("2019", "veje", "900"),
            ],
            "cp1252",
        ),
        "/dokumenter/vejledning.odt": documents.odt(
            "Vejledning om prøvedata", ["Prøvedata er opdigtede data, som ligner de rigtige."]
        ),
        "/medier/introduktion.wav": documents.silence(),
    }


_SPECIAL: Mapping[str, Callable[[str], dict[str, bytes]]] = {
    "demo-kommune": _kommune,
    "demo-region": _region,
    "demo-styrelse": _styrelse,
    "demo-museum": _museum,
}
