"""A form given as data only goes the whole way: typed into the window, checked, exported, read back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from exporters.excel import fill_excel
from exporters.templates.excel_template import excel_template
from exporters.templates.word_template import word_template
from exporters.word import fill_word
from importers.written_excel import read_written_excel
from importers.written_word import differences, read_written_word
from model.layout import load_layout
from model.report import Report
from tests.builders import MADE_UP, made_up_form

if TYPE_CHECKING:
    from gui.windows import WindowList


def test_the_whole_way(program: WindowList, press: Callable[..., None]) -> None:
    form = made_up_form()
    window = program.open_report(Report.blank(form, "示例果园", 2000), None)
    window.activateWindow()
    QApplication.processEvents()
    report = window.editor.report
    window.pages.start_at("orchard.pears.standing")
    press("12\t-3\t5\t+1\t7\t0\t90.250")
    commit = QInputMethodEvent()
    commit.setCommitString("公斤")
    QApplication.sendEvent(QApplication.focusWidget(), commit)
    press("\r")
    window.pages.start_at("harvest.planted.early")
    press("9\t4\t6\t2\t2\t2\r")

    figures = {
        "orchard.pears.standing": 12,
        "orchard.pears.change": -3,
        "orchard.plums.change": 1,
        "orchard.pines.change": 0,
        "orchard.honey.weight": Decimal("90.250"),
        "harvest.planted.sum": 13,
        "harvest.all.early": 8,
        "harvest.all.sum": 12,
    }
    assert {cell: report.value(cell) for cell in figures} == figures
    assert report.unit_of("orchard.honey.weight") == "公斤"
    assert report.blanks() == ()
    window.finish()
    assert [finding.message for finding in window.editor.visible_findings()] == [
        "早季：一、栽种9，（三）小计8，相差1棵",
        "合计：一、栽种13，（三）小计12，相差1棵",
    ]

    layout = load_layout(MADE_UP, form)
    template = word_template(form, layout)
    written = fill_word(template, report, layout)
    assert differences(template, written, report) == ()
    printed = read_written_word(written, form).cells
    assert printed["orchard.honey.weight"] == "90.250公斤"
    assert (printed["orchard.pears.change"], printed["harvest.all.sum"]) == ("-3", "12")

    workbook = read_written_excel(fill_excel(excel_template(form, layout), report, layout), form)
    assert {cell: workbook.figures[cell] for cell in figures} == figures
    assert workbook.units == {"orchard.honey.weight": "公斤"}
