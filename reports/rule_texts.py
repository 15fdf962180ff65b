"""Gives rules' texts in a language, also for rules that the present catalogue no longer knows."""

from collections.abc import Callable, Mapping
from typing import Any

from rules.model import Language, Rule, Text

_UNKNOWN_WHY = Text(
    da="Reglen findes ikke i denne udgave af Eftersyn.", en="The rule is not in this version of Eftersyn."
)

MessageText = Callable[[str, str, Mapping[str, Any], Language], str]


class RuleTexts:
    """The texts of a catalogue's rules; `message_text` words one finding."""

    def __init__(self, rules: Mapping[str, Rule], message_text: MessageText) -> None:
        self._rules = rules
        self._message_text = message_text

    def title(self, rule_id: str, language: Language) -> str:
        rule = self._rules.get(rule_id)
        return rule.title.in_(language) if rule else rule_id

    def why(self, rule_id: str, language: Language) -> str:
        """Return who the fault hits and how."""
        rule = self._rules.get(rule_id)
        return (rule.why if rule else _UNKNOWN_WHY).in_(language)

    def fix(self, rule_id: str, language: Language) -> str:
        rule = self._rules.get(rule_id)
        return rule.fix.in_(language) if rule else ""

    def message(self, rule_id: str, message: str, data: Mapping[str, Any], language: Language) -> str:
        """Return what is wrong at one place; a message that cannot be worded is shown as its key."""
        if rule_id not in self._rules:
            return message
        try:
            return self._message_text(rule_id, message, data, language)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            # Data of an older store may not fit today's texts; a report must still come out.
            return self.title(rule_id, language)


def catalogue_texts() -> RuleTexts:
    """Return the texts of the present catalogue."""
    from rules.catalogue import catalogue, message_text

    return RuleTexts({rule_id: loaded.rule for rule_id, loaded in catalogue().items()}, message_text)
