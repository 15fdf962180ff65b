"""What lets an owner in where others may not: headers for one host, which nothing that is kept or told may hold."""

import dataclasses
import html
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar, cast
from urllib.parse import quote, urlsplit

HEADER_VARIABLE = "EFTERSYN_HEADER"
BASIC_AUTH_VARIABLE = "EFTERSYN_BASIC_AUTH"
VARIABLES = (HEADER_VARIABLE, BASIC_AUTH_VARIABLE)
"""Environment variables; only the command reads them, and no process it starts is handed them on."""

SECRET_CHARACTERS_MIN = 6
"""What is shorter cannot be told from ordinary words of a page, and is not looked for there."""
_INSTEAD = "[…]"
_DEFAULT_PORTS = {"http": 80, "https": 443}

_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Headers for the host of `origin` ("https://www.example.dk"), and the words in them that are secret.

    Printed, logged or shown in a traceback, it holds nothing: fields are left out of its repr.
    """

    origin: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.headers)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return what `dataclasses.asdict` gave, once through JSON."""
        return cls(values["origin"], values["headers"], tuple(values["secrets"]))

    @property
    def has_short_secret(self) -> bool:
        """Whether a secret is too short to be looked for where a server may send it back."""
        return any(len(secret) < SECRET_CHARACTERS_MIN for secret in self.secrets)

    def for_url(self, url: str) -> Mapping[str, str]:
        """Return the headers to send with a request: all or none."""
        return self.headers if self.headers and self._is_ours(url) else {}

    @property
    def origins(self) -> tuple[str, ...]:
        """Return every origin the headers may go to."""
        scheme, host, port = _parts(self.origin)
        upgraded = (("https", host, 443),) if (scheme, port) == ("http", 80) else ()
        return tuple(_written(*one) for one in ((scheme, host, port), *upgraded)) if self.headers else ()

    def _is_ours(self, url: str) -> bool:
        try:
            return _written(*_parts(url)) in self.origins
        except ValueError:
            return False

    def without(self, value: _Any) -> _Any:
        """Return a value, however nested, with every secret in its texts replaced: a server may send it back."""
        return cast("_Any", self._without(value)) if self.headers else value

    def _without(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._without_secrets(value)
        if isinstance(value, Mapping):
            return {self._without(key): self._without(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
            return type(value)(self._without(one) for one in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            changed = {one.name: self._without(getattr(value, one.name)) for one in dataclasses.fields(value)}
            return dataclasses.replace(value, **changed)
        return value

    def _without_secrets(self, text: str) -> str:
        found = text
        for secret in self.secrets:
            for spelling in _spellings(secret):
                if len(spelling) >= SECRET_CHARACTERS_MIN and spelling in found:
                    found = found.replace(spelling, _INSTEAD)
        # A member of an enumeration is a text, too, and stays what it is.
        return text if found == text else found


def _spellings(secret: str) -> tuple[str, ...]:
    """Return how a text may hold a secret: as it is, in an address, in HTML."""
    return tuple(
        dict.fromkeys((secret, quote(secret, safe=""), html.escape(secret, quote=False), html.escape(secret)))
    )


class DiscreetFormatter(logging.Formatter):
    """Writes log lines, tracebacks included, without the secrets."""

    def __init__(self, form: str, credentials: Credentials) -> None:
        super().__init__(form)
        self._credentials = credentials

    def format(self, record: logging.LogRecord) -> str:
        return self._credentials.without(super().format(record))


def _parts(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").rstrip("."), parts.port or _DEFAULT_PORTS.get(scheme, 0)


def _written(scheme: str, host: str, port: int) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    return f"{scheme}://{bracketed}" + ("" if port == _DEFAULT_PORTS.get(scheme) else f":{port}")
