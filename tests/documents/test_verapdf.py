"""veraPDF as a warm process: tried before it is believed, killed when it hangs, done without when it is not there."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.documents import verapdf
from crawler.documents.verapdf import PROFILES, Validator, ValidatorMissingError, is_available, profile_of
from crawler.documents.verapdf_selftest import failing_pdf, passing_pdf
from rules.document_evidence import Claim, ClaimKind

needs_verapdf = pytest.mark.skipif(not is_available(), reason="the extra eftersyn[verapdf] is not installed")
PDF_UA = Claim(ClaimKind.PDF_UA, "1")

# A stand-in for the worker: the good file passes, the bad one fails, and a file's name tells what else to do.
FAKE_WORKER = """
import json, pathlib, sys, time
print(json.dumps({"version": "9.9"}), flush=True)
for line in sys.stdin:
    name = pathlib.Path(json.loads(line)["path"]).name
    if name == "hangs.pdf":
        time.sleep(60)
    if name == "dies.pdf":
        sys.exit(3)
    if name == "unread.pdf":
        print(json.dumps({"error": "can not locate xref table"}), flush=True)
        continue
    good = name != "bad.pdf"
    print(json.dumps({"compliant": good, "failed": {} if good else {"7.1-9": 1}}), flush=True)
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Validator]:
    script = tmp_path / "worker.py"
    script.write_text(FAKE_WORKER)
    monkeypatch.setattr(verapdf, "_engine", lambda: verapdf._Worker([sys.executable, str(script)]))
    with Validator(file_timeout_seconds=1) as started:
        yield started


def verdict_on(validator: Validator, name: str) -> tuple[bool | None, str]:
    [verdict] = validator.validate(Path(name), [PDF_UA])
    assert verdict.validator == "veraPDF"
    assert verdict.version == "9.9"
    assert verdict.profile == "PDF/UA-1"
    return verdict.compliant, verdict.reason


def test_a_verdict_names_the_clauses_that_failed(fake: Validator) -> None:
    [verdict] = fake.validate(Path("bad.pdf"), [PDF_UA])
    assert verdict.compliant is False
    assert verdict.failed_clauses == ("7.1-9",)


def test_a_file_that_makes_it_hang_costs_its_own_verdict_only(fake: Validator) -> None:
    assert verdict_on(fake, "hangs.pdf") == (None, "no answer within 1 s")
    assert verdict_on(fake, "good.pdf") == (True, "")


def test_a_file_that_makes_it_crash_costs_its_own_verdict_only(fake: Validator) -> None:
    assert verdict_on(fake, "dies.pdf") == (None, "the validator ended")
    assert verdict_on(fake, "good.pdf") == (True, "")


def test_a_file_it_cannot_read_has_no_verdict_and_a_reason(fake: Validator) -> None:
    assert verdict_on(fake, "unread.pdf") == (None, "can not locate xref table")
    assert verdict_on(fake, "good.pdf") == (True, "")


def test_only_what_a_file_claims_is_asked(fake: Validator) -> None:
    assert fake.validate(Path("good.pdf"), []) == ()
    assert fake.validate(Path("good.pdf"), [Claim(ClaimKind.PDF_X, "4")]) == ()
    claims = [Claim(ClaimKind.PDF_A, "2", "b"), PDF_UA]
    assert [one.profile for one in fake.validate(Path("good.pdf"), claims)] == ["PDF/A-2b", "PDF/UA-1"]


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        (Claim(ClaimKind.PDF_A, "1", "a"), "PDF/A-1a"),
        (Claim(ClaimKind.PDF_A, "4"), "PDF/A-4"),
        (Claim(ClaimKind.PDF_A, "4", "f"), "PDF/A-4f"),
        (Claim(ClaimKind.PDF_UA, "2"), "PDF/UA-2"),
        (Claim(ClaimKind.PDF_A, "1", "u"), None),
        (Claim(ClaimKind.PDF_E, "1"), None),
    ],
)
def test_each_claim_has_its_own_profile(claim: Claim, name: str | None) -> None:
    found = profile_of(claim)
    assert (found[1] if found is not None else None) == name


def test_every_profile_of_the_worker_can_be_claimed() -> None:
    pytest.importorskip("jpype")
    from crawler.documents.verapdf_worker import PROFILE_FILES

    assert {own for own, _, _ in PROFILES.values()} == set(PROFILE_FILES)


def test_a_validator_that_passes_everything_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "worker.py"
    script.write_text(FAKE_WORKER.replace('name != "bad.pdf"', "True"))
    monkeypatch.setattr(verapdf, "_engine", lambda: verapdf._Worker([sys.executable, str(script)]))
    with pytest.raises(ValidatorMissingError, match="self-test"):
        Validator().start()


def test_without_verapdf_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(verapdf, "find_spec", lambda _: None)
    assert not is_available()
    with pytest.raises(ValidatorMissingError, match=r"pip install 'eftersyn\[verapdf\]'"):
        Validator().start()


PROGRAM = """#!/bin/sh
if [ "$1" = --version ]; then echo "veraPDF 1.28.2"; exit 0; fi
for last; do :; done
case "$last" in
  *bad.pdf) echo '<report><jobs><job><validationReport isCompliant="false"><details>
    <rule clause="7.1" testNumber="9"/><rule clause="7.3" testNumber="1"/></details></validationReport>
    </job></jobs></report>';;
  *unread.pdf) echo '<report><jobs><job><taskException><exceptionMessage>broken</exceptionMessage>
    </taskException></job></jobs></report>';;
  *) echo '<report><jobs><job><validationReport isCompliant="true"/></job></jobs></report>';;
esac
"""


def test_the_program_on_path_goes_before_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "verapdf"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with Validator() as started:
        assert started.version == "1.28.2"
        [bad] = started.validate(Path("bad.pdf"), [PDF_UA])
        [unread] = started.validate(Path("unread.pdf"), [PDF_UA])
    assert bad.failed_clauses == ("7.1-9", "7.3-1")
    assert (unread.compliant, unread.reason) == (None, "broken")


@needs_verapdf
def test_the_real_one_starts_and_judges(tmp_path: Path) -> None:
    good, bad, broken = tmp_path / "good.pdf", tmp_path / "bad.pdf", tmp_path / "broken.pdf"
    good.write_bytes(passing_pdf())
    bad.write_bytes(failing_pdf())
    broken.write_bytes(b"%PDF-1.7 this is no PDF")
    with Validator() as started:
        assert started.version
        verdicts = [started.validate(path, [PDF_UA])[0] for path in (good, bad, broken, good)]
        claim = Claim(ClaimKind.PDF_A, "2", "b")
        [other] = started.validate(good, [claim])
    assert [one.compliant for one in verdicts] == [True, False, None, True]
    assert "7.3-1" in verdicts[1].failed_clauses
    assert verdicts[2].reason
    assert other.compliant is False
