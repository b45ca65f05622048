"""The manual: what it names is in the program, its pictures and links are there, and its pages are read strictly."""

from __future__ import annotations

import re
import struct

import pytest

from workflows.manual import KEYS, TOPICS, Topic, folder, picture_file, read_manual, read_topic
from workflows.manual_text import Block, ManualError, Span, read_blocks, read_spans

PAGES = [read_topic(name) for name in TOPICS]
LARGEST = 1_500_000
"""Bytes of all pictures together."""
LONGEST = 1100
"""Characters of a page: it is to be read at one sitting."""


def spans(topic: Topic) -> list[Span]:
    """All stretches of a page."""
    return [span for block in topic.blocks for cell in block.cells for span in cell]


def pictures() -> list[str]:
    """The names of all pictures in all pages."""
    return [block.id for topic in PAGES for block in topic.blocks if block.kind == "picture"]


def test_the_pages_are_the_files() -> None:
    assert {f"{name}.md" for name in TOPICS} == {file.name for file in folder().glob("*.md")}


def test_every_picture_is_there_and_used_once() -> None:
    assert len(pictures()) == len(set(pictures())) > 10
    assert {f"{name}.png" for name in pictures()} == {file.name for file in (folder() / "pictures").iterdir()}


def test_the_pictures_are_small() -> None:
    files = [picture_file(name) for name in pictures()]
    assert sum(file.stat().st_size for file in files) < LARGEST
    for file in files:
        width, height = struct.unpack(">II", file.read_bytes()[16:24])
        assert 200 < width <= 1050, file.name
        assert 100 < height <= 700, file.name


def test_the_pictures_are_made_by_the_script() -> None:
    script = (folder().parent.parent / "docs" / "make_manual_pictures.py").read_text(encoding="utf-8")
    for name in pictures():
        assert re.search(rf"^def {name}\(made: Set\)", script, re.M), name


@pytest.mark.parametrize("topic", PAGES, ids=TOPICS)
def test_links_lead_to_pages_and_their_sections(topic: Topic) -> None:
    sections = {page.id: page.sections for page in PAGES}
    for span in spans(topic):
        if span.kind == "link":
            name, _, section = span.target.partition("#")
            assert name in sections, span.target
            assert not section or section in sections[name], span.target


@pytest.mark.parametrize("topic", PAGES, ids=TOPICS)
def test_a_page_is_short_and_each_section_there_once(topic: Topic) -> None:
    assert topic.blocks[0].kind == "title"
    assert [block.kind for block in topic.blocks].count("title") == 1
    assert len(topic.sections) == len(set(topic.sections))
    assert sum(len(text) for block in topic.blocks for text in block.texts) < LONGEST


def test_every_page_is_linked_or_listed_with_a_title_of_its_own() -> None:
    assert len({topic.title for topic in PAGES}) == len(TOPICS)


def test_the_keys_are_added_to_their_page() -> None:
    pages = {topic.id: topic for topic in read_manual([("文件", "保存", "Ctrl+S"), ("表格里", "行首", "Home / End")])}
    rows = [block for block in pages[KEYS].blocks if block.kind == "row"]
    assert [block.texts for block in rows[1:]] == [("文件", "保存", "Ctrl+S"), ("表格里", "行首", "Home / End")]
    assert [span.text for span in rows[2].cells[2] if span.kind == "key"] == ["Home", "End"]
    assert pages["start"] == PAGES[0]


def test_words_are_counted_in_all_kinds_of_blocks() -> None:
    topic = Topic("x", "X", read_blocks("# 保存\n\n按 `Ctrl+S` 保存。\n\n| 键 | 保存 |\n| --- | --- |\n- **保存**\n"))
    assert topic.count("保存") == 4
    assert topic.count("ctrl+s") == 1
    assert topic.count("") == 0


def test_blocks_are_told_by_their_first_characters() -> None:
    text = "# T\n## S {#s-1}\n![P](pictures/a_b.png)\n- I\n1. N\n| A | B |\n| --- | --- |\n| C | D |\n\n| E |\nplain\n"
    blocks = read_blocks(text)
    kinds = ["title", "section", "picture", "item", "step", "row", "row", "row", "text"]
    assert [block.kind for block in blocks] == kinds
    assert [(block.id, block.head) for block in blocks if block.kind in ("section", "picture", "row")] == [
        ("s-1", False),
        ("a_b", False),
        ("", True),
        ("", False),
        ("", True),
    ]
    assert blocks[5] == Block("row", ((Span("plain", "A"),), (Span("plain", "B"),)), "", True)


def test_spans_keep_their_targets() -> None:
    assert read_spans("见[粘贴](paste.md#preview)，按 `F1`") == (
        Span("plain", "见"),
        Span("link", "粘贴", "paste#preview"),
        Span("plain", "，按 "),
        Span("key", "F1"),
    )


@pytest.mark.parametrize(
    "text",
    ["## no id", "![x](elsewhere.png)", "a **b", "a `b", "[x](https://example.org)", "[x](../a.md)", "x {#id}"],
)
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(ManualError, match="line 2"):
        read_blocks(f"# T\n{text}\n")
