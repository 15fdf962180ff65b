"""Puts axe's findings into words: axe's own message templates in English, ours or axe's in Danish.

A finding keeps check ids and data, never prose (`rules.axe.adapter`), so a better text needs no new crawl.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rules.axe.package import locale
from rules.model import Language, Text

FAIL = "fail"
INCOMPLETE = "incomplete"

_ONE_OF = Text(da="Ret mindst én af disse: {messages}.", en="Fix at least one of these: {messages}.")
_ALL_OF = Text(da="Ret alle disse: {messages}.", en="Fix all of these: {messages}.")
_UNKNOWN = Text(
    da="Det kan ikke afgøres automatisk. Se efter på siden.",
    en="This cannot be decided automatically. Look at the page.",
)
# axe's own words fit a check that ought to hold; these ought not to, and would be told the wrong way round.
OWN_ENGLISH: Mapping[str, Mapping[str, Any]] = {
    "has-global-aria-attribute": {
        "fail": "Element is marked as decoration, but has an ARIA attribute that gets it read aloud all the same"
    },
    "is-element-focusable": {
        "fail": "Element is marked as decoration, but can take the focus and so is read aloud all the same"
    },
}
_PLACEHOLDER = re.compile(r"\$\{\s?data(?:\.([\w-]+))?\s?\}")
_DECIMAL = re.compile(r"\d+\.\d+(?::1|pt \([\d.]+px\))?")


def message(checks: Iterable[Sequence[Any]], language: Language) -> str:
    """Return one finding in words.

    `checks` are the finding's `[id, group, data, kind]` as `rules.axe.adapter` stores them: group any, all or none says
    how axe combines the checks; kind is fail or incomplete.
    """
    any_of: list[str] = []
    all_of: list[str] = []
    review: list[str] = []
    for check_id, group, data, kind in checks:
        text = check_message(check_id, kind, data, language)
        chosen = review if kind == INCOMPLETE else any_of if group == "any" else all_of
        if text not in chosen:
            chosen.append(text)
    parts = [*_framed(all_of, _ALL_OF, language), *_framed(any_of, _ONE_OF, language), *review]
    if len(parts) > 1:
        parts = [f"{part.rstrip('.')}." for part in parts]
    return " ".join(parts) or _UNKNOWN.in_(language)


def check_message(check_id: str, kind: str, data: Any, language: Language) -> str:
    """Return what one check says, its template filled with the data; unknown checks and lacking data never raise."""
    template = _variant(_templates(language).get(check_id, {}).get(kind), data)
    if template is None:
        return _UNKNOWN.in_(language)
    return _filled(template, data, language)


@cache
def own_danish() -> Mapping[str, Mapping[str, Any]]:
    """Return checks_da.toml: by check id, `fail` and `incomplete`, each a text or a table of variants."""
    return tomllib.loads((Path(__file__).parent / "checks_da.toml").read_text(encoding="utf-8"))


@cache
def _templates(language: Language) -> Mapping[str, Mapping[str, Any]]:
    checks: Mapping[str, Mapping[str, Any]] = locale(language)["checks"]
    ours = OWN_ENGLISH if language is Language.EN else own_danish()
    return {
        check_id: {**checks.get(check_id, {}), **ours.get(check_id, {})} for check_id in {**checks, **ours}
    }


def _variant(template: Any, data: Any) -> str | None:
    """Return the text that fits the data, as axe-core does in process-message.js and publish-metadata.js."""
    if template is None or isinstance(template, str):
        return template
    for key in _variant_keys(data):
        if isinstance(template.get(key), str):
            return str(template[key])
        if isinstance(template.get(key), Mapping):
            return _variant(template[key], data)
    return None


def _variant_keys(data: Any) -> list[str]:
    if isinstance(data, list):
        return ["singular" if len(data) == 1 else "plural", "default"]
    if isinstance(data, str):
        return [data, "default"]
    if not isinstance(data, Mapping):
        return ["default"]
    reason = data.get("missingData")
    if isinstance(reason, list) and reason and isinstance(reason[0], Mapping):
        reason = reason[0].get("reason")
    return [key for key in (reason, data.get("messageKey"), "default") if isinstance(key, str)]


def _filled(template: str, data: Any, language: Language) -> str:
    def value_of(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            value = data
        elif isinstance(data, list):
            value = data if name == "values" else None
        else:
            value = data.get(name) if isinstance(data, Mapping) else data if name == "values" else None
        return _value(value, language)

    text = _PLACEHOLDER.sub(value_of, template)
    return " ".join(text.split()).rstrip(" :")


def _value(value: Any, language: Language) -> str:
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, list):
        return ", ".join(_value(item, language) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if language is Language.DA and _DECIMAL.fullmatch(text):
        return text.replace(".", ",")
    return text


def _framed(messages: list[str], frame: Text, language: Language) -> list[str]:
    if len(messages) < 2:
        return messages
    return [frame.in_(language, {"messages": "; ".join(text.rstrip(".") for text in messages)})]
