"""What a site's owner lets the command in with: read from the environment, so that no list of processes shows it."""

import base64
import os
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from crawler.credentials import BASIC_AUTH_VARIABLE, HEADER_VARIABLE, Credentials
from eftersyn.errors import InputError
from rules.model import Text

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_NOT_THE_OWNERS = frozenset(
    {"connection", "content-length", "cookie", "host", "te", "transfer-encoding", "upgrade", "user-agent"}
)
"""What the connection, or our good name, depends on."""


def credentials_for(addresses: Sequence[str], environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return the credentials the environment holds for the one host of these addresses; none when it holds none.

    Raises InputError, which never shows a value.
    """
    headers: dict[str, str] = {}
    secrets: list[str] = []
    if given := environment.get(HEADER_VARIABLE, "").strip():
        name, value = _header(given)
        headers[name] = value
        secrets.extend([value, value.rpartition(" ")[2]])
    if given := environment.get(BASIC_AUTH_VARIABLE, ""):
        token = _basic(given)
        if "authorization" in {name.lower() for name in headers}:
            raise InputError(
                Text(
                    f"{HEADER_VARIABLE} og {BASIC_AUTH_VARIABLE} siger begge Authorization. Sæt kun den ene.",
                    f"{HEADER_VARIABLE} and {BASIC_AUTH_VARIABLE} both say Authorization. Set one of them only.",
                )
            )
        headers["Authorization"] = f"Basic {token}"
        secrets.extend([token, given, given.partition(":")[2]])
    origin = _origin(addresses) if headers else ""
    return Credentials(origin, headers, tuple(dict.fromkeys(secrets))) if origin else Credentials()


def _header(given: str) -> tuple[str, str]:
    name, colon, value = given.partition(":")
    name, value = name.strip(), value.strip()
    is_sound = colon and value and _NAME.fullmatch(name) and _is_printable(value)
    if not is_sound or name.lower() in _NOT_THE_OWNERS:
        raise InputError(
            Text(
                f"{HEADER_VARIABLE} skal være én header, der må sendes, fx »X-Adgang: hemmelighed«. "
                "Værdien vises ikke her.",
                f"{HEADER_VARIABLE} must be one header that may be sent, such as “X-Access: secret”. "
                "Its value is not shown here.",
            )
        )
    return name, value


def _basic(given: str) -> str:
    if ":" not in given or not given.isprintable():
        raise InputError(
            Text(
                f"{BASIC_AUTH_VARIABLE} skal være bruger:adgangskode. Værdien vises ikke her.",
                f"{BASIC_AUTH_VARIABLE} must be user:password. Its value is not shown here.",
            )
        )
    return base64.b64encode(given.encode()).decode("ascii")


def _is_printable(value: str) -> bool:
    return value.isprintable() and value.isascii()


def _origin(addresses: Sequence[str]) -> str:
    origins = {
        f"{parts.scheme}://{parts.netloc}"
        for address in addresses
        if (parts := urlsplit(address)).scheme in {"http", "https"}
    }
    if len(origins) > 1:
        raise InputError(
            Text(
                f"{HEADER_VARIABLE} og {BASIC_AUTH_VARIABLE} gælder ét websted, men adresserne ligger på flere: "
                f"{', '.join(sorted(origins)[:5])}.",
                f"{HEADER_VARIABLE} and {BASIC_AUTH_VARIABLE} are for one site, but the addresses are on several: "
                f"{', '.join(sorted(origins)[:5])}.",
            )
        )
    return next(iter(origins), "")
