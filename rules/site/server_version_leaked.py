"""Rule: answers tell which version of which program made them."""

import re
from collections.abc import Iterator, Mapping

from rules.evidence import PageFacts, SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
)
from rules.policies import FINE, judged

RULE = Rule(
    id="server-version-leaked",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Webstedet skal ikke fortælle, hvilke programversioner det kører på",
        en="The site should not tell which program versions it runs on",
    ),
    why=Text(
        da=(
            "Den, der leder efter kendte huller, finder de websteder, der selv oplyser deres version, på "
            "få minutter."
        ),
        en=(
            "Those who look for known holes find the sites that tell their version themselves within minutes."
        ),
    ),
    fix=Text(
        da="Slå versionsnumre fra i webserver og CMS (Server, X-Powered-By, meta generator).",
        en=("Turn version numbers off in the web server and the CMS (Server, X-Powered-By, meta generator)."),
    ),
    messages={
        "version": Text(
            da="Siderne oplyser: {value} ({count} af {total} sider).",
            en="The pages tell: {value} ({count} of {total} pages).",
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


_TELLING = (
    "server",
    "x-powered-by",
    "x-aspnet-version",
    "x-aspnetmvc-version",
    "x-generator",
    "meta generator",
)
_VERSION = re.compile(r"\d+\.\d+|/\s?\d")


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault)


def _fault(_: PageFacts, policies: Mapping[str, str]) -> tuple[str, str] | None:
    told = [f"{name}: {policies[name]}" for name in _TELLING if _VERSION.search(policies.get(name, ""))]
    return ("version", "; ".join(told)) if told else FINE
