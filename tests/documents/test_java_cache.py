"""Java's cache of veraPDF's classes: one for each installation, made once, done without where there is no place."""

import os
import sys
from pathlib import Path

import pytest

from crawler.documents import java_cache, verapdf
from crawler.documents.opener import DocumentOpener, _seems_to_claim
from crawler.documents.verapdf import Validator, is_available
from crawler.documents.verapdf_selftest import passing_pdf
from tests.documents.test_verapdf import FAKE_WORKER

# The stand-in does as Java does: writes the cache that it was asked for when it has no more to read.
CACHING_WORKER = (
    FAKE_WORKER
    + """
for option in sys.argv[1:]:
    if option.startswith("-XX:AOTCacheOutput="):
        pathlib.Path(option.partition("=")[2]).write_text("classes")
"""
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.jar"
    path.write_bytes(b"jar")
    return path


def environment(folder: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(folder)}


def test_another_library_of_the_same_name_has_another_cache(tmp_path: Path, library: Path) -> None:
    first = java_cache.cache_file([library], environment(tmp_path))
    assert first is not None
    assert first.parent == tmp_path / "eftersyn"
    assert java_cache.cache_file([library], environment(tmp_path)) == first
    os.utime(library, (1, 1))
    assert java_cache.cache_file([library], environment(tmp_path)) != first


def test_a_library_that_is_gone_has_no_cache(tmp_path: Path) -> None:
    assert java_cache.cache_file([tmp_path / "gone.jar"], environment(tmp_path)) is None


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path, library: Path) -> None:
    (tmp_path / "eftersyn").write_text("a file is in the way")
    cache = java_cache.cache_file([library], environment(tmp_path))
    assert cache is not None
    assert not java_cache.can_be_made(cache)


def test_only_the_newest_caches_are_kept(tmp_path: Path) -> None:
    for age in range(java_cache.KEPT_MAX + 2):
        old = tmp_path / f"verapdf-{age}.aot"
        old.write_text("classes")
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    made = tmp_path / "made"
    made.write_text("classes")
    cache = tmp_path / "verapdf-new.aot"
    java_cache.keep(made, cache)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["verapdf-0.aot", "verapdf-1.aot", "verapdf-new.aot"]


def test_the_first_run_makes_the_cache_and_the_next_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, cache = tmp_path / "worker.py", tmp_path / "eftersyn" / "verapdf-x.aot"
    script.write_text(CACHING_WORKER)
    workers: list[verapdf._Worker] = []

    def engine() -> verapdf._Worker:
        workers.append(verapdf._Worker([sys.executable, str(script)], cache))
        return workers[-1]

    monkeypatch.setattr(verapdf, "_engine", engine)
    with Validator():
        assert not cache.exists()
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]
    with Validator():
        assert workers[-1]._java_options() == [f"-XX:AOTCache={cache}"]


def test_the_validator_is_started_ahead_only_for_what_may_claim_something(tmp_path: Path) -> None:
    claiming, plain, empty = (tmp_path / name for name in ("claiming.pdf", "plain.pdf", "empty.pdf"))
    claiming.write_bytes(passing_pdf())
    plain.write_bytes(b"%PDF-1.7")
    empty.touch()
    assert [_seems_to_claim(path) for path in (claiming, plain, empty, tmp_path / "gone.pdf")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.skipif(not is_available(), reason="the extra eftersyn[verapdf] is not installed")
def test_a_validator_started_ahead_judges_as_one_started_late(tmp_path: Path) -> None:
    path = tmp_path / "claiming.pdf"
    path.write_bytes(passing_pdf())
    with DocumentOpener() as ahead, DocumentOpener() as late:
        ahead.start([path])
        assert ahead.open(path) == late.open(path)
        assert ahead.open(path)[1][0].compliant is True
