"""Judging saved captures again under the present rules: no network, no browser, always the same answer."""

from collections.abc import Callable
from pathlib import Path

from crawler.errors import StoreError
from crawler.judge import PageOrigin, judge_capture, write_page, write_rules, write_site
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store
from rules.catalogue import catalogue
from rules.evidence import PageState
from rules.model import Text
from rules.standards import rule_set


def rejudge(store_path: Path, on_page: Callable[[str], None] = lambda _url: None) -> tuple[int, int]:
    """Judge every capture of every sweep in the store again; return pages judged and pages whose capture is gone.

    Raises StoreError for a store that cannot be used. Pages that were never captured keep what was said of them.
    """
    judged = missing = 0
    rules = catalogue()
    with Store.open(store_path) as store:
        for sweep in store.query("SELECT id, rule_set FROM sweeps ORDER BY id"):
            write_rules(store, sweep["id"], rules, rule_set(sweep["rule_set"]))
            for site in store.query(
                "SELECT id, url, captures, scope, ended_at, started_at FROM sites WHERE sweep_id = :id ORDER BY id",
                {"id": sweep["id"]},
            ):
                key = SiteKey(sweep["id"], site["id"])
                path = store_path.parent / site["captures"]
                if not path.is_file():
                    raise StoreError(
                        Text(
                            f"Optagelserne af {site['url']} findes ikke: {path}. De skal ligge ved siden af målingsfilen.",
                            f"The captures of {site['url']} are not there: {path}. They belong beside the store.",
                        )
                    )
                with CaptureFile(path) as captures:
                    for page in store.query(
                        "SELECT * FROM subjects WHERE sweep_id = :sweep AND site_id = :site AND kind = 'page' "
                        "ORDER BY sequence, url",
                        {"sweep": key.sweep_id, "site": key.site_id},
                    ):
                        if page["state"] != PageState.RENDERED.value:
                            continue
                        evidence = captures.get(key.sweep_id, page["url"])
                        if evidence is None:
                            missing += 1
                            continue
                        origin = PageOrigin(
                            page["sequence"],
                            page["depth"],
                            page["found_on"],
                            page["clause"],
                            is_start_page=page["sequence"] == 0,
                        )
                        result = judge_capture(evidence, rules, is_start_page=origin.is_start_page)
                        write_page(store, key, result, origin)
                        if result.facts is not None:
                            captures.put_facts(key.sweep_id, page["url"], result.facts)
                        judged += 1
                        on_page(page["url"])
                    if site["scope"]:
                        write_site(
                            store, key, site["url"], captures, rules, site["ended_at"] or site["started_at"]
                        )
    return judged, missing
