"""What can be wrong with a file of explanations, and what was expected, in words."""

from collections.abc import Mapping

from rules.model import Text

MESSAGES: Mapping[str, Text] = {
    "unreadable": Text("filen kan ikke læses: {found}.", "the file cannot be read: {found}."),
    "too_large": Text("filen er over {expected}.", "the file is larger than {expected}."),
    "encoding": Text("filen er ikke UTF-8.", "the file is not UTF-8."),
    "broken_toml": Text("filen er ikke gyldig TOML: {found}.", "the file is not valid TOML: {found}."),
    "unknown_key": Text(
        "nøglen »{found}« kendes ikke. Mulige nøgler: {expected}.",
        "the key “{found}” is not known. Possible keys: {expected}.",
    ),
    "missing_key": Text("nøglen »{expected}« mangler.", "the key “{expected}” is missing."),
    "not_text": Text(
        "»{key}« skal være tekst i anførselstegn, ikke tom.",
        "“{key}” must be text in quotation marks, not empty.",
    ),
    "too_long": Text(
        "»{key}« må højst være {expected} tegn.", "“{key}” must be at most {expected} characters."
    ),
    "not_date": Text(
        "»{key}« skal være en dato uden anførselstegn, som 2026-12-31.",
        "“{key}” must be a date without quotation marks, such as 2026-12-31.",
    ),
    "no_owner": Text(
        'filen skal sige, hvem den gælder: authority = "id fra registret" eller site = "https://…".',
        'the file must say whom it is about: authority = "id of the registry" or site = "https://…".',
    ),
    "same_owner": Text(
        "filen gælder {found}, som {first} også gør. Saml dem i én fil.",
        "the file is about {found}, and so is {first}. Put them in one file.",
    ),
    "no_records": Text(
        "filen har ingen forklaringer. Hver begynder med linjen [[explanation]].",
        "the file holds no explanations. Each begins with the line [[explanation]].",
    ),
    "not_records": Text(
        "»explanation« skal skrives som [[explanation]], én for hver forklaring.",
        "“explanation” must be written as [[explanation]], one for each.",
    ),
    "no_target": Text(
        "skriv enten finding (16 tegn fra rapporten) eller rule (reglens navn).",
        "give either finding (16 characters from the report) or rule (the rule’s name).",
    ),
    "two_targets": Text("skriv finding eller rule, ikke begge.", "give finding or rule, not both."),
    "finding": Text(
        "finding er »{found}«; ventede 16 tegn 0–9 og a–f, som rapporten viser dem.",
        "finding is “{found}”; expected 16 characters 0–9 and a–f, as the report shows them.",
    ),
    "rule": Text(
        "reglen »{found}« findes ikke. Mente du {expected}?",
        "there is no rule “{found}”. Did you mean {expected}?",
    ),
    "rule_unlike": Text(
        "reglen »{found}« findes ikke. Alle regler vises med: eftersyn rules",
        "there is no rule “{found}”. All rules are listed by: eftersyn rules",
    ),
    "scope": Text(
        "scope er »{found}«; ventede en sti, der begynder med /, og kun sammen med rule.",
        "scope is “{found}”; expected a path that begins with /, and only together with rule.",
    ),
    "category": Text(
        "category er »{found}«; ventede en af {expected}.",
        "category is “{found}”; expected one of {expected}.",
    ),
    "planned_missing": Text(
        'category = "planned" kræver planned, den dag det bliver rettet.',
        'category = "planned" needs planned, the day it will be mended.',
    ),
    "planned_unwanted": Text(
        'planned hører kun til category = "planned".', 'planned belongs to category = "planned" only.'
    ),
    "planned_early": Text(
        "planned ({found}) ligger før from ({expected}).", "planned ({found}) is before from ({expected})."
    ),
    "url": Text(
        "»{key}« er »{found}«; ventede en adresse, der begynder med http:// eller https://.",
        "“{key}” is “{found}”; expected an address that begins with http:// or https://.",
    ),
    "role": Text(
        "role er »{found}«; skriv en rolle, som »webredaktør«, ikke en persons adresse.",
        "role is “{found}”; give a role, such as “web editor”, not a person’s address.",
    ),
    "order": Text(
        "until ({found}) ligger før from ({expected}).", "until ({found}) is before from ({expected})."
    ),
    "too_far": Text(
        "until ({found}) ligger mere end et år efter from; ventede senest {expected}.",
        "until ({found}) is more than a year after from; expected {expected} at the latest.",
    ),
    "expired": Text(
        "forklaringen udløb {found}. Forny den, eller slet den.",
        "the explanation expired on {found}. Renew it or delete it.",
    ),
    "overlap": Text(
        "forklaringen gælder det samme i samme tid som den på linje {first}.",
        "the explanation is about the same, at the same time, as that on line {first}.",
    ),
}
