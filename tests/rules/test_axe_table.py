"""axe's rules as we run them: facts equal to the installed axe-core, choices, texts and messages in both languages."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rules.axe import messages, table
from rules.axe.package import axe_core_folder, axe_version, locale
from rules.axe.texts import own_texts
from rules.model import Confidence, Identity, Language, Rule, Standing, Status, Text

FACTS_SCRIPT = Path(table.__file__).parent / "facts.cjs"
NODE_TIMEOUT_SECONDS = 60
TITLE_MAX_CHARACTERS = 125
TEXT_MAX_CHARACTERS = 240
# Words that are English and not Danish ("to", "for", "at", "have" and "and" are both).
ENGLISH = frozenset(
    {"are", "does", "has", "must", "not", "of", "should", "that", "the", "this", "which", "with"}
)
CLAIMS = re.compile(r"overhold|compl(?:y|ies|iant)|conforms", re.IGNORECASE)
# Code and quoted values are the same in every language.
MARKUP = re.compile(r"<[^>]*>|\"[^\"]*\"|\$\{[^}]*\}")


def node(*arguments: str, text: str = "") -> str:
    done = subprocess.run(
        ["node", *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=NODE_TIMEOUT_SECONDS,
        check=True,
    )
    return done.stdout


def axe_script() -> str:
    return str(axe_core_folder() / "axe.min.js")


@pytest.fixture(scope="module")
def checks_in_use() -> set[str]:
    return {check for rule_id in table.RUN for check in table.FACTS[rule_id].checks}


def texts_of(rule: Rule) -> Iterator[Text]:
    yield from (rule.title, rule.why, rule.fix)


# ------------------------------------------------------------------- facts


def test_the_facts_are_those_of_the_installed_axe_core():
    committed = (FACTS_SCRIPT.parent / "facts.json").read_text(encoding="utf-8")
    assert node(str(FACTS_SCRIPT), axe_script()) == committed, (
        f"run: node {FACTS_SCRIPT.name} (see its first lines)"
    )
    assert axe_version() == table.FACTS_VERSION


# ----------------------------------------------------------------- choices


def test_every_rule_of_axe_runs_or_is_left_out_with_a_reason():
    assert set(table.LEFT_OUT) <= set(table.FACTS)
    assert set(table.RUN) == set(table.FACTS) - set(table.LEFT_OUT)
    assert len(table.RUN) == 97
    reasons = {**table.LEFT_OUT, **table.SWITCHED_ON, **table.LIKELY}
    assert all(len(reason) > 15 for reason in reasons.values())


def test_no_deprecated_rule_runs():
    assert not [rule_id for rule_id in table.RUN if "deprecated" in table.FACTS[rule_id].tags]


def test_every_rule_that_axe_leaves_off_is_switched_on_with_a_reason():
    off_in_axe = {facts.id for facts in table.FACTS.values() if not facts.enabled or facts.experimental}
    assert off_in_axe - set(table.LEFT_OUT) == set(table.SWITCHED_ON)


@pytest.mark.parametrize(
    ("rule_id", "standing", "confidence", "status", "criteria"),
    [
        ("image-alt", Standing.REQUIREMENT, Confidence.CERTAIN, Status.STABLE, ("1.1.1",)),
        ("link-name", Standing.REQUIREMENT, Confidence.CERTAIN, Status.STABLE, ("2.4.4", "4.1.2")),
        ("avoid-inline-spacing", Standing.REQUIREMENT, Confidence.CERTAIN, Status.STABLE, ("1.4.12",)),
        ("target-size", Standing.REQUIREMENT, Confidence.CERTAIN, Status.STABLE, ("2.5.8",)),
        ("css-orientation-lock", Standing.REQUIREMENT, Confidence.LIKELY, Status.EXPERIMENTAL, ("1.3.4",)),
        (
            "scrollable-region-focusable",
            Standing.REQUIREMENT,
            Confidence.LIKELY,
            Status.STABLE,
            ("2.1.1", "2.1.3"),
        ),
        ("meta-refresh-no-exceptions", Standing.AAA, Confidence.CERTAIN, Status.STABLE, ("2.2.4", "3.2.5")),
        ("region", Standing.ADVICE, Confidence.CERTAIN, Status.STABLE, ()),
        ("focus-order-semantics", Standing.ADVICE, Confidence.LIKELY, Status.EXPERIMENTAL, ()),
    ],
)
def test_a_rules_standing_follows_from_axes_tags(rule_id, standing, confidence, status, criteria):
    rule = table.RULES[rule_id]
    assert (rule.standing, rule.confidence, rule.status, rule.criteria) == (
        standing,
        confidence,
        status,
        criteria,
    )


def test_clause_tags_of_axe_agree_with_ours_but_for_the_void_one():
    for rule_id in table.RUN:
        facts = table.FACTS[rule_id]
        clauses = {tag.removeprefix("EN-9.") for tag in facts.tags if tag.startswith("EN-9.")} - {"2.1.3"}
        if facts.standing is Standing.REQUIREMENT:
            assert clauses == set(facts.criteria) - {"2.1.3"}, rule_id


def test_faults_are_known_by_the_picture_the_style_or_the_place():
    assert set(table.RULES) >= table.CONTENT_IDENTITY | table.STYLE_IDENTITY
    assert table.RULES["image-alt"].identity is Identity.CONTENT
    assert table.RULES["color-contrast"].identity is Identity.STYLE
    assert table.RULES["link-name"].identity is Identity.PLACE


# ------------------------------------------------------------------- texts


def test_every_rule_that_runs_has_every_text_and_no_other_rule_has():
    assert set(own_texts()) == set(table.RUN)
    for rule in table.RULES.values():
        for text in texts_of(rule):
            assert text.da.strip(), rule.id
            assert text.en.strip(), rule.id


@pytest.mark.parametrize("rule_id", table.RUN)
def test_the_texts_are_short_plain_and_claim_nothing(rule_id):
    rule = table.RULES[rule_id]
    for text in texts_of(rule):
        limit = TITLE_MAX_CHARACTERS if text is rule.title else TEXT_MAX_CHARACTERS
        for words in (text.da, text.en):
            assert 8 <= len(words) <= limit, words
            assert not CLAIMS.search(words), words
        assert english_words(text.da) == set(), text.da
    for text in (rule.why, rule.fix):
        assert text.da.endswith(".")
        assert text.en.endswith(".")
        assert text.da != text.en
    assert not rule.title.da.endswith(".")


def english_words(danish: str) -> set[str]:
    return set(re.findall(r"[a-zæøå]+", MARKUP.sub(" ", danish).lower())) & ENGLISH


def test_danish_titles_are_all_different():
    titles = [rule.title.da for rule in table.RULES.values()]
    assert len(set(titles)) == len(titles)


# ---------------------------------------------------------------- messages


def samples(template: Any) -> Iterator[Any]:
    """Yield data that reaches each variant of one of axe's templates."""
    names = set(re.findall(r"\$\{data\.([\w-]+)\}", json.dumps(template)))
    values = {name: f"<{name}>" for name in names}
    if isinstance(template, str):
        yield ["one", "two"] if "values" in names else values or "text"
        return
    for variant in template:
        if variant in {"singular", "plural"} and names <= {"values"}:
            yield ["one", "two"][: 1 if variant == "singular" else 2]
        elif variant == "default":
            yield values
        else:
            yield {**values, "messageKey": variant}


def every_case(checks: set[str]) -> list[tuple[str, str, Any]]:
    english = locale(Language.EN)["checks"]
    return [
        (check_id, kind, data)
        for check_id in sorted(checks)
        for kind in (messages.FAIL, messages.INCOMPLETE)
        if kind in english[check_id]
        for data in samples(english[check_id][kind])
    ]


def test_english_messages_are_word_for_word_those_of_axe_but_the_two_it_has_the_wrong_way_round(
    checks_in_use,
):
    cases = [case for case in every_case(checks_in_use) if case[0] not in messages.OWN_ENGLISH]
    script = (
        f"const axe = require({json.dumps(axe_script())});"
        "const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(cases.map(([id, kind, data]) => axe.utils.getCheckMessage(id, kind, data))));"
    )
    expected = json.loads(node("-e", script, text=json.dumps(cases)))
    ours = [messages.check_message(check_id, kind, data, Language.EN) for check_id, kind, data in cases]
    assert len(cases) > 150
    assert ours == [" ".join(text.split()) for text in expected]


def test_every_message_of_every_rule_that_runs_exists_in_danish(checks_in_use):
    unknown = messages.check_message("no-such-check", messages.FAIL, None, Language.DA)
    for check_id, kind, data in every_case(checks_in_use | {"error-occurred"}):
        english = messages.check_message(check_id, kind, data, Language.EN)
        danish = messages.check_message(check_id, kind, data, Language.DA)
        assert danish not in {unknown, english, ""}, (check_id, kind, data)
        assert "${" not in danish
        assert english_words(danish) == set(), danish
        assert not CLAIMS.search(danish)


def test_our_danish_has_axes_checks_kinds_and_variants_and_only_axes_placeholders():
    english = locale(Language.EN)["checks"]
    for check_id, kinds in messages.own_danish().items():
        for kind, template in kinds.items():
            theirs = english[check_id][kind]
            if isinstance(template, dict):
                assert set(template) == set(theirs), check_id
            placeholders = set(re.findall(r"\$\{[^}]*\}", json.dumps(template)))
            assert placeholders <= set(re.findall(r"\$\{[^}]*\}", json.dumps(theirs))), check_id


CONTRAST = {
    "fgColor": "#777777",
    "bgColor": "#ffffff",
    "contrastRatio": 4.47,
    "fontSize": "12.0pt (16px)",
    "fontWeight": "normal",
    "messageKey": None,
    "expectedContrastRatio": "4.5:1",
}


def test_a_contrast_fault_is_told_in_both_languages():
    checks = [["color-contrast", "any", CONTRAST, "fail"]]
    assert messages.message(checks, Language.EN) == (
        "Element has insufficient color contrast of 4.47 (foreground color: #777777, background color: #ffffff, "
        "font size: 12.0pt (16px), font weight: normal). Expected contrast ratio of 4.5:1"
    )
    assert messages.message(checks, Language.DA) == (
        "Kontrasten er 4,47:1, men skal være mindst 4,5:1 "
        "(tekst #777777, baggrund #ffffff, skriftstørrelse 12,0pt (16px))"
    )


def test_data_missing_for_contrast_picks_the_variant_axe_picks():
    for data in (
        {"missingData": [{"reason": "bgImage"}]},
        {"missingData": "bgImage"},
        {"messageKey": "bgImage"},
    ):
        checks = [["color-contrast", "any", data, "incomplete"]]
        assert messages.message(checks, Language.DA).endswith("fordi teksten står på et billede")


def test_several_ways_to_mend_are_offered_as_one_of_several():
    checks = [
        ["has-alt", "any", None, "fail"],
        ["aria-label", "any", None, "fail"],
        ["aria-label", "any", None, "fail"],
        ["alt-space-value", "none", None, "fail"],
    ]
    assert messages.message(checks, Language.DA) == (
        "Alt-teksten er kun et mellemrum, og det læser nogle skærmlæsere op. "
        "Ret mindst én af disse: Billedet har ingen alt-attribut; aria-label mangler eller er tom."
    )


@pytest.mark.parametrize(
    "data", [None, 3, "text", [], [None], {}, {"values": None}, {"missingData": [7]}, {"messageKey": 7}]
)
def test_data_of_any_shape_gives_a_message_without_placeholders(data, checks_in_use):
    for check_id in sorted(checks_in_use | {"no-such-check"}):
        for language in Language:
            for kind in ("fail", "incomplete"):
                text = messages.check_message(check_id, kind, data, language)
                assert text
                assert "${" not in text


def test_values_from_pages_are_inserted_once_and_never_read_as_templates():
    text = messages.check_message("aria-valid-attr", "fail", ["${data.values}", "{0.__class__}"], Language.EN)
    assert text == "Invalid ARIA attribute names: ${data.values}, {0.__class__}"


def test_axes_english_is_turned_where_it_says_the_opposite():
    # Both checks ought not to hold (`none`), yet axe words their fault as if they ought to.
    for check_id in ("is-element-focusable", "has-global-aria-attribute"):
        text = messages.message([[check_id, "none", None, "fail"]], Language.EN)
        assert " not " not in text
        assert text.startswith("Element is marked as decoration, but ")


def test_a_finding_without_checks_is_still_told():
    assert messages.message([], Language.DA)
    assert messages.message([], Language.EN)
