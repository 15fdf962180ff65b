"""The table of services as a table of the documentation, made from the data and never by hand."""

from rules.services.model import EvidenceClass, Row, ServiceTable, Signal

BEGIN = "<!-- made by `make docs`: do not edit by hand -->"
END = "<!-- end of what is made -->"
_HEAD = (
    "| No. | What the strategy asked for | By | Today | Evidence | Signals looked for | Judged by |\n"
    "|---|---|---|---|---|---|---|\n"
)
_CLASS = {
    EvidenceClass.DIRECT: "direct",
    EvidenceClass.PROXY: "proxy",
    EvidenceClass.NOT_OBSERVABLE: "not observable",
}


def service_table_page(table: ServiceTable) -> str:
    """Return the rows of a table as a Markdown table, one row each, in the table's order."""
    return _HEAD + "".join(_row(row) for row in table.rows)


def with_table(text: str, page: str) -> str:
    """Return a page of documentation with the table in the place that is marked for it."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page lacks the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{page}\n{END}{after}"


def _row(row: Row) -> str:
    seen = [*map(_signal, row.signals), *(f"see `{name}`" for name in row.also)]
    seen += [f"`{name}` speaks against" for name in row.against]
    if row.elsewhere is not None:
        seen.append(f"the report’s part on {row.elsewhere.value}")
    if row.note is not None:
        seen.append(f"*{row.note.en}*")
    rules = ", ".join(f"`{rule}`" for rule in row.rules)
    cells = (
        row.number, f"{row.asked.en} (»{row.quote}«)", row.deadline, row.today.en, _CLASS[row.evidence],
        "; ".join(seen), rules,
    )  # fmt: skip
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _signal(signal: Signal) -> str:
    return f"`{signal.id}` {signal.name.en} ({', '.join(_ways(signal))})"


def _ways(signal: Signal) -> list[str]:
    ways = {
        "links": signal.links, "frames": signal.frames, "scripts and styles": signal.resources,
        "forms": signal.forms, "fields": signal.fields, "meta": signal.metas, "classes": signal.classes,
        "text": signal.texts, "address": signal.paths, "header": signal.headers, "contact": signal.contact,
        "number": signal.numbers,
    }  # fmt: skip
    return [way for way, patterns in ways.items() if patterns]
