"""Makes the pictures of the manual from the real program: `.venv/bin/python docs/make_manual_pictures.py [name…]`.

Each is a stretch of a window with the example in it, small enough to be read beside the text.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

os.environ["QT_SCALE_FACTOR"] = "1.5"

from make_pictures import EXAMPLE, ROOT, SIZE, TODAY, program
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, qRgb
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.windows import WindowList
from model.edits import Edit, SetCell, SetField, SetLastYear
from model.number_text import is_number
from model.report import Report
from model.state import LastReport
from workflows.forms import drafting
from workflows.manual import PICTURE_SCALE, picture_file
from workflows.report_files import read_report

WIDTH = 676
"""As wide as the text of the manual."""

FILE = "示例县数据局2025年政府信息公开工作年度报告.nianbao"
NARROW = QSize(860, 697)
RECEIVED, GRANTED = "requests.received.natural_person", "requests.granted.natural_person"
BROKEN = {RECEIVED: 112, "disputes.reconsideration.upheld": "约3"}


class Set(NamedTuple):
    """What a picture is made from."""

    windows: WindowList
    window: QWidget
    folder: Path

    @property
    def report(self) -> Report:
        """The report that is open."""
        return self.window.editor.report


def cut(widget: QWidget, rect: QRect | None = None) -> QImage:
    """A stretch of a widget as it is painted now; all of it for no rectangle, never wider than the manual's text."""
    settle()
    rect = widget.rect() if rect is None else rect.intersected(widget.rect())
    return widget.grab(rect).toImage()


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(5):
        QApplication.processEvents()


def at(made: Set, cell: str) -> QWidget:
    """The page with this cell, which is the current one and has the focus."""
    made.window.activateWindow()
    QTest.qWaitForWindowActive(made.window)
    made.window.pages.start_at(cell)
    made.window.pages.page.setFocus()
    settle()
    return made.window.pages.page


def part(window: QWidget, inner: QWidget, height: int, width: int = WIDTH) -> QImage:
    """The upper left of a widget within the window."""
    settle()
    return cut(window, QRect(inner.mapTo(window, QPoint(0, 0)), QSize(min(width, inner.width()), height)))


def last_year_of(report: Report) -> LastReport:
    """A made-up report of the year before: a little less of everything, its relations all right."""
    last = Report(report.state().alone())
    last.apply(Edit("示例", (SetField("year", report.year - 1), SetLastYear(()))))
    for cell in last.form.inputs:
        value = last.value(cell)
        if is_number(value) and value > 1 and not cell.endswith((".in_force", ".issued", ".repealed")):
            last.apply(Edit("示例", (SetCell(cell, type(value)(value * 4 // 5)),)))
    for cell, source in drafting(last.form.edition).carry_over:
        last.apply(Edit("示例", (SetCell(source, report.value(cell)),)))
        column = cell.rsplit(".", 1)[1]
        done, carried = (last.value(f"requests.{row}.{column}") for row in ("results_total", "carried_in"))
        received = SetCell(f"requests.received.{column}", done + last.value(source) - carried)
        last.apply(Edit("示例", (received,)))
    stock = "proactive.normative_documents"
    this = {name: report.value(f"{stock}.{name}") for name in ("in_force", "issued", "repealed")}
    before = this["in_force"] - this["issued"] + this["repealed"]
    last.apply(Edit("示例", (SetCell(f"{stock}.in_force", before),)))
    return LastReport(last.state().alone(), FILE.replace("2025", "2024"), "0" * 64)


def start_page(made: Set) -> QImage:
    """The start page with two recent files."""
    settings = made.windows.tools.settings
    # Seen is where the files are: not in this computer's folder for temporary things.
    os.chdir(made.folder)
    folder = Path("年报")
    folder.mkdir()
    for number, name in enumerate((FILE.replace("2025", "2024"), FILE)):
        path = Path(shutil.copy(EXAMPLE, folder / name))
        moment = datetime(2026, 1, 10 + number, 16, 40).timestamp()
        os.utime(path, (moment, moment))
        settings.add_recent_file(path)
    start = made.windows.show_start()
    start.resize(QSize(900, 560))
    QTest.qWait(600)
    image = cut(start, QRect(0, 58, 900, 420))
    start.close()
    os.chdir(ROOT)
    return narrow(image)


def grid(made: Set) -> QImage:
    """表三 with its headings."""
    made.window.actions_["show_last_year"].trigger()
    image = part(made.window, at(made, RECEIVED), 330)
    made.window.actions_["show_last_year"].trigger()
    return image


def paste_preview(made: Set) -> QImage:
    """A block of 表四 from elsewhere: some figures changed, a dash, a total that does not add up."""
    from gui.paste_preview import PastePreview
    from model.layout import load_layout
    from workflows.forms import form_folder
    from workflows.pasting import read_clip

    window = made.window
    page = window.pages.show("disputes")
    page.grid.select_all()
    page.grid.copy_with_headings()
    data = QApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().splitlines()]
    figures = [number for number, line in enumerate(lines) if any(cell.isdigit() for cell in line)]
    line = lines[figures[0]]
    changed = {0: "6", 1: "—", 4: "12", 7: "2", 9: "约3"}
    line[:] = [changed.get(number, cell) for number, cell in enumerate(line)]
    text = "\n".join("\t".join(line) for line in lines)
    clip = read_clip(window.editor.report, "disputes", text, "")
    assert clip is not None
    layout = load_layout(form_folder(window.editor.report.form.edition), window.editor.report.form)
    dialog = PastePreview(window.editor.report, clip, layout, made.windows.tools.theme, window)
    dialog.show()
    dialog.resize(QSize(910, 330))
    image = narrow(cut(dialog))
    dialog.reject()
    return image


def last_year(made: Set) -> QImage:
    """表三 with last year's figures beside this year's."""
    return part(made.window, at(made, GRANTED), 250)


def year_chart(made: Set) -> QImage:
    """The chart of both years."""
    from gui.year_dialog import YearDialog

    dialog = YearDialog(made.report, made.windows.tools.theme, made.window)
    dialog.show()
    settle()
    image = dialog.picture.grab(QRect(0, 0, dialog.picture.width(), dialog.picture.height() * 3 // 5)).toImage()
    dialog.reject()
    return narrow(image)


def picking(made: Set) -> QImage:
    """Picking a cell for the text."""
    window = made.window
    window.resize(NARROW + QSize(60, 0))
    window.pages.show("overview").prose.setFocus()
    window.actions_["insert_figure"].trigger()
    settle()
    window.pages.start_at("requests.received.total")
    settle()
    bar = next(bar for bar in window.findChildren(QWidget, "figure_picking") if bar.isVisibleTo(window))
    top = bar.mapTo(window, QPoint(0, 0))
    page = window.pages.page.mapTo(window, QPoint(0, 0))
    image = cut(window, QRect(min(top.x(), page.x()), min(top.y(), page.y()), 1010, 300))
    bar.give_up()
    window.resize(SIZE)
    return narrow(image)


def chips(made: Set) -> QImage:
    """Figures in the text that follow their cells."""
    from gui.prose_insert import put
    from model.live_figures import Formula, derive, figure_span
    from model.text import Span

    window = made.window
    page = window.pages.show("problems")
    prose = page.prose
    prose.setFocus()
    cursor = prose.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    prose.setTextCursor(cursor)
    prose.insertPlainText("\n")
    total = "requests.received.total"
    spans = [Span("全年收到政府信息公开申请")]
    for what, after in (("sum", "件，比上年"), ("change", "。")):
        formula = Formula(what, (total,), (), 1 if what == "change" else None, "digits")
        spans += [figure_span(formula, derive(formula, made.report).text), Span(after)]
    put(prose, tuple(spans), "示例")
    settle()
    caret = prose.viewport().mapTo(window, prose.cursorRect().topLeft())
    left = page.sheet.mapTo(window, QPoint(0, 0)).x()
    return cut(window, QRect(left, caret.y() - 82, WIDTH, 124))


def findings(made: Set) -> QImage:
    """The findings of two relations that do not hold."""
    window = made.window
    window.resize(NARROW)
    window.editor.do("示例", tuple(SetCell(cell, value) for cell, value in BROKEN.items()))
    window.panels.findings.step(1)
    window.panels.findings.rows_wanted.emit(5)
    image = part(window, window.panels.findings, window.panels.findings.height(), 1010)
    window.resize(SIZE)
    window.editor.history.undo()
    window.editor.look_at(None)
    return narrow(image)


def guidance(made: Set) -> QImage:
    """The guidance of a cell."""
    at(made, GRANTED)
    return part(made.window, made.window.panels.guidance, 420)


def recovery(made: Set) -> QImage:
    """What a crash left."""
    from gui.recovery_dialog import RecoveryDialog
    from workflows.compare_reports import named_differences
    from workflows.lock import LockOwner
    from workflows.recovery import Recovered

    changed = Report(made.report.state())
    cells = [cell for cell in changed.form.inputs if is_number(changed.value(cell))][20:24]
    changed.apply(Edit("示例", tuple(SetCell(cell, changed.value(cell) + 3) for cell in cells)))
    found = named_differences(made.report, changed)
    moment = datetime(TODAY.year(), TODAY.month(), TODAY.day(), 16, 52)
    file, state = Path(FILE), changed.state()
    left = Recovered(Path(), file, "as_left", moment, LockOwner.me(), state, changed, None, found)
    dialog = RecoveryDialog((left,), made.window)
    dialog.show()
    dialog.resize(QSize(760, 300))
    image = narrow(cut(dialog))
    dialog.reject()
    return image


def unit_page(made: Set) -> QImage:
    """The fields of the first part."""
    page = made.window.pages.show("preface")
    page.field("signature.date").setFocus()
    settle()
    address = page.field("contact.address")
    top = address.mapTo(made.window, QPoint(0, -40)).y()
    return narrow(cut(made.window, QRect(page.mapTo(made.window, QPoint(0, 0)).x(), top, 760, 262)))


def unit_cards(made: Set) -> QImage:
    """Cards of two units."""
    from gui.unit_cards_dialog import UnitCardsDialog
    from workflows.unit_cards import UnitCard, card_from

    own = card_from(made.report)._replace(short="县数据局", deadline="01-20")
    dialog = UnitCardsDialog((own, UnitCard("示例县人民政府办公室")), made.report.year, made.window)
    dialog.show()
    dialog.resize(QSize(760, 400))
    image = narrow(cut(dialog))
    dialog.reject()
    return image


def window(made: Set) -> QImage:
    """The whole window, for an overview."""
    at(made, GRANTED)
    made.window.status.set_file_state("")
    return narrow(cut(made.window))


def dark(made: Set) -> QImage:
    """The grid in the dark theme."""
    theme = made.windows.tools.theme
    theme.use("dark")
    image = part(made.window, at(made, "disputes.reconsideration.upheld"), 180)
    theme.use("light")
    return image


PICTURES: tuple[Callable[[Set], QImage], ...] = (
    start_page,
    grid,
    last_year,
    paste_preview,
    year_chart,
    picking,
    chips,
    findings,
    guidance,
    recovery,
    unit_page,
    unit_cards,
    window,
    dark,
)


def narrow(image: QImage) -> QImage:
    """No wider than the manual's text."""
    wanted = round(WIDTH * PICTURE_SCALE)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaledToWidth(wanted, smooth) if image.width() > wanted else image


def with_few_colours(image: QImage) -> QImage:
    """The picture with at most 256 colours, so that its file is small: near ones become one."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height, line = image.width(), image.height(), image.bytesPerLine()
    data = bytes(image.constBits())
    pixels = [data[line * y + 3 * x : line * y + 3 * x + 3] for y in range(height) for x in range(width)]
    frequent: dict[bytes, int] = {}
    for pixel in pixels:
        frequent[pixel] = frequent.get(pixel, 0) + 1
    by_count = sorted(frequent, key=lambda pixel: -frequent[pixel])
    kept = by_count[:256]
    index = {pixel: number for number, pixel in enumerate(kept)}
    for pixel in by_count[256:]:
        near = min(range(len(kept)), key=lambda i: sum((a - b) ** 2 for a, b in zip(kept[i], pixel, strict=True)))
        index[pixel] = near
    small = QImage(width, height, QImage.Format.Format_Indexed8)
    small.setColorTable([qRgb(*pixel) for pixel in kept])
    for y in range(height):
        row = bytes(index[pixel] for pixel in pixels[y * width : (y + 1) * width])
        small.scanLine(y)[:width] = row
    return small


def main(names: list[str]) -> None:
    """Make all pictures, or those with these names."""
    with tempfile.TemporaryDirectory() as folder:
        windows = program(Path(folder))
        first = windows.open_report(read_report(EXAMPLE), None)
        first.editor.do("示例", (SetLastYear((last_year_of(first.editor.report),)),))
        first.resize(SIZE)
        first.activateWindow()
        first.finish()
        settle()
        made = Set(windows, first, Path(folder))
        for make in PICTURES:
            if not names or make.__name__ in names:
                file = picture_file(make.__name__)
                with_few_colours(make(made)).save(str(file), "PNG", 0)
                sys.stdout.write(f"{make.__name__}: {file.stat().st_size // 1024} KB\n")
        first.editor.document.history.mark_saved()
        first.close()
        # What was copied would be let go of after Python has ended.
        QApplication.clipboard().clear()


if __name__ == "__main__":
    main(sys.argv[1:])
