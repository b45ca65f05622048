"""Lines of a PDF joined to paragraphs."""

from collections.abc import Sequence

from importers.pdf_glyphs import Glyph
from importers.pdf_lines import Line
from importers.pdf_paragraphs import measured, paragraphs

SIZE = 12.0
WIDTH = 595.0
FULL = 30
"""Characters of a full line."""


def line(text: str, row: int, indent: float = 0.0) -> Line:
    base, left = 760.0 - 20 * row, 100.0 + indent * SIZE
    glyphs = [
        Glyph(char, left + SIZE * n, base, left + SIZE * (n + 1), base + SIZE, base, SIZE)
        for n, char in enumerate(text)
    ]
    return Line(text, 1, tuple(glyphs))


def joined(*lines: Line) -> Sequence[str]:
    return [text for text, _ in paragraphs(lines, measured(lines, {1: WIDTH}))]


def text(length: int, last: str = "") -> str:
    return "示" * (length - len(last)) + last


def test_what_stands_below_the_text_behind_a_number_goes_on() -> None:
    item, rest = "1.（1）" + text(FULL - 5, "，"), text(8, "。")
    assert (
        joined(*(line(item, 2 * n) if not part else line(rest, 2 * n + 1, 2) for n in range(4) for part in (0, 1)))
        == [item + rest] * 4
    )


def test_a_first_line_that_is_set_in_begins_a_paragraph() -> None:
    first, rest, second = text(FULL - 2), text(FULL), text(FULL - 2, "。")
    lines = [line(first, 0, 2), line(rest, 1), line(second, 2, 2), line(first, 3, 2), line(rest, 4)]
    assert joined(*lines) == [first + rest, second, first + rest]


def test_a_number_that_stands_in_its_paragraph_does_not_hang() -> None:
    first, second = "1." + text(FULL - 4), text(20, "。")
    lines = [line(first, 0, 2), line(text(FULL), 1), line(second, 2, 2), line(text(FULL), 3)]
    assert joined(*lines) == [first + text(FULL), second, text(FULL)]


def test_a_heading_goes_on_with_nothing() -> None:
    lines = [line(text(FULL), row) for row in range(4)] + [line("二、主动公开情况", 4), line(text(9), 5)]
    pages = measured(lines, {1: WIDTH})
    found = [text for text, _ in paragraphs(lines, pages, lambda text: text.startswith("二、"))]
    assert found == [text(FULL) * 4, "二、主动公开情况", text(9)]
    assert len(list(paragraphs(lines, pages))) < len(found)


def test_nothing_goes_on_with_a_heading() -> None:
    heading = "二、" + text(FULL - 2)
    lines = [line(heading, 0), line(text(5, "。"), 1), *(line(text(FULL), row) for row in (2, 3, 4))]
    found = [text for text, _ in paragraphs(lines, measured(lines, {1: WIDTH}), lambda text: text == heading)]
    assert found[:2] == [heading, text(5, "。")]
