"""The catalogue: every rule, found by walking the scope folders, plus axe's rules as one table."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rules.axe import messages as axe_messages
from rules.axe import table as axe_table
from rules.model import Check, Engine, Language, Rule, Scope
from rules.page_view import BASE_STYLES

AXE_MESSAGE = "axe"
"""Message key of every axe finding: its data holds axe's check ids and values, put into words when read."""


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule with its judgement; axe's rules have none here, axe itself judged."""

    rule: Rule
    check: Check | None


class CatalogueError(Exception):
    """Raised when a rule file does not export what a rule needs, by `catalogue`."""


class Catalogue(Mapping[str, LoadedRule]):
    """All rules by id, in id order within each engine."""

    def __init__(self, rules: Mapping[str, LoadedRule]) -> None:
        self._rules = dict(rules)

    def __getitem__(self, rule_id: str) -> LoadedRule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def own(self, scope: Scope) -> list[LoadedRule]:
        """Return our own rules of one scope."""
        return [
            loaded
            for loaded in self._rules.values()
            if loaded.rule.scope is scope and loaded.rule.engine is Engine.OWN
        ]

    @property
    def styles(self) -> tuple[str, ...]:
        """Computed styles that any rule reads: what the render room must gather."""
        wanted = {style for loaded in self._rules.values() for style in loaded.rule.styles}
        return (*BASE_STYLES, *sorted(wanted - set(BASE_STYLES)))

    @property
    def axe_rules(self) -> tuple[str, ...]:
        """Ids of the axe rules to run."""
        return tuple(loaded.rule.id for loaded in self._rules.values() if loaded.rule.engine is Engine.AXE)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue, loaded once per process."""
    rules: dict[str, LoadedRule] = {}
    for scope in Scope:
        for loaded in _folder(scope):
            if loaded.rule.id in rules:
                raise CatalogueError(f"two rules are called {loaded.rule.id}")
            rules[loaded.rule.id] = loaded
    for rule_id in axe_table.RUN:
        if rule_id in rules:
            raise CatalogueError(f"a rule of our own has the name of axe's {rule_id}")
        rules[rule_id] = LoadedRule(axe_table.RULES[rule_id], None)
    return Catalogue(rules)


def message_text(rule_id: str, message: str, data: Mapping[str, Any], language: Language) -> str:
    """Return a finding's message in words, from its stored key and data."""
    if message == AXE_MESSAGE:
        return axe_messages.message(data.get("checks", ()), language)
    loaded = catalogue().get(rule_id)
    if loaded is None or message not in loaded.rule.messages:
        # A store may hold findings of a rule that is gone; the key still says what was seen.
        return message
    return loaded.rule.messages[message].in_(language, data)


def _folder(scope: Scope) -> Iterator[LoadedRule]:
    package = importlib.import_module(f"rules.{scope.value}")
    for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        rule, check = getattr(module, "RULE", None), getattr(module, "check", None)
        if not isinstance(rule, Rule) or not callable(check):
            raise CatalogueError(f"{module.__name__} must export RULE and check")
        if rule.id.replace("-", "_") != module_info.name or rule.scope is not scope:
            raise CatalogueError(f"{module.__name__} holds the rule {rule.id} of scope {rule.scope}")
        yield LoadedRule(rule, check)
