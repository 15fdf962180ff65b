"""The texts of the section on security and privacy, and of why a rule there is untested."""

from collections.abc import Mapping

from rules.model import Text

SAFETY_TEXTS: Mapping[str, Text] = {
    "safety.heading": Text("Sikkerhed og privatliv", "Security and privacy"),
    "safety.lead": Text(
        "Hvad ét besøg udefra viser. Punkterne tæller ikke med i tallene for tilgængelighed og er ikke en dom over, om "
        "loven er fulgt.",
        "What one visit from outside shows. It does not count in the figures on accessibility and is no verdict on "
        "whether the law is kept.",
    ),
    "safety.count": Text(
        "Af de {total} punkter, der kunne undersøges, blev der fundet noget at rette ved {count}.",
        "Of the {total} points that could be examined, something to mend was found in {count}.",
    ),
    "safety.security": Text("Sikkerhed", "Security"),
    "safety.privacy": Text("Privatliv", "Privacy"),
    "safety.column.point": Text("Punkt", "Point"),
    "safety.column.outcome": Text("Resultat", "Outcome"),
    "safety.column.seen": Text("Det så vi", "What we saw"),
    "safety.column.basis": Text("Bygger på", "Rests on"),
    "safety.outcome.passed": Text("intet fundet", "nothing found"),
    "safety.outcome.failed": Text("kan rettes", "to mend"),
    "safety.outcome.cantTell": Text("skal vurderes", "needs judging"),
    "safety.outcome.untested": Text("ikke testet", "not tested"),
    "safety.more.one": Text("Og 1 mere.", "And 1 more."),
    "safety.more.many": Text("Og {n} mere.", "And {n} more."),
    "safety.mend": Text("Sådan retter man det", "How to mend it"),
    "index.column.safety": Text("Sikkerhed og privatliv, at rette", "Security and privacy, to mend"),
    "terminal.safety": Text(
        "Sikkerhed og privatliv: {count} af {total} punkter kan rettes.",
        "Security and privacy: {count} of {total} points to mend.",
    ),
    "untested.dns_failed": Text("DNS svarede ikke:", "The DNS did not answer:"),
    "untested.dns_not_asked": Text("DNS blev ikke spurgt.", "The DNS was not asked."),
    "untested.robots": Text(
        "Webstedets robots.txt afviser adressen:", "The site’s robots.txt refuses the address:"
    ),
    "untested.no_pages": Text("Ingen sider blev set.", "No pages were seen."),
    "untested.no_cookies_noted": Text(
        "Målingen er fra før, cookies blev noteret.",
        "The measurement is from before cookies were noted.",
    ),
    "untested.old_tls_unseen": Text(
        "Serveren svarede ikke, da den blev tilbudt gammel kryptering.",
        "The server did not answer when it was offered old encryption.",
    ),
    "untested.outdated_tls": Text(
        "Serveren taler kun forældet kryptering, så certifikatet blev ikke set.",
        "The server speaks outdated encryption only, so the certificate was not seen.",
    ),
    "untested.old_tls_untested": Text(
        "Målingens egen maskine kan ikke tale gammel kryptering.",
        "The measuring machine itself cannot speak old encryption.",
    ),
}
