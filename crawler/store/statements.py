"""What the store keeps, for readers, of a site's accessibility statement."""

from collections.abc import Mapping
from typing import Any

from crawler.store.store import SiteKey, Store
from rules.evidence import SiteEvidence
from rules.statements import Statement, found_statements


def write_statement(store: Store, key: SiteKey, evidence: SiteEvidence) -> None:
    """Write what the site's statement says, in place of what was written before; to be called in a transaction."""
    place = {"sweep_id": key.sweep_id, "site_id": key.site_id}
    for table in ("statements", "statement_items"):
        store.database.execute(
            f"DELETE FROM {table} WHERE sweep_id = :sweep_id AND site_id = :site_id",
            place,
        )
    if evidence.statement is None:
        return
    for statement in found_statements(evidence)[:1]:
        store.put("statements", {**place, **_statement_row(statement)})
        store.put(
            "statement_items",
            [
                {**place, "ordinal": ordinal, "part": item.part.value, "text": item.text}
                for ordinal, item in enumerate(statement.inaccessible)
            ],
        )


def _statement_row(statement: Statement) -> Mapping[str, Any]:
    updated = statement.updated
    return {
        "url": statement.page.url,
        "title": statement.page.title,
        "language": statement.page.language,
        "statuses": [status.value for status in statement.statuses],
        "updated": updated.text if updated else statement.odd_date,
        "updated_on": updated.last.isoformat() if updated and updated.last else "",
        "methods": [method.value for method in statement.methods],
        "has_telephone": int(bool(statement.telephone)),
        "written": statement.written.value if statement.written else "",
    }
