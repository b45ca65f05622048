"""The characters of a saved page: told by its bytes first, since what pages and servers declare is often wrong."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHINESE = dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "gb18030", "cp936", "ms936", "gb-2312"), "gb18030")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZEROS = re.compile("\0+")
_HEAD = 4096
_WRONG = "\ufffd"
_FEW = 2000
"""Of so many characters one may be damaged, and the encoding is all the same what the others say."""


def decoded(data: bytes, named: str = "") -> str:
    """The page's characters. named: the encoding that what holds the page declares, "" for none.

    A byte that got lost on the way spoils a character, never the page; of more than one two such characters are left.
    """
    return _ZEROS.sub(lambda found: _WRONG * min(len(found[0]), 2), _decoded(data, named))


def _decoded(data: bytes, named: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if wide := _two_bytes(data[:_HEAD]):
        return data.decode(wide, errors="replace")
    utf8 = data.decode("utf-8", errors="replace")
    if utf8.count(_WRONG) <= len(utf8) // _FEW:
        return utf8
    found = _DECLARED.search(data[:_HEAD])
    declared = [name for name in (found[1].decode("ascii").lower() if found else "", named.lower()) if name]
    others = (text for name in (*declared, "gb18030") if (text := _text(data, _CHINESE.get(name, name))) is not None)
    return min((*others, utf8), key=lambda text: text.count(_WRONG))


def _two_bytes(head: bytes) -> str:
    """UTF-16 without a mark, "" for anything else: every other byte of the markup is zero."""
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) * 10 < len(head) // 2 or min(first, second) * 5 > max(first, second):
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _text(data: bytes, encoding: str) -> str | None:
    """The characters in this encoding; None when it is none that text is written in, or tells nothing."""
    try:
        if codecs.lookup(encoding).name in ("latin-1", "iso8859-1", "cp1252", "ascii", "utf-8"):
            return None
        return data.decode(encoding, errors="replace")
    except (LookupError, UnicodeError, AttributeError):
        return None
