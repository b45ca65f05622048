"""A page of an office's site, saved as a file: .html with whatever encoding, or .mht with the page inside.

The report stands somewhere in it, among menus and footers: `importers.framing` tells them apart. Nothing that the
page refers to is fetched, no script is run.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError

from importers.document import SourceDocument, Spot
from importers.html_blocks import LARGEST, read_html
from model.errors import ImportProblem
from model.source import SourceTable

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030"}
_HEAD = 4096


def read_page(data: bytes) -> SourceDocument:
    """The page's paragraphs and tables. Raises ImportProblem when it is too large or its characters can't be told."""
    blocks = read_html(_within(decoded(data))).blocks
    spots = []
    tables = 0
    for number, block in enumerate(blocks, 1):
        tables += isinstance(block, SourceTable)
        spots.append(Spot(table=tables) if isinstance(block, SourceTable) else Spot(row=number))
    return SourceDocument(blocks, tuple(spots))


def read_archive(data: bytes) -> SourceDocument:
    """The page in a .mht file: its first part of HTML. Raises ImportProblem when there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
        content = parts[0].get_payload(decode=True) if parts else None
    except (MessageError, ValueError, LookupError) as error:
        raise _no_page() from error
    if not isinstance(content, bytes):
        raise _no_page()
    charset = parts[0].get_content_charset() or ""
    return read_page(content if not charset or _DECLARED.search(content[:_HEAD]) else _told(content, charset))


def decoded(data: bytes) -> str:
    """The page's characters: as its mark, its declaration or, where these are missing or wrong, its bytes tell."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    declared = _DECLARED.search(data[:_HEAD])
    named = declared[1].decode("ascii").lower() if declared else "utf-8"
    for encoding in dict.fromkeys((_CHINESE.get(named, named), "utf-8-sig", "gb18030")):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    # A byte that got lost on the way spoils a character, never the page.
    fewest = min(("utf-8", "gb18030"), key=lambda name: data.decode(name, errors="replace").count("\ufffd"))
    return data.decode(fewest, errors="replace")


def _within(text: str) -> str:
    if len(text) > LARGEST:
        raise ImportProblem("这个网页太大，不像只有一份年报。", "请核对是否选对了文件，或只复制年报本身再粘贴。")
    return text


def _told(content: bytes, charset: str) -> bytes:
    """The content with the encoding that the archive names for it declared inside, as a page would."""
    return b'<meta charset="' + charset.encode("ascii", errors="ignore") + b'">' + content


def _no_page() -> ImportProblem:
    return ImportProblem("这个 .mht 文件里没有网页。", "请用浏览器重新保存网页，或复制网页内容后粘贴。")
