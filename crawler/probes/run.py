"""Runs the probes one after another; one that breaks or takes too long costs its own evidence and nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.errors import CrawlerError
from crawler.probes import logins, names, privacy, statement, transport
from crawler.probes.context import Probe, ProbeContext
from rules.model import Evidence

PROBE_TIMEOUT_SECONDS = 240.0
"""Bounds a probe of a site whose every address hangs until its own timeout."""

PROBES: Mapping[Evidence, Probe] = {
    Evidence.STATEMENT: statement.gather,
    Evidence.TRANSPORT: transport.gather,
    Evidence.NAMES: names.gather,
    Evidence.PRIVACY: privacy.gather,
    Evidence.LOGINS: logins.gather,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a probe gave: its facts, or None and the reason."""

    kind: Evidence
    facts: Any = None
    reason: str = ""


async def gather(context: ProbeContext) -> AsyncIterator[Gathered]:
    """Yield what each probe gave, in the order of PROBES; raises only a CrawlerError, such as a lost browser."""
    for kind, probe in PROBES.items():
        yield await _gathered(kind, probe, context)


async def _gathered(kind: Evidence, probe: Probe, context: ProbeContext) -> Gathered:
    try:
        async with asyncio.timeout(PROBE_TIMEOUT_SECONDS):
            return Gathered(kind, await probe(context))
    except TimeoutError:
        return Gathered(kind, None, "timed_out")
    except CrawlerError:
        raise
    except Exception as error:
        log.exception("the %s probe broke", kind.value)
        return Gathered(kind, None, f"{type(error).__name__}: {error}"[:300])


def not_gathered(reason: str, gathered: Collection[Evidence] = ()) -> list[Gathered]:
    """Return what is recorded for the probes that did not run; `gathered` are those that did."""
    return [Gathered(kind, None, reason) for kind in PROBES if kind not in gathered]
