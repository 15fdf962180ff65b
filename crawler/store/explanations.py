"""Takes explanations into the store: a file is the whole of what its authority explains."""

from collections.abc import Iterable, Sequence
from typing import Any

from crawler.explanations import ExplanationFile
from crawler.registry import site_id
from crawler.store.store import Store
from rules.explanations import Explanation


def write_explanations(store: Store, files: Iterable[ExplanationFile]) -> list[ExplanationFile]:
    """Write the explanations of each file for the sites it is about, in place of earlier ones.

    Returns the files that are about no site of the store.
    """
    known = store.query("SELECT DISTINCT id, authority_id FROM sites ORDER BY id")
    strangers: list[ExplanationFile] = []
    with store.transaction():
        for file in files:
            sites = [row["id"] for row in known if _is_about(file, row["id"], row["authority_id"])]
            if not sites:
                strangers.append(file)
            for site in sites:
                store.database.execute("DELETE FROM explanations WHERE site_id = :site", {"site": site})
                store.put("explanations", _rows(site, file.explanations))
    return strangers


def _is_about(file: ExplanationFile, site: str, authority: str) -> bool:
    if file.site:
        return site_id(file.site) == site
    return bool(file.authority) and file.authority == authority


def _rows(site: str, explanations: Sequence[Explanation]) -> list[dict[str, Any]]:
    return [
        {
            "site_id": site,
            "id": one.id,
            "finding": one.finding,
            "rule": one.rule,
            "scope": one.scope,
            "category": one.category.value,
            "planned": one.planned.isoformat() if one.planned else "",
            "reason_da": one.reason.da,
            "reason_en": one.reason.en,
            "evidence": one.evidence,
            "role": one.role,
            "valid_from": one.valid_from.isoformat(),
            "valid_until": one.valid_until.isoformat(),
        }
        for one in explanations
    ]
