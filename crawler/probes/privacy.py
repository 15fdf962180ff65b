"""The privacy probe: reads the pages about personal data that the site links to."""

from collections import Counter
from urllib.parse import urlsplit

from crawler.probes.context import ProbeContext
from rules.evidence import PageState
from rules.page_text import page_blocks
from rules.page_view import Page
from rules.privacy import is_link_to_privacy
from rules.safety_evidence import Passage, PrivacyEvidence, PrivacyPage

PAGES_MAX = 2
BLOCKS_MAX = 1_500
PASSAGE_MAX_CHARACTERS = 600


async def gather(context: ProbeContext) -> PrivacyEvidence:
    """Return the pages about privacy, those most linked to first."""
    found: Counter[str] = Counter()
    for facts in context.pages():
        found.update({link.url for link in facts.links if is_link_to_privacy(link)})
    ordered = sorted(found, key=lambda url: (-found[url], url))
    pages = [await _page(context, url) for url in ordered[:PAGES_MAX]]
    return PrivacyEvidence(context.taken_at, tuple(pages))


async def _page(context: ProbeContext, url: str) -> PrivacyPage:
    if urlsplit(url).path.lower().endswith(".pdf"):
        return PrivacyPage(url, reason="file")
    evidence = await context.render(url)
    if evidence.state is not PageState.RENDERED:
        return PrivacyPage(url, reason=f"{evidence.state.value}: {evidence.reason}"[:300])
    blocks, is_cut = page_blocks(Page(evidence), BLOCKS_MAX)
    passages = tuple(
        Passage(block.text[:PASSAGE_MAX_CHARACTERS], tuple(link.url for link in block.links))
        for block in blocks
        if block.text
    )
    return PrivacyPage(evidence.final_url, evidence.title, evidence.language, passages, is_cut)
