"""Texts of axe's rules: our why and fix; axe's own title where ours does not replace it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rules.axe.package import locale
from rules.model import Language, Text


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """What a reader is told of a rule: the fault, who it hits, how to mend it."""

    title: Text
    why: Text
    fix: Text


def texts_of(rule_id: str) -> RuleTexts:
    """Return the texts of one axe rule; KeyError where a text is missing."""
    ours = own_texts()[rule_id]
    english = locale(Language.EN)["rules"][rule_id]["help"]
    danish = ours.get("title_da") or locale(Language.DA)["rules"][rule_id]["help"]
    return RuleTexts(
        Text(da=danish, en=english),
        Text(da=ours["why_da"], en=ours["why_en"]),
        Text(da=ours["fix_da"], en=ours["fix_en"]),
    )


@cache
def own_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return texts.toml: `title_da` (optional), `why_da`, `why_en`, `fix_da`, `fix_en` by rule id."""
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))
