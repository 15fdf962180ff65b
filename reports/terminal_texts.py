"""The texts of the summary in the terminal, in Danish and English, by key."""

from collections.abc import Mapping

from reports.localised import both as _t
from rules.model import Text

TERMINAL_TEXTS: Mapping[str, Text] = {
    "terminal.worst": _t("Det skal rettes først", "Fix this first"),
    "terminal.documents.more.one": _t(
        "og 1 dokument til, se rapporten.", "and 1 more document; see the report."
    ),
    "terminal.documents.more.many": _t(
        "og {n} dokumenter til, se rapporten.", "and {n} more documents; see the report."
    ),
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
}
