"""Accessibility statements made for the tests: text with one block a line, in Danish or Swedish."""

import re
from collections.abc import Iterable, Sequence

from rules.countries import country
from rules.evidence import LinkFact, PageFacts, SiteEvidence
from rules.model import Finding
from rules.site_evidence import (
    Block,
    BlockKind,
    FoundBy,
    Lookup,
    LookupState,
    Moved,
    StatementEvidence,
    StatementPage,
    TextLink,
)

SITE = "https://www.proeveby.example/"
AT_HOST = "https://www.was.digst.dk/proeveby-example"
WAS = "https://www.proeveby.example/was"
TAKEN_AT = "2026-11-24T12:00:00+00:00"

DANISH = """\
# Tilgængelighedserklæring for Prøveby Kommune
Prøveby Kommune gør sit websted tilgængeligt efter webtilgængelighedsloven (lov nr. 692 af 8. juni 2018).
Erklæringen gælder for www.proeveby.example.
## Overholdelsesstatus
Webstedet overholder delvist webtilgængelighedsloven på grund af det, der er nævnt nedenfor.
## Ikke-tilgængeligt indhold
### Manglende overholdelse af webtilgængelighedsloven
Følgende er ikke tilgængeligt:
- Kort uden tekst, rettes senest 31. december 2026.
- Billeder uden alternativ tekst.
### Uforholdsmæssigt stor byrde
- Referater fra før 2020.
### Indhold, der ikke er omfattet af webtilgængelighedsloven
- Optagelser fra før 23. september 2020.
## Udarbejdelse af tilgængelighedserklæringen
Erklæringen blev udarbejdet den 23. september 2020 på grundlag af en selvevaluering.
Erklæringen er senest gennemgået den 4. maj 2026.
## Feedback og kontaktoplysninger
Skriv eller ring til os, hvis du støder på noget, der ikke virker.
- Telefon: 11 22 33 44
- E-mail: [post@proeveby.example](mailto:post@proeveby.example)
## Håndhævelsesprocedure
Er du ikke tilfreds med svaret, kan du klage til [Digitaliseringsstyrelsen](https://digst.dk/tilsyn/webtilgaengelighed/).
Digitaliseringsstyrelsen, telefon 33 92 52 00, digst@digst.example.
"""

SWEDISH = """\
# Tillgänglighetsredogörelse för provby.example
Provby kommun står bakom den här webbplatsen. Vi vill att så många som möjligt ska kunna använda www.provby.example.
## Hur tillgänglig är webbplatsen?
Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service.
## Rapportera brister i webbplatsens tillgänglighet
Kontakta oss på [info@provby.example](mailto:info@provby.example) eller ring 08-123 456 78.
## Tillsyn
Myndigheten för digital förvaltning har ansvaret för tillsyn. [Anmäl till Digg](https://www.digg.se/tdosanmalan).
## Teknisk information om webbplatsens tillgänglighet
### Innehåll som inte är tillgängligt
#### Bristande förenlighet med lagkraven
- Vissa bilder saknar alternativ text.
## Hur vi testat webbplatsen
Vi har gjort en självskattning (intern testning). Senaste bedömningen gjordes den 23 september 2026.
"""

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text: `# ` to `#### ` headings, `- ` items, `[text](address)` links, `<form>` a form."""
    return tuple(_block(line) for line in text.splitlines() if line.strip())


def _block(line: str) -> Block:
    if line == "<form>":
        return Block(BlockKind.FORM)
    links = tuple(TextLink(url, name) for name, url in _LINK.findall(line))
    plain = _LINK.sub(r"\1", line)
    if heading := re.match(r"(#+) (.*)", plain):
        return Block(BlockKind.HEADING, heading[2], len(heading[1]), links)
    if plain.startswith("- "):
        return Block(BlockKind.ITEM, plain[2:], 0, links)
    return Block(BlockKind.PARAGRAPH, plain, 0, links)


def page(text: str = DANISH, url: str = AT_HOST, found_by: FoundBy = FoundBy.REDIRECT) -> StatementPage:
    return StatementPage(url, found_by, text.splitlines()[0].lstrip("# "), "da", blocks(text))


def without(text: str, *starts: str) -> str:
    """Return the text without the lines that begin so."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(starts))


def redirect(
    state: LookupState = LookupState.FOUND,
    final_url: str = AT_HOST,
    moved: Moved = Moved.HTTP,
    url: str = WAS,
    reason: str = "",
) -> Lookup:
    return Lookup(url, FoundBy.REDIRECT, state, final_url, 200, moved, reason)


def at_host(state: LookupState = LookupState.ABSENT, reason: str = "HTTP 404") -> Lookup:
    return Lookup(AT_HOST, FoundBy.ADDRESS, state, AT_HOST, 404, Moved.NOT, reason)


def footer_page(path: str = "", *links: LinkFact, template: str = "t", has_footer: bool = True) -> PageFacts:
    return PageFacts(
        SITE + path, SITE + path, path, "da", template, has_search=False, links=links, has_footer=has_footer
    )


def footer_link(
    url: str = AT_HOST, text: str = "Tilgængelighedserklæring", landmark: str = "contentinfo"
) -> LinkFact:
    return LinkFact(url, text, landmark, in_footer=landmark != "main")


def evidence(
    *pages: StatementPage,
    lookups: Sequence[Lookup] = (redirect(),),
    facts: Iterable[PageFacts] = (),
    addresses: tuple[str, ...] = (AT_HOST,),
    code: str = "DK",
    **more: object,
) -> SiteEvidence:
    kept = tuple(facts)
    found = StatementEvidence(TAKEN_AT, addresses, tuple(lookups), pages)
    values: dict[str, object] = {"country": country(code), "statement": found, **more}
    return SiteEvidence(str(values.pop("url", SITE)), lambda: iter(kept), **values)  # type: ignore[arg-type]


def said(check, of: SiteEvidence) -> list[tuple[str, str]]:
    """Return outcome and message of each finding."""
    found: list[Finding] = list(check(of))
    return [(finding.outcome.value, finding.message) for finding in found]
