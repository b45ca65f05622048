"""What was read back and compared in a written file, in words; by an own template it is what the template has places for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from model.placeholder_figures import worked_out
from model.placeholders import GRID, HEADING, SECTION
from model.prepared_template import Prepared
from model.records import NamedTuple
from model.report import Report
from workflows.export_kinds import Kind, Wishes, counted

_NOTHING = "没有报告的数和文字：模板里没有位置"


class _Parts(NamedTuple):
    """Parts of a report that were compared. cells: figures; worked_out: last year's, changes, sums and shares."""

    cells: int
    worked_out: int
    headings: int
    paragraphs: int

    def words(self) -> str:
        """Those that are not none."""
        named = (
            (self.cells, "格的数"),
            (self.worked_out, "处上年数和计算的数"),
            (self.headings, "个标题"),
            (self.paragraphs, "段文字"),
        )
        return "、".join(f"{number} {what}" for number, what in named if number)


def compared(kind: Kind, report: Report, wishes: Wishes) -> str:
    """What was compared in a file of this kind, after it was written. Raises ExportError when a template can't be read."""
    from workflows.template_files import EXCEL_SUFFIX

    template = wishes.templates.get(kind.suffix)
    if template is None:
        return counted(kind, report)
    ready = _ready(report, template, kind.suffix)
    if kind.suffix == EXCEL_SUFFIX:
        words = _in_workbook(report, ready).words() or _NOTHING
    else:
        words = "、".join(filter(None, (_in_word(report, ready).words(), "模板原有的文字和表格")))
    return f"{words}；表格又按标签核对了一遍" if ready.labelled else words


def template_lines(report: Report, wishes: Wishes, suffixes: Iterable[str]) -> Iterator[str]:
    """What own templates had no place for, and what to look at in files made by them; as the clerk heard it before."""
    from workflows.labelled_templates import gaps

    for suffix, template in wishes.templates.items():
        if suffix in suffixes:
            found = gaps(report, template)
            yield from (f"模板 {template.name} 里没有位置，没有写进文件：{what}" for what in found.lacking)
            yield from (f"模板 {template.name}：{note}" for note in found.notes)


def _ready(report: Report, template: Path, suffix: str) -> Prepared:
    from workflows.labelled_templates import prepared
    from workflows.template_files import read_template

    return prepared(read_template(template), suffix, report.form)


def _in_word(report: Report, ready: Prepared) -> _Parts:
    from importers.written_word import parts_compared

    names = parts_compared(ready.data, report)
    grids = {name.removeprefix(GRID) for name in names if name.startswith(GRID)}
    return _Parts(
        sum(cell.id in names or cell.grid in grids for cell in report.form.cells.values()),
        sum(worked_out(report.form, name) is not None for name in names),
        sum(name.startswith(HEADING) for name in names),
        sum(len(report.text(name.removeprefix(SECTION))) for name in names if name.startswith(SECTION)),
    )


def _in_workbook(report: Report, ready: Prepared) -> _Parts:
    from importers.written_excel import read_written_excel

    expected = read_written_excel(ready.data, report.form)
    sections = {section.id for section in report.form.sections if section.heading}
    return _Parts(
        len(expected.figures),
        len(expected.worked_out),
        len(sections & set(expected.headings)),
        sum(len(report.text(section)) for section in expected.texts),
    )
