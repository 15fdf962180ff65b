"""The texts of the reports that are about documents, in Danish and English, by key."""

from collections.abc import Mapping

from reports.localised import both as _t
from rules.model import Text

DOCUMENT_TEXTS: Mapping[str, Text] = {
    # ------------------------------------------------------------- scorecard
    "figure4.none_opened": _t(
        "Ingen af de {met} dokumenter er åbnet.", "None of the {met} documents were opened."
    ),
    "figure4.big": _t("{count} af {total}", "{count} of {total}"),
    "figure4.faults": _t(
        "I {count} af {total} åbnede dokumenter fandt testen mindst én fejl.",
        "In {count} of {total} documents opened, the test found at least one fault.",
    ),
    "figure4.exempt.one": _t(
        "1 dokument til er måske undtaget af loven og regnes ikke med.",
        "1 more document may be exempt by law and does not count.",
    ),
    "figure4.exempt.many": _t(
        "{n} dokumenter til er måske undtaget af loven og regnes ikke med.",
        "{n} more documents may be exempt by law and do not count.",
    ),
    "question.open": _t("Åbent format: {count} af {total}", "Open format: {count} of {total}"),
    "question.tagged": _t(
        "Har en struktur (tags): {count} af {total}", "Has a structure (tags): {count} of {total}"
    ),
    "question.titled": _t("Har en titel: {count} af {total}", "Has a title: {count} of {total}"),
    "question.language": _t(
        "Angiver sit sprog: {count} af {total}", "States its language: {count} of {total}"
    ),
    "question.text": _t(
        "Har tekst og ikke kun billeder: {count} af {total}",
        "Has text, not only pictures: {count} of {total}",
    ),
    # ------------------------------------------------------- the section
    "documents.heading": _t("Dokumenter", "Documents"),
    "documents.lead": _t(
        "Dokumenter, som siderne linker til. Hver fil er hentet og åbnet én gang, og formatet er aflæst i indholdet, "
        "ikke i navnet.",
        "Documents that the pages link to. Each file was fetched and opened once, and its format read from the "
        "content, not from the name.",
    ),
    "documents.lead.listed": _t(
        "Hver fil er åbnet, og formatet er aflæst i indholdet, ikke i navnet.",
        "Each file was opened, and its format read from the content, not from the name.",
    ),
    "documents.limits": _t(
        "Automatiske test kan kun vise fejl. At der ikke er fundet fejl i et dokument, betyder ikke, at det er "
        "tilgængeligt.",
        "Automated tests can only show faults. That no faults were found in a document does not mean that it is "
        "accessible.",
    ),
    "documents.counts": _t(
        "{opened} af {met} forskellige dokumenter er åbnet.",
        "{opened} of {met} different documents were opened.",
    ),
    "documents.duplicates.one": _t(
        "1 adresse til gav en fil, der allerede var bedømt.",
        "1 more address gave a file that was judged already.",
    ),
    "documents.duplicates.many": _t(
        "{n} adresser til gav filer, der allerede var bedømt.",
        "{n} more addresses gave files that were judged already.",
    ),
    "documents.fix.heading": _t("Det skal rettes først i dokumenterne", "Fix this first in the documents"),
    "documents.fix.none": _t(
        "Testen fandt ingen fejl i de åbnede dokumenter.", "The test found no faults in the documents opened."
    ),
    "documents.fix.caption": _t("De øvrige fejl i dokumenterne", "The other faults in the documents"),
    "documents.others.heading": _t("Andre fund i dokumenterne", "Other findings in the documents"),
    "documents.review.heading": _t("Skal vurderes af et menneske", "Needs a person’s judgement"),
    "documents.exempt.heading": _t("Dokumenter, der måske er undtaget", "Documents that may be exempt"),
    "documents.exempt.lead": _t(
        "Loven undtager dokumenter fra før 23. september 2018, medmindre man skal bruge dem i en sag, der er i gang. "
        "Efter deres datoer ser disse ud til at være ældre. De er talt for sig og er ikke dermed i orden.",
        "The law exempts documents from before 23 September 2018 unless they are needed for an active process. By "
        "their dates these seem to be older. They are counted apart, and are not thereby in order.",
    ),
    "documents.formats.heading": _t("Formater", "Formats"),
    "documents.formats.caption": _t("Dokumenter efter format", "Documents by format"),
    "documents.formats.lead": _t(
        "Dommen følger de tre krav til en åben standard i aftalen fra 2007: beskrevet og offentlig, fri at bruge, og "
        "vedligeholdt i et åbent forum.",
        "The verdict follows the three criteria of an open standard in the Danish agreement of 2007: documented and "
        "public, free to implement, and maintained in an open forum.",
    ),
    "documents.column.format": _t("Format", "Format"),
    "documents.column.count": _t("Antal", "Number"),
    "documents.column.verdict": _t("Åben standard?", "Open standard?"),
    "documents.column.why": _t("Hvorfor", "Why"),
    "documents.column.criteria": _t("De tre krav", "The three criteria"),
    "documents.formats.exempt": _t("heraf {n} måske undtaget", "of which {n} possibly exempt"),
    "openness.open": _t("Åben", "Open"),
    "openness.open_with_reservation": _t("Åben med forbehold", "Open with reservation"),
    "openness.documented_not_openly_maintained": _t(
        "Beskrevet, men ikke åbent vedligeholdt", "Documented but not openly maintained"
    ),
    "openness.closed": _t("Lukket", "Closed"),
    "openness.unknown": _t("Ukendt", "Unknown"),
    "criterion.documented": _t("Beskrevet og offentlig", "Documented and public"),
    "criterion.free": _t("Fri at bruge", "Free to implement"),
    "criterion.maintained": _t("Åbent vedligeholdt", "Openly maintained"),
    "answer.yes": _t("ja", "yes"),
    "answer.partly": _t("delvis", "partly"),
    "answer.no": _t("nej", "no"),
    "answer.unknown": _t("ukendt", "unknown"),
    "documents.claims.heading": _t("Påstande, filerne selv gør", "What the files claim"),
    "documents.claims.lead": _t(
        "En fil kan sige, at den følger en standard. Her står, om det er efterprøvet.",
        "A file can say that it follows a standard. Here is whether that was verified.",
    ),
    "documents.claims.caption": _t("Påstande og hvad der er efterprøvet", "Claims and what was verified"),
    "documents.claims.column.claim": _t("Påstand", "Claim"),
    "documents.claims.column.count": _t("Filer", "Files"),
    "claim.verified": _t("Ingen maskinelt kontrollerbar fejl fundet", "No machine-checkable fault found"),
    "claim.contradicted": _t("Påstanden holder ikke", "The claim does not hold"),
    "claim.not_verified": _t("Påstået, ikke efterprøvet", "Claimed, not verified"),
    "documents.unopened.heading": _t("Dokumenter, der ikke er åbnet", "Documents not opened"),
    "documents.unopened.caption": _t("Hvorfor dokumenter ikke er åbnet", "Why documents were not opened"),
    "documents.reason.encrypted": _t("Låst med en adgangskode", "Locked with a password"),
    "documents.reason.damaged": _t("Beskadiget: kan ikke læses", "Damaged: cannot be read"),
    "documents.reason.empty": _t("Tom fil", "Empty file"),
    "documents.reason.too_large": _t(
        "For stor eller for indviklet at åbne", "Too large or too intricate to open"
    ),
    "documents.reason.timed_out": _t("Det tog for lang tid", "It took too long"),
    "documents.reason.crashed": _t("Vores læser brød sammen", "Our reader broke down"),
    "documents.reason.unknown_format": _t("Ukendt format", "Unknown format"),
    "documents.reason.not_fetched": _t("Ikke hentet", "Not fetched"),
    "documents.reason.document_cap": _t(
        "Ikke valgt: det højeste antal dokumenter var nået", "Not chosen: the document limit was reached"
    ),
    "documents.reason.other_site": _t("Ligger på et andet websted", "Lies on another site"),
    "documents.reason.http_error": _t("Serveren svarede med en fejl", "The server answered with an error"),
    "documents.reason.other": _t("Anden grund: {reason}", "Other reason: {reason}"),
    "documents.unknown": _t("ukendt", "unknown"),
    "documents.list.heading": _t("Alle dokumenter", "All documents"),
    "documents.list.caption": _t("Alle dokumenter i målingen", "All documents in the measurement"),
    "documents.list.one": _t("Vis dokumentet", "Show the document"),
    "documents.list.many": _t("Vis {n} dokumenter", "Show {n} documents"),
    "documents.list.some": _t("Vis de første {n} dokumenter", "Show the first {n} documents"),
    "documents.column.document": _t("Dokument", "Document"),
    "documents.column.faults": _t("Fejl", "Faults"),
    "documents.column.pages": _t("Sider, der linker til det", "Pages that link to it"),
    "documents.also_at": _t("Samme fil: ", "Same file: "),
    "documents.exempt": _t("måske undtaget", "possibly exempt"),
    "documents.untitled": _t("(uden titel)", "(no title)"),
    "documents.not_opened": _t("Ikke åbnet: {reason}", "Not opened: {reason}"),
    "terminal.documents": _t("Dokumenter", "Documents"),
    "terminal.documents.faults.none": _t("ingen fejl fundet", "no faults found"),
    "terminal.documents.faults.one": _t("1 fejl", "1 fault"),
    "terminal.documents.faults.many": _t("{n} fejl", "{n} faults"),
    "terminal.documents.worst": _t("Det skal rettes først i dokumenterne", "Fix this first in the documents"),
    "terminal.documents.others": _t(
        "Andre fund, der ikke tæller som fejl", "Other findings that do not count as faults"
    ),
    "terminal.documents.question": _t("Skal vurderes af et menneske", "Needs a person’s judgement"),
    "documents.pages.more.one": _t("og 1 side mere", "and 1 more page"),
    "documents.pages.more.many": _t("og {n} sider mere", "and {n} more pages"),
}
