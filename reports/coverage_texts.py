"""The texts about what was not tested, and about single pages, in Danish and English, by key."""

from collections.abc import Mapping

from reports.localised import both as _t
from rules.model import Text

COVERAGE_TEXTS: Mapping[str, Text] = {
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
}
