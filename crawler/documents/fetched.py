"""What a server answered when asked for a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crawler.survey.inventory import SkipReason


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from, what the server said of it, and the body on disk (None where it was no success).

    `refusal` says why there is no body, as a SkipReason, with `detail`. `is_too_large`: the body was cut at the cap.
    `is_unchanged`: the server says that it is the document known from before; there is no body then.
    """

    final_url: str
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None
    size_bytes: int = 0
    sha256: str = ""
    refusal: SkipReason | None = None
    detail: str = ""
    is_too_large: bool = False
    is_unchanged: bool = False
