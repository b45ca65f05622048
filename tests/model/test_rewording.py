"""A paragraph in other words keeps its live figures, its word and its kind."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from model.rewording import reworded
from model.text import Span, TextBlock, block_text

FIGURE = Span("37", "figure", '{"what": "sum", "cells": ["requests.received.total"]}')
BLOCK = TextBlock((Span("全年收到申请"), FIGURE, Span("件，都已办结。")), word="请核对")


def test_a_live_figure_stays_while_the_words_around_it_change() -> None:
    found = reworded(BLOCK, "2025年收到申请37件，都已按期办结。")
    assert found.spans == (Span("2025年收到申请"), FIGURE, Span("件，都已按期办结。"))
    assert found.word == "请核对"


def test_a_live_figure_that_was_changed_is_plain_text() -> None:
    assert reworded(BLOCK, "全年收到申请38件，都已办结。").spans == (Span("全年收到申请38件，都已办结。"),)


def test_nothing_is_left_of_a_figure_that_is_gone() -> None:
    assert reworded(BLOCK, "全年收到申请，都已办结。").spans == (Span("全年收到申请，都已办结。"),)
    assert reworded(BLOCK, "").spans == ()


@given(
    st.lists(st.tuples(st.text("ab1", min_size=1, max_size=4), st.booleans()), max_size=5), st.text("ab1", max_size=12)
)
@settings(max_examples=80, deadline=None)
def test_the_text_is_what_was_wanted_and_figures_are_whole(spans: list[tuple[str, bool]], text: str) -> None:
    block = TextBlock(tuple(Span(words, "figure", "{}") if live else Span(words) for words, live in spans))
    found = reworded(block, text)
    assert block_text(found) == text
    whole = [span.text for span in block.spans if span.kind == "figure"]
    for span in found.spans:
        assert span.text
        assert span.kind == "text" or span.text in whole
    assert block_text(reworded(block, block_text(block))) == block_text(block)
