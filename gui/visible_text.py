"""Text from elsewhere as it is shown on one line: line breaks made visible, its length kept within bounds. No Qt here."""

from __future__ import annotations

import re

MOST_TOLD = 120
"""Characters of a text that was not understood, where it is told in a sentence."""

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text on one line: ⏎ stands for a line break, a space for a tab."""
    return _BREAK.sub("⏎", text).replace("\t", " ")


def shortened(text: str, most: int) -> str:
    """Its first characters and … when it has more than this many."""
    return text if len(text) <= most else text[: most - 1] + "…"


def told(sentence: str, value: object) -> str:
    """The sentence on one line; the text that it is about, when that is long, only by its beginning."""
    if isinstance(value, str) and len(value) > MOST_TOLD:
        sentence = sentence.replace(value, shortened(value, MOST_TOLD))
    return visible(sentence)


def plain_tip(text: str) -> str:
    """For a tool tip, as it stands: one that looks like HTML would be taken for HTML."""
    # Imported only for the rare text that looks like markup: it costs time at the start.
    import html

    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text
