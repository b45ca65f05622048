"""Templates without placeholders: made ready for the exporters by their labels, and what of a report they have no place for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import resources
from model.errors import ExportError, FileFormatError
from model.form import Form
from model.label_wordings import Wordings, load_wordings
from model.number_text import is_number
from model.placeholders import printed_figure
from model.prepared_template import Prepared
from model.records import NamedTuple
from model.report import Report
from model.source import SourceBlock
from model.template_words import TemplateWords, load_template_words
from workflows.forms import editions, form
from workflows.template_files import WORD_SUFFIX, read_template, template_kind

_KEPT = 4


class Gaps(NamedTuple):
    """What the clerk has to hear before a report is written by a template. All in Chinese.

    lacking: what of the form has no place in the template. notes: what to look at in the finished document.
    cut: texts that would not be seen whole in print. loses: whether figures other than 0, or text, would be lacking in
    the document or in its print.
    """

    lacking: tuple[str, ...]
    notes: tuple[str, ...]
    loses: bool
    cut: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lacking or self.notes or self.cut)

    def lines(self) -> Iterator[str]:
        """All of it, a line each."""
        yield from (f"没有位置，不会写进文件：{what}" for what in self.lacking)
        yield from self.cut
        yield from self.notes


_prepared: dict[tuple[bytes, str], tuple[Form, Prepared]] = {}


def prepared(template: bytes, suffix: str, of: Form) -> Prepared:
    """The template as the exporters fill it, kept for the next report.

    Raises FileFormatError when it can't be read, ExportError when it is of another edition of the form.
    """
    key = (template, suffix)
    kept = _prepared.get(key)
    if kept is not None and kept[0] is of:
        return kept[1]
    made = _prepare(template, suffix, of)
    while len(_prepared) >= _KEPT:
        _prepared.pop(next(iter(_prepared)), None)
    _prepared[key] = of, made
    return made


def fitted(ready: Prepared, suffix: str, report: Report) -> Prepared:
    """The template with those figures set smaller that would not fit into their cells; mostly the template itself."""
    if not ready.rooms:
        return ready
    from exporters.typesetting import ems

    wide = {
        cell: needed
        for cell, room in ready.rooms.items()
        if is_number(report.value(cell)) and (needed := ems(printed_figure(report, cell))) > room
    }
    if not wide:
        return ready
    if suffix == WORD_SUFFIX:
        from exporters.labelled_word_room import with_smaller_figures

        return with_smaller_figures(ready, wide)
    from exporters.labelled_excel_room import with_smaller_cells

    return with_smaller_cells(ready, wide)


def gaps(report: Report, template: Path, wanted: str = "") -> Gaps:
    """What has no place in this template. wanted: the suffix of what is to be written by it, any where it is "".

    Raises ExportError when it can't be read, is of another edition or kind, or has placeholders that can't be filled.
    """
    from workflows.check_template import refuse_wrong, template_remarks

    suffix = template_kind(template)
    if wanted not in ("", suffix):
        raise ExportError(
            f"模板 {template.name} 的内容是 {suffix} 文件，不能用来写 {wanted} 文件。", f"请另选一份 {wanted} 模板。"
        )
    data = read_template(template)
    refuse_wrong(data, suffix, report.form)
    ready = prepared(data, suffix, report.form)
    told = [lacking for lacking in ready.lacking if lacking.concerns(report)]
    cut = tuple(_cut(ready, suffix, report))
    loses = bool(cut) or any(lacking.loses(report) for lacking in told)
    notes = (*ready.notes, *template_remarks(report, ready.data, suffix))
    return Gaps(tuple(lacking.what for lacking in told), notes, loses, cut)


def _cut(ready: Prepared, suffix: str, report: Report) -> Iterator[str]:
    if suffix == WORD_SUFFIX:
        return
    from exporters.labelled_excel_room import cut_texts

    for name, sheet in cut_texts(ready.data, report):
        yield (
            f"“{name}”的文字太长，工作表“{sheet}”里一行最高只有 409 磅，打印时显示不全；"
            "请把正文放到没有公式、图片和上下合并的格的单独工作表里，或用默认模板"
        )


def refuse_loss(report: Report, template: Path) -> tuple[str, ...]:
    """The lines to be told of a template where nobody can be asked; raises ExportError when the document would lack something.

    A document that is short of figures or text, made by a script whose remarks nobody reads, is worse than none. Rows
    that hold nothing but 0 or blanks, as 规章 where the unit makes none, are only told.
    """
    found = gaps(report, template)
    if found.loses:
        lacking = (f"没有位置放下报告的全部内容：{'；'.join(found.lacking)}",) if found.lacking else ()
        raise ExportError(
            f"模板 {template.name} 里{'；'.join((*lacking, *found.cut))}。",
            "请换一份模板，或在模板里补上这些标题、行和列；在窗口里导出可以看着清单决定。"
            if lacking
            else "在窗口里导出可以看着清单决定。",
        )
    return tuple(found.lines())


def check_labels(written: bytes, suffix: str, report: Report, ready: Prepared) -> None:
    """Read a document back by its labels; raises ExportError when a figure does not stand at its own."""
    from importers.written_labels import label_differences

    lacking = {cell for found in ready.lacking for cell in found.cells} | _without_grid(ready, suffix, report.form)
    if suffix == WORD_SUFFIX:
        from importers.written_word import cells_left_out

        lacking |= cells_left_out(ready.data, report)
    blocks, sheets = _blocks(written, suffix), suffix != WORD_SUFFIX
    differences = tuple(label_differences(blocks, report, lacking, _wordings(), _words(), sheets=sheets))
    if differences:
        told = "；".join(difference.rstrip("。") for difference in differences[:5])
        raise ExportError(
            f"按模板写好的文件按标题读回时与报告不一致，没有保存：{told}。", "请换用默认模板，并把这句话告诉维护人员。"
        )


def _without_grid(ready: Prepared, suffix: str, form: Form) -> set[str]:
    """The cells of grids of which an office's template with placeholders has nothing at all; it may leave them out."""
    from exporters.template_names import by_ids
    from model.placeholders import GRID
    from workflows.check_template import template_names

    names = by_ids(form, template_names(ready.data, suffix, form))
    there = {form.cells[name].grid for name in names if name in form.cells}
    there |= {name.removeprefix(GRID) for name in names if name.startswith(GRID)}
    return {cell.id for cell in form.cells.values() if cell.grid not in there}


def _prepare(template: bytes, suffix: str, of: Form) -> Prepared:
    forms = [form(edition) for edition in editions()]
    try:
        if suffix == WORD_SUFFIX:
            from exporters.labelled_word import prepare_word

            return prepare_word(template, of, forms, _wordings(), _words())
        from exporters.labelled_excel import prepare_excel

        return prepare_excel(template, of, forms, _wordings(), _words())
    except FileFormatError as error:
        raise ExportError(f"模板打不开：{error.summary}", error.advice) from error


def _blocks(written: bytes, suffix: str) -> tuple[SourceBlock, ...]:
    from importers import written_labels

    return written_labels.word_source(written) if suffix == WORD_SUFFIX else written_labels.excel_source(written)


@cache
def _wordings() -> Wordings:
    return load_wordings(resources.path("labels.toml"))


@cache
def _words() -> TemplateWords:
    return load_template_words(resources.path("templates.toml"), _wordings().contact)
