"""The texts about how a measurement is made, in Danish and English, by key."""

from collections.abc import Mapping

from reports.localised import both as _t
from rules.model import Text

METHOD_TEXTS: Mapping[str, Text] = {
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
    "sample.documents": _t("netop de angivne dokumenter", "exactly the documents given"),
    "sample.other": _t(
        "{sample}, højst {max} sider (startværdi {seed})", "{sample}, at most {max} pages (seed {seed})"
    ),
    "method.rule_set": _t("Regelsæt", "Rule set"),
    "method.tools": _t("Værktøj", "Tools"),
    "method.tools.text": _t(
        "Eftersyn {tool}, axe-core {axe}, {browser}", "Eftersyn {tool}, axe-core {axe}, {browser}"
    ),
    "method.tools.documents": _t("Eftersyn {tool}", "Eftersyn {tool}"),
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
    "method.data.csv.documents": _t("Alle fund i dokumenterne (CSV)", "All findings in the documents (CSV)"),
    "role.home": _t("forside", "home page"),
    "role.login": _t("log ind", "login"),
    "role.sitemap": _t("oversigt over webstedet", "site map"),
    "role.contact": _t("kontakt", "contact"),
    "role.help": _t("hjælp", "help"),
    "role.legal": _t("jura og privatliv", "legal information"),
    "role.search": _t("søgning", "search"),
    "role.statement": _t("tilgængelighedserklæring", "accessibility statement"),
    "role.feedback": _t("feedback", "feedback"),
    "problem.empty": _t("tom fil", "empty file"),
    "problem.no addresses": _t("ingen adresser", "no addresses"),
    "problem.not a sitemap": _t("ikke et sitemap", "not a sitemap"),
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
}
