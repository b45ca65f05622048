"""What 发布后核对 found, in lines for a clerk: alike on the command line and in the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.result import where
from model.history import Place
from model.naming import cell_name, row_name
from model.published_text import TextDifference
from model.records import NamedTuple
from model.report import Report
from workflows.compare_published import EDITION, CellDifference, Comparison
from workflows.versions import moment

DIFFERENT, MISSING, MORE = "不同", "缺少", "多出"
_BLANK = "空白"
_NOT_THERE = "没有"


class DifferenceLine(NamedTuple):
    """A difference. kind: one of the three above; place: where it is in the report, to go there.

    name: the place in words; report, published: both on a line each, in words; where: in the published file, "" for
    not known. whole: all of both texts, where the line has only what differs.
    """

    kind: str
    name: str
    report: str
    published: str
    where: str
    place: Place
    whole: tuple[str, str] = ("", "")

    @property
    def words(self) -> str:
        """All of it on one line."""
        at = f"（{self.where}）" if self.where else ""
        return f"{self.kind}　{self.name}：报告 {self.report}，发布的 {self.published}{at}"


def what_was_compared(comparison: Comparison) -> str:
    """Which state of the report was compared."""
    version = comparison.version
    return f"{version.name}（{moment(version)}）" if version else "现在的内容（还没有公开稿）"


def summary(comparison: Comparison) -> str:
    """195 格一致，2 格不同；文字一致."""
    words = f"{comparison.cells_same} 格一致"
    if comparison.cells:
        words += f"，{len(comparison.cells)} 格不同"
    if not comparison.paragraphs:
        return f"{words}{'；' if comparison.cells else '，'}文字一致"
    kinds = [_text_kind(one) for one in comparison.paragraphs]
    named = ((DIFFERENT, "处不同"), (MISSING, "处缺少"), (MORE, "处多出"))
    counted = [f"{kinds.count(kind)} {what}" for kind, what in named if kind in kinds]
    return f"{words}；文字 {'，'.join(counted)}"


def difference_lines(comparison: Comparison) -> Iterator[DifferenceLine]:
    """A line for each difference, figures first; one for a row or a grid that is gone as a whole.

    That it is another edition of the form stands above all, since it explains them.
    """
    editions = [one for one in comparison.paragraphs if one.place.name == EDITION]
    yield from map(_text_line, editions)
    yield from _cell_lines(comparison.report, comparison.cells)
    yield from (_text_line(one) for one in comparison.paragraphs if one not in editions)


def _cell_lines(report: Report, cells: Sequence[CellDifference]) -> Iterator[DifferenceLine]:
    lost = {one.cell for one in cells if one.published is None and one.origin is None}
    told: set[str] = set()
    for one in cells:
        if one.cell in told:
            continue
        line, whole = _lost_whole(report, one.cell, lost) if one.cell in lost else (None, ())
        told.update(whole)
        yield line or _cell_line(report, one)


def _lost_whole(report: Report, cell: str, lost: set[str]) -> tuple[DifferenceLine | None, Sequence[str]]:
    """A line for the grid, or for the row, of which nothing that the report says is there, and its cells."""
    form = report.form
    of = form.cells[cell]
    grid = [one for one in form.cells if form.cells[one].grid == of.grid]
    row = [one for one in grid if (form.cells[one].block, form.cells[one].row) == (of.block, of.row)]
    name = form.grid(of.grid).name
    for cells, named, what in ((grid, name, "这张表"), (row, f"{name} {row_name(form, cell)}", "这一行")):
        said = [one for one in cells if report.value(one) is not None]
        if len(said) > 1 and lost.issuperset(said):
            published = f"没有读到{what}"
            return DifferenceLine(MISSING, named, f"{len(said)} 格有数", published, "", _place(report, cell)), said
    return None, ()


def _cell_line(report: Report, one: CellDifference) -> DifferenceLine:
    published = one.published_text or (_NOT_THERE if one.origin is None else _BLANK)
    if one.reason:
        published = f"拿不准“{one.published_text}”：{one.reason}"
    at = "" if one.origin is None else where(one.origin) or one.origin.source.rpartition(" ")[2]
    name = cell_name(report.form, one.cell)
    return DifferenceLine(DIFFERENT, name, one.report_text or _BLANK, published, at, _place(report, one.cell))


def _place(report: Report, cell: str) -> Place:
    return Place(report.form.section_of_grid(report.form.cells[cell].grid).id, cell)


def _text_kind(one: TextDifference) -> str:
    if one.report and one.published:
        return DIFFERENT
    return MISSING if one.report else MORE


def _text_line(one: TextDifference) -> DifferenceLine:
    report, published = (f"“{text}”" if text else _NOT_THERE for text in one.short)
    place = Place(one.place.section, "", max(one.place.paragraph, 0))
    return DifferenceLine(_text_kind(one), one.place.name, report, published, "", place, (one.report, one.published))
