"""Every text of the reports, in Danish and English, by key."""

from collections.abc import Mapping
from typing import Any

from reports.document_texts import DOCUMENT_TEXTS
from reports.localised import both as _t
from reports.safety_texts import SAFETY_TEXTS
from reports.service_texts import SERVICE_TEXTS
from rules.model import Language, Text

TEXTS: Mapping[str, Text] = {
    **DOCUMENT_TEXTS,
    **SERVICE_TEXTS,
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
    # -------------------------------------------------------------- clusters
    "fix.heading": _t("Det skal rettes først", "Fix this first"),
    "fix.lead": _t(
        "Samme fejl samme sted i sidernes opbygning er samlet til ét punkt. Ligger stedet i en skabelon, er én "
        "rettelse nok til alle siderne. Øverst står det, der rammer hårdest på flest sider.",
        "The same fault at the same place in the structure of the pages is one item. If the place is in a template, "
        "one change mends every page. What matters most on most pages comes first.",
    ),
    "fix.none": _t(
        "Testen fandt ingen fejl. Det betyder ikke, at der ingen er: de fleste krav må et menneske vurdere.",
        "The test found no faults. That does not mean there are none: most requirements need a person’s judgement.",
    ),
    "fix.overview": _t("Kort fortalt", "In short"),
    "fix.overview.more.one": _t("Derefter følger 1 fejl til.", "1 more fault follows."),
    "fix.overview.more.many": _t("Derefter følger {n} fejl til.", "{n} more faults follow."),
    "fix.rest": _t("De øvrige {n} fejl", "The other {n} faults"),
    "fix.rest.caption": _t("Fejl nr. {first}–{last}", "Faults no. {first}–{last}"),
    "cluster.who": _t("Hvem rammer det", "Who it affects"),
    "cluster.how": _t("Sådan rettes det", "How to fix it"),
    "cluster.seen": _t("Det så vi", "What we saw"),
    "cluster.where": _t("Hvor", "Where"),
    "cluster.element": _t("Element", "Element"),
    "cluster.fingerprint": _t("Fundets kendetegn", "The finding’s mark"),
    "cluster.snippet": _t("Kode", "Code"),
    "cluster.reach.one": _t("På 1 side", "On 1 page"),
    "cluster.reach.many": _t("På {n} sider", "On {n} pages"),
    "cluster.reach.documents.one": _t("I 1 dokument", "In 1 document"),
    "cluster.reach.documents.many": _t("I {n} dokumenter", "In {n} documents"),
    "cluster.reach.site": _t("Hele webstedet", "The whole site"),
    "cluster.mends": _t(
        "Ligger stedet i en skabelon, gør én rettelse {n} sider bedre.",
        "If the place is in a template, one change makes {n} pages better.",
    ),
    "cluster.mends.site": _t(
        "Én rettelse gør hele webstedet bedre.", "One change makes the whole site better."
    ),
    "cluster.linked_from": _t("Linket fra", "Linked from"),
    "cluster.place": _t("Sted i dokumentet", "Place in the document"),
    "cluster.clause": _t("Punkt i PDF/UA", "Clause of PDF/UA"),
    "cluster.seen_text": _t("Tekst", "Text"),
    "cluster.places": _t("{n} steder i alt", "{n} places in all"),
    "cluster.pages.more.one": _t("Vis 1 side mere", "Show 1 more page"),
    "cluster.pages.more.many": _t("Vis {n} sider mere", "Show {n} more pages"),
    "cluster.documents.more.one": _t("Vis 1 dokument mere", "Show 1 more document"),
    "cluster.documents.more.many": _t("Vis {n} dokumenter mere", "Show {n} more documents"),
    "cluster.pages.rest": _t(
        "Derudover {n} sider. Alle står i filen med åbne data.",
        "And {n} more. The open data file lists them all.",
    ),
    "cluster.left": _t(
        "Derudover {n} fund. Alle står i filen med åbne data.",
        "And {n} more. The open data file lists them all.",
    ),
    "cluster.crop": _t(
        "Udsnit af siden med en fejl. Kravet er: {what}",
        "Part of the page with a fault. The requirement: {what}",
    ),
    "cluster.crop.caption": _t("Sådan ser stedet ud.", "This is what the place looks like."),
    "cluster.crop.caption.on": _t("Sådan ser det ud på", "This is what it looks like on"),
    "cluster.level": _t("niveau {level}", "level {level}"),
    "cluster.column.what": _t("Hvad", "What"),
    "cluster.column.impact": _t("Alvor", "Impact"),
    "cluster.column.pages": _t("Sider", "Pages"),
    "cluster.column.where": _t("Eksempel", "Example"),
    "impact.critical": _t("Kritisk", "Critical"),
    "impact.serious": _t("Alvorlig", "Serious"),
    "impact.moderate": _t("Moderat", "Moderate"),
    "impact.minor": _t("Mindre", "Minor"),
    # -------------------------------------------------------------- criteria
    "criteria.heading": _t("Krav for krav", "Criterion by criterion"),
    "criteria.lead": _t(
        "De succeskriterier i WCAG, som testen siger noget om. At testen ikke har fundet fejl i et krav, betyder "
        "ikke, at kravet er opfyldt: resten skal et menneske vurdere.",
        "The WCAG success criteria that the test says something about. That no faults were found in a "
        "criterion does not mean that it is met: a person must judge the rest of it.",
    ),
    "criteria.caption": _t("Fundne fejl for hvert krav", "Faults found for each criterion"),
    "criteria.column.criterion": _t("Krav (WCAG)", "Criterion (WCAG)"),
    "criteria.column.clause": _t("EN 301 549", "EN 301 549"),
    "criteria.column.failing": _t("Sider med fejl", "Pages with faults"),
    "criteria.column.supervisor": _t("Testes af tilsynet", "Tested by the supervisor"),
    "criteria.failing": _t("{failing} af {applicable}", "{failing} of {applicable}"),
    "criteria.site_failed": _t("fejl på webstedet som helhed", "fault on the site as a whole"),
    "criteria.site_ok": _t(
        "ingen fejl fundet på webstedet som helhed", "no fault found on the site as a whole"
    ),
    "criteria.inapplicable": _t("intet at teste", "nothing to test"),
    "criteria.supervisor": _t(
        "Tilsynet ({supervisor}) tester {n} krav i sin forenklede monitorering. Tallene her er vores, ikke tilsynets.",
        "The supervisor ({supervisor}) tests {n} criteria in its simplified monitoring. The figures here are ours, "
        "not the supervisor’s.",
    ),
    "yes": _t("ja", "yes"),
    "no": _t("nej", "no"),
    # ------------------------------------------------------- review and rest
    "review.heading": _t("Skal vurderes af et menneske", "Needs a person’s judgement"),
    "review.lead": _t(
        "Her kan testen ikke afgøre, om der er en fejl. Punkterne tæller ikke med i tallene.",
        "Here the test cannot tell whether there is a fault. These do not count in the figures.",
    ),
    "review.none": _t(
        "Testen efterlod ingen tvivl på de sider, den så.", "The test left no doubts on the pages it saw."
    ),
    "review.caption": _t("Steder, der skal vurderes", "Places to judge"),
    "content.heading": _t("Indholdets stand", "State of the content"),
    "content.lead": _t(
        "Links, der ikke fører til noget, omveje, datoer og dokumenter, som ingen side linker til. Det er ikke krav "
        "til tilgængelighed og tæller ikke med i tallene øverst.",
        "Links that lead nowhere, detours, dates, and documents that no page links to. These are no requirements of "
        "accessibility and do not count in the figures at the top.",
    ),
    "content.links": _t(
        "Vi har spurgt {asked} adresser på webstedet, som siderne linker til. Findes ikke: {broken}.",
        "We asked for {asked} addresses of the site that its pages link to. Not there: {broken}.",
    ),
    "content.unasked": _t(
        "Adresser, vi ikke spurgte, er ikke regnet med: dem uden for webstedet, og dem under »Det har vi ikke set«.",
        "Addresses we did not ask for are left out: those outside the site, and those under “What we did not see”.",
    ),
    "content.caption": _t("Fund om indholdets stand", "Findings about the state of the content"),
    "content.none": _t("Ingen fund.", "No findings."),
    "content.untested": _t("Ikke undersøgt i denne måling.", "Not looked at in this measurement."),
    "others.heading": _t("Andre fund", "Other findings"),
    "others.lead": _t(
        "Fund, som ikke tæller som fejl i tallene. De kan stadig være værd at rette.",
        "Findings that do not count as faults in the figures. They may still be worth fixing.",
    ),
    "others.none": _t("Ingen andre fund.", "No other findings."),
    "group.likely": _t("Formentlige fejl", "Probable faults"),
    "group.upcoming": _t("Kommende krav, ikke lov endnu", "Coming requirements, not law yet"),
    "group.aaa": _t("WCAG niveau AAA", "WCAG level AAA"),
    "group.format": _t("Formater", "Formats"),
    "group.security": _t("Sikkerhed", "Security"),
    "group.privacy": _t("Privatliv", "Privacy"),
    "group.service": _t("Digital service", "Digital service"),
    "group.content": _t("Indholdets stand", "State of the content"),
    "group.advice": _t("Gode råd", "Advice"),
    "exempt.heading": _t("Måske undtaget", "Possibly exempt"),
    "exempt.lead": _t(
        "Fund i indhold, som loven kan undtage. De er talt for sig.",
        "Findings in content that the law may exempt. They are counted apart.",
    ),
    "exempt.caption": _t("Fund i indhold, der måske er undtaget", "Findings in content that may be exempt"),
    "exempt.column": _t("Hvorfor", "Why"),
    "exemption.third_party": _t("Indhold fra tredjepart", "Third-party content"),
    "exemption.map": _t("Kort", "Map"),
    "exemption.document_before_2018": _t(
        "Dokument fra før 23. september 2018", "Document from before 23 September 2018"
    ),
    "exemption.media": _t("Medier fra før 23. september 2020", "Media from before 23 September 2020"),
    "exemption.archive": _t("Arkiv", "Archive"),
    # ---------------------------------------------------------- explanations
    "explained.heading": _t("Forklaret af myndigheden", "Explained by the authority"),
    "explained.lead": _t(
        "Fund, som myndigheden har forklaret. De er ikke bestået og tæller stadig med i tallene øverst, men står for "
        "sig her.",
        "Findings that the authority has explained. They are no passes and still count in the figures above, "
        "but stand "
        "apart here.",
    ),
    "explained.none": _t("Myndigheden har ikke forklaret noget.", "The authority has explained nothing."),
    "explained.caption": _t("Fund med en forklaring, der gælder", "Findings with an explanation that holds"),
    "explained.column": _t("Myndighedens forklaring", "The authority’s explanation"),
    "explained.word": _t("forklaret", "explained"),
    "explained.until": _t("{role}; gælder til og med {day}", "{role}; holds until {day}"),
    "explained.planned": _t("rettes senest {day}", "will be mended by {day}"),
    "explained.evidence": _t("Dokumentation", "Evidence"),
    "explained.lapsed": _t("Forklaringer, der er bortfaldet", "Explanations that have lapsed"),
    "explained.lapsed.expired": _t(
        "Udløbet {day}. Findes fejlen stadig, tæller den som uforklaret.",
        "Expired on {day}. If the fault is still there, it counts as unexplained.",
    ),
    "explained.lapsed.gone": _t(
        "Det, den forklarer, er ikke fundet igen: det er rettet, eller det har ændret sig og er et nyt fund.",
        "What it explains was not found again: it is mended, or has changed and is a new finding.",
    ),
    "explanation.category.planned": _t("Bliver rettet", "Will be mended"),
    "explanation.category.disproportionate-burden": _t(
        "Uforholdsmæssigt stor byrde", "Disproportionate burden"
    ),
    "explanation.category.outside-scope": _t("Ikke omfattet af loven", "Outside the scope of the law"),
    "explanation.category.cost": _t("Væsentligt dyrere", "Materially higher cost"),
    "explanation.category.security": _t("Hensyn til sikkerhed", "Security"),
    "explanation.category.function": _t("Tab af funktion", "Loss of function"),
    "explanation.category.international-duty": _t("International forpligtelse", "International obligation"),
    "explanation.fate.coming": _t("gælder ikke endnu", "does not hold yet"),
    "explanation.fate.active": _t("gælder ({count} fund)", "holds ({count} findings)"),
    "explanation.fate.expired": _t("udløbet", "expired"),
    "explanation.fate.gone": _t("bortfaldet: intet at forklare", "lapsed: nothing to explain"),
    "explanation.fate.unseen": _t("gælder; fundet er ikke set", "holds; the finding was not seen"),
    "explanation.fate.stranger": _t("intet websted i målingen", "no site in the measurement"),
    # ---------------------------------------------------------- what is left
    "unseen.heading": _t("Det har vi ikke set", "What we have not seen"),
    "unseen.lead": _t(
        "Det, vi ikke har set, tæller hverken for eller imod. Det gør kun dækningen mindre.",
        "What we have not seen counts neither for nor against. It only lowers the coverage.",
    ),
    "unseen.none": _t("Alle fundne sider er set.", "Every page found was seen."),
    "unseen.caption": _t("Adresser, der ikke er testet", "Addresses not tested"),
    "unseen.column.reason": _t("Grund", "Reason"),
    "unseen.column.count": _t("Adresser", "Addresses"),
    "unseen.column.examples": _t("Eksempler", "Examples"),
    "unseen.rules": _t("Regler, der ikke kunne køre", "Rules that could not run"),
    "unseen.rules.caption": _t(
        "Regler, der ikke kunne køre på alle sider", "Rules that could not run on every page"
    ),
    "unseen.rules.column.rule": _t("Regel", "Rule"),
    "unseen.standard": _t(
        "Ud over de {n} krav, testen rører ved, er der {rest} krav i WCAG niveau A og AA, som den slet ikke siger "
        "noget om, for eksempel om man kan se, hvor fokus er, og om fejlmeddelelser hjælper. "
        "Formularer er ikke sendt, og sider bag login er ikke besøgt.",
        "Beyond the {n} criteria that the test touches there are {rest} criteria in WCAG level A and AA that it says "
        "nothing about, such as whether you can see where the focus is, and whether error messages help. "
        "No form was submitted, and pages behind a login were not visited.",
    ),
    "reason.robots": _t(
        "Webstedets robots.txt beder om, at adressen ikke bliver besøgt",
        "The site’s robots.txt asks that the address is not visited",
    ),
    "reason.robots_refused": _t(
        "Webstedets robots.txt beder om, at adressen ikke bliver besøgt",
        "The site’s robots.txt asks that the address is not visited",
    ),
    "reason.out_of_scope": _t("Uden for webstedet", "Outside the site"),
    "reason.page_cap": _t(
        "Ikke valgt: det højeste antal sider var nået", "Not chosen: the page limit was reached"
    ),
    "reason.duplicate": _t("Samme side under en anden adresse", "Same page under another address"),
    "reason.http_error": _t("Serveren svarede med en fejl", "The server answered with an error"),
    "reason.not_found": _t("Siden findes ikke (404 eller 410)", "The page does not exist (404 or 410)"),
    "reason.blocked": _t("Serveren afviste besøget", "The server refused the visit"),
    "reason.timed_out": _t("Svaret kom ikke i tide", "No answer in time"),
    "reason.crashed": _t("Siden fik browseren til at gå ned", "The page made the browser crash"),
    "reason.dns_failed": _t("Værtsnavnet findes ikke", "The host name does not resolve"),
    "reason.connection_refused": _t(
        "Serveren tog ikke imod forbindelsen", "The server refused the connection"
    ),
    "reason.connection_failed": _t("Forbindelsen mislykkedes", "The connection failed"),
    "reason.bad_certificate": _t("Certifikatet er ikke gyldigt", "The certificate is not valid"),
    "reason.too_large": _t("Siden er for stor", "The page is too large"),
    "reason.not_html": _t("Ikke en webside", "Not a web page"),
    "reason.redirect_out_of_scope": _t("Viderestiller til et andet websted", "Redirects to another site"),
    "reason.left_site": _t("Viderestiller til et andet websted", "Redirects to another site"),
    "reason.redirect_loop": _t("Viderestiller i ring", "Redirects in a loop"),
    "reason.address_not_allowed": _t(
        "Adressen hører til et lukket net", "The address belongs to a private network"
    ),
    "reason.trap": _t("Urimelig lang eller dyb adresse", "Unreasonably long or deep address"),
    "reason.endless_series": _t(
        "Endeløs række af sider, der viser det samme, for eksempel en tom kalender",
        "Endless series of pages that show the same, such as an empty calendar",
    ),
    "reason.growing_path": _t(
        "Samme side igen på en stadig længere adresse", "The same page again at an ever longer address"
    ),
    "reason.filters_combined": _t(
        "Kombination af filtre, der ikke viser noget nyt", "Combination of filters that shows nothing new"
    ),
    "reason.soft_404": _t(
        "Siden findes ikke, men serveren svarer, som om den gør",
        "The page does not exist, but the server answers as if it did",
    ),
    "reason.download": _t("En fil, ikke en side", "A file, not a page"),
    "reason.out_of_budget": _t(
        "Målingen stoppede, før den nåede til siden", "The measurement stopped before it came to the page"
    ),
    "reason.browser_lost": _t("Browseren holdt op med at virke", "The browser stopped working"),
    "reason.partly_tested": _t(
        "En eller flere regler kunne ikke køre på siden", "One or more rules could not run"
    ),
    "reason.unreadable": _t("Svaret kunne ikke læses", "The answer could not be read"),
    "reason.bad_address": _t("Ikke en gyldig adresse", "Not a valid address"),
    "reason.logout": _t("Linket logger brugeren ud", "The link logs the user out"),
    "reason.other": _t("Anden grund: {reason}", "Other reason: {reason}"),
    # ----------------------------------------------------------------- pages
    "pages.heading": _t("Sider", "Pages"),
    "pages.caption": _t("Alle sider i målingen", "All pages in the measurement"),
    "pages.column.page": _t("Side", "Page"),
    "pages.column.faults": _t("Fejl", "Faults"),
    "pages.untested": _t("Ikke testet: {reason}", "Not tested: {reason}"),
    "pages.show.one": _t("Vis siden", "Show the page"),
    "pages.show.many": _t("Vis alle {n} sider", "Show all {n} pages"),
    "pages.show.some": _t("Vis de første {n} af {total} sider", "Show the first {n} of {total} pages"),
    "pages.untitled": _t("(uden titel)", "(no title)"),
    # ---------------------------------------------------------------- method
    "method.heading": _t("Sådan er der målt", "How it was measured"),
    "method.who": _t("Målt af", "Measured by"),
    "method.who.unknown": _t("ikke oplyst", "not stated"),
    "method.when": _t("Hvornår", "When"),
    "method.when.range": _t("{first} til {last}", "{first} to {last}"),
    "method.address": _t("Adresse", "Address"),
    "method.sample": _t("Udvalg", "Sample"),
    "sample.full": _t("alle fundne sider, højst {max}", "every page found, at most {max}"),
    "sample.simplified": _t(
        "forsiden og tilfældigt valgte sider, højst {max} (startværdi {seed})",
        "the front page and pages chosen at random, at most {max} (seed {seed})",
    ),
    "sample.in-depth": _t(
        "sider valgt efter EU’s regler for dybdegående monitorering og mindst 10 % tilfældige (startværdi {seed})",
        "pages chosen by the EU rules for in-depth monitoring, and at least 10% at random (seed {seed})",
    ),
    "sample.other": _t(
        "{sample}, højst {max} sider (startværdi {seed})", "{sample}, at most {max} pages (seed {seed})"
    ),
    "method.rule_set": _t("Regelsæt", "Rule set"),
    "method.tools": _t("Værktøj", "Tools"),
    "method.tools.text": _t(
        "Eftersyn {tool}, axe-core {axe}, {browser}", "Eftersyn {tool}, axe-core {axe}, {browser}"
    ),
    "method.browser.unknown": _t("ukendt browser", "unknown browser"),
    "method.notes": _t("Noter fra målingen", "Notes from the measurement"),
    "method.fault": _t(
        "En fejl er et sikkert fund efter en afprøvet regel, som bygger på loven eller et krav på WCAG niveau A "
        "eller AA. Kun fejl tæller i tallene.",
        "A fault is a certain finding by a proven rule that rests on the law or a requirement at WCAG level A or AA. "
        "Only faults count in the figures.",
    ),
    "method.interval": _t(
        "Usikkerheden er et 95 %-interval efter Wilson. Sider, der deler skabelon, ligner hinanden, så intervallet er "
        "snarere for smalt end for bredt. Det er aldrig bredere, end de sider, der ikke er testet, kan gøre det. Er "
        "alle fundne sider testet, er der ingen usikkerhed at vise.",
        "The uncertainty is Wilson’s 95% interval. Pages that share a template are alike, so the interval is too "
        "narrow rather than too wide. It is never wider than the pages not tested can make it. Where every page found "
        "was tested, there is no uncertainty to show.",
    ),
    "method.withheld": _t(
        "Kunne mere end 20 % af siderne ikke testes, eller afviser robots.txt mere end 20 % af adresserne, "
        "offentliggøres der ikke noget tal for webstedet.",
        "Where more than 20% of the pages could not be tested, or robots.txt refuses more than 20% of the addresses, "
        "no figure is published for the site.",
    ),
    "method.masked": _t(
        "CPR-numre, e-mailadresser, telefonnumre og nøgler i adresser er gjort ulæselige i eksemplerne.",
        "CPR numbers, e-mail addresses, telephone numbers and keys in addresses are made illegible in the examples.",
    ),
    "method.data": _t("Data", "Data"),
    "method.data.csv": _t("Alle fund på webstedet (CSV)", "All findings on the site (CSV)"),
    "note.robots": _t("robots.txt", "robots.txt"),
    "robots.found": _t("læst", "read"),
    "robots.absent": _t("findes ikke", "there is none"),
    "robots.unavailable": _t(
        "kan ikke læses, så ingen sider må hentes", "cannot be read, so no page may be fetched"
    ),
    "robots.unreachable": _t(
        "kan ikke hentes, så ingen sider må hentes", "cannot be fetched, so no page may be fetched"
    ),
    "note.robots_not_obeyed": _t(
        "Adresser hentet, selv om robots.txt afviser dem, fordi den, der målte, har oplyst at eje webstedet",
        "Addresses fetched although robots.txt refuses them, because whoever ran this stated that the site is theirs",
    ),
    "note.crawl_delay": _t("Pause mellem besøg", "Pause between visits"),
    "note.sitemap": _t("Sitemap", "Sitemap"),
    "note.start_failed": _t("Forsiden kunne ikke hentes", "The front page could not be fetched"),
    "note.skips_not_listed": _t("Oversprungne adresser, der kun er talt", "Addresses left out, only counted"),
    "note.documents_not_listed": _t("Dokumenter, der kun er talt", "Documents only counted"),
    "note.soft_404": _t(
        "Serveren svarer, som om alle adresser findes", "The server answers as if every address existed"
    ),
    "note.surveyed_rendered": _t(
        "Siderne er fundet med en browser, fordi scripts danner dem",
        "The pages were found with a browser, as scripts make them",
    ),
    "note.infinite_scroll": _t(
        "Sider, der bliver ved med at vokse, når man ruller; vi stoppede undervejs",
        "Pages that keep growing when scrolled; we stopped on the way",
    ),
    "note.twin_addresses": _t(
        "Links til samme side med og uden www, eller med http og https",
        "Links to the same page with and without www, or with http and https",
    ),
    "note.tracking_parameters": _t(
        "Links med sporingsparametre; de er talt som samme side",
        "Links with tracking parameters; counted as the same page",
    ),
    "note.session_ids": _t(
        "Links med sessions-id; de er talt som samme side", "Links with session ids; counted as the same page"
    ),
    "note.parameter_order": _t(
        "Links med de samme parametre i en anden rækkefølge; de er talt som samme side",
        "Links with the same parameters in another order; counted as the same page",
    ),
    "note.wrong_canonical": _t(
        "Sider, der angiver en anden sides adresse som deres egen (canonical)",
        "Pages that give another page’s address as their own (canonical)",
    ),
    "note.noindex": _t(
        "Sider, der beder søgemaskiner om at blive udeladt (noindex); de er målt alligevel",
        "Pages that ask search engines to leave them out (noindex); measured all the same",
    ),
    "note.nofollow": _t(
        "Sider med links, som søgemaskiner ikke skal følge (nofollow); vi har fulgt dem",
        "Pages with links that search engines should not follow (nofollow); we followed them",
    ),
    "note.wrong_encoding": _t(
        "Sider, der ikke er i det tegnsæt, de angiver", "Pages that are not in the encoding they declare"
    ),
    "note.sample_unsatisfied": _t(
        "Del af udvalget, som webstedet ikke har", "Part of the sample the site does not have"
    ),
    "note.other": _t("Andet", "Other"),
    "site.state.stopped": _t(
        "Målingen stoppede, før den var færdig: {why}.", "The measurement stopped early: {why}."
    ),
    "site.state.failed": _t("Målingen mislykkedes: {why}.", "The measurement failed: {why}."),
    "site.state.running": _t("Målingen er ikke afsluttet.", "The measurement is not finished."),
    "stop.interrupted": _t("den blev afbrudt", "it was interrupted"),
    "stop.time_budget": _t("tiden slap op", "the time ran out"),
    "stop.byte_budget": _t("den tilladte datamængde var brugt op", "the data budget was used up"),
    "stop.crashed": _t("programmet gik ned", "the program crashed"),
    "stop.browser_lost": _t("browseren holdt op med at virke", "the browser stopped working"),
    "stop.start_failed": _t("forsiden kunne ikke hentes", "the front page could not be fetched"),
    "stop.store_failed": _t("resultatet kunne ikke gemmes", "the result could not be saved"),
    "stop.unknown": _t("grunden er ikke kendt", "the reason is not known"),
    # -------------------------------------------------------------- terminal
    "terminal.worst": _t("Det skal rettes først", "Fix this first"),
    "terminal.more.one": _t("og 1 fejl til, se rapporten.", "and 1 more fault; see the report."),
    "terminal.more.many": _t("og {n} fejl til, se rapporten.", "and {n} more faults; see the report."),
    "terminal.same": _t("Som nummer {number}.", "As number {number}."),
    "terminal.clean": _t(
        "Sider uden fundne fejl: {share} ({count} af {total}).",
        "Pages without faults found: {share} ({count} of {total}).",
    ),
    "terminal.explained.one": _t(
        "1 fund har myndigheden forklaret. Det er ikke bestået.",
        "1 finding is explained by the authority. It is no pass.",
    ),
    "terminal.explained.many": _t(
        "{n} fund har myndigheden forklaret. De er ikke bestået.",
        "{n} findings are explained by the authority. They are no passes.",
    ),
    "terminal.lapsed.one": _t("1 forklaring er bortfaldet.", "1 explanation has lapsed."),
    "terminal.lapsed.many": _t("{n} forklaringer er bortfaldet.", "{n} explanations have lapsed."),
    "terminal.duties.not": _t("Ikke i orden", "Not in order"),
    "terminal.unseen": _t("Ikke set", "Not seen"),
    "terminal.others.one": _t(
        "1 andet fund, der ikke tæller som fejl.", "1 other finding that does not count as a fault."
    ),
    "terminal.others.many": _t(
        "{n} andre fund, der ikke tæller som fejl.", "{n} other findings that do not count as faults."
    ),
    "terminal.report": _t("Rapport: {where}", "Report: {where}"),
    "terminal.limits": _t(
        "Automatiske test kan kun vise fejl; resten må et menneske vurdere.",
        "Automated tests can only show faults; a person must judge the rest.",
    ),
    **SAFETY_TEXTS,
}


def text(key: str, language: Language, **data: Any) -> str:
    """Return a text with its placeholders filled; KeyError for a key that does not exist."""
    return TEXTS[key].in_(language, data)


def counted(key: str, count: int, language: Language, shown: str, **data: Any) -> str:
    """Return `key.one` or `key.many` with the number, already written as readers of the language write it."""
    return text(f"{key}.one" if count == 1 else f"{key}.many", language, n=shown, **data)
