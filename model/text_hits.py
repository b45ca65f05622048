"""What a rule finds in paragraphs, gathered by what it is: one finding for the same words, with all their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from model.checks import Figures
from model.findings import TextPlace
from model.records import NamedTuple
from model.text_checks import Paragraph, paragraphs


class Hit(NamedTuple):
    """Something found in a paragraph. text: what stands there, as a message shows it; kind: told apart by the rule."""

    start: int
    end: int
    text: str
    certain: bool = True
    kind: str = ""


class Gathered(NamedTuple):
    """The same words, wherever they stand in a section."""

    hit: Hit
    places: tuple[TextPlace, ...]
    numbers: tuple[int, ...]
    """The paragraphs' numbers, from 0."""

    @property
    def where(self) -> str:
        """The places in words: 第2段, 第2段等3处."""
        more = f"等{len(self.places)}处" if len(self.places) > 1 else ""
        return f"第{self.numbers[0] + 1}段{more}"


def gather(figures: Figures, section: str, find: Callable[[Paragraph], Sequence[Hit]]) -> tuple[Gathered, ...]:
    """What `find` finds in the section's paragraphs, in the order of the first place of each."""
    found: dict[tuple[str, bool, str], list[tuple[Paragraph, Hit]]] = {}
    for paragraph in paragraphs(figures, section):
        for hit in find(paragraph):
            found.setdefault((hit.text, hit.certain, hit.kind), []).append((paragraph, hit))
    return tuple(
        Gathered(
            pairs[0][1],
            tuple(paragraph.place(hit.start, hit.end) for paragraph, hit in pairs),
            tuple(paragraph.number for paragraph, _ in pairs),
        )
        for pairs in found.values()
    )
