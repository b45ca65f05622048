"""What is to be told of a workbook from elsewhere besides its figures and text: hidden parts, formulas, comments."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree

from importers.document import Remark
from importers.number_formats import hides, is_scaled, section_of, shows_a_day
from importers.result import NOT_WORKED_OUT
from importers.workbook_cells import (
    BLANK,
    LIMITS,
    NUMBER,
    Content,
    Place,
    WorkbookCells,
    address,
    links_of,
    parsed_part,
    place_of,
)
from model.errors import FileFormatError
from model.label_text import looks_like_figure
from ooxml.package import Package

DAMAGED = "文件的这个部分已损坏，没有读"
_MOST_NAMED = 5
_MOST_COMMENTS = 200


def beside_cells(data: bytes, book: WorkbookCells) -> Iterator[Remark]:
    """Comments on the sheets, the text in boxes that lie over them, and how many pictures do."""
    package = Package(data, LIMITS)
    for number, (name, sheet) in enumerate(book.sheets.items(), 1):
        for kind, part in _links(package, sheet.part) if sheet.part and not sheet.hidden else ():
            if part not in package or kind not in ("comments", "drawing"):
                continue
            try:
                root = parsed_part(package, part)
            except FileFormatError:
                yield Remark(part, f"工作表“{name}”", DAMAGED, False)
                continue
            yield from _comments(root, name, number) if kind == "comments" else _drawn(root, name)


def _links(package: Package, part: str) -> Iterator[tuple[str, str]]:
    try:
        yield from links_of(package, part).values()
    except FileFormatError:
        # What it would lead to is beside the figures.
        return


def _comments(root: ElementTree.Element, name: str, number: int) -> Iterator[Remark]:
    for comment in islice(root.iterfind(".//{*}comment"), _MOST_COMMENTS):
        at = comment.get("ref", "")
        text = "".join(node.text or "" for node in comment.iterfind(".//{*}t")).strip()
        if text:
            yield Remark(text, f"{name}!{at}", "是批注，没有读入", False, (0, number, *(place_of(at) or (0, 0))))


def _drawn(root: ElementTree.Element, name: str) -> Iterator[Remark]:
    for box in islice(root.iterfind(".//{*}txBody"), _MOST_COMMENTS):
        text = "".join(node.text or "" for node in box.iterfind(".//{*}t")).strip()
        if text:
            yield Remark(text, f"工作表“{name}”", "在文本框里，没有读入", False)
    pictures = sum(1 for _ in root.iterfind(".//{*}pic"))
    if pictures:
        yield Remark(f"{pictures} 张图片", f"工作表“{name}”", "图片里的内容没有读入")


def lacks_value(content: Content) -> bool:
    """Whether it is a formula that was never worked out."""
    return content.kind == BLANK and content.formula is not None and not content.empty_text


class WorkbookRemarks:
    """Collects what is met while the sheets are read."""

    def __init__(self, book: WorkbookCells) -> None:
        self._book = book
        self._numbers = {name: number for number, name in enumerate(book.sheets, 1)}
        self._sheets: list[Remark] = []
        self._hidden: dict[tuple[str, str], list[str]] = {}
        self._lacking: list[str] = []
        self._scaled: list[Remark] = []
        self._beyond: dict[str, list[Place]] = {}

    def hidden_sheet(self, name: str, *, read: bool, matters: bool) -> None:
        """A sheet that is not shown. matters: whether it holds labels of a grid."""
        done = "已读入，请核对" if read else "没有读入"
        self._sheets.append(Remark(name, f"工作表“{name}”", f"这张工作表是隐藏的，{done}", not matters))

    def beyond(self, name: str, place: Place) -> None:
        """A cell so far out that it is not read."""
        self._beyond.setdefault(name, []).append(place)

    def cell(self, name: str, place: Place, content: Content, text: str) -> None:
        """A cell that is read."""
        sheet = self._book.sheets[name]
        figure = looks_like_figure(text)
        if figure and place[0] in sheet.hidden_rows:
            self._hidden.setdefault((name, "行"), []).append(str(place[0]))
        if figure and place[1] in sheet.hidden_columns:
            self._hidden.setdefault((name, "列"), []).append(address((1, place[1])).rstrip("1"))
        if text == NOT_WORKED_OUT:
            self._lacking.append(f"{name}!{address(place)}")
        elif content.kind == NUMBER and self._is_scaled(content):
            where = f"{name}!{address(place)}"
            told = f"单元格的格式让它显示得与里面的数不一样，读入的是里面的数 {text}"
            self._scaled.append(Remark(text, where, told, False, (0, self._numbers[name], *place)))

    def told(self) -> Iterator[Remark]:
        """What was met, in Chinese."""
        yield from (Remark(part, "工作簿", DAMAGED, False) for part in self._book.damaged)
        yield from self._sheets
        for (name, what), numbers in self._hidden.items():
            named = "、".join(list(dict.fromkeys(numbers))[:_MOST_NAMED])
            more = " 等" if len(set(numbers)) > _MOST_NAMED else ""
            told = f"有隐藏的{what}（{named}{more}），里面的数已读入，请核对"
            yield Remark(f"隐藏的{what}", f"工作表“{name}”", told, False)
        if self._lacking:
            named = "、".join(self._lacking[:_MOST_NAMED])
            more = f" 等 {len(self._lacking)} 格" if len(self._lacking) > _MOST_NAMED else ""
            told = "是公式，文件里没有算出的值；请用 Excel 或 WPS 打开、保存后再导入"
            yield Remark(f"{len(self._lacking)} 个公式", f"{named}{more}", told, False)
        yield from self._scaled
        for name, places in self._beyond.items():
            told = "离表格太远，没有读入"
            yield Remark(f"{len(places)} 格", f"{name}!{address(places[0])}", told, False)

    def _is_scaled(self, content: Content) -> bool:
        """Whether the cell shows another figure than it holds, or none."""
        code = self._book.format_of(content)
        negative = content.text.startswith("-")
        zero = not content.text.strip("-0.")
        return not shows_a_day(code) and (
            is_scaled(code) or bool(code and not zero and hides(section_of(code, negative)))
        )
