"""Public digital services: what a country's strategy asked for, as a table of signals that pages are searched for."""

from functools import cache
from importlib.resources import files

from rules.countries import country as country_profile
from rules.services.loading import ServiceTableError, read_table
from rules.services.model import (
    Contact,
    Elsewhere,
    EvidenceClass,
    Group,
    Maps,
    NumberKind,
    OldName,
    OldNames,
    Row,
    ServiceTable,
    Signal,
    SignalOutcome,
)

__all__ = [
    "Contact",
    "Elsewhere",
    "EvidenceClass",
    "Group",
    "Maps",
    "NumberKind",
    "OldName",
    "OldNames",
    "Row",
    "ServiceTable",
    "ServiceTableError",
    "Signal",
    "SignalOutcome",
    "service_table",
]


@cache
def service_table(code: str) -> ServiceTable:
    """Return a country's table; one without rows where the country has none."""
    file = files("rules.services").joinpath(f"{code.lower()}.toml")
    if not file.is_file():
        return ServiceTable(code, country_profile(code).name)
    return read_table(code, file.read_text(encoding="utf-8"))
