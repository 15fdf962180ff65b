"""What the user names to be checked: addresses and local files, from arguments or from a list."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.credentials import BASIC_AUTH_VARIABLE
from crawler.survey.media import Medium, medium_of_address
from eftersyn.errors import InputError
from rules.model import Text

_SCHEMES = frozenset({"http", "https", "file"})


@dataclass(frozen=True, slots=True)
class Target:
    """One address or file: as the user gave it, and as it is loaded."""

    given: str
    address: str

    @property
    def is_file(self) -> bool:
        """Whether it is a local file."""
        return self.address.startswith("file:")


def target(given: str, where: str = "") -> Target:
    """Return what an address or a path means; a bare host name is taken as https.

    Raises InputError when it is neither; `where` is named in the message.
    """
    parts = urlsplit(given)
    if parts.scheme in _SCHEMES:
        if parts.scheme != "file" and not parts.hostname:
            raise _not_an_address(given, where)
        if "@" in parts.netloc:
            raise _holds_a_password(parts.hostname or "", where)
        return Target(given, given)
    path = Path(given)
    if path.is_file():
        return Target(given, path.resolve().as_uri())
    looks_like_host = "." in given.split("/", 1)[0] and not given.startswith((".", "/")) and " " not in given
    is_file_name = path.suffix.lower() in {".html", ".htm"} or medium_of_address(given) is Medium.DOCUMENT
    if looks_like_host and "@" in given.split("/", 1)[0] and parts.scheme != "mailto":
        raise _holds_a_password(given.split("/", 1)[0].rpartition("@")[2], where)
    if looks_like_host and not parts.scheme and not is_file_name:
        return Target(given, f"https://{given}")
    raise _not_an_address(given, where)


def read_targets(path: Path) -> list[Target]:
    """Return the addresses of a list: one a line, `#` starts a comment line, blank lines are ignored.

    Raises InputError for a list that cannot be read, is empty or holds a line that is no address, with line numbers.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            Text(
                f"Listen kan ikke læses: {path}: {error.strerror}.",
                f"Cannot read the list: {path}: {error.strerror}.",
            )
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            Text(
                f"Listen er ikke gemt som UTF-8: {path}, byte {error.start}. Gem den som UTF-8.",
                f"The list is not UTF-8: {path}, byte {error.start}. Save it as UTF-8.",
            )
        ) from error
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    found = [target(line, f"{path}:{number}") for number, line in lines if line and not line.startswith("#")]
    if not found:
        raise InputError(Text(f"Listen er tom: {path}.", f"The list is empty: {path}."))
    # One row per line is promised for results; an address listed twice is still one page.
    return list({one.given: one for one in found}.values())


def _holds_a_password(host: str, where: str) -> InputError:
    """Addresses are kept, shown and published, so none with a password is taken; it is not shown here either."""
    prefix = f"{where}: " if where else ""
    return InputError(
        Text(
            f"{prefix}Adressen på {host} har en bruger eller adgangskode i sig. Skriv den uden, og brug --own-site med "
            f"miljøvariablen {BASIC_AUTH_VARIABLE}=bruger:adgangskode.",
            f"{prefix}The address on {host} has a user or password in it. Write it without, and use --own-site with "
            f"the environment variable {BASIC_AUTH_VARIABLE}=user:password.",
        )
    )


def _not_an_address(given: str, where: str) -> InputError:
    prefix = f"{where}: " if where else ""
    return InputError(
        Text(
            f"{prefix}{given!r} er hverken en adresse eller en fil, der findes. "
            "En adresse begynder med https:// eller http://.",
            f"{prefix}{given!r} is neither an address nor a file that exists. "
            "An address starts with https:// or http://.",
        )
    )
