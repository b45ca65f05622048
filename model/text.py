"""The text of a section: blocks of a kind, each a list of spans. Only this module knows how they are made.

Everyone else asks for plain text: paragraphs joined by line feeds, offsets in code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from model.json_text import one_line, read_json
from model.pictures import Picture, known_picture
from model.records import NamedTuple

PICTURE, CHART = "picture", "chart"
OBJECTS = frozenset((PICTURE, CHART))
"""Kinds of blocks that are no text: a picture, and the year's chart, which documents draw from the figures as they are."""

SWAPPED = "（换了一张图）"
_LONGEST_CAPTION = 40
_CAPTION = re.compile(r"图\s?[0-9０-９一二三四五六七八九十]{1,3}(?![0-9０-９年月日])[^。；！？]*$")
_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")


class Span(NamedTuple):
    """A stretch of a paragraph. kind: "text", or one of `model.live_figures`. extra: as in a block."""

    text: str
    kind: str = "text"
    extra: str = ""


class TextBlock(NamedTuple):
    """A block of a section. kind: "paragraph", one of `OBJECTS`, or one that this version does not know.

    extra: keys of the file that this version does not know, as a JSON object, "" for none.
    word: what is open about the paragraph, or who gave it; never printed.
    picture: of a block of the kind `PICTURE`, None when the file's can't be read; alternative: what it shows, in words.
    """

    spans: tuple[Span, ...]
    kind: str = "paragraph"
    extra: str = ""
    word: str = ""
    picture: Picture | None = None
    alternative: str = ""


Text = tuple[TextBlock, ...]


def paragraph(text: str) -> TextBlock:
    """A paragraph of plain text; white space at its two ends is dropped, nothing else."""
    stripped = text.strip()
    return TextBlock((Span(stripped),) if stripped else ())


def from_plain(plain: str) -> Text:
    """Plain text as blocks, a paragraph a line; text that is all blank gives no block.

    Lines end at CR, LF, or Unicode's own separators; other control characters belong to the text.
    """
    if not plain.strip():
        return ()
    lines = _LINE_END.split(plain)
    return tuple(paragraph(line) for line in (lines if lines[-1] else lines[:-1]))


def is_object(block: TextBlock) -> bool:
    """Whether the block is no text but stands between paragraphs."""
    return block.kind in OBJECTS


def picture_block(picture: Picture, alternative: str) -> TextBlock:
    """A picture with its alternative text."""
    return TextBlock((), PICTURE, picture=picture, alternative=" ".join(alternative.split()))


def chart_block() -> TextBlock:
    """The year's chart at this place."""
    return TextBlock((), CHART)


def block_text(block: TextBlock) -> str:
    """A block's plain text; of what is no text, a line that says what stands here: ［图：…］."""
    if block.kind in OBJECTS:
        if block.kind == CHART:
            return "［年度图表］"
        words = " ".join(block.alternative.split())
        return f"［图：{words}］" if words else "［图］"
    spans = block.spans
    return spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)


def printed_picture(block: TextBlock) -> Picture | None:
    """The picture that documents show for this block; None for text, and for one that can't be shown: then its line.

    A chart has one once it is drawn (`workflows.year_chart.with_charts`).
    """
    picture = block.picture
    return picture if picture is not None and block.kind in OBJECTS and picture.printable else None


def is_caption(block: TextBlock) -> bool:
    """Whether the paragraph is the line that says what the picture above it is: 图1 …."""
    text = block_text(block)
    return block.kind == "paragraph" and len(text) <= _LONGEST_CAPTION and bool(_CAPTION.match(text))


def with_swaps_told(old: Iterable[TextBlock], new: Text) -> Text:
    """The new text with the words of its pictures saying where another one stands under the words of an old one."""
    before: dict[str, set[Picture | None]] = {}
    for block in old:
        if block.kind == PICTURE:
            before.setdefault(block_text(block), set()).add(block.picture)
    return tuple(
        block._replace(alternative=f"{block.alternative}{SWAPPED}")
        if block.kind == PICTURE and block.picture not in before.get(block_text(block), {block.picture})
        else block
        for block in new
    )


def spans_of(block: TextBlock) -> tuple[Span, ...]:
    """A block's spans; what is no text is one span of its kind, with all that the block is in `extra`."""
    if block.kind not in OBJECTS:
        return block.spans
    return (Span(block_text(block), block.kind, one_line(_object_json(block))),)


def block_of(spans: tuple[Span, ...]) -> TextBlock:
    """The block that these spans are: the reverse of `spans_of`, while something holds the picture."""
    if len(spans) == 1 and spans[0].kind in OBJECTS:
        block = _object(_thawed(spans[0].extra), known_picture)
        return block._replace(kind=spans[0].kind)
    return TextBlock(spans)


def plain_text(text: Iterable[TextBlock]) -> str:
    """The plain text, paragraphs joined by line feeds."""
    return "\n".join(block_text(block) for block in text)


def around(plain: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and after a stretch of a paragraph, so many characters of it and … where that is not all."""
    before, after = plain[max(0, start - most) : start], plain[end : end + most]
    return f"{'…' if start > most else ''}{before}", f"{after}{'…' if len(plain) > end + most else ''}"


def count_characters(text: Iterable[TextBlock]) -> int:
    """How many characters, white space and what is no text not counted."""
    return sum(len("".join(block_text(block).split())) for block in text if block.kind not in OBJECTS)


def to_json(text: Text, pictures: dict[str, Picture] | None = None) -> list[object]:
    """Blocks for the report's file: a plain paragraph is a string, anything richer an object.

    pictures: gets the pictures by the names that stand for them in the blocks.
    """
    items: list[object] = []
    for block in text:
        if block.kind in OBJECTS:
            items.append(_object_json(block))
            if block.picture is not None and pictures is not None:
                pictures[block.picture.digest] = block.picture
        elif (
            block.kind == "paragraph"
            and not block.extra
            and not block.word
            and all(_plain(span) for span in block.spans)
        ):
            items.append(block_text(block))
        else:
            word = {"word": block.word} if block.word else {}
            items.append({"kind": block.kind, "spans": _spans_json(block), **word, **_thawed(block.extra)})
    return items


def from_json(items: object, pictures: Mapping[str, Picture] = MappingProxyType({})) -> Text:
    """Blocks from the report's file, with the pictures by their names; ValueError when it is not what `to_json` makes."""
    if not isinstance(items, list):
        raise ValueError("text is a list of paragraphs")
    return tuple(_block(item, pictures.get) for item in items)


def _spans_json(block: TextBlock) -> list[object]:
    return [{"kind": span.kind, "text": span.text, **_thawed(span.extra)} for span in block.spans]


def _object_json(block: TextBlock) -> dict[str, object]:
    word = {"word": block.word} if block.word else {}
    data: dict[str, object] = {"kind": block.kind, "spans": _spans_json(block), **word}
    if block.kind == PICTURE:
        data["alternative"] = block.alternative
    if block.picture is not None:
        data["picture"] = block.picture.digest
    return data | _thawed(block.extra)


def _object(item: dict[str, object], find: Callable[[str], Picture | None]) -> TextBlock:
    """A block that is no text. A picture that is not there leaves its name among what is not known, to be kept."""
    name, alternative = item.get("picture"), item.get("alternative", "")
    known = ["kind", "spans", "word"]
    picture = None
    if item.get("kind") == PICTURE:
        if not isinstance(alternative, str):
            raise ValueError("an alternative text is a text")
        known.append("alternative")
        picture = find(name) if isinstance(name, str) else None
    if picture is not None:
        known.append("picture")
    shown = alternative if item.get("kind") == PICTURE else ""
    spans = tuple(_span(span) for span in _list_of(item))
    word = item.get("word", "")
    return TextBlock(spans, _kind(item, PICTURE), _frozen(item, tuple(known)), str(word), picture, str(shown))


def _list_of(item: dict[str, object]) -> list[object]:
    spans = item.get("spans")
    return spans if isinstance(spans, list) else []


def _block(item: object, find: Callable[[str], Picture | None]) -> TextBlock:
    if isinstance(item, str):
        return TextBlock((Span(item),) if item else ())
    if not isinstance(item, dict) or not isinstance(item.get("spans"), list):
        raise ValueError("a block is a string or an object with spans")
    word = item.get("word", "")
    if not isinstance(word, str):
        raise ValueError("a word is a text")
    if _kind(item, "paragraph") in OBJECTS:
        return _object(item, find)
    spans = tuple(_span(span) for span in item["spans"])
    return TextBlock(spans, _kind(item, "paragraph"), _frozen(item, ("kind", "spans", "word")), word)


def _span(item: object) -> Span:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError("a span has a text")
    return Span(item["text"], _kind(item, "text"), _frozen(item, ("kind", "text")))


def _plain(span: Span) -> bool:
    return span.kind == "text" and not span.extra


def _kind(item: dict[str, object], default: str) -> str:
    kind = item.get("kind", default)
    if not isinstance(kind, str):
        raise ValueError("a kind is a text")
    return kind


def _frozen(item: dict[str, object], known: tuple[str, ...]) -> str:
    extra = {key: value for key, value in item.items() if key not in known}
    return one_line(extra) if extra else ""


def _thawed(extra: str) -> dict[str, object]:
    return dict(read_json(extra)) if extra else {}
