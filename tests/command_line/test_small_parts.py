"""Small parts of the command line: exit codes, language, baselines, site names."""

import json
from pathlib import Path

import pytest

from crawler.events import SiteState, StopReason
from crawler.site_process import SiteOutcome
from eftersyn.audit import list_id
from eftersyn.baseline import read_baseline
from eftersyn.commands.sweep import code_of
from eftersyn.errors import InputError
from eftersyn.exit_codes import ExitCode, worst
from eftersyn.language import split_language
from rules.model import Language


def test_exit_codes_take_precedence_as_documented() -> None:
    order = [
        ExitCode.BAD_INPUT,
        ExitCode.BROWSER,
        ExitCode.INTERRUPTED,
        ExitCode.NOT_SOUND,
        ExitCode.BUDGET,
        ExitCode.FAULTS,
        ExitCode.DONE,
    ]
    for position, code in enumerate(order):
        assert worst(*order[position:]) is code
    assert worst() is ExitCode.DONE


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, Language.EN),
        ([], {"LANG": "da_DK.UTF-8"}, Language.DA),
        ([], {"LANG": "da_DK.UTF-8", "LC_ALL": "C"}, Language.EN),
        ([], {"LANG": "C", "EFTERSYN_LANG": "da"}, Language.DA),
        (["--lang", "da", "check"], {"LANG": "en_GB"}, Language.DA),
        (["--lang=en", "check"], {"LANG": "da_DK"}, Language.EN),
        (["check", "--lang", "da", "x"], {}, Language.DA),
        (["check", "--", "--lang", "da"], {}, Language.EN),
    ],
)
def test_the_language_is_chosen_before_parsing(
    arguments: list[str], environment: dict[str, str], expected: Language
) -> None:
    language, rest = split_language(arguments, environment)
    assert language is expected
    assert "--lang=en" not in rest


def test_the_language_may_stand_anywhere_and_is_taken_out() -> None:
    assert split_language(["check", "--lang", "da", "x", "--", "--lang"], {}) == (
        Language.DA,
        ["check", "x", "--", "--lang"],
    )


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="sv"):
        split_language(["--lang", "sv"], {})


def test_a_baseline_knows_failed_findings_by_rule_and_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    rows = [
        {"rule": "image-alt", "outcome": "failed", "findings": [{"fingerprint": "a"}, {"fingerprint": "b"}]},
        {"rule": "link-name", "outcome": "cantTell", "findings": [{"fingerprint": "c"}]},
        {"rule": "list", "outcome": "passed", "findings": []},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    assert read_baseline(path) == {("image-alt", "a"), ("image-alt", "b")}


@pytest.mark.parametrize("content", ["not json", '{"rule": "x"}', "[]"])
def test_a_wrong_baseline_names_file_and_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(content)
    with pytest.raises(InputError, match=r"results\.jsonl:1"):
        read_baseline(path)


@pytest.mark.parametrize(
    ("name", "expected"), [("Mine sider", "mine-sider"), ("../../etc/passwd", "etc-passwd"), ("ÆØÅ", "list")]
)
def test_the_id_of_a_list_is_safe_as_a_file_name(name: str, expected: str) -> None:
    assert list_id(name) == expected


DONE = SiteOutcome(SiteState.DONE, StopReason.NONE)
OUT_OF_TIME = SiteOutcome(SiteState.STOPPED, StopReason.TIME_BUDGET)
DEAD = SiteOutcome(SiteState.FAILED, StopReason.START_FAILED)
CRASHED = SiteOutcome(SiteState.FAILED, StopReason.CRASHED)
NO_BROWSER = SiteOutcome(SiteState.FAILED, StopReason.BROWSER_LOST)
NO_STORE = SiteOutcome(SiteState.FAILED, StopReason.STORE_FAILED)


@pytest.mark.parametrize(
    ("outcomes", "is_interrupted", "expected"),
    [
        ([DONE] * 5, False, ExitCode.DONE),
        ([DONE] * 4 + [DEAD], False, ExitCode.DONE),
        ([DONE] * 3 + [DEAD, CRASHED], False, ExitCode.NOT_SOUND),
        ([DONE, OUT_OF_TIME], False, ExitCode.BUDGET),
        ([OUT_OF_TIME] * 3, False, ExitCode.BUDGET),
        ([OUT_OF_TIME, DEAD], False, ExitCode.NOT_SOUND),
        ([DONE, DEAD], True, ExitCode.INTERRUPTED),
        ([DONE, NO_BROWSER], True, ExitCode.BROWSER),
        ([NO_STORE, NO_BROWSER], False, ExitCode.BAD_INPUT),
    ],
)
def test_a_sweep_ends_with_the_code_of_what_went_wrong_with_its_sites(
    outcomes: list[SiteOutcome], is_interrupted: bool, expected: ExitCode
) -> None:
    by_site = {str(number): outcome for number, outcome in enumerate(outcomes)}
    assert code_of(by_site, is_interrupted=is_interrupted) is expected
