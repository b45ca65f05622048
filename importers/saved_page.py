"""A page of an office's site, saved as a file: .html in whatever encoding, or .mht with the page and its frames inside.

The report stands somewhere in it, among menus and footers: `importers.page_frame` tells them apart. Nothing that the
page refers to is fetched, no script is run.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from email.errors import MessageError
from email.message import Message

from importers.document import Remark, SourceDocument, Spot
from importers.html_blocks import HtmlBlock, HtmlPage, is_too_large, read_html_page
from importers.own_page import own_page
from importers.page_characters import decoded
from importers.page_frame import PageShape
from model.errors import ImportProblem
from model.source import SourceParagraph, SourceTable

_DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,80}?base64,[A-Za-z0-9+/=%\s]+")
_MOST_TITLES = 2
_LONGEST_TITLE = 60
_FEWEST_LISTED = 2
_SITE_NAME = re.compile(r"\s*(?:[_|｜»>]|::|[-—–]{1,2}(?=\D))\s*")
_YEAR = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}")
_FEWEST_CHARACTERS = 300
"""A page with less text than this and with scripts gets its content from them."""

_MOST_NAMED = 3
_SAVE_AGAIN = (
    "请在浏览器里打开网页，等正文和表格都显示出来，全选、复制后用“文件→粘贴整篇报告”；也可以另存为 .mht 后再导入。"
)


def read_page(data: bytes) -> SourceDocument:
    """The page's paragraphs and tables. Raises ImportProblem when it is too large."""
    text = decoded(data)
    return _document([_page(text)])._replace(own=own_page(text))


def read_archive(data: bytes) -> SourceDocument:
    """The pages in a .mht file, the page itself and what its frames show. Raises ImportProblem when there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        pages = [_page(text) for text in _pages_in(message)]
    except (MessageError, ValueError, LookupError) as error:
        raise _no_page() from error
    if not pages:
        raise _no_page()
    return _document(pages)


def _pages_in(message: Message) -> Iterator[str]:
    """The characters of each part that is a page."""
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield decoded(content, part.get_content_charset() or "")


def _page(text: str) -> HtmlPage:
    """The page; where all of its tables are hidden until a script shows them, with what is hidden."""
    source = _DATA_ADDRESS.sub("", text)
    if is_too_large(source):
        raise ImportProblem("这个网页太大，不像只有一份年报。", "请核对是否选对了文件，或只复制年报本身再粘贴。")
    page = read_html_page(source)
    if any(isinstance(found.block, SourceTable) for found in page.blocks):
        return page
    whole = read_html_page(source, reveal=True)
    return whole if any(isinstance(found.block, SourceTable) for found in whole.blocks) else page


def _document(pages: Sequence[HtmlPage]) -> SourceDocument:
    found = [*_titles(pages)]
    for number, page in enumerate(pages, 1):
        found.extend(block._replace(path=((-number, "html"), *block.path)) for block in page.blocks)
    spots = []
    tables = 0
    for number, item in enumerate(found, 1):
        tables += isinstance(item.block, SourceTable)
        spots.append(Spot(table=tables) if isinstance(item.block, SourceTable) else Spot(row=number))
    pictures = sum(page.pictures for page in pages)
    shape = PageShape(
        tuple(item.path for item in found), frozenset(number for number, item in enumerate(found) if item.linked)
    )
    return SourceDocument(
        tuple(item.block for item in found),
        tuple(spots),
        tuple(_remarks(pages)),
        shape,
        _why_empty(pages),
        pictures,
        goes_on=any(page.goes_on for page in pages),
    )


def _titles(pages: Sequence[HtmlPage]) -> Iterator[HtmlBlock]:
    """What the pages call themselves, without the site's name, where it speaks of a year and stands in no text."""
    texts = {_bare(item) for page in pages for item in page.blocks}
    for title in [title for page in pages for title in page.titles][:_MOST_TITLES]:
        short = _SITE_NAME.split(" ".join(title.split()), maxsplit=1)[0]
        if _YEAR.search(short) and len(short) <= _LONGEST_TITLE and "".join(short.split()) not in texts:
            yield HtmlBlock(SourceParagraph(short), (), False)


def _bare(item: HtmlBlock) -> str:
    return "" if isinstance(item.block, SourceTable) else "".join(item.block.text.split())


def _remarks(pages: Sequence[HtmlPage]) -> Iterator[Remark]:
    hidden = sum(page.hidden for page in pages)
    if hidden:
        yield Remark(f"{hidden} 处", "网页", "表格里有网页不显示的行、列或格，没有读入", False)


def _why_empty(pages: Sequence[HtmlPage]) -> tuple[str, str]:
    """Why a page may hold no report, and what to do."""
    attachments = [name for page in pages for name in page.attachments]
    frames = [name for page in pages for name in page.frames]
    size = sum(
        len(item.block.text) if not isinstance(item.block, SourceTable) else 9 for p in pages for item in p.blocks
    )
    if attachments:
        names = "、".join(f"“{name}”" for name in attachments[:_MOST_NAMED])
        return (
            f"这个网页里没有年报的正文，只有附件 {names}{' 等' if len(attachments) > _MOST_NAMED else ''}。",
            "请在浏览器里下载附件，再导入附件。",
        )
    if frames and len(pages) == 1:
        return (
            "这个网页里没有年报的正文：它分成几个框架，正文在另外的网页里（" + "、".join(frames[:_MOST_NAMED]) + "）。",
            _SAVE_AGAIN,
        )
    if years := _listed_years(pages):
        return (
            f"这个网页是目录，列出了 {'、'.join(years)} 年的报告，没有其中任何一份的正文。",
            "请打开要的那一年，保存那个网页后再导入。",
        )
    if size < _FEWEST_CHARACTERS and any(page.scripts for page in pages):
        return ("这个网页只有外壳：正文要在打开网页时由脚本载入，保存的文件里没有。", _SAVE_AGAIN)
    return ("", "")


def _listed_years(pages: Sequence[HtmlPage]) -> list[str]:
    """The years of which a page without tables names a report each, in lines that differ in the year alone."""
    items = [item for page in pages for item in page.blocks]
    if any(isinstance(item.block, SourceTable) and not item.linked for item in items):
        return []
    named: dict[str, list[str]] = {}
    for block in (item.block for item in items if not isinstance(item.block, SourceTable)):
        years = _YEAR.findall(block.text) if len(block.text) <= _LONGEST_TITLE else []
        if len(years) == 1:
            named.setdefault(_YEAR.sub("", block.text), []).append(years[0])
    listed = max(named.values(), key=lambda years: len(set(years)), default=[])
    return list(dict.fromkeys(listed)) if len(set(listed)) >= _FEWEST_LISTED else []


def _no_page() -> ImportProblem:
    return ImportProblem("这个 .mht 文件里没有网页。", "请用浏览器重新保存网页，或复制网页内容后粘贴。")
