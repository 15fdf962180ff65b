"""Every text of the reports, in Danish and English, by key."""

from collections.abc import Mapping
from typing import Any

from reports.coverage_texts import COVERAGE_TEXTS
from reports.document_texts import DOCUMENT_TEXTS
from reports.finding_texts import FINDING_TEXTS
from reports.localised import both as _t
from reports.method_texts import METHOD_TEXTS
from reports.safety_texts import SAFETY_TEXTS
from reports.service_texts import SERVICE_TEXTS
from reports.terminal_texts import TERMINAL_TEXTS
from rules.model import Language, Text

TEXTS: Mapping[str, Text] = {
    **COVERAGE_TEXTS,
    **DOCUMENT_TEXTS,
    **FINDING_TEXTS,
    **METHOD_TEXTS,
    **SAFETY_TEXTS,
    **SERVICE_TEXTS,
    **TERMINAL_TEXTS,
    # ------------------------------------------------------------ every page
    "skip": _t("Spring til indholdet", "Skip to content"),
    "home": _t("Alle websteder", "All sites"),
    "tagline": _t(
        "Måling af offentlige websteders tilgængelighed", "Measuring the accessibility of public websites"
    ),
    "switch": _t("In English", "På dansk"),
    "languages": _t("Sprog", "Language"),
    "breadcrumb": _t("Du er her", "You are here"),
    "contents": _t("På denne side", "On this page"),
    "state.draft": _t(
        "Tallene er ikke offentliggjort og kan blive rettet.",
        "The figures are not published and may be corrected.",
    ),
    "state.comment": _t(
        "Myndigheden kan kommentere målingen, før den bliver offentliggjort.",
        "The authority may comment on the measurement before it is published.",
    ),
    "state.draft.word": _t("Udkast", "Draft"),
    "state.comment.word": _t("I høring", "For comment"),
    "disclaimer": _t(
        "Dette er en måling, ikke en tilsynsmyndigheds afgørelse. Automatiske test kan kun vise fejl. "
        "At der ikke er fundet fejl, betyder ikke, at webstedet er tilgængeligt.",
        "This is a measurement, not a supervisor’s decision. Automated tests can only show faults. "
        "That no faults were found does not mean that the site is accessible.",
    ),
    "disclaimer.documents": _t(
        "Dette er en måling, ikke en tilsynsmyndigheds afgørelse. Automatiske test kan kun vise fejl. "
        "At der ikke er fundet fejl, betyder ikke, at dokumenterne er tilgængelige.",
        "This is a measurement, not a supervisor’s decision. Automated tests can only show faults. "
        "That no faults were found does not mean that the documents are accessible.",
    ),
    "footer.by": _t("Lavet med Eftersyn {version}.", "Made with Eftersyn {version}."),
    "footer.contact": _t("Målingen er foretaget af: {contact}.", "The measurement was made by: {contact}."),
    "footer.contact.unknown": _t(
        "Den, der har foretaget målingen, har ikke oplyst en kontaktadresse.",
        "Whoever made the measurement gave no contact address.",
    ),
    # ----------------------------------------------------------------- index
    "index.title": _t("Tilgængelighed på offentlige websteder", "Accessibility of public websites"),
    "index.title.documents": _t("Tilgængelighed i dokumenter", "Accessibility of documents"),
    "index.lead.one": _t(
        "Her er målingen af 1 websted, foretaget {date}. Tabellen er ordnet efter navn. Den er ikke en rangliste.",
        "This is the measurement of 1 site, made on {date}. The table is in order of name. It is not a ranking.",
    ),
    "index.lead.documents.one": _t(
        "Her er målingen af 1 dokument, foretaget {date}.",
        "This is the measurement of 1 document, made on {date}.",
    ),
    "index.lead.documents.many": _t(
        "Her er målingen af {n} dokumenter, foretaget {date}.",
        "This is the measurement of {n} documents, made on {date}.",
    ),
    "index.lead.many": _t(
        "Her er målingen af {n} websteder, foretaget {date}. Tabellerne er ordnet efter navn. "
        "De er ikke en rangliste.",
        "This is the measurement of {n} sites, made on {date}. The tables are in order of name. "
        "They are not a ranking.",
    ),
    "index.caption": _t("{level}: målte websteder", "{level}: sites measured"),
    "index.caption.documents": _t("Testede dokumenter", "Documents tested"),
    "index.letters": _t("{level} efter forbogstav", "{level} by first letter"),
    "index.column.site": _t("Websted", "Site"),
    "index.column.clean": _t("Sider uden fundne fejl", "Pages without faults found"),
    "index.column.coverage": _t("Testede sider", "Pages tested"),
    "index.column.clusters": _t("Fejl at rette", "Faults to fix"),
    "index.column.explained": _t("Forklarede fund", "Explained findings"),
    "index.column.duties": _t("Pligter med fejl", "Duties with faults"),
    "index.of_duties": _t("{count} af {total}", "{count} of {total}"),
    "index.column.worst": _t("Det vigtigste at rette", "Most important to fix"),
    "index.column.documents": _t("Dokumenter med fejl", "Documents with faults"),
    "index.documents": _t("{count} af {total} åbnede", "{count} of {total} opened"),
    "index.documents.open": _t("{share} i åbne formater", "{share} in open formats"),
    "index.no_faults": _t("Ingen fejl fundet automatisk", "No faults found automatically"),
    "index.no_page": _t("Ingen sider", "No pages"),
    "index.of_found": _t("{tested} af {found} fundne", "{tested} of {found} found"),
    "index.read": _t("Sådan læses tallene", "How to read the figures"),
    "index.data": _t("Åbne data", "Open data"),
    "index.data.json": _t("Hele målingen (JSON)", "The whole measurement (JSON)"),
    "index.empty": _t("Målingen indeholder ingen websteder.", "The measurement holds no sites."),
    "level.state": _t("Staten", "Central government"),
    "level.region": _t("Regioner", "Regions"),
    "level.municipality": _t("Kommuner", "Municipalities"),
    "level.public-law-body": _t("Offentligretlige organer", "Bodies governed by public law"),
    "level.": _t("Websteder", "Sites"),
    "level.documents": _t("Dokumenter", "Documents"),
    # ------------------------------------------------------------- scorecard
    "site.title": _t("{name}: måling af tilgængelighed", "{name}: accessibility measured"),
    "site.measured": _t("Målt {date}", "Measured {date}"),
    "result.heading": _t("Resultat", "Result"),
    "result.no_grade": _t(
        "Eftersyn giver ingen samlet karakter. Tallene står hver for sig med det antal, de er regnet ud af.",
        "Eftersyn gives no overall grade. Each figure stands alone, with the number it is based on.",
    ),
    "figure1.heading": _t("Sider uden fundne fejl", "Pages without faults found"),
    "figure1.count": _t(
        "På {count} af {total} testede sider fandt testen ingen fejl efter WCAG niveau A og AA.",
        "On {count} of {total} pages tested, the test found no fault against WCAG level A and AA.",
    ),
    "figure1.interval": _t(
        "Andelen på hele webstedet ligger med 95 % sikkerhed mellem {low} og {high}.",
        "The share on the whole site lies between {low} and {high}, with 95% confidence.",
    ),
    "figure1.whole": _t(
        "Alle fundne sider er testet, så tallet er ikke et skøn.",
        "Every page found was tested, so the figure is no estimate.",
    ),
    "figure1.withheld": _t("Intet tal", "No figure"),
    "withheld.not_finished": _t(
        "Målingen blev ikke færdig, så der er ikke noget tal at offentliggøre.",
        "The measurement was not finished, so there is no figure to publish.",
    ),
    "withheld.no_pages": _t("Ingen sider kunne testes.", "No pages could be tested."),
    "withheld.only_documents": _t("Kun dokumenter er testet.", "Only documents were tested."),
    "withheld.too_much_missing": _t(
        "{share} af siderne kunne ikke testes. Er det mere end 20 %, bliver der ikke offentliggjort noget tal.",
        "{share} of the pages could not be tested. Above 20%, no figure is published.",
    ),
    "withheld.too_much_refused": _t(
        "Webstedets robots.txt afviser {share} af de fundne adresser. Er det mere end 20 %, "
        "bliver der ikke offentliggjort noget tal.",
        "The site’s robots.txt refuses {share} of the addresses found. Above 20%, no figure is published.",
    ),
    "figure2.heading": _t("Krav med fejl", "Criteria with faults"),
    "figure2.big": _t("{count} af {total}", "{count} of {total}"),
    "figure2.text": _t(
        "Af de {total} krav, der kunne testes på webstedet, er der fundet fejl i {count}.",
        "Of the {total} criteria that could be tested on the site, faults were found in {count}.",
    ),
    "figure2.untested": _t(
        "Vi tester {n} af {total} krav, ingen af dem helt.",
        "We test {n} of {total} criteria, none of them completely.",
    ),
    "figure3.heading": _t("Formelle pligter", "Formal duties"),
    "figure3.big": _t("{count} af {total}", "{count} of {total}"),
    "figure3.big.none": _t("Ikke testet", "Not tested"),
    "figure3.text": _t(
        "Af de {total} pligter, der kunne undersøges, er der fundet fejl ved {count}.",
        "Of the {total} duties that could be examined, faults were found in {count}.",
    ),
    "figure3.text.none": _t(
        "Tilgængeligheds\u00aderklæringen og det, der hører til, blev ikke undersøgt.",
        "The accessibility statement and what belongs to it were not examined.",
    ),
    "figure3.list": _t("De seks pligter", "The six duties"),
    "duties.heading": _t("Formelle pligter", "Formal duties"),
    "duties.lead": _t(
        "Hvad loven kræver af webstedets tilgængelighedserklæring og vejen til den.",
        "What the law asks of the site’s accessibility statement and of the way to it.",
    ),
    "duties.caption": _t("De seks pligter, og hvad vi så", "The six duties and what we saw"),
    "duties.column.duty": _t("Pligt", "Duty"),
    "duties.column.outcome": _t("Resultat", "Outcome"),
    "duties.column.seen": _t("Det så vi", "What we saw"),
    "duty.statement": _t("Der er en tilgængelighedserklæring", "There is an accessibility statement"),
    "duty.updated": _t("Den er gennemgået inden for det seneste år", "It was reviewed within the last year"),
    "duty.redirect": _t("Webstedets faste adresse fører til den", "The site’s fixed address leads to it"),
    "duty.footer": _t("Sidefoden linker til den", "The page footer links to it"),
    "duty.telephone": _t("Man kan henvende sig på telefon", "You can get in touch by telephone"),
    "duty.written": _t("Man kan henvende sig skriftligt", "You can get in touch in writing"),
    "duty.outcome.passed": _t("ingen fejl fundet", "no fault found"),
    "duty.outcome.failed": _t("fejl", "fault"),
    "duty.outcome.cantTell": _t("skal vurderes", "needs judging"),
    "duty.outcome.inapplicable": _t("ikke relevant", "does not apply"),
    "duty.outcome.untested": _t("ikke testet", "not tested"),
    "duties.statement": _t("Erklæringen", "The statement"),
    "duties.statement.none": _t(
        "Vi fandt ingen erklæring, vi kunne læse.", "We found no statement that we could read."
    ),
    "duties.statement.where": _t("Adresse", "Address"),
    "duties.statement.claims": _t("Det siger den selv om webstedet", "What it says of the site"),
    "duties.statement.claims.full": _t("alt er i orden (»fuldt ud«)", "all is well (“fully”)"),
    "duties.statement.claims.partial": _t("noget mangler (»delvist«)", "something is missing (“partially”)"),
    "duties.statement.claims.none": _t("det meste mangler (»ikke«)", "most is missing (“not”)"),
    "duties.statement.updated": _t("Senest gennemgået", "Last reviewed"),
    "duties.statement.method": _t("Udarbejdet ved", "Prepared by"),
    "duties.statement.method.own": _t("egen kontrol", "self-assessment"),
    "duties.statement.method.third_party": _t("en tredjepart", "a third party"),
    "duties.statement.contact": _t("Henvendelse", "Getting in touch"),
    "duties.statement.contact.telephone": _t("telefon", "telephone"),
    "duties.statement.contact.mail": _t("e-mail", "e-mail"),
    "duties.statement.contact.form": _t("formular", "form"),
    "duties.statement.unknown": _t("ikke fundet", "not found"),
    "duties.items": _t(
        "Mangler, som myndigheden selv nævner", "What the authority itself says is not accessible"
    ),
    "duties.items.lead": _t(
        "Myndighedens egne ord fra erklæringen. De er ikke efterprøvet og ændrer ingen tal.",
        "The authority’s own words from the statement. They are not verified and change no figure.",
    ),
    "duties.items.noncompliance": _t("Mangler", "Shortcomings"),
    "duties.items.burden": _t("Uforholdsmæssigt stor byrde", "Disproportionate burden"),
    "duties.items.outside": _t("Ikke omfattet af loven", "Outside the scope of the law"),
    "duties.complain": _t(
        "Er noget ikke tilgængeligt, så skriv først til myndigheden. Hjælper det ikke, kan du klage til "
        "{supervisor}.",
        "If something is not accessible, write to the authority first. If that does not help, you can complain to "
        "{supervisor}.",
    ),
    "duties.law": _t("Regler", "Rules"),
    "untested.probes_off": _t(
        "Målingen så kun på siderne (--probes off).",
        "The measurement looked at the pages only (--probes off).",
    ),
    "untested.none": _t(
        "Kun enkelte sider blev målt, ikke webstedet.", "Single pages were audited, not the site."
    ),
    "untested.interrupted": _t("Målingen blev afbrudt.", "The measurement was interrupted."),
    "untested.start_failed": _t("Forsiden kunne ikke hentes.", "The front page could not be fetched."),
    "untested.bad_certificate": _t(
        "Certifikatet er ikke gyldigt, så siderne blev ikke vist.",
        "The certificate is not valid, so the pages were not shown.",
    ),
    "untested.statement_in_file": _t(
        "Erklæringen er en fil og ikke en webside, så den blev ikke læst.",
        "The statement is a file and no web page, so it was not read.",
    ),
    "untested.status": _t("Serveren svarede {status}.", "The server answered {status}."),
    "untested.not_looked_for": _t("Der blev ikke ledt efter det.", "It was not looked for."),
    "untested.not_asked_for": _t(
        "Ingen af de adresser, siderne linker til, blev spurgt.",
        "None of the addresses that the pages link to was asked.",
    ),
    "untested.not_all_read": _t("Ikke alle sider blev læst.", "Not every page was read."),
    "untested.timed_out": _t("Undersøgelsen tog for lang tid.", "The examination took too long."),
    "untested.no_evidence": _t(
        "Målingen er fra før, dette blev undersøgt.", "The measurement is from before this was examined."
    ),
    "untested.other": _t("Det kunne ikke ses:", "It could not be seen:"),
    "figure4.heading": _t("Dokumenter", "Documents"),
    "figure4.text.none": _t(
        "Siderne linker ikke til nogen dokumenter, vi kunne se.",
        "The pages link to no documents that we could see.",
    ),
    "coverage.heading": _t("Dækning", "Coverage"),
    "coverage.text": _t(
        "{tested} af {found} fundne sider er testet.", "{tested} of {found} pages found were tested."
    ),
    "coverage.not_chosen": _t(
        "{n} fundne sider er ikke valgt ud, fordi målingen højst omfatter {max} sider.",
        "{n} pages found were not chosen, because the measurement takes at most {max} pages.",
    ),
    "coverage.missing": _t("{n} sider kunne ikke testes.", "{n} pages could not be tested."),
    "coverage.missing.one": _t("1 side kunne ikke testes.", "1 page could not be tested."),
    "coverage.refused": _t(
        "Webstedets robots.txt beder om, at {n} adresser ikke bliver besøgt.",
        "The site’s robots.txt asks that {n} addresses are not visited.",
    ),
    "coverage.refused.one": _t(
        "Webstedets robots.txt beder om, at 1 adresse ikke bliver besøgt.",
        "The site’s robots.txt asks that 1 address is not visited.",
    ),
    "coverage.review.none": _t(
        "Ingen steder venter på en vurdering.", "No places are waiting for someone’s judgement."
    ),
    "coverage.review.one": _t(
        "1 punkt skal vurderes af et menneske ({places}).", "1 item needs a person’s judgement ({places})."
    ),
    "coverage.review.many": _t(
        "{n} punkter skal vurderes af et menneske ({places}).",
        "{n} items need a person’s judgement ({places}).",
    ),
    "places.one": _t("1 sted", "1 place"),
    "places.many": _t("{n} steder", "{n} places"),
}


def text(key: str, language: Language, **data: Any) -> str:
    """Return a text with its placeholders filled; KeyError for a key that does not exist."""
    return TEXTS[key].in_(language, data)


def counted(key: str, count: int, language: Language, shown: str, **data: Any) -> str:
    """Return `key.one` or `key.many` with the number, already written as readers of the language write it."""
    return text(f"{key}.one" if count == 1 else f"{key}.many", language, n=shown, **data)
