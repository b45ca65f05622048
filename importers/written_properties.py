"""The properties of our own documents (title, subject, keywords…) read back, beside their template's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from xml.etree import ElementTree

from model.check_code import check_code
from model.placeholders import PATTERN, canonical, is_text, text_of
from model.report import Report
from ooxml.characters import fit
from ooxml.namespaces import CORE_PROPERTIES

_LONGEST = 40
_NEEDED = {"title": "标题", "subject": "单位", "creator": "作者"}


def property_differences(template: bytes, written: bytes, report: Report) -> Iterator[str]:
    """What differs from the template's texts, with the report in the places of the placeholders, as Chinese sentences.

    Both are the XML of `CORE_PROPERTIES`; raises ElementTree.ParseError.
    """

    def filled(match: re.Match[str]) -> str:
        name = canonical(match[1])
        return one_line(text_of(report, name)) if is_text(report.form, name) else match[0]

    for old, new in zip_longest(_elements(template), _elements(written)):
        want = PATTERN.sub(filled, old[1]) if old is not None else ""
        if old is None or new is None or old[0] != new[0] or one_line(fit(want)) != one_line(new[1]):
            yield f"文件属性应为“{want if len(want) <= _LONGEST else f'{want[:_LONGEST]}…'}”，文件里不是。"


def forget_properties() -> None:
    """Let go of what is kept of the properties that were read."""
    _elements.cache_clear()


def lacking_properties(written: bytes, report: Report) -> Iterator[str]:
    """What every Word file and workbook must say of itself, whatever its template does, and this one does not."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        if CORE_PROPERTIES not in archive.namelist():
            yield "文件里没有文件属性。"
            return
        root = ElementTree.fromstring(archive.read(CORE_PROPERTIES))
    texts = {item.tag.rpartition("}")[2]: item.text or "" for item in root}
    if check_code(report) not in texts.get("keywords", ""):
        yield "文件属性里没有校验码。"
    yield from (f"文件属性里没有{name}。" for tag, name in _NEEDED.items() if not texts.get(tag) and report.unit)


@lru_cache(maxsize=8)
def _elements(properties: bytes) -> tuple[tuple[str, str], ...]:
    """The tag and the text of each element; kept, so that a template's are read once for many files."""
    return tuple((item.tag, item.text or "") for item in ElementTree.fromstring(properties).iter())


def one_line(text: str) -> str:
    """The text without line ends."""
    return text.replace("\r", "").replace("\n", "")
