import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reports.exports import FILE_NAMES, FORMATS, parts, write
from reports.exports.findings_csv import neutral
from tests.reports.made_store import made_texts


def _written(store: Path, form: str, out: Path) -> str:
    return write(store, form, out / FILE_NAMES[form], texts=made_texts()).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_equal_stores_give_equal_bytes(varied, tmp_path, form):
    _written(varied, form, tmp_path)
    again = "".join(parts(varied, form, texts=made_texts())).encode()
    assert (tmp_path / FILE_NAMES[form]).read_bytes() == again


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "jsonl"])
def test_personal_data_are_masked(varied, tmp_path, form):
    text = _written(varied, form, tmp_path)
    for secret in ("010190-1234", "12 34 56 78", "borger@nordkoebing", "hemmelig123"):
        assert secret not in text


def test_only_jsonl_ends_in_jsonl():
    assert [name for name in FILE_NAMES.values() if name.endswith(".jsonl")] == ["results.jsonl"]


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_formula_cells_are_neutralised(cell):
    assert neutral(cell).startswith("'")


def test_csv_has_a_row_per_finding(varied, tmp_path):
    text = _written(varied, "csv", tmp_path)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
    contrast = [row for row in rows if row["rule"] == "color-contrast" and row["is_fault"] == "1"]
    assert len(contrast) == 36
    assert contrast[0]["en301549"] == "9.1.4.3"


def test_sarif_has_rules_results_and_fingerprints(varied, tmp_path):
    log = json.loads(_written(varied, "sarif", tmp_path))
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["eftersyn/v1"]
        assert " " not in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert result["kind"] == "fail" or result["level"] == "none"
    levels = {(result["ruleId"], result["kind"], result["level"]) for result in run["results"]}
    assert ("color-contrast", "fail", "error") in levels
    assert ("color-contrast", "review", "none") in levels
    assert ("link-text-empty-words", "fail", "warning") in levels
    assert ("generic-page-title", "fail", "note") in levels


def test_junit_fails_a_case_for_faults_only(varied, tmp_path):
    root = ET.fromstring(_written(varied, "junit", tmp_path))
    failed = {case.get("classname") for case in root.iter("testcase") if case.find("failure") is not None}
    assert {"color-contrast", "image-alt"} <= failed
    assert not failed & {"generic-page-title", "color-contrast-enhanced"}
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
    assert [case for case in root.iter("testcase") if case.find("skipped") is not None]


def test_earl_has_an_assertion_per_subject_and_rule_with_its_outcome(varied, tmp_path):
    graph = json.loads(_written(varied, "earl", tmp_path))["@graph"]
    assertions = [node for node in graph if node["@type"] == "Assertion"]
    outcomes = {assertion["result"]["outcome"] for assertion in assertions}
    assert {"earl:passed", "earl:failed", "earl:cantTell", "earl:untested"} == outcomes
    assert all(assertion["assertedBy"] == graph[0]["@id"] for assertion in assertions)
