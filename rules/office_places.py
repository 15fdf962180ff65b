"""Places in office documents and e-books, as findings give them."""

from rules.model import Place
from rules.office_evidence import Spot

DOCUMENT = Place(target="document", path="Document")
"""A finding about the document as a whole."""


def place(spot: Spot, snippet: str = "") -> Place:
    """Return the place of a spot, with `snippet` where its own text says too little."""
    return Place(target=spot.target, path=spot.path, snippet=(snippet or spot.text)[:300])
