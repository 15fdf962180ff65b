"""What the store keeps, for readers, of a site's digital services."""

from crawler.documents.codec import to_data
from crawler.store.store import SiteKey, Store
from rules.evidence import SiteEvidence
from rules.services.profile import service_profile


def write_services(store: Store, key: SiteKey, evidence: SiteEvidence) -> None:
    """Write what the site's pages showed, in place of what was written before; to be called in a transaction."""
    place = {"sweep_id": key.sweep_id, "site_id": key.site_id}
    store.database.execute(
        "DELETE FROM service_profiles WHERE sweep_id = :sweep_id AND site_id = :site_id", place
    )
    profile = service_profile(evidence)
    if profile is None:
        return
    store.put(
        "service_profiles",
        {
            **place,
            "country": profile.country,
            "page_count": profile.page_count,
            "through_portal": profile.through_portal,
            "beside_portal": profile.beside_portal,
            "signals": {signal: to_data(seen) for signal, seen in profile.signals.items()},
        },
    )
