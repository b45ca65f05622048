"""打印预览: true pages, turning, zooming, following the report; printing what the PDF has, in true size."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui import preview_print
from gui.main_window import MainWindow
from gui.preview import PreviewWindow, show
from gui.preview_paper import PAGE, WIDTH, image_of
from gui.preview_print import chosen_pages, print_pages, printer_for
from gui.preview_setting import PageSetting
from gui.windows import WindowList
from importers.pdf_drawing import DrawnPdf, PagePicture
from model.edits import SetCell
from tests.exporters.documents import counted_report, example_report
from workflows.export_pdf import pdf_of

BUSINESS = "requests.received.business"
WAIT = 20000


@pytest.fixture
def window(program: WindowList) -> MainWindow:
    return program.open_report(example_report(), None)


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> PreviewWindow:
    window.tools.settings.put("word/draft_header", False)
    show(window)
    made = window.findChildren(PreviewWindow)[0]
    qtbot.waitUntil(lambda: made.paper.pages is not None and not made.setting.busy, timeout=WAIT)
    made.paper.setFocus()
    yield made
    if isValid(made):
        made.close()


@pytest.fixture(scope="module")
def exported() -> DrawnPdf:
    return DrawnPdf(pdf_of(example_report()))


def _settled(preview: PreviewWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not preview.setting.busy, timeout=WAIT)


def _small(picture: PagePicture) -> QImage:
    """The page so small that a tenth of a point is not seen."""
    size = QSize(picture.width // 4, picture.height // 4)
    how = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return image_of(picture).scaled(size, *how).convertToFormat(QImage.Format.Format_Grayscale8)


def _unlike(first: QImage, second: QImage) -> int:
    """The greatest difference of two points of two pictures of the same size, 255 for black and white."""
    assert first.size() == second.size()
    rows = [
        [bytes(image.constScanLine(y)[: image.width()]) for y in range(image.height())] for image in (first, second)
    ]
    return max(abs(a - b) for one, other in zip(*rows, strict=True) for a, b in zip(one, other, strict=True))


def _edges(picture: PagePicture, resolution: float) -> list[float]:
    """Where ink begins and ends in the middle row and the middle column, in points."""
    row, column = picture.height // 2 * picture.stride, picture.width // 2 * 4
    lines = (
        picture.pixels[row : row + picture.width * 4 : 4],
        picture.pixels[column : picture.height * picture.stride : picture.stride],
    )
    dark = [[at for at, blue in enumerate(line) if blue < 128] for line in lines]
    return [end / resolution * 72 for line in dark for end in (line[0], line[-1])]


def test_the_pages_are_those_of_the_exported_pdf(preview: PreviewWindow, exported: DrawnPdf) -> None:
    assert preview.paper.pages.sizes == exported.sizes
    for number in range(len(exported.sizes)):
        assert preview.paper.pages.picture(number, 72).pixels == exported.picture(number, 72).pixels


def test_keys_and_buttons_turn_pages(preview: PreviewWindow) -> None:
    paper, last = preview.paper, len(preview.paper.pages.sizes) - 1
    for key, page in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageUp, 1),
        (Qt.Key.Key_End, last),
        (Qt.Key.Key_PageDown, last),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageUp, 0),
    ):
        QTest.keyClick(paper, key)
        assert paper.number == page
        assert preview.number.value() == page + 1
    assert preview.count.text() == f"页，共 {last + 1} 页"
    assert not preview.back.isEnabled()
    QTest.mouseClick(preview.forward, Qt.MouseButton.LeftButton)
    assert paper.number == 1
    preview.number.setValue(3)
    assert paper.number == 2
    assert paper.accessibleDescription() == f"第 3 页，共 {last + 1} 页"


def test_what_is_seen_is_the_page_that_was_turned_to(preview: PreviewWindow) -> None:
    paper, seen = preview.paper, []
    for page in (0, 1, 0):
        paper.turn_to(page)
        seen.append(paper.viewport().grab().toImage())
    assert seen[0] == seen[2] != seen[1]


def test_back_past_the_head_of_a_page_is_the_foot_of_the_one_before(preview: PreviewWindow) -> None:
    bar = preview.paper.verticalScrollBar()
    preview.paper.turn_to(1)
    _turn_wheel(preview, 120)
    assert preview.paper.number == 0
    assert bar.value() == bar.maximum() > 0


def test_a_page_fitted_to_the_width_needs_no_bar_below(preview: PreviewWindow) -> None:
    paper = preview.paper
    paper.fit(WIDTH)
    width = round(paper.pages.sizes[0][0] / 72 * 96 * paper.percent / 100)
    assert paper.verticalScrollBar().maximum() > 0
    assert width <= paper.maximumViewportSize().width() - paper.verticalScrollBar().sizeHint().width()


def test_a_fine_wheel_zooms_by_whole_steps_and_loses_nothing(preview: PreviewWindow) -> None:
    paper = preview.paper
    paper.zoom_by(0)
    seen = []
    for by in (60, 120, 60, -120):
        _turn_wheel(preview, by, Qt.KeyboardModifier.ControlModifier)
        seen.append(paper.percent)
    assert seen == [100, 110, 125, 110]


def test_the_wheel_goes_on_to_the_next_page_and_back(preview: PreviewWindow) -> None:
    paper = preview.paper
    for _ in range(40):
        _turn_wheel(preview, -120)
    assert paper.number > 0
    for _ in range(80):
        _turn_wheel(preview, 120)
    assert (paper.number, paper.verticalScrollBar().value()) == (0, 0)


def test_it_is_fitted_or_as_large_as_the_clerk_wants(preview: PreviewWindow) -> None:
    paper = preview.paper
    assert paper.fitted == WIDTH
    QTest.mouseClick(preview.page_button, Qt.MouseButton.LeftButton)
    assert paper.fitted == PAGE
    assert paper.verticalScrollBar().maximum() == 0
    QTest.keyClick(paper, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (paper.percent, paper.fitted) == (100, "")
    assert not preview.page_button.isChecked()
    QTest.keyClick(paper, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.percent.text() == "110%"
    _turn_wheel(preview, 120, Qt.KeyboardModifier.ControlModifier)
    assert paper.percent == 125
    QTest.keyClick(paper, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert paper.percent == 110


def test_it_opens_at_the_part_where_the_clerk_is(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show("disputes")
    show(window)
    preview = window.findChildren(PreviewWindow)[0]
    qtbot.waitUntil(lambda: preview.paper.pages is not None, timeout=WAIT)
    heading = window.editor.report.form.section("disputes").heading
    assert preview.paper.number == preview.paper.pages.page_of(heading) > 2
    show(window)
    assert len([one for one in window.findChildren(PreviewWindow) if one.isVisible()]) == 1
    preview.close()


def test_it_follows_the_report(window: MainWindow, preview: PreviewWindow, qtbot: QtBot) -> None:
    page = preview.paper.pages.page_of(window.editor.report.form.section("requests").heading)
    preview.paper.turn_to(page)
    before = preview.paper.pages.picture(page, 72).pixels
    window.editor.enter(BUSINESS, "777")
    _settled(preview, qtbot)
    assert preview.paper.pages.picture(page, 72).pixels != before
    assert preview.paper.number == page
    window.editor.undo()
    _settled(preview, qtbot)
    assert preview.paper.pages.picture(page, 72).pixels == before


def test_what_cannot_be_set_is_said_and_cannot_be_printed(
    window: MainWindow, preview: PreviewWindow, qtbot: QtBot
) -> None:
    window.editor.do("填写", (SetCell(BUSINESS, "长" * 60),))
    qtbot.waitUntil(lambda: preview.paper.pages is None, timeout=WAIT)
    assert "商业企业" in preview.paper.accessibleDescription()
    assert not preview.print_button.isEnabled()
    window.editor.undo()
    qtbot.waitUntil(lambda: preview.paper.pages is not None, timeout=WAIT)
    assert preview.print_button.isEnabled()


def test_paper_is_white_in_the_dark_theme_too(window: MainWindow, preview: PreviewWindow) -> None:
    window.tools.theme.use("dark")
    QApplication.processEvents()
    picture = preview.paper.viewport().grab().toImage()
    place = preview.paper.paper_place + QPoint(20, 20)
    assert picture.pixelColor(place).name() == "#ffffff"
    assert picture.pixelColor(2, 2).name() != "#ffffff"


def test_closing_the_report_closes_its_preview(program: WindowList, window: MainWindow, preview: PreviewWindow) -> None:
    window.editor.document.history.mark_saved()
    window.close()
    assert not isValid(preview) or not preview.isVisible()


def test_printed_pages_are_those_of_the_exported_pdf(tmp_path: Path, exported: DrawnPdf) -> None:
    printed = _printed(tmp_path, exported, lambda printer: None)
    assert [tuple(map(round, size)) for size in printed.sizes] == [tuple(map(round, size)) for size in exported.sizes]
    for number in range(len(exported.sizes)):
        assert _unlike(*(_small(pdf.picture(number, 100)) for pdf in (printed, exported))) < 110, number
    page = exported.page_of(example_report().form.section("requests").heading)
    edges = [_edges(pdf.picture(page, 300), 300) for pdf in (printed, exported)]
    assert edges[0] == pytest.approx(edges[1], abs=0.5)


def test_pages_copies_and_order_are_as_chosen(tmp_path: Path, exported: DrawnPdf) -> None:
    def choose(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)

    assert len(_printed(tmp_path, exported, choose).sizes) == 2
    printer = printer_for(exported, "报告", two_sided=True)
    assert printer.fullPage()
    choose(printer)
    assert chosen_pages(printer, 5, 0) == [1, 2]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert chosen_pages(printer, 3, 0) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 3, 1) == [1]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 3, 0) == [2, 1, 0]


@pytest.mark.parametrize(
    ("two_sided", "wanted"), [(True, QPrinter.DuplexMode.DuplexLongSide), (False, QPrinter.DuplexMode.DuplexNone)]
)
def test_the_sheets_are_bound_at_the_long_edge(
    exported: DrawnPdf, monkeypatch: pytest.MonkeyPatch, two_sided: bool, wanted: QPrinter.DuplexMode
) -> None:
    asked = []

    class Recorder(QPrinter):
        """Without a printer on the machine Qt forgets the wish."""

        def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
            asked.append(duplex)

    monkeypatch.setattr(preview_print, "QPrinter", Recorder)
    printer_for(exported, "报告", two_sided)
    assert asked == [wanted]


class _Plain(QPrinter):
    """Makes no copies by itself. Without a printer on the machine Qt forgets that both sides are wanted."""

    def __init__(self, two_sided: bool = False) -> None:
        super().__init__()
        self.two_sided = two_sided

    def supportsMultipleCopies(self) -> bool:
        return False

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexLongSide if self.two_sided else QPrinter.DuplexMode.DuplexNone


def test_a_printer_that_makes_no_copies_gets_the_pages_again(exported: DrawnPdf) -> None:
    printer = _Plain()
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert chosen_pages(printer, 2, 0) == [0, 1, 0, 1]
    printer.setCollateCopies(False)
    assert chosen_pages(printer, 2, 0) == [0, 0, 1, 1]
    printer.two_sided = True
    assert chosen_pages(printer, 3, 0) == [0, 1, 0, 1, 2, None, 2]
    printer.setCollateCopies(True)
    assert chosen_pages(printer, 3, 0) == [0, 1, 2, None, 0, 1, 2]
    assert chosen_pages(printer, 2, 0) == [0, 1, 0, 1]


def test_a_printer_that_makes_copies_by_itself_gets_the_pages_once() -> None:
    class Copier(QPrinter):
        def supportsMultipleCopies(self) -> bool:
            return True

    printer = Copier()
    printer.setCopyCount(3)
    assert chosen_pages(printer, 2, 0) == [0, 1]


def test_a_printer_finer_than_can_be_seen_gets_pages_in_true_size(
    tmp_path: Path, exported: DrawnPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_print, "FINEST", 100)
    page = exported.page_of(example_report().form.section("requests").heading)

    def choose(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(page + 1, page + 1)

    printed = _printed(tmp_path, exported, choose)
    edges = [_edges(pdf.picture(number, 150), 150) for pdf, number in ((printed, 0), (exported, page))]
    assert edges[0] == pytest.approx(edges[1], abs=1)


def test_who_stops_a_print_leaves_no_half_of_it(tmp_path: Path, exported: DrawnPdf) -> None:
    stopped: list[bool] = []

    class Recorder(QPrinter):
        def abort(self) -> bool:
            stopped.append(True)
            return super().abort()

    printer = Recorder()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    printing = print_pages(printer, exported)
    assert next(printing) == 1
    printing.close()
    assert stopped


def test_one_state_is_set_at_a_time_and_the_newest_comes_last(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in turn; of those that wait only the newest."""
    begun, go_on = [], threading.Event()

    def set_pages(state: object, _: object) -> object:
        begun.append(state)
        go_on.wait(10)
        return state

    monkeypatch.setattr("workflows.page_pictures.set_pages", set_pages)
    setting, shown = PageSetting(), []
    setting.ready.connect(shown.append)
    for state in "甲乙丙":
        setting.set(state, None)
    qtbot.waitUntil(lambda: begun == ["甲"])
    go_on.set()
    qtbot.waitUntil(lambda: not setting.busy, timeout=WAIT)
    assert begun == shown == ["甲", "丙"]


def test_what_nobody_thought_of_is_said_and_goes_to_the_log(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("workflows.page_pictures.set_pages", fail)
    monkeypatch.setattr("workflows.log_file.data_folder", lambda: tmp_path)
    setting, told = PageSetting(), []
    setting.failed.connect(told.append)
    setting.set("甲", None)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "报告没有改动" in str(told[0])
    assert any("broken inside" in file.read_text("utf-8") for file in tmp_path.rglob("*.log"))


def test_the_print_button_asks_and_prints(window: MainWindow, preview: PreviewWindow, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"

    def accept(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(100)
        return True

    window.tools.interaction.answers.append(accept)
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert len(DrawnPdf(target.read_bytes()).sizes) == len(preview.paper.pages.sizes)
    assert preview.note.text() == "已交给打印机"


def test_that_it_was_printed_stays_to_be_read(
    window: MainWindow, preview: PreviewWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PreviewWindow, "isActiveWindow", lambda _: True)

    def accept(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        printer.setResolution(100)
        # As a dialog does that is closed.
        QApplication.sendEvent(preview, QEvent(QEvent.Type.ActivationChange))
        return True

    window.tools.interaction.answers.append(accept)
    preview.print_pages()
    _settled(preview, qtbot)
    assert preview.note.text() == "已交给打印机"
    window.tools.settings.put("word/table_half_points", 24)
    QApplication.sendEvent(preview, QEvent(QEvent.Type.ActivationChange))
    assert preview.setting.busy
    assert preview.note.text() == ""
    _settled(preview, qtbot)


def test_copies_on_both_sides_begin_on_sheets_of_their_own(tmp_path: Path, exported: DrawnPdf) -> None:
    printer = _Plain(two_sided=True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    list(print_pages(printer, exported))
    printed = DrawnPdf((tmp_path / "out.pdf").read_bytes())
    assert len(printed.sizes) == 3
    assert set(printed.picture(1, 36).pixels) == {255}


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_is_not_there_is_told(window: MainWindow, preview: PreviewWindow, tmp_path: Path) -> None:
    def accept(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "没有" / "out.pdf"))
        return True

    window.tools.interaction.answers.append(accept)
    QTest.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    assert "没有印成" in window.tools.interaction.asked[-1]


def test_a_grid_in_large_text_is_shown_as_set(window: MainWindow, preview: PreviewWindow, qtbot: QtBot) -> None:
    window.tools.settings.put("word/table_half_points", 24)
    preview.set_anew()
    _settled(preview, qtbot)
    assert len(preview.paper.pages.sizes) > 5


def test_a_window_can_be_closed_while_its_pages_are_being_set(program: WindowList) -> None:
    window = program.open_report(counted_report(), None)
    show(window)
    preview = window.findChildren(PreviewWindow)[0]
    preview.set_anew()
    assert preview.setting.busy
    preview.close()
    QApplication.processEvents()


def _printed(folder: Path, pages: DrawnPdf, choose) -> DrawnPdf:
    file = folder / "printed.pdf"
    printer = printer_for(pages, "报告", two_sided=False)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(200)
    choose(printer)
    assert list(print_pages(printer, pages))[-1] >= 1
    return DrawnPdf(file.read_bytes())


def _turn_wheel(preview: PreviewWindow, by: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = preview.paper.viewport()
    place = QPointF(view.rect().center())
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
