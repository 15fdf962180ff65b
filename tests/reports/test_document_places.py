"""Where in a document a fault is, in the reader's words."""

import pytest

from reports.document_places import in_words
from rules.model import Language


@pytest.mark.parametrize(
    ("target", "danish", "english"),
    [
        ("page=2 /Figure[1] (object 21)", "side 2: Figure 1 (objekt 21)", "page 2: Figure 1 (object 21)"),
        ("page=7 (object 3)", "side 7 (objekt 3)", "page 7 (object 3)"),
        ("page=1", "side 1", "page 1"),
        ("page=3 /Link (object 9)", "side 3: Link (objekt 9)", "page 3: Link (object 9)"),
        ("paragraph 15: Picture 3", "afsnit 15: Picture 3", "paragraph 15: Picture 3"),
        ("slide 7", "dias 7", "slide 7"),
        ("table 2", "tabel 2", "table 2"),
        ("document", "hele dokumentet", "the whole document"),
        ("Sheet1!B4", "Sheet1!B4", "Sheet1!B4"),
        ("table of contents", "table of contents", "table of contents"),
    ],
)
def test_a_place_is_said_as_a_reader_says_it(target: str, danish: str, english: str) -> None:
    assert in_words(target, Language.DA) == danish
    assert in_words(target, Language.EN) == english
