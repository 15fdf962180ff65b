"""The texts about what was found: clusters, criteria, what a person must judge, explanations, in Danish and English."""

from collections.abc import Mapping

from reports.localised import both as _t
from rules.model import Text

FINDING_TEXTS: Mapping[str, Text] = {
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
}
