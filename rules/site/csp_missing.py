"""Rule: pages do not limit what may run in them (Content-Security-Policy)."""

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
    id="csp-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Siderne skal sige, hvilke scripts der må køre (CSP)",
        en="Pages must say which scripts may run (CSP)",
    ),
    why=Text(
        da=(
            "Får en fremmed lagt et script ind på siden, kan det læse alt, hvad borgeren skriver. En CSP "
            "er den sidste spærring."
        ),
        en=(
            "If a stranger gets a script into the page, it can read all that a citizen types. A CSP is "
            "the last barrier."
        ),
    ),
    fix=Text(
        da=(
            "Send headeren Content-Security-Policy med en script-src, der kun nævner de kilder, siden "
            "bruger, uden 'unsafe-inline'."
        ),
        en=(
            "Send the header Content-Security-Policy with a script-src that names only the sources the "
            "page uses, without 'unsafe-inline'."
        ),
    ),
    messages={
        "missing": Text(
            da="Der er ingen Content-Security-Policy ({count} af {total} sider).",
            en="There is no Content-Security-Policy ({count} of {total} pages).",
        ),
        "report_only": Text(
            da=("Content-Security-Policy melder kun om brud og hindrer dem ikke ({count} af {total} sider)."),
            en=(
                "Content-Security-Policy only reports breaches and does not stop them ({count} of {total} "
                "pages)."
            ),
        ),
        "weak": Text(
            da=(
                "Content-Security-Policy lader næsten ethvert script køre: {value}. Se efter, om den kan "
                "strammes ({count} af {total} sider)."
            ),
            en=(
                "Content-Security-Policy lets almost any script run: {value}. Check whether it can be "
                "tightened ({count} of {total} pages)."
            ),
        ),
        "no_scripts": Text(
            da=(
                "Content-Security-Policy siger intet om scripts: {value}. Se efter, om den kan udvides "
                "({count} af {total} sider)."
            ),
            en=(
                "Content-Security-Policy says nothing of scripts: {value}. Check whether it can be "
                "extended ({count} of {total} pages)."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


_ANYTHING = frozenset({"*", "http:", "https:", "data:"})
_STRICT = ("'nonce-", "'sha256-", "'sha384-", "'sha512-", "'strict-dynamic'")


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault, doubts={"weak", "no_scripts"})


def _fault(_: PageFacts, policies: Mapping[str, str]) -> tuple[str, str] | None:
    values = [
        policies[name]
        for name in ("content-security-policy", "meta content-security-policy")
        if policies.get(name, "").strip()
    ]
    if not values:
        only_reports = "content-security-policy-report-only" in policies
        return ("report_only" if only_reports else "missing"), ""
    # Several policies hold together, so the strictest one decides.
    limits = [scripts for value in values for one in value.split(",") if (scripts := _scripts(one))]
    if not limits:
        return "no_scripts", values[0]
    return FINE if any(map(_is_strict, limits)) else ("weak", values[0])


def _scripts(policy: str) -> list[str]:
    """Return what a policy says of scripts, or nothing."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.lower().split()[:200] or [""]
        directives.setdefault(name, sources or ["'none'"])
    return directives.get("script-src") or directives.get("default-src") or []


def _is_strict(sources: list[str]) -> bool:
    # With a nonce or a hash, browsers leave 'unsafe-inline' out of account (CSP 3).
    if any(source.startswith(_STRICT) for source in sources):
        return True
    return "'unsafe-inline'" not in sources and not _ANYTHING & set(sources)
