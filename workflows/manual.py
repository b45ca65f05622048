"""The manual that comes with the program: its pages in order, and where words are found in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import resources
from model.records import NamedTuple
from workflows.manual_text import Block, Span, read_blocks

TOPICS = (
    "start",
    "import",
    "grids",
    "paste",
    "last_year",
    "text",
    "checks",
    "rules",
    "members",
    "reviewer",
    "files",
    "export",
    "publish",
    "compare",
    "templates",
    "collect",
    "units",
    "look",
    "keys",
    "questions",
)
"""The pages as they are listed; each is a file in resources/manual."""

KEYS = "keys"
"""The page to whose end the list of all keys is put."""

PICTURE_SCALE = 1.5
"""How many pixels of a picture stand for one of the window it was made from."""


class Topic(NamedTuple):
    """A page: its id, its title and all its blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """The ids of its sections."""
        return tuple(block.id for block in self.blocks if block.kind == "section")

    def count(self, words: str) -> int:
        """How often the words stand in the page; capitals and small letters alike."""
        wanted = words.lower()
        return sum(text.lower().count(wanted) for block in self.blocks for text in block.texts) if wanted else 0


def folder() -> Path:
    """Where the pages are."""
    return resources.path("manual")


def picture_file(name: str) -> Path:
    """The file of a picture."""
    return folder() / "pictures" / f"{name}.png"


def read_topic(name: str) -> Topic:
    """One page. Raises ManualError when it is not written as it should be."""
    blocks = read_blocks((folder() / f"{name}.md").read_text(encoding="utf-8"))
    return Topic(name, blocks[0].texts[0], blocks)


def read_manual(keys: Iterable[tuple[str, str, str]]) -> tuple[Topic, ...]:
    """All pages. keys: menu, command and keys of all that have some, for the page that lists them."""
    return tuple(_with_keys(topic, keys) if topic.id == KEYS else topic for topic in map(read_topic, TOPICS))


def _with_keys(topic: Topic, keys: Iterable[tuple[str, str, str]]) -> Topic:
    head = Block("row", tuple((Span("plain", text),) for text in ("在哪里", "做什么", "键")), head=True)
    rows = (Block("row", (_plain(menu), _plain(what), _key_spans(key))) for menu, what, key in keys)
    return topic._replace(blocks=(*topic.blocks, head, *rows))


def _plain(text: str) -> tuple[Span, ...]:
    return (Span("plain", text),)


def _key_spans(keys: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for key in keys.split(" / "):
        spans += [Span("plain", " / "), Span("key", key)]
    return tuple(spans[1:])
