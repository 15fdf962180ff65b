"""The texts about digital services, in Danish and English, by key."""

from collections.abc import Mapping

from reports.localised import both as _t
from rules.model import Text

SERVICE_TEXTS: Mapping[str, Text] = {
    "services.heading": _t("Digital service", "Digital service"),
    "services.lead": _t(
        "Det, en besøgende udefra kunne se af den digitale service på de {n} sider, vi så. Rækkerne er dem, staten, "
        "kommunerne og regionerne selv satte op i 2007, med det, der svarer til dem i dag. Ingen af ordene siger, om "
        "en pligt er opfyldt.",
        "What a visitor from outside could see of digital service on the {n} pages we saw. The rows are those that the "
        "state, municipalities and regions set up themselves in 2007, with what answers to them today. None of the "
        "words says whether a duty is met.",
    ),
    "services.lead.one": _t(
        "Det, en besøgende udefra kunne se af den digitale service på den ene side, vi så. Ingen af ordene siger, om "
        "en pligt er opfyldt.",
        "What a visitor from outside could see of digital service on the one page we saw. None of the words says "
        "whether a duty is met.",
    ),
    "services.none": _t(
        "Der blev ikke set sider nok til at sige noget om digital service.",
        "Too few pages were seen to say anything about digital service.",
    ),
    "services.count": _t(
        "Tegn på {found} af de {looked} rækker, der kan ledes efter på siderne.",
        "Evidence of {found} of the {looked} rows that can be looked for on the pages.",
    ),
    "services.found": _t("Fundet på siderne", "Found on the pages"),
    "services.not_found": _t("Ikke fundet på de sider, vi så", "Not found on the pages we saw"),
    "services.portal": _t(
        "{count} af {total} forskellige selvbetjeningsløsninger, som siderne linker til, går gennem borgerportalen.",
        "{count} of {total} different self-service solutions that the pages link to go through the citizen portal.",
    ),
    "services.dated": _t("{name}: {years}", "{name}: {years}"),
    "services.dated.age": _t("{n} år gammel ved målingen", "{n} years old when measured"),
    "services.dated.age.one": _t("1 år gammel ved målingen", "1 year old when measured"),
    "services.dated.age.new": _t("fra målingens år", "from the year of the measurement"),
    "services.pages.one": _t("1 side", "1 page"),
    "services.pages.many": _t("{n} sider", "{n} pages"),
    "services.targets": _t("{n} forskellige", "{n} different"),
    "services.all": _t("Alle {n} rækker", "All {n} rows"),
    "services.caption": _t("{group}: hvad siderne viste", "{group}: what the pages showed"),
    "services.against": _t("Taler imod", "Speaks against"),
    "services.column.number": _t("Nr.", "No."),
    "services.column.asked": _t("Ønsket i 2007 og i dag", "Asked for in 2007, and today"),
    "services.column.outcome": _t("Udfald", "Outcome"),
    "services.column.seen": _t("Det så vi", "What we saw"),
    "services.deadline": _t("frist {deadline}", "deadline {deadline}"),
    "services.today": _t("I dag: {today}", "Today: {today}"),
    "services.source": _t("Kilde: {source}.", "Source: {source}."),
    "services.outcome.found": _t("fundet", "evidence found"),
    "services.outcome.not_found": _t("ikke fundet", "no evidence found"),
    "services.outcome.not_observable": _t("kan ikke ses udefra", "not observable"),
    "services.outcome.elsewhere": _t("måles andetsteds", "measured elsewhere"),
    "services.outcome.not_looked_for": _t("ikke ledt efter", "not looked for"),
    "services.class.direct": _t("direkte", "direct"),
    "services.class.proxy": _t("tegn, der kan narre", "a sign that may mislead"),
    "services.class.not_observable": _t("kan ikke ses", "not observable"),
    "services.elsewhere.accessibility": _t("Se »Krav for krav«.", "See “Criterion by criterion”."),
    "services.elsewhere.duties": _t("Se »Formelle pligter«.", "See “Formal duties”."),
    "services.elsewhere.documents": _t("Se »Dokumenter«.", "See “Documents”."),
    "services.elsewhere.security": _t("Se »Sikkerhed og privatliv«.", "See “Security and privacy”."),
    "services.elsewhere.explained": _t("Se »Forklaret af myndigheden«.", "See “Explained by the authority”."),
    "services.elsewhere.findings": _t("Se »Andre fund«.", "See “Other findings”."),
    "services.elsewhere.registry": _t(
        "Områderne bruges til at gruppere tallene for hele målingen.",
        "The domains group the figures of the whole measurement.",
    ),
    "services.group.access": _t("Adgang og portaler", "Access and portals"),
    "services.group.channels": _t("Kanaler og digital post", "Channels and digital post"),
    "services.group.identity": _t("Login, sikkerhed og privatliv", "Login, security and privacy"),
    "services.group.finance": _t("Betaling, sager og fælles systemer", "Payment, cases and common systems"),
    "services.group.standards": _t("Åbne standarder", "Open standards"),
    "services.group.domains": _t("Områder", "Domains"),
    "services.group.management": _t("Strategi og ledelse", "Strategy and management"),
    # ---------------------------------------------------------------- the country
    "shares.heading": _t("Digital service på tværs", "Digital service across the sites"),
    "shares.lead": _t(
        "Andelen af websteder, hvor tegnet blev fundet på de sider, vi så: {sites} af {measured} målte websteder, "
        "{pages} sider. Ikke fundet betyder ikke, at det ikke findes.",
        "The share of sites on which the sign was found on the pages we saw: {sites} of {measured} sites measured, "
        "{pages} pages. Not found does not mean that it does not exist.",
    ),
    "shares.portal": _t(
        "Af de {total} forskellige selvbetjeningsløsninger, som webstederne linker til, går {count} gennem "
        "borgerportalen ({share}).",
        "Of the {total} different self-service solutions that the sites link to, {count} go through the citizen "
        "portal ({share}).",
    ),
    "shares.by_level": _t("Fordelt på niveau", "By level"),
    "shares.by_domain": _t("Fordelt på område", "By domain"),
    "shares.column.signal": _t("Tegn", "Sign"),
    "shares.column.all": _t("Alle", "All"),
    "shares.cell": _t("{count} af {total}", "{count} of {total}"),
    "shares.fresh": _t("{name}, højst {n} år gammel", "{name}, at most {n} years old"),
    "shares.benchmark": _t(
        "Strategien fra 2007 oplyste, at 77 % af de statslige myndigheder havde en it-strategi, der var ajourført "
        "inden for to år. Her tælles kun det, der kan findes på webstedet, med det første år, titlen nævner.",
        "The strategy of 2007 said that 77% of state authorities had an IT strategy updated within two years. "
        "Here only what can be found on the site counts, by the first year its title names.",
    ),
    "shares.data.shares": _t(
        "Andelene i alt, fordelt på niveau og på område (CSV)",
        "The shares in all, by level and by domain (CSV)",
    ),
    "shares.data": _t("Alle tegn for alle websteder (CSV)", "All signs for all sites (CSV)"),
    "terminal.services": _t(
        "Digital service: tegn på {found} af {looked} rækker.",
        "Digital service: evidence of {found} of {looked} rows.",
    ),
    # ----------------------------------------------------- domain areas of the registry
    "domain.business": _t("Erhverv", "Business"),
    "domain.children": _t("Børn", "Children"),
    "domain.defence": _t("Forsvar", "Defence"),
    "domain.digital-infrastructure": _t("Digital infrastruktur", "Digital infrastructure"),
    "domain.education": _t("Uddannelse", "Education"),
    "domain.employment": _t("Beskæftigelse", "Employment"),
    "domain.energy-climate": _t("Energi og klima", "Energy and climate"),
    "domain.environment": _t("Miljø", "Environment"),
    "domain.food-agriculture": _t("Fødevarer og landbrug", "Food and agriculture"),
    "domain.foreign-affairs": _t("Udenrigspolitik", "Foreign affairs"),
    "domain.general-government": _t("Forvaltning i almindelighed", "General government"),
    "domain.geodata": _t("Geodata", "Geodata"),
    "domain.health": _t("Sundhed", "Health"),
    "domain.housing": _t("Boliger", "Housing"),
    "domain.immigration": _t("Udlændinge", "Immigration"),
    "domain.public-order-safety": _t("Orden og sikkerhed", "Public order and safety"),
    "domain.recreation-culture": _t("Kultur og fritid", "Recreation and culture"),
    "domain.social-protection": _t("Social tryghed", "Social protection"),
    "domain.tax": _t("Skat", "Tax"),
    "domain.transport": _t("Transport", "Transport"),
    "domain.other": _t("{domain}", "{domain}"),
}
