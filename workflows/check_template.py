"""检查模板: what is wrong with an office's template, what of the form it has no place for, which fonts it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from model.errors import ExportError, FileFormatError
from model.form import Form
from model.placeholder_faults import explained, refusal
from model.placeholder_text import remarks
from model.placeholders import GRID, SECTION, canonical, is_known
from model.prepared_template import Lacking, Prepared
from model.records import NamedTuple
from model.report import Report
from model.template_lacking import lacking_fields, lacking_figures, lacking_texts
from workflows.forms import editions, layout
from workflows.forms import form as form_of
from workflows.labelled_templates import prepared
from workflows.template_files import WORD_SUFFIX, read_template, template_kind

_SOME = 2
"""A single name of another edition is rather a slip."""
_WANTED_FIELDS = ("title", "signature.unit", "signature.date")


class WrongPlaceholder(NamedTuple):
    """A placeholder that can't be filled: as typed, where it stands, what is wrong, and what was probably meant."""

    typed: str
    place: str
    wrong: str
    meant: str

    def words(self) -> str:
        """All of it in one line."""
        meant = f"，是不是“{self.meant}”？" if self.meant else ""
        return f"{self.place}：“{self.typed}”{self.wrong}{meant}"


class TemplateCheck(NamedTuple):
    """What was found. placeholders: how many different ones. labelled: places were also told by labels.

    lacking: what of the form has no place. notes: what to look at. fonts: families that are named.
    edition: the other edition that it was made for, "" for none.
    """

    wrong: tuple[WrongPlaceholder, ...]
    placeholders: int
    labelled: bool
    lacking: tuple[Lacking, ...]
    notes: tuple[str, ...]
    fonts: tuple[str, ...]
    edition: str = ""

    @property
    def usable(self) -> bool:
        """Whether a report can be written by it."""
        return not self.wrong and bool(self.placeholders or self.labelled)

    @property
    def known(self) -> str:
        """That it can be used, and by what its places were told."""
        return "可以用：按标题认出了各处" if self.labelled else f"可以用：{self.placeholders} 种占位符都认得"

    def lines(self, report: Report | None = None, installed: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """All of it as pairs of a heading and a line. report: what concerns it alone; installed: this PC's fonts."""
        if not self.usable and not self.wrong:
            yield "不能用", "模板里没有占位符，也没有认得出的表格，不知道内容该填在哪里"
        if self.edition:
            yield "不能用", f"这是 {self.edition} 年版表样的模板，请换用同一版表样的模板"
        yield from (("占位符", wrong.words()) for wrong in self.wrong)
        for lacking in self.lacking:
            if report is None or lacking.concerns(report):
                yield "没有位置", lacking.what
        yield from (("请看一看", note) for note in self.notes)
        if installed:
            there = {name.casefold() for name in installed}
            yield from (("字体", f"这台电脑没有“{name}”") for name in self.fonts if name.casefold() not in there)


def check_template(path: Path, form: Form) -> TemplateCheck:
    """Look through a template. Raises ExportError when it can't be read or is of another edition."""
    data = read_template(path)
    try:
        suffix = template_kind(path)
        wrong, edition = tuple(_wrong(data, suffix, form)), _other_edition(data, suffix, form)
        ready = prepared(data, suffix, form)
        names = template_names(ready.data, suffix, form)
        return TemplateCheck(
            wrong,
            len(names),
            ready.labelled,
            tuple(_lacking(ready, names, form)),
            ready.notes,
            tuple(_fonts(data, suffix)),
            edition,
        )
    except FileFormatError as error:
        raise ExportError(f"模板打不开：{error.summary}", error.advice) from error


def template_names(data: bytes, suffix: str, form: Form) -> tuple[str, ...]:
    """The placeholders of a template by their names, each once."""
    return tuple(dict.fromkeys(name for names in _name_runs(data, suffix, form) for name in names))


@lru_cache(maxsize=4)
def _name_runs(data: bytes, suffix: str, form: Form) -> tuple[tuple[str, ...], ...]:
    """The placeholders of a template in their order, by the texts within which conditions end; kept for the next report."""
    from exporters.template_names import excel_name_runs, word_name_runs
    from ooxml.package import Package

    return tuple(word_name_runs(Package(data)) if suffix == WORD_SUFFIX else excel_name_runs(data, form))


def template_remarks(report: Report, data: bytes, suffix: str) -> tuple[str, ...]:
    """What the clerk has to hear before a report is written: figures that can't be worked out, undecided conditions."""
    return tuple(remarks(report, _name_runs(data, suffix, report.form)))


def refuse_wrong(data: bytes, suffix: str, form: Form) -> None:
    """Raise ExportError when a template has placeholders that can't be filled, naming them with their places."""
    found = _troubles(data, suffix, form)
    if not found:
        return
    if edition := _other_edition(data, suffix, form):
        raise ExportError(
            f"这份模板是 {edition} 年版表样的，报告用的是 {form.edition} 年版。", "请换用同一版表样的模板。"
        )
    raise refusal(form, found)


def _wrong(data: bytes, suffix: str, form: Form) -> Iterator[WrongPlaceholder]:
    other = _other_edition(data, suffix, form)
    for typed, place, wrong in _troubles(data, suffix, form):
        name = canonical(typed.strip("{}｛｝"))
        if other and not wrong and is_known(form_of(other), name):
            yield WrongPlaceholder(typed, place, f"是 {other} 年版的，{form.edition} 年版没有", "")
        else:
            fault = explained(form, typed, wrong)
            yield WrongPlaceholder(typed, place, *fault)


@lru_cache(maxsize=4)
def _troubles(data: bytes, suffix: str, form: Form) -> tuple[tuple[str, str, str], ...]:
    """Placeholders that can't be filled: as typed, where, and what is wrong; kept for the next report."""
    try:
        if suffix == WORD_SUFFIX:
            from exporters.word_compile import wrong_placeholders

            return tuple(
                (t.placeholder, t.place, t.wrong) for t in wrong_placeholders(data, form, layout(form.edition))
            )
        from exporters.excel_book import open_book
        from exporters.excel_check import wrong_placeholders as wrong_in_workbook

        return tuple((t.typed, t.place, t.wrong) for t in wrong_in_workbook(open_book(data), form))
    except FileFormatError as error:
        raise ExportError(f"模板打不开：{error.summary}", error.advice) from error


def _other_edition(data: bytes, suffix: str, form: Form) -> str:
    """The edition of which most of the unknown names are, "" for none: a misspelt name is of no edition."""
    found = _troubles(data, suffix, form)
    unknown = {canonical(typed.strip("{}｛｝")) for typed, _, wrong in found if not wrong}
    for edition in editions():
        known = sum(is_known(form_of(edition), name) for name in unknown)
        if edition != form.edition and known >= _SOME and known * 2 > len(unknown):
            return edition
    return ""


def _lacking(ready: Prepared, names: Sequence[str], form: Form) -> Iterator[Lacking]:
    """By the labels where the template was read by them alone; else what no placeholder stands for."""
    if ready.lacking:
        yield from ready.lacking
        return
    from exporters.template_names import by_ids

    found = by_ids(form, names)
    grids = {name.removeprefix(GRID) for name in found if name.startswith(GRID)}
    cells = {name for name in found if name in form.cells}
    cells |= {cell.id for cell in form.cells.values() if cell.grid in grids}
    rooms = {name.removeprefix(SECTION) for name in found if name.startswith(SECTION)}
    yield from lacking_figures(form, cells)
    yield from lacking_texts(form, [section.id for section in form.sections], rooms)
    missing = [field for field in _WANTED_FIELDS if field not in found]
    yield from lacking_fields(field for field in missing if field != "title" or not {"unit", "year"} <= set(found))


def _fonts(data: bytes, suffix: str) -> Iterator[str]:
    from exporters.template_names import excel_fonts, word_fonts
    from ooxml.package import Package

    package = Package(data)
    yield from dict.fromkeys(word_fonts(package) if suffix == WORD_SUFFIX else excel_fonts(package))
