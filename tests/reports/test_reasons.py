"""What the crawl says of itself reaches the reader in the reader's language; what it quotes stays as it is."""

import re
from pathlib import Path

import pytest

from crawler.page_roles import Role
from crawler.survey import turns
from crawler.survey.inventory import NoteKind, SkipReason
from crawler.survey.missing import MissingPage
from crawler.survey.sitemaps import read_sitemap
from reports.reasons import Told, note, start_failure, why_untested
from reports.texts import TEXTS
from rules.model import Language

DA, EN = Language.DA, Language.EN
PROBE = "https://a.dk/findes-ikke"


@pytest.mark.parametrize(
    ("kind", "detail", "said", "technical"),
    [
        ("robots", "absent: http://a/robots.txt answers 404", "robots.txt: findes ikke", ""),
        ("robots", "found: 200", "robots.txt: læst", ""),
        (
            "robots",
            "unavailable: http://a/robots.txt answers 503",
            "robots.txt: kan ikke læses, så ingen sider må hentes",
            "http://a/robots.txt answers 503",
        ),
        ("robots", "something new", "robots.txt:", "something new"),
        ("crawl_delay", "2.5", "Pause mellem besøg: 2.5 sekunder", ""),
        (
            "sitemap",
            "https://a.dk/sitemap.xml: 43 addresses",
            "Sitemap: https://a.dk/sitemap.xml: 43 adresser",
            "",
        ),
        (
            "sitemap",
            "https://a.dk/s.xml: 0 addresses (no addresses)",
            "Sitemap: https://a.dk/s.xml: ingen adresser",
            "",
        ),
        (
            "sitemap",
            "https://a.dk/s.xml: http_error HTTP 404",
            "Sitemap: https://a.dk/s.xml: Serveren svarede med en fejl",
            "HTTP 404",
        ),
        (
            "sitemap",
            "https://a.dk/s.xml: 2 addresses (broken XML: not well-formed)",
            "Sitemap: https://a.dk/s.xml: 2 adresser kunne læses, resten ikke",
            "broken XML: not well-formed",
        ),
        (
            "skips_not_listed",
            "page_cap: 400",
            "Oversprungne adresser, der kun er talt: 400. Ikke valgt: det højeste antal sider var nået",
            "",
        ),
        (
            "start_failed",
            "bad_certificate: self-signed certificate",
            "Forsiden kunne ikke hentes: Certifikatet er ikke gyldigt",
            "self-signed certificate",
        ),
        ("sample_unsatisfied", "a: login", "Del af udvalget, som webstedet ikke har: a) log ind", ""),
        (
            "sample_unsatisfied",
            "c: feedback (no room)",
            "Del af udvalget, som webstedet ikke har: c) feedback, som der ikke var plads til",
            "",
        ),
        (
            "noindex",
            "2: https://a.dk/x, https://a.dk/y",
            (
                "Sider, der beder søgemaskiner om at blive udeladt (noindex); de er målt alligevel: "
                "2. For eksempel: https://a.dk/x, https://a.dk/y"
            ),
            "",
        ),
        ("unheard_of", "more", "Andet:", "more"),
    ],
)
def test_a_note_is_told_in_danish(kind: str, detail: str, said: str, technical: str) -> None:
    assert note(kind, detail, DA) == Told(said, technical)


def _reasons_to_render() -> list[str]:
    """Return the words that the survey gives for why it reads pages in a browser, from its own source."""
    source = Path(turns.__file__).read_text(encoding="utf-8")
    found = re.findall(r"_become_rendered\(\s*f?\"([^\"]+)\"", source)
    return [
        re.sub(r"\{len\(\w+\)\}", "7", re.sub(r"\{(?!len)[^}]*\}", "https://a.dk/x", one)) for one in found
    ]


def _notes() -> list[tuple[NoteKind, str]]:
    """Return a note of every kind and form that the survey writes, with what its own code makes of it."""
    sitemaps = {b"": "", b"<html/>": "", b"<urlset></urlset>": "", b"nothing": ""}
    problems = [read_sitemap(body, "application/xml").problem for body in sitemaps]
    soft = [MissingPage(leads_to="https://a.dk/"), MissingPage()]
    counted = set(NoteKind) & {NoteKind.NOINDEX, NoteKind.NOFOLLOW, NoteKind.WRONG_ENCODING, NoteKind.WRONG_CANONICAL,
                               NoteKind.SESSION_IDS, NoteKind.TWIN_ADDRESSES, NoteKind.TRACKING_PARAMETERS,
                               NoteKind.PARAMETER_ORDER, NoteKind.INFINITE_SCROLL}  # fmt: skip
    return [
        *((NoteKind.SOFT_404, one.described(PROBE)) for one in soft),
        *((NoteKind.SURVEYED_RENDERED, why) for why in _reasons_to_render()),
        *(
            (NoteKind.SITEMAP, f"https://a.dk/s.xml: 0 addresses ({problem})")
            for problem in problems
            if problem
        ),
        *((NoteKind.SITEMAP, f"https://a.dk/s.xml: {reason.value}") for reason in SkipReason),
        *((NoteKind.START_FAILED, f"{reason.value}: x") for reason in SkipReason),
        *((NoteKind.SKIPS_NOT_LISTED, f"{reason.value}: 3") for reason in SkipReason),
        *((kind, "3: https://a.dk/x") for kind in counted),
        (NoteKind.CRAWL_DELAY, "5"),
        (NoteKind.DOCUMENTS_NOT_LISTED, "4"),
        (NoteKind.ROBOTS, "unreachable: x"),
    ]


def test_every_form_of_note_that_the_survey_writes_has_words_of_its_own() -> None:
    notes = _notes()
    assert len(_reasons_to_render()) >= 4
    assert {kind for kind, _ in notes} == set(NoteKind)
    for kind, detail in notes:
        danish, english = note(kind, detail, DA), note(kind, detail, EN)
        assert not danish.text.endswith(":"), (kind, detail)
        assert danish.technical == english.technical
        assert danish.text != english.text


def test_every_role_of_a_page_has_a_name() -> None:
    assert {f"role.{role.value}" for role in Role} <= set(TEXTS)


@pytest.mark.parametrize(
    ("reason", "said", "technical"),
    [
        ("probes_off", "Målingen så kun på siderne (--probes off).", ""),
        (
            "bad_certificate: self-signed certificate",
            "Certifikatet er ikke gyldigt, så siderne blev ikke vist.",
            "self-signed certificate",
        ),
        (
            "https://a.dk/was: timed_out: no answer; https://www.a.dk/was: http_error: HTTP 500",
            "https://a.dk/was: Undersøgelsen tog for lang tid. https://www.a.dk/was: Serveren svarede med en fejl.",
            "no answer; HTTP 500",
        ),
        (
            "https://www.was.digst.dk/a-dk: HTTP 503",
            "https://www.was.digst.dk/a-dk: Serveren svarede HTTP 503.",
            "",
        ),
        ("connection_failed: a.dk:443: refused", "Forbindelsen mislykkedes.", "a.dk:443: refused"),
        ("KeyError: 'x'", "Det kunne ikke ses:", "KeyError: 'x'"),
        ("", "Kun enkelte sider blev målt, ikke webstedet.", ""),
    ],
)
def test_why_a_rule_is_untested_is_told_in_danish(reason: str, said: str, technical: str) -> None:
    assert why_untested(reason, DA) == Told(said, technical)


def test_why_the_start_page_could_not_be_fetched_is_told() -> None:
    assert start_failure("dns_failed: a.dk: NXDOMAIN", DA) == Told(
        "Værtsnavnet findes ikke.", "a.dk: NXDOMAIN"
    )
    assert start_failure("dns_failed", EN) == Told("The host name does not resolve.", "")
