"""Headers and footers of PDFs told from text that happens to stand at the edges of pages."""

from importers.pdf_around import HEADER, around
from importers.pdf_glyphs import Glyph
from importers.pdf_lines import Line

HEIGHT = 842.0


def line(text: str, page: int, base: float, size: float = 12) -> Line:
    glyphs = [Glyph(char, 100 + 12 * n, base, 112 + 12 * n, base + 12, base, size) for n, char in enumerate(text)]
    return Line(text, page, tuple(glyphs))


def taken(first_lines: dict[int, str], pages: int) -> set[str]:
    """What is taken off, where these lines stand apart at the upper edges of pages full of text."""
    items = [line(text, page, 800) for page, text in first_lines.items()]
    items += [line(f"第{page}页的第{n}行文字", page, 740 - 20 * n) for page in range(1, pages + 1) for n in range(20)]
    found = around(items, dict.fromkeys(range(1, pages + 1), HEIGHT), lambda text: False)
    return {item.text for group in found for item in group.lines}


def test_a_line_on_page_after_page_is_a_header() -> None:
    assert taken(dict.fromkeys(range(2, 7), "示例县年报"), 6) == {"示例县年报"}
    assert taken({page: ("左页", "右页")[page % 2] for page in range(2, 10)}, 9) == {"左页", "右页"}
    assert taken({1: "示例县年报", 2: "示例县年报"}, 2) == {"示例县年报"}


def test_a_phrase_that_begins_two_pages_of_many_is_text() -> None:
    assert taken({3: "1.强化目录管理", 8: "1.强化目录管理"}, 9) == set()
    assert HEADER not in taken({3: "1.强化目录管理"}, 9)


def test_a_title_and_a_signature_at_the_heads_of_two_pages_are_no_header() -> None:
    items = [line("示例县数据局", 1, 800, 18), line("示例县数据局", 2, 800)]
    items += [line(f"第{page}页的第{n}行文字", page, 740 - 20 * n) for page in (1, 2) for n in range(20)]
    assert around(items, {1: HEIGHT, 2: HEIGHT}, lambda text: False) == ()
