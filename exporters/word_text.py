"""The text of a section as Word paragraphs: which are headings, and what of a paragraph is set apart.

（一）… alone on a line is a heading of level 2, 1.… one of level 3; both are short and hold no sentence.
A paragraph that begins with a short sentence numbered （一） has that sentence in the face of level 2.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from model.report import Report
from model.text import block_text
from ooxml.markup import escape, fit

BODY_SHAPE, LEVEL_2, LEVEL_3 = 0, 1, 2

LONGEST_HEADING = 40
"""Characters; a longer line is a paragraph even when it is numbered like a heading."""

_LEVEL_2 = re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]")
_LEVEL_3 = re.compile(r"(?:\d{1,2}|[０-９]{1,2})(?:[.．、](?!\d))")
_SENTENCE_MARKS = re.compile(r"[。！？；!?;：:]")


class Shape(NamedTuple):
    """kind: body, level 2 or level 3. lead: how many characters at the beginning have the face of level 2."""

    kind: int
    lead: int = 0


def shape_of(text: str) -> Shape:
    """How a paragraph is set, told by its own text alone."""
    if match := _LEVEL_2.match(text):
        mark = _SENTENCE_MARKS.search(text)
        if mark is None and len(text) <= LONGEST_HEADING:
            return Shape(LEVEL_2)
        if mark is not None and mark.group() == "。" and match.end() < mark.end() <= LONGEST_HEADING:
            return Shape(BODY_SHAPE, mark.end())
    elif _LEVEL_3.match(text) and len(text) <= LONGEST_HEADING and not _SENTENCE_MARKS.search(text):
        return Shape(LEVEL_3)
    return Shape(BODY_SHAPE)


def section_paragraphs(report: Report, section: str) -> tuple[str, ...]:
    """A section's paragraphs; none when all of it is blank."""
    paragraphs = tuple(block_text(block) for block in report.text(section))
    return paragraphs if any(fit(text).strip() for text in paragraphs) else ()


def text_xml(text: str) -> str:
    """Text as it stands within `w:t`: line feeds and tabs become Word's own, what XML can't hold becomes U+FFFD."""
    escaped = escape(text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\n" in escaped or "\t" in escaped:
        opened = '<w:t xml:space="preserve">'
        escaped = escaped.replace("\n", f"</w:t><w:br/>{opened}").replace("\t", f"</w:t><w:tab/>{opened}")
    return escaped
