"""Baselines: faults known from an earlier run, so that a CI job fails on new ones only."""

import json
from pathlib import Path

from eftersyn.errors import InputError
from rules.model import Text

Baseline = frozenset[tuple[str, str]]
"""Known faults as pairs of rule id and fingerprint."""


def read_baseline(path: Path) -> Baseline:
    """Return the failed findings of an earlier `results.jsonl`; raises InputError naming file and line."""
    known: set[tuple[str, str]] = set()
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    row = json.loads(line)
                    known.update(
                        (row["rule"], finding["fingerprint"])
                        for finding in row["findings"]
                        if row["outcome"] == "failed"
                    )
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(
                        Text(
                            f"{path}:{number}: linjen er ikke et resultat fra Eftersyn. "
                            "Brug en results.jsonl fra en tidligere måling.",
                            f"{path}:{number}: this line is no Eftersyn result. Use results.jsonl of an earlier run.",
                        )
                    ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Text(
                f"Sammenligningsfilen kan ikke læses: {path}: {error}.",
                f"Cannot read the baseline: {path}: {error}.",
            )
        ) from error
    return frozenset(known)
