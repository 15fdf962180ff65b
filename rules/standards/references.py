"""What the rules about security and privacy rest on: standards and good practice, never said to be law here.

The strategy of 2007 asked for DS 484 and the data protection act of its day; ISO/IEC 27001 and the General Data
Protection Regulation have taken their places. Whether a body is bound by one of these, and keeps to it, is for others
to say: a visit from outside shows only traces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.model import Text


class Kind(StrEnum):
    """What sort of text a reference is."""

    STANDARD = "standard"
    PRACTICE = "practice"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Reference:
    """One text that rules rest on. A `law` is named as background: no finding says that it was broken.

    `country` is the code of the only country in which it holds, "" where it holds everywhere.
    """

    name: Text
    kind: Kind
    country: str = ""


def _standard(name: str) -> Reference:
    return Reference(Text(name, name), Kind.STANDARD)


REFERENCES: Mapping[str, Reference] = {
    "iso-27001": Reference(
        Text("ISO/IEC 27001 (efter DS 484)", "ISO/IEC 27001 (which followed DS 484)"), Kind.STANDARD
    ),
    "minimum": Reference(
        Text("statens tekniske minimumskrav", "the state’s technical minimum requirements"),
        Kind.PRACTICE,
        "DK",
    ),
    "internet-nl": Reference(Text("testen på internet.nl", "the test at internet.nl"), Kind.PRACTICE),
    "rfc-6797": _standard("RFC 6797 (HSTS)"),
    "csp-3": _standard("W3C Content Security Policy 3"),
    "fetch": _standard("WHATWG Fetch (nosniff)"),
    "referrer": _standard("W3C Referrer Policy"),
    "mixed": _standard("W3C Mixed Content"),
    "rfc-6265": _standard("RFC 6265 (cookies)"),
    "rfc-9110": _standard("RFC 9110 (HTTP)"),
    "rfc-9116": _standard("RFC 9116 (security.txt)"),
    "rfc-8996": _standard("RFC 8996 (TLS 1.0, 1.1)"),
    "rfc-5280": _standard("RFC 5280 (X.509)"),
    "rfc-4033": _standard("RFC 4033 (DNSSEC)"),
    "rfc-8200": _standard("RFC 8200 (IPv6)"),
    "rfc-7208": _standard("RFC 7208 (SPF)"),
    "rfc-7489": _standard("RFC 7489 (DMARC)"),
    "rfc-8659": _standard("RFC 8659 (CAA)"),
    "gdpr": Reference(
        Text(
            "databeskyttelsesforordningen (EU) 2016/679",
            "the General Data Protection Regulation (EU) 2016/679",
        ),
        Kind.LAW,
    ),
    "eprivacy": Reference(
        Text("direktiv 2002/58/EF, artikel 5, stk. 3", "Directive 2002/58/EC, Article 5(3)"), Kind.LAW
    ),
}

OF_RULE: Mapping[str, tuple[str, ...]] = {
    "https-missing": ("minimum", "internet-nl", "iso-27001"),
    "http-not-redirected": ("minimum", "internet-nl"),
    "certificate-untrusted": ("rfc-5280", "internet-nl"),
    "tls-version-old": ("rfc-8996", "minimum", "internet-nl"),
    "hsts-missing": ("rfc-6797", "internet-nl"),
    "mixed-content": ("mixed",),
    "csp-missing": ("csp-3", "internet-nl"),
    "framing-allowed": ("csp-3", "internet-nl"),
    "content-sniffing-allowed": ("fetch", "internet-nl"),
    "referrer-policy-missing": ("referrer", "internet-nl"),
    "cookie-flags-missing": ("rfc-6265",),
    "server-version-leaked": ("rfc-9110",),
    "security-txt-missing": ("rfc-9116", "internet-nl"),
    "dnssec-missing": ("rfc-4033", "minimum", "internet-nl"),
    "ipv6-missing": ("rfc-8200", "internet-nl"),
    "spf-missing": ("rfc-7208", "internet-nl"),
    "dmarc-missing": ("rfc-7489", "minimum", "internet-nl"),
    "caa-missing": ("rfc-8659", "internet-nl"),
    "cookies-before-consent": ("eprivacy", "gdpr"),
    "third-parties-before-consent": ("gdpr",),
    "consent-reject-missing": ("eprivacy", "gdpr"),
    "privacy-page-missing": ("gdpr",),
    "dpo-contact-missing": ("gdpr",),
}
"""The references of each rule about security and privacy, in the order in which reports show the rules."""


def references_of(rule: str, country: str = "") -> tuple[Reference, ...]:
    """Return what a rule rests on in a country, or with "" in any, the nearest first."""
    known = (REFERENCES[key] for key in OF_RULE.get(rule, ()))
    return tuple(one for one in known if not country or one.country in {"", country})
