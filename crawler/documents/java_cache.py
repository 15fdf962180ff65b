"""Where Java keeps veraPDF's loaded classes between runs: with them the validator starts in a third of the time.

The file is Java's own (an "AOT cache"), made as the first run with veraPDF ends. Java takes it only for the very same
Java and library, and does without it when it cannot be read.
"""

import contextlib
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

KEPT_MAX = 3
"""Caches of 23 MB each that are kept: one for each installation that is in use."""
_PREFIX = "verapdf-"
_SUFFIX = ".aot"


def cache_file(parts: Sequence[Path], environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where the cache for these files lies, made or not; None where there is no place for it."""
    folder = _folder(environment)
    if folder is None:
        return None
    digest = hashlib.sha256()
    try:
        for part in parts:
            # Java refuses a cache when a file has changed, even if the name has not.
            digest.update(f"{part.resolve()}\0{part.stat().st_size}\0{part.stat().st_mtime_ns}\0".encode())
    except OSError:
        return None
    return folder / f"{_PREFIX}{digest.hexdigest()[:16]}{_SUFFIX}"


def can_be_made(cache: Path) -> bool:
    """Make the folder, the user's alone, and return whether it can be written to."""
    try:
        cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache.parent, os.W_OK | os.X_OK)


def unfinished(cache: Path) -> Path:
    """Return the name under which this process lets Java write the cache."""
    return cache.with_name(f"{cache.name}.{os.getpid()}")


def keep(made: Path, cache: Path) -> None:
    """Put a cache that is written whole in its place, and remove those that have not been made for longest."""
    with contextlib.suppress(OSError):
        made.replace(cache)
        others = sorted(
            cache.parent.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda one: one.stat().st_mtime, reverse=True
        )
        for old in others[KEPT_MAX:]:
            old.unlink(missing_ok=True)


def _folder(environment: Mapping[str, str]) -> Path | None:
    named = environment.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named, "eftersyn")
    try:
        return Path.home() / ".cache" / "eftersyn"
    except RuntimeError:
        return None
