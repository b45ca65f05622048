"""What an editor shows as the blocks of the model: what belongs to a paragraph but is not its text stays with it."""

from __future__ import annotations

from collections.abc import Sequence

from model.text import OBJECTS, Span, TextBlock, block_of, block_text, spans_of

_JOIN = "；"


def rewritten(held: Sequence[TextBlock], shown: Sequence[tuple[Span, ...]]) -> tuple[int, int, tuple[TextBlock, ...]]:
    """Start, stop and blocks: the held paragraphs from start up to stop become these blocks.

    shown: each paragraph's spans as the editor has them. A paragraph's word, its kind and what this version
    does not know of it go over to the paragraph that its text went to.
    """
    start = 0
    while start < len(held) and start < len(shown) and _same(held[start], shown[start]):
        start += 1
    tail = 0
    while tail < min(len(held), len(shown)) - start and _same(held[-1 - tail], shown[-1 - tail]):
        tail += 1
    stop = len(held) - tail
    return (
        start,
        stop,
        _carried_over(held[start:stop], [block_of(spans) for spans in shown[start : len(shown) - tail]]),
    )


def _same(block: TextBlock, spans: tuple[Span, ...]) -> bool:
    held = spans_of(block)
    return held == spans or _bare(held) == _bare(spans)


def _bare(spans: tuple[Span, ...]) -> list[Span]:
    """Without empty plain spans, neighbouring ones joined: how the text is cut up says nothing."""
    found: list[Span] = []
    for span in spans:
        if span == Span(""):
            continue
        if found and found[-1][1:] == span[1:] == ("text", ""):
            found[-1] = Span(found[-1].text + span.text)
        else:
            found.append(span)
    return found


def _carried_over(old: Sequence[TextBlock], new: list[TextBlock]) -> tuple[TextBlock, ...]:
    for number, block in enumerate(old):
        # What is no text has all that belongs to it in itself.
        if new and block.kind not in OBJECTS and (block.word or block.extra or block.kind != "paragraph"):
            at = number if len(old) == len(new) else _home(block, number, new)
            if at >= 0:
                new[at] = _joined(new[at], block)
    return tuple(new)


def _home(block: TextBlock, number: int, new: Sequence[TextBlock]) -> int:
    """The new paragraph that has most of the old one's beginning and end, -1 when none has any of them."""
    text = block_text(block)
    if not text:
        return min(number, len(new) - 1)
    alike = [common_start(text, other) + common_start(text[::-1], other[::-1]) for other in map(block_text, new)]
    return alike.index(max(alike)) if max(alike) else -1


def common_start(one: Sequence[object], other: Sequence[object]) -> int:
    """How many characters or atoms the two begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _joined(new: TextBlock, old: TextBlock) -> TextBlock:
    if new.kind in OBJECTS:
        return new
    taken = new.extra == "" and new.kind == "paragraph"
    word = new.word if old.word in new.word else _JOIN.join(filter(None, (new.word, old.word)))
    return new._replace(kind=old.kind if taken else new.kind, extra=old.extra if taken else new.extra, word=word)
