"""What a caller may decide about rendering, with the bounds that nobody may change."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from crawler import memory
from crawler.credentials import Credentials

SNAPSHOT_NODES_MAX = 200_000
SNAPSHOT_CHARACTERS_MAX = 20_000_000
"""Text, attributes and accessible names together: what the browser hands over about a page must fit in a message."""
DEPTH_MAX = 600
"""Levels of nesting; a browser's parser stops at 512, scripts do not."""
DEPTHS_MAX = 10_000_000
"""The depths of all nodes together: what looks at each element with all that it lies in takes as many steps."""
FRAMES_MAX = 50
PAGE_BYTES_MAX = 150_000_000
DOCUMENT_BYTES_MAX = 10 * 1024 * 1024
"""The page itself, unpacked; the survey takes in no more either (DOWNLOAD_MAXSIZE)."""
PAGE_REQUESTS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """`styles` and `axe_rules` are names only: the render room knows no rule's content.

    `allowed_hosts` are hosts ("127.0.0.1:8000", or "localhost" for every port) that may lead to this very machine;
    other private addresses open only with `allow_private_networks`. `credentials` (a site owner's) go
    to their host and nowhere else. `in_scope` says whether a top-level address still belongs to the
    site; a redirect out of it ends as `left_site`. `allow_files` lets a `file:` address given to `render` be opened.
    """

    user_agent: str
    styles: tuple[str, ...]
    axe_rules: tuple[str, ...]
    page_count: int = 2
    page_budget_seconds: float = 45
    settle_seconds: float = 4
    viewport: tuple[int, int] = (1280, 900)
    allow_private_networks: bool = False
    allowed_hosts: frozenset[str] = frozenset()
    allow_files: bool = False
    screenshots: bool = False
    browser: Path | None = None
    credentials: Credentials = field(default_factory=Credentials)
    in_scope: Callable[[str], bool] | None = None
    recycle_after_pages: int = 300
    recycle_above_bytes: int = memory.BROWSER_RENEWED_ABOVE_BYTES
    tab_bytes_max: int = memory.TAB_BYTES_MAX
    browser_bytes_max: int = memory.BROWSER_BYTES_MAX
