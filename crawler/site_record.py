"""The row of a site in the store: written when its audit begins and again when it has ended."""

from crawler.events import SiteState, StopReason
from crawler.judge import write_rules
from crawler.site_spec import SiteSpec
from crawler.store.store import SiteKey, Store, utc_now
from rules.catalogue import Catalogue
from rules.standards import RuleSet


def begin_site(
    store: Store, key: SiteKey, spec: SiteSpec, rules: Catalogue, rule_set: RuleSet, *, scope: str
) -> None:
    """Write the sweep, the authority, the site and the rules it is judged under."""
    with store.transaction():
        store.put("sweeps", spec.sweep)
        if spec.authority:
            store.put("authorities", {"sweep_id": key.sweep_id, **spec.authority})
        store.put(
            "sites",
            {
                "sweep_id": key.sweep_id,
                "id": spec.site_id,
                "authority_id": spec.authority.get("id", ""),
                "name": spec.name,
                "url": spec.url,
                "scope": scope,
                "state": SiteState.RUNNING.value,
                "started_at": utc_now(),
                "captures": spec.captures_name,
                "country": spec.country,
            },
        )
    write_rules(store, key.sweep_id, rules, rule_set)


def end_site(store: Store, key: SiteKey, state: SiteState, reason: StopReason, detail: str = "") -> None:
    """Write how the audit of a site ended."""
    store.update_site(key, state=state.value, reason=reason.value, detail=detail, ended_at=utc_now())
