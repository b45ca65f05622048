"""What is told of a PDF besides its text: why it can't be read, and what of it was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from importers.document import Remark
from importers.pdf_around import HEADER, Around
from importers.pdf_layout import LOST, Layout
from importers.pdf_soundness import DAMAGED
from model.errors import ImportProblem

MOST_PAGES = 300
MOST_CHARACTERS = 400_000
"""A report has some ten thousand; beyond this a file is of another kind, and reading it would take minutes."""
RECOGNISED = "这一页是扫描的图片，文字是软件识别的，数要逐个核对"
_FEWEST = 20
"""Characters in the whole file; with fewer its pages are pictures."""
_FEWEST_OF_PAGE = 60
"""The same of a page that is a picture: a page number, the name of a scanning program."""
_UNKNOWN = 0.3
"""The part of the characters that may be unknown in a file that is read at all."""
_LONGEST = 40
_USE_WORD = "请用原来的 Word 文件；没有的话，先用识别软件转成文字，再粘贴或导入。"
_FEWER = "请只留年报的几页，另存为 PDF 后再试。"


def too_many_pages(count: int) -> ImportProblem:
    """The file has more pages than any report."""
    return ImportProblem(f"这份 PDF 有 {count} 页，超过 {MOST_PAGES} 页，不像一份年报。", _FEWER)


def too_long() -> ImportProblem:
    """The file has more text than any report."""
    return ImportProblem(f"这份 PDF 里的文字太多（超过 {MOST_CHARACTERS // 10_000} 万字），不像一份年报。", _FEWER)


def check_text(layouts: Sequence[Layout]) -> None:
    """Raises ImportProblem when there is no text, or none that can be told."""
    characters = sum(layout.characters for layout in layouts)
    if characters < _FEWEST:
        if layouts and all(layout is LOST for layout in layouts):
            raise ImportProblem("这份 PDF 已损坏，各页都读不出来。", "请重新取得或重新导出这个文件。")
        raise ImportProblem("这份 PDF 里没有文字，像是扫描件。", _USE_WORD)
    if sum(layout.unknown for layout in layouts) > _UNKNOWN * characters:
        raise ImportProblem("这份 PDF 里的文字认不出来：它的字体没有说明各是什么字。", _USE_WORD)


def is_picture(layout: Layout) -> bool:
    """Whether the page is a picture with hardly any text."""
    return layout.pictured and layout.characters < _FEWEST_OF_PAGE


def why_empty(layouts: Sequence[Layout]) -> tuple[str, str]:
    """What is told when no report is found, and advised; ("", "") for nothing."""
    if 2 * sum(map(is_picture, layouts)) < len(layouts):
        return "", ""
    return "这份 PDF 里多是图片，像是扫描件，没有找到年报。", _USE_WORD


def remarks(layouts: Sequence[Layout], edges: Iterable[Around], whole: bool) -> Iterator[Remark]:
    """What is told of the pages. whole: whether the file is undamaged."""
    if not whole:
        yield Remark("整个文件", "全文", DAMAGED, False)
    for number, layout in enumerate(layouts, 1):
        place = number, 0, 0, 0
        if layout is LOST:
            yield Remark("整页", "", "这一页已损坏，读不出来", False, place)
        elif is_picture(layout):
            yield Remark("整页", "", "这一页是图片，像是扫描件，没有读", False, place)
        elif layout.recognised:
            yield Remark("整页", "", RECOGNISED, False, place)
        if layout.unknown:
            yield Remark("整页", "", f"这一页有 {layout.unknown} 个字认不出来", False, place)
        if layout.aside:
            text = layout.aside if len(layout.aside) <= _LONGEST else f"{layout.aside[:_LONGEST]}…"
            yield Remark(text, "", "斜着的字，像是水印", True, place)
    for group in edges:
        pages = "、".join(str(page) for page in sorted({line.page for line in group.lines}))
        yield Remark(group.name, f"第{pages}页", HEADER)
