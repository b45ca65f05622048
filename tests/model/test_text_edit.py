"""What belongs to a paragraph but is not its text stays with it while it is edited."""

import pytest

from model.text import Span, TextBlock
from model.text_edit import rewritten


def block(text: str, word: str = "", kind: str = "paragraph", extra: str = "") -> TextBlock:
    """A paragraph of plain text."""
    return TextBlock((Span(text),) if text else (), kind, extra, word)


@pytest.mark.parametrize(
    ("held", "shown", "expected"),
    [
        ([block("甲", "一")], ["甲甲"], [block("甲甲", "一")]),
        ([block("甲乙", "一")], ["甲", "乙"], [block("甲", "一"), block("乙")]),
        ([block("甲乙", "一")], ["", "甲乙"], [block(""), block("甲乙", "一")]),
        ([block("甲", "一"), block("乙", "二")], ["甲乙"], [block("甲乙", "一；二")]),
        ([block("甲", "一"), block("乙", "一")], ["甲乙"], [block("甲乙", "一")]),
        ([block("甲", "一"), block("乙")], ["乙"], [block("乙")]),
        ([block("甲"), block("乙", "二")], ["甲"], [block("甲")]),
        (
            [block("甲", kind="list", extra='{"level": 2}')],
            ["甲乙"],
            [block("甲乙", kind="list", extra='{"level": 2}')],
        ),
        ([block("甲", "一"), block("乙", "二")], ["丙", "丁"], [block("丙", "一"), block("丁", "二")]),
        ([block("甲", "一")], [], []),
    ],
)
def test_words_and_kinds_go_where_the_text_goes(held, shown, expected) -> None:
    start, stop, blocks = rewritten(held, [(Span(text),) if text else () for text in shown])
    assert [*held[:start], *blocks, *held[stop:]] == expected


def test_what_is_the_same_is_not_rewritten() -> None:
    held = [TextBlock((Span("甲"), Span(""), Span("乙"))), block("丙", "三")]
    start, stop, blocks = rewritten(held, [(Span("甲乙"),), (Span("丙"),)])
    assert (start, stop, blocks) == (2, 2, ())


def test_a_figure_is_no_text_of_the_same_letters() -> None:
    figure = Span("47", "figure", '{"what": "sum"}')
    start, stop, blocks = rewritten([block("47", "一")], [(figure,)])
    assert (start, stop, blocks) == (0, 1, (TextBlock((figure,), word="一"),))
