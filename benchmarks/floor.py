"""The floor: the least a browser can do for the same pages. Bare Playwright, `goto` and axe, and nothing else.

One browser, one context, two pages at a time, reused; axe-core evaluated into the page with a reporter that hands
over violations and incomplete as one JSON string and the rest as counts. The same browser build, rules and
concurrency as the tool's; no isolated world, no captures, no proxy, no robots.txt, nothing written.

    python -m benchmarks.floor URLS_FILE [--without-axe]
"""

import asyncio
import json
import sys
from pathlib import Path

from playwright.async_api import BrowserContext, async_playwright

from crawler.render.browser_finder import find_browser
from rules.axe.package import SCRIPT_NAME, axe_core_folder
from rules.catalogue import catalogue

PAGE_COUNT = 2
_REPORTER = """
axe.addReporter('floor', (results, options, resolve) => {
  const node = (found) => ({ target: found.node.selector, html: found.node.source, impact: found.impact });
  resolve(JSON.stringify(results.map(({ id, passes, violations, incomplete }) => ({
    id, passes: passes.length, violations: violations.map(node), incomplete: incomplete.map(node),
  }))));
});
"""


async def main(addresses: list[str], *, with_axe: bool = True) -> int:
    """Visit every address and return how many findings there were."""
    rules = catalogue().axe_rules
    options = json.dumps({"runOnly": {"type": "rule", "values": list(rules)}, "reporter": "floor"})
    script = (axe_core_folder() / SCRIPT_NAME).read_text(encoding="utf-8") + _REPORTER
    queue = list(reversed(addresses))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser().path, args=["--no-sandbox"])
        context = await browser.new_context(viewport={"width": 1280, "height": 900})
        counts = await asyncio.gather(
            *(_work(context, queue, script if with_axe else "", options) for _ in range(PAGE_COUNT))
        )
        await browser.close()
    return sum(counts)


async def _work(context: BrowserContext, queue: list[str], script: str, options: str) -> int:
    page = await context.new_page()
    found = 0
    while queue:
        await page.goto(queue.pop(), wait_until="load")
        if not script:
            continue
        await page.evaluate(script)
        answer = json.loads(await page.evaluate(f"axe.run(document, {options})"))
        found += sum(len(rule["violations"]) for rule in answer)
    return found


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    print(asyncio.run(main(lines, with_axe="--without-axe" not in sys.argv[2:])))
