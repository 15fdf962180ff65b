"""Damaged and random files never break the identifier, nor a reader: each gets an answer."""

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.documents.identify import examine
from crawler.documents.reading import read
from rules.formats import FORMATS
from tests.documents.made_files import MADE, Made

EXAMPLES = 150


@cache
def content(made: Made) -> bytes:
    return made.make()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with some bytes changed, cut out, doubled, or its end lost."""
    found = bytearray(content(draw(st.sampled_from(MADE))))
    for _ in range(draw(st.integers(1, 6))):
        if not found:
            break
        at = draw(st.integers(0, len(found) - 1))
        match draw(st.sampled_from(["change", "cut", "double", "end"])):
            case "change":
                found[at] = draw(st.integers(0, 255))
            case "cut":
                del found[at : at + draw(st.integers(1, 64))]
            case "double":
                found[at:at] = found[at : at + draw(st.integers(1, 64))]
            case "end":
                del found[at:]
    return bytes(found)


def written(folder: str, file: bytes) -> Path:
    path = Path(folder) / "file"
    path.write_bytes(file)
    return path


@settings(max_examples=EXAMPLES, deadline=None)
@example(file=b"\xff\xd8\xff")
@example(file=b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
@given(st.one_of(damaged(), st.binary(max_size=2000), st.text(max_size=500).map(str.encode)))
def test_whatever_the_bytes_the_identifier_answers(file: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = examine(written(folder, file))
    assert found.format.id in FORMATS


@settings(max_examples=EXAMPLES, deadline=None)
@given(damaged())
def test_whatever_the_damage_a_file_gets_an_outcome(file: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(written(folder, file))
    assert found.state
