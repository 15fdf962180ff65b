"""The gate for CI jobs: are there faults at or above a level, and which of them are new."""

from pathlib import Path

from crawler.store.store import Store
from eftersyn.baseline import Baseline
from rules.model import Impact

NEVER = "never"


def faults_at_or_above(store_path: Path, sweep_id: str, level: Impact, baseline: Baseline) -> int:
    """Return how many clusters of Faults reach `level` and are not in the baseline."""
    with Store.open(store_path) as store:
        rows = store.query(
            "SELECT rule, fingerprint FROM clusters WHERE sweep_id = :sweep AND is_fault = 1 AND weight >= :weight",
            {"sweep": sweep_id, "weight": level.weight},
        )
    return sum((row["rule"], row["fingerprint"]) not in baseline for row in rows)
