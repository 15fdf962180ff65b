"""Runs a Survey beside a made-up renderer on one event loop, as an audit does; prints what it took, as JSON lines.

Usage: python survey_in_loop.py URL MODE; MODE is `render`, `wind-down` or `break`.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from twisted.internet import asyncioreactor

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
asyncioreactor.install(loop)

from crawler.pacing import HostPacer  # noqa: E402
from crawler.site_spec import SiteSpec  # noqa: E402
from crawler.survey.inventory import SurveyedPage  # noqa: E402
from crawler.survey.run import Survey  # noqa: E402

# The reactor is an object that stands where a module is expected; mypy knows only the module.
reactor: Any = import_module("twisted.internet.reactor")


def tell(*values: str) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class RenderedLink:
    """As the render room gives it."""

    url: str
    text: str


async def main(url: str, mode: str) -> None:
    """Survey; the start page is rendered last, and shows a link its HTML did not have."""
    page_count = 0

    def take(item: object) -> None:
        nonlocal page_count
        tell(type(item).__name__, getattr(item, "url", ""), str(getattr(item, "reason", "")))
        if not isinstance(item, SurveyedPage):
            return
        page_count += 1
        if mode == "break":
            raise OSError("the disk is full")
        if mode == "wind-down" and page_count == 3:
            survey.wind_down()
        links = (
            [RenderedLink(f"{url}kun-i-browseren", "Knap"), RenderedLink(f"{url}om", "Om")]
            if item.seq == 0
            else []
        )
        loop.call_later(1.0 if item.seq == 0 else 0.01, survey.page_rendered, item.url, links)

    spec = SiteSpec(sweep={}, site_id="s", name="S", url=url, store="", captures="", captures_name="")
    survey = Survey(spec, HostPacer(lambda _host: 0.0), take)
    try:
        await survey.run()
        allowed = [
            await survey.refusal(address) is None for address in (f"{url}om", f"{url}hemmelig/x", "file:///a")
        ]
        tell("ended", "", str(allowed))
    except OSError as error:
        tell("raised", "", str(error))
    finally:
        reactor.stop()


reactor.callWhenRunning(lambda: loop.create_task(main(*sys.argv[1:])))
reactor.run()
