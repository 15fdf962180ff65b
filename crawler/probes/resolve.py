"""Asks the DNS through the machine's own resolver, each question once; one that does not answer is left alone."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import dns.exception
import dns.flags
import dns.rdatatype
import dns.resolver

from rules.safety_evidence import Records, RecordState

LIFETIME_SECONDS = 5.0
VALUES_MAX = 40
VALUE_MAX_CHARACTERS = 1_000
_PAYLOAD_BYTES = 1232


class Resolve(Protocol):
    """Says what the DNS holds under a name; never raises for what it answers."""

    async def __call__(self, name: str, kind: str, /) -> Records: ...


class Resolver:
    """The questions of one audit, to the name servers given or else to those of the machine."""

    def __init__(self, nameservers: Sequence[str] | None = None, port: int = 53) -> None:
        self._known: dict[tuple[str, str], Records] = {}
        self._is_silent = ""
        try:
            self._resolver = dns.resolver.Resolver(configure=nameservers is None)
        except dns.resolver.NoResolverConfiguration as error:
            self._resolver = dns.resolver.Resolver(configure=False)
            self._is_silent = str(error)
        if nameservers is not None:
            self._resolver.nameservers = list(nameservers)
            self._resolver.port = port
        self._resolver.lifetime = LIFETIME_SECONDS
        self._resolver.search = []
        # Asks to be told whether the resolver could vouch for the answer (RFC 6840, section 5.7).
        self._resolver.flags = dns.flags.RD | dns.flags.AD
        self._resolver.use_edns(0, 0, _PAYLOAD_BYTES)

    async def __call__(self, name: str, kind: str) -> Records:
        """Return the records of one kind, such as "TXT", under a name."""
        key = name.rstrip(".").lower(), kind
        if key not in self._known:
            if self._is_silent:
                self._known[key] = Records(*key, RecordState.FAILED, reason=self._is_silent)
            else:
                self._known[key] = await asyncio.to_thread(self._ask, *key)
        return self._known[key]

    def _ask(self, name: str, kind: str) -> Records:
        try:
            answer = self._resolver.resolve(f"{name}.", kind, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return Records(name, kind, RecordState.ABSENT, reason="NXDOMAIN")
        except (dns.resolver.LifetimeTimeout, dns.resolver.NoNameservers) as error:
            reason = _in_short(error)
            if isinstance(error, dns.resolver.LifetimeTimeout):
                self._is_silent = reason
            return Records(name, kind, RecordState.FAILED, reason=reason)
        except (dns.exception.DNSException, OSError, UnicodeError, ValueError) as error:
            return Records(name, kind, RecordState.FAILED, reason=_in_short(error))
        is_validated = bool(answer.response.flags & dns.flags.AD)
        if answer.rrset is None:
            return Records(name, kind, RecordState.ABSENT, is_validated=is_validated)
        values = sorted(_value(record)[:VALUE_MAX_CHARACTERS] for record in answer.rrset)
        return Records(name, kind, RecordState.FOUND, tuple(values[:VALUES_MAX]), is_validated)


def _value(record: object) -> str:
    """Return a record as text; the pieces of a long text belong together without a space (RFC 7208, section 3.3)."""
    strings: Sequence[bytes] | None = getattr(record, "strings", None)
    return b"".join(strings).decode("utf-8", "replace") if strings is not None else str(record)


def _in_short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
