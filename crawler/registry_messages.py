"""What can be wrong with a registry, in both languages: what was found and what was expected."""

from rules.model import Text

MESSAGES = {
    "unreadable": Text("kan ikke læses ({found}).", "cannot be read ({found})."),
    "too_large": Text("filen er større end {expected}.", "the file is larger than {expected}."),
    "encoding": Text(
        "fandt {found}, som ikke er UTF-8. Gem filen som »CSV UTF-8«.",
        "found {found}, which is not UTF-8. Save the file as “CSV UTF-8”.",
    ),
    "binary": Text(
        "fandt et nultegn; det er ikke en tekstfil.", "found a null character; this is not a text file."
    ),
    "broken_csv": Text(
        "kan ikke læses som CSV ({found}). Er et anførselstegn ikke lukket?",
        "cannot be read as CSV ({found}). Is a quotation mark not closed?",
    ),
    "delimiter": Text(
        "kolonnerne er adskilt af {found}; der skal stå komma.",
        "columns are separated by {found}; a comma is expected.",
    ),
    "no_header": Text(
        "filen er tom; første linje skal have kolonnernes navne, mindst {expected}.",
        "the file is empty; the first line must name the columns, at least {expected}.",
    ),
    "no_rows": Text("filen indeholder ingen myndigheder.", "the file holds no authorities."),
    "missing_column": Text("kolonnen mangler.", "the column is missing."),
    "unknown_column": Text(
        "ukendt kolonne. Kendte kolonner: {expected}.", "unknown column. Known columns: {expected}."
    ),
    "duplicate_column": Text("kolonnen findes mere end én gang.", "the column is there more than once."),
    "cell_count": Text(
        "fandt {found} felter; der skal være {expected}, som i første linje.",
        "found {found} cells; {expected} are expected, as in the first line.",
    ),
    "empty": Text("feltet er tomt; det skal udfyldes.", "the cell is empty; a value is required."),
    "id": Text(
        "fandt »{found}«; et id har kun bogstaver a-z, cifre, punktum, bindestreg og understreg.",
        "found “{found}”; an id has only letters a-z, digits, dots, hyphens and underscores.",
    ),
    "duplicate_id": Text(
        "id’et »{found}« er allerede brugt i linje {first}.",
        "the id “{found}” is already used in line {first}.",
    ),
    "not_in_list": Text(
        "fandt »{found}«; det skal være en af: {expected}.", "found “{found}”; expected one of: {expected}."
    ),
    "cvr": Text(
        "»{found}« er ikke et CVR-nummer: otte cifre med rigtigt kontrolciffer.",
        "“{found}” is not a CVR number: eight digits with a right check digit.",
    ),
    "url": Text(
        "fandt »{found}«; adressen skal begynde med http:// eller https:// og have et værtsnavn.",
        "found “{found}”; the address must begin with http:// or https:// and have a host name.",
    ),
    "duplicate_site": Text(
        "webstedet »{found}« står allerede i linje {first}.", "the site “{found}” is already in line {first}."
    ),
    "population": Text(
        "fandt »{found}«; der skal stå et helt tal.", "found “{found}”; a whole number is expected."
    ),
    "date": Text(
        "fandt »{found}«; en dato skrives som 2027-01-31.",
        "found “{found}”; a date is written as 2027-01-31.",
    ),
    "dates": Text(
        "slutdatoen {found} ligger før startdatoen {expected}.",
        "the end {found} is before the start {expected}.",
    ),
    "unknown_successor": Text(
        "afløseren »{found}« findes ikke i filen.", "the successor “{found}” is not in the file."
    ),
}
