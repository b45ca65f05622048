"""修改对照: two versions of a report as one Word file in which everything that differs is marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ExportError
from model.layout import load_layout
from model.printed_changes import PrintedChange, count_words, printed_changes
from model.report import Report
from model.state import Version
from model.text import printed_picture, with_swaps_told
from ooxml.characters import fit
from workflows.document_file import write_document
from workflows.forms import form_folder
from workflows.versions import moment, version_report
from workflows.year_chart import with_charts

if TYPE_CHECKING:
    from exporters.word_comparison import ComparisonHead

NOW = "现在的内容"
MOST_LISTED = 200
"""Characters of what a paragraph was or is, in the list in front: sixteen lines, three changes and what is around them."""


def export_comparison(report: Report, old: Version | None, new: Version | None, path: Path) -> int:
    """What becomes what from one version to the other at `path`, checked after writing; how many lines its list has.

    None is the report as it is now. Raises ExportError when the versions are on different forms, SaveError when the
    file can't be written.
    """
    from exporters.own_properties import with_report_in_properties
    from exporters.word_comparison import word_comparison
    from workflows.check_export import check_properties

    one, other = (_drawn(report, version_report(report, version)) for version in (old, new))
    if one.form is not other.form:
        raise ExportError("两个版本用的表样不同，不能逐格对照。", "请选择表样相同的两个版本。")
    changes = printed_changes(one, other)
    other = _with_swaps_told(one, other)
    template = _template(one, other)
    pictured = any(map(_pictures, (one, other)))
    head = _head(other, (old, new), changes, pictured)
    data = word_comparison(template, one, other, head)
    _check(template, data, one, other)
    shown = version_report(report, new)
    data = with_report_in_properties(data, shown, head.title.replace("\n", ""))
    check_properties(data, shown)
    write_document(path, data)
    return len(changes)


def _drawn(report: Report, version: Report) -> Report:
    """The version with its charts drawn beside the figures of last year, which versions do not hold."""
    return with_charts(Report(version.state()._replace(last_year=report.state().last_year)))


def _head(
    report: Report,
    versions: tuple[Version | None, Version | None],
    changes: tuple[PrintedChange, ...],
    pictured: bool,
) -> ComparisonHead:
    from exporters.word_comparison import ComparisonHead, ListedChange

    old, new = (NOW if version is None else f"“{version.name}”（{moment(version)}）" for version in versions)
    totals = sum(change.follows for change in changes)
    counted = count_words(len(changes) - totals, totals)
    found = f"印出的内容{counted}，逐项列在下表" if changes else "印出的内容没有不同"
    marks = "后面是全文：删去的加删除线，新增的加下划线；改动的数字上行为原数，下行为现数。"
    if pictured:
        marks += "删去的图加红色虚线框，新增的图加蓝色实线框。"
    return ComparisonHead(
        f"{report.unit}{report.year}年报告\n修改对照",
        f"从{old}到{new}，{found}。{marks}",
        tuple(ListedChange(change.place, *map(_listed, change.short)) for change in changes),
    )


def _listed(text: str) -> str:
    """As much of it as the list in front has room for: all of it stands in the text behind."""
    return text if len(text) <= MOST_LISTED else f"{text[:MOST_LISTED]}……（以下见全文）"


def _check(template: bytes, data: bytes, old: Report, new: Report) -> None:
    """Without what came the document reads as the old report's own export ends, without what went as the new one's."""
    from exporters.word import fill_word
    from importers.written_comparison import body_flow, comparison_pictures, comparison_sides

    layout = load_layout(form_folder(old.form.edition), old.form)
    sides, pictures = comparison_sides(data), comparison_pictures(data)
    for side, shown, report in zip(sides, pictures, (old, new), strict=True):
        expected = body_flow(fill_word(template, _in_words(report), layout))
        if side[-len(expected) :] != expected or shown != _pictures(report):
            raise ExportError("写好的修改对照与报告不一致，没有保存。", "请换两个版本再试，并把这句话告诉维护人员。")


def _pictures(report: Report) -> list[tuple[bytes, str]]:
    """The pictures of the report's text in their order, with their words."""
    return [
        (picture.data, fit(block.alternative))
        for section in report.form.sections
        for block in report.text(section.id)
        if (picture := printed_picture(block)) is not None
    ]


def _with_swaps_told(old: Report, new: Report) -> Report:
    state = new.state()
    texts = {section: with_swaps_told(old.text(section), text) for section, text in state.texts.items()}
    return new if texts == state.texts else Report(state._replace(texts=texts))


def _in_words(report: Report) -> Report:
    """The report with the lines of its pictures in their places, as a comparison has them."""
    state = report.state()
    texts = {section: tuple(block._replace(picture=None) for block in text) for section, text in state.texts.items()}
    return Report(state._replace(texts=texts))


def _template(old: Report, new: Report) -> bytes:
    """The default template; the one with larger grids where a grid that fills a page has changed.

    There it is two tables with its group's label once more, so that cells with two figures have room.
    """
    folder = form_folder(new.form.edition)
    paper = load_layout(folder, new.form).word
    full = any(
        paper[new.form.cells[cell].grid].new_page and old.value(cell) != new.value(cell) for cell in new.form.cells
    )
    return (folder / ("report_12.docx" if full else "report.docx")).read_bytes()
