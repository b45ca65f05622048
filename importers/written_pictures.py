"""The pictures of a Word file that was written, compared with the report's: bytes, words, and what stands beside them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from model.report import Report
from model.text import TextBlock, block_text, printed_picture
from ooxml.characters import fit
from ooxml.tables import paragraph_text

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"


class _Shown(NamedTuple):
    """A paragraph as it is written: its text, and of a drawing the bytes and the words."""

    text: str
    picture: bytes = b""
    words: str = ""


def has_pictures(report: Report) -> bool:
    """Whether documents show a picture of the report's text."""
    return any(printed_picture(block) for section in report.form.sections for block in report.text(section.id))


def is_addition(part: str, before: bytes, after: bytes) -> bool:
    """Whether this part may change for pictures, and has all that it had: relationships, content types."""
    if not part.endswith(".rels") and part != _TYPES:
        return False
    old, new = (
        [(one.tag, sorted(one.attrib.items())) for one in ElementTree.fromstring(each)] for each in (before, after)
    )
    return all(one in new for one in old)


def pictures_of(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[bytes, str]]:
    """The pictures that this part shows, in order: bytes and words."""
    return ((shown.picture, shown.words) for shown in _paragraphs(parts, part) if shown.picture)


def picture_differences(
    parts: Mapping[str, bytes], part: str, sections: Iterable[str], report: Report
) -> Iterator[str]:
    """What is wrong with the pictures of these sections, which stand in this part in this order."""
    shown = list(_paragraphs(parts, part))
    at = 0
    for section in sections:
        text = report.text(section)
        for number, block in enumerate(text):
            if printed_picture(block) is None:
                continue
            found = next((n for n in range(at, len(shown)) if _is_it(shown, n, text, number)), None)
            if found is None:
                name = report.form.section(section).short
                yield f"“{name}”第{number + 1}段的图片没有照样写进文件"
            else:
                at = found + 1


def _is_it(shown: Sequence[_Shown], at: int, text: Sequence[TextBlock], number: int) -> bool:
    """Whether this paragraph is the picture, with its neighbours in the report's text beside it."""
    if not _same(shown[at], text[number]):
        return False
    before = number == 0 or (at > 0 and _same(shown[at - 1], text[number - 1]))
    after = number == len(text) - 1 or (at + 1 < len(shown) and _same(shown[at + 1], text[number + 1]))
    return before and after


def _same(shown: _Shown, block: TextBlock) -> bool:
    picture = printed_picture(block)
    if picture is not None:
        return (shown.picture, shown.words) == (picture.data, fit(block.alternative))
    return not shown.picture and "".join(shown.text.split()) == "".join(fit(block_text(block)).split())


def _paragraphs(parts: Mapping[str, bytes], part: str) -> Iterator[_Shown]:
    media = _media(parts, part)
    for paragraph in ElementTree.fromstring(parts[part]).iter(f"{_WORD}p"):
        words = [drawn.get("descr", "") for drawn in paragraph.iter(_DRAWN)]
        embedded = [media.get(blip.get(_EMBED, ""), b"") for blip in paragraph.iter(_BLIP)]
        picture = embedded[0] if len(embedded) == 1 else b""
        yield _Shown(paragraph_text(paragraph), picture, words[0] if words else "")


def _media(parts: Mapping[str, bytes], part: str) -> dict[str, bytes]:
    """The bytes of what the part's relationships lead to, by their ids."""
    folder, _, name = part.rpartition("/")
    links = parts.get(f"{folder}/_rels/{name}.rels")
    found = ElementTree.fromstring(links).iter(_LINK) if links else ()
    targets = (
        (link.get("Id", ""), posixpath.normpath(posixpath.join(folder, link.get("Target", "")))) for link in found
    )
    return {key: parts[target] for key, target in targets if target in parts}
