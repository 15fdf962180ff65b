"""Agrees with a server on encryption, to see what it offers, and asks for nothing: guarded, paced, each offer once."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from cryptography import x509
from OpenSSL import SSL

from crawler.pacing import HostPacer
from crawler.survey.guard import AddressPolicy
from crawler.survey.inventory import SkipReason
from crawler.survey.pinned import checked_address, shut
from crawler.survey.robots import FetchError
from rules.safety_evidence import Certificate, Spoken, Tls, Trust

TIMEOUT_SECONDS = 10.0
NAMES_MAX = 50

_TRUST_BY_CODE = {
    # X509_V_ERR_* of OpenSSL's x509_vfy.h
    9: Trust.NOT_YET_VALID,
    10: Trust.EXPIRED,
    18: Trust.SELF_SIGNED,
    19: Trust.SELF_SIGNED,
    20: Trust.UNKNOWN_ISSUER,
    21: Trust.UNKNOWN_ISSUER,
    62: Trust.WRONG_NAME,
    64: Trust.WRONG_NAME,
}
_OLD_VERSIONS = {"TLSv1": "TLS 1.0", "TLSv1.1": "TLS 1.1", "SSLv3": "SSL 3.0"}
# What our own library says when it was built, or set up, without the old versions.
_CANNOT_SPEAK = ("no protocols available", "unsupported protocol version", "internal error")

_Seen = TypeVar("_Seen")


class Handshake(Protocol):
    """Says what a server offers of encryption; never raises for what a server does."""

    async def __call__(self, host: str, port: int, /) -> Tls: ...


@dataclass(slots=True)
class PoliteHandshake:
    """Connects two or three times to a host in an audit: what was seen is remembered."""

    policy: AddressPolicy
    pacer: HostPacer
    timeout_seconds: float = TIMEOUT_SECONDS
    _known: dict[tuple[str, int], Tls] = field(default_factory=dict)

    async def __call__(self, host: str, port: int) -> Tls:
        """Return what the server at `host`:`port` offers."""
        key = host, port
        if key not in self._known:
            self._known[key] = await self._seen(host, port)
        return self._known[key]

    async def _seen(self, host: str, port: int) -> Tls:
        try:
            version, trust, detail, certificate = await self._turn(host, port, self._new)
        except FetchError as error:
            is_refusal = error.reason is SkipReason.CONNECTION_FAILED
            if is_refusal and isinstance(error.__cause__, ssl.SSLError):
                return await self._old_alone(host, port, str(error))
            return Tls(Spoken.REFUSED if is_refusal else Spoken.UNSEEN, str(error))
        try:
            old, old_version = await self._turn(host, port, self._old)
        except FetchError:
            # It has just answered: a connection it does not take now says nothing of what it speaks.
            old, old_version = Spoken.UNSEEN, ""
        return Tls(Spoken.ACCEPTED, "", version, trust, detail, certificate, old, old_version)

    async def _old_alone(self, host: str, port: int, reason: str) -> Tls:
        """Return what a server offers that answered, and would not agree on anything new."""
        try:
            old, version = await self._turn(host, port, self._old)
        except FetchError:
            old, version = Spoken.UNSEEN, ""
        if old is not Spoken.ACCEPTED:
            return Tls(Spoken.REFUSED, reason)
        return Tls(Spoken.ACCEPTED, "", version, old=old, old_version=version)

    async def _turn(self, host: str, port: int, look: Callable[[str, int], _Seen]) -> _Seen:
        await self.pacer.turn(f"https://{host}:{port}" if port != 443 else f"https://{host}")
        return await asyncio.to_thread(look, host, port)

    def _connected(self, host: str, port: int) -> socket.socket:
        try:
            return socket.create_connection(
                (checked_address(self.policy, host, port), port), self.timeout_seconds
            )
        except TimeoutError as error:
            raise FetchError(SkipReason.TIMED_OUT, f"{host}:{port} did not answer in time") from error
        except OSError as error:
            raise FetchError(SkipReason.CONNECTION_FAILED, f"{host}:{port}: {error}") from error

    def _new(self, host: str, port: int) -> tuple[str, Trust, str, Certificate | None]:
        """Offer what browsers offer; where the certificate is not trusted, connect again to see why."""
        try:
            version, certificate = self._agreed(ssl.create_default_context(), host, port)
        except ssl.SSLCertVerificationError as error:
            unchecked = ssl.create_default_context()
            unchecked.check_hostname = False
            unchecked.verify_mode = ssl.CERT_NONE
            trust = _TRUST_BY_CODE.get(error.verify_code, Trust.OTHER)
            try:
                version, certificate = self._agreed(unchecked, host, port)
            except ssl.SSLCertVerificationError:  # pragma: no cover  # it verifies nothing
                version, certificate = "", None
            return version, trust, error.verify_message, certificate
        return version, Trust.TRUSTED, "", certificate

    def _agreed(self, context: ssl.SSLContext, host: str, port: int) -> tuple[str, Certificate | None]:
        raw = self._connected(host, port)
        alarm = threading.Timer(self.timeout_seconds, shut, [raw])
        alarm.start()
        try:
            with context.wrap_socket(raw, server_hostname=host) as agreed:
                return agreed.version() or "", _certificate(agreed.getpeercert(binary_form=True))
        except ssl.SSLCertVerificationError:
            raise
        except TimeoutError as error:
            raise FetchError(SkipReason.TIMED_OUT, f"{host}:{port} did not answer in time") from error
        except OSError as error:
            raise FetchError(SkipReason.CONNECTION_FAILED, f"{host}:{port}: {error}") from error
        finally:
            alarm.cancel()
            raw.close()

    def _old(self, host: str, port: int) -> tuple[Spoken, str]:
        """Offer nothing newer than TLS 1.1. Not with the `ssl` module, which warns of every mention of it."""
        context = SSL.Context(SSL.TLS_CLIENT_METHOD)
        context.set_verify(SSL.VERIFY_NONE)
        context.set_min_proto_version(SSL.TLS1_VERSION)
        context.set_max_proto_version(SSL.TLS1_1_VERSION)
        try:
            context.set_cipher_list(b"ALL:@SECLEVEL=0")
        except SSL.Error:
            return Spoken.UNTESTED, ""
        raw = self._connected(host, port)
        raw.settimeout(None)  # OpenSSL waits by itself; the alarm ends it
        is_late = threading.Event()

        def ring() -> None:
            is_late.set()
            shut(raw)

        alarm = threading.Timer(self.timeout_seconds, ring)
        alarm.start()
        try:
            connection = SSL.Connection(context, raw)
            connection.set_connect_state()
            if not _is_address(host):
                connection.set_tlsext_host_name(host.encode("idna"))
            connection.do_handshake()
            version = connection.get_protocol_version_name()
            return Spoken.ACCEPTED, _OLD_VERSIONS.get(version, version)
        except SSL.Error as error:
            if is_late.is_set():
                return Spoken.UNSEEN, ""
            says = str(error)
            return (Spoken.UNTESTED if any(word in says for word in _CANNOT_SPEAK) else Spoken.REFUSED), ""
        except (OSError, UnicodeError):
            return Spoken.UNSEEN, ""
        finally:
            alarm.cancel()
            raw.close()


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def _certificate(encoded: bytes | None) -> Certificate | None:
    if not encoded:
        return None
    try:
        found = x509.load_der_x509_certificate(encoded)
        return Certificate(
            names=_names(found)[:NAMES_MAX],
            issuer=found.issuer.rfc4514_string()[:300],
            valid_from=_day(found.not_valid_before_utc),
            valid_to=_day(found.not_valid_after_utc),
        )
    except (ValueError, x509.DuplicateExtension):
        return None


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return (
        *names.get_values_for_type(x509.DNSName),
        *map(str, names.get_values_for_type(x509.IPAddress)),
    )


def _day(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
