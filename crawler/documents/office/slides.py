"""What makes a slide, in either family: texts and pictures in reading order, with their places."""

from dataclasses import dataclass, field

from crawler.documents.office.gather import cut
from rules.office_evidence import Slide

_SHAPES_MAX = 300


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Where a shape stands; any unit, the same within a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def is_above(self, other: "Rectangle") -> bool:
        """Whether this one ends before `other` begins, in the same column."""
        return self.bottom <= other.top and self.left < other.right and other.left < self.right


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with text in the order it is read in."""

    text: str
    place: Rectangle | None
    is_title: bool = False


@dataclass(slots=True)
class SlideSoFar:
    """A slide while it is read."""

    number: int
    is_hidden: bool = False
    shapes: list[Shape] = field(default_factory=list)
    has_title_shape: bool = False
    has_content: bool = False

    def add(self, shape: Shape) -> None:
        self.has_title_shape = self.has_title_shape or shape.is_title
        if shape.text.strip():
            self.has_content = True
            if len(self.shapes) < _SHAPES_MAX:
                self.shapes.append(shape)

    def facts(self) -> Slide:
        titles = [shape for shape in self.shapes if shape.is_title]
        title_index = self.shapes.index(titles[0]) if titles else 0
        placed = [(shape, shape.place) for shape in self.shapes if shape.place is not None]
        uppermost = min(placed, key=lambda item: item[1].top, default=None)
        pairs, inverted = self._pairs()
        return Slide(
            self.number,
            cut(" ".join(title.text for title in titles)),
            self.has_title_shape,
            self.is_hidden,
            not self.has_content,
            title_index,
            sum(_stands_below(shape, titles[0]) for shape in self.shapes[:title_index]) if titles else 0,
            cut(uppermost[0].text if uppermost else ""),
            pairs,
            inverted,
        )

    def _pairs(self) -> tuple[int, int]:
        places = [shape.place for shape in self.shapes if shape.place is not None and not shape.is_title][:60]
        pairs = inverted = 0
        for index, first in enumerate(places):
            for second in places[index + 1 :]:
                is_inverted = second.is_above(first)
                pairs += is_inverted or first.is_above(second)
                inverted += is_inverted
        return pairs, inverted


def _stands_below(shape: Shape, title: Shape) -> bool:
    return shape.place is not None and title.place is not None and shape.place.top >= title.place.bottom
