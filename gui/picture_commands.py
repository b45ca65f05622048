"""插入 → 图片, 年度图表; pictures that are pasted or dropped; the alternative text of one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui.figure_commands import prose_at_hand
from gui.interaction import FileKind
from gui.prose_edit import ProseEdit
from gui.prose_insert import put_object
from gui.prose_pieces import block_in
from model.edits import ReplaceText
from model.errors import ImportProblem, ReportError
from model.history import Place
from model.pictures import MOST_BYTES, Picture
from model.report import Report
from model.state import State
from model.text import CHART, chart_block, picture_block, spans_of

PICTURE_FILES = FileKind("图片", (".png", ".jpg", ".jpeg"))
TITLE, WORDS_TITLE = "插入图片", "图片的替代文字"
_NO_TEXT = "先把光标放在文字里要插入的地方"


def insert(window) -> None:
    """Ask for a file, and put its picture where the caret is in the text."""
    prose = _writable(window)
    if prose is None:
        return
    folder = window.tools.settings.folder("files/picture_folder")
    path = window.tools.interaction.file_to_open(window, TITLE, folder, (PICTURE_FILES,))
    if path is not None:
        window.tools.settings.put("files/picture_folder", str(path.parent))
        put_pictures(window, prose, [path])


def insert_chart(window) -> None:
    """Put the year's chart where the caret is in the text."""
    prose = _writable(window)
    if prose is not None:
        put_object(prose, spans_of(chart_block()), "插入年度图表")


def change_words(window) -> None:
    """Ask for the alternative text of the selected picture; show the chart where that is what is selected."""
    prose = prose_at_hand(window)
    if prose is None or not prose.objects.selected():
        window.editor.message.emit("先在文字里点选一张图片")
        return
    open_object(window, prose)


def open_object(window, prose: ProseEdit) -> None:
    """What Enter and a double click do on a picture or a chart."""
    block = block_in(prose.textCursor().charFormat())
    if block.kind == CHART:
        from gui import year_dialog

        year_dialog.show(window)
        return
    place = Place(prose.section, "", prose.textCursor().blockNumber())
    words = _ask(window, WORDS_TITLE, block.picture, block.alternative)
    if words is None or words == block.alternative:
        return
    text = window.editor.report.text(prose.section)
    changed = text[place.paragraph]._replace(alternative=words)
    change = ReplaceText(prose.section, place.paragraph, place.paragraph + 1, (changed,))
    window.editor.do("替代文字", (change,), place)


def put_pictures(window, prose: ProseEdit, wanted: QImage | Sequence[Path]) -> None:
    """Put these in where the caret is, each asked for its words; what is no picture is told."""
    from gui.picture_files import picture_from_image, read_picture, words_from_name

    if window.editor.read_only:
        window.editor.refuse()
        return
    try:
        if isinstance(wanted, QImage):
            _put_picture(window, prose, picture_from_image(wanted), "")
        else:
            for path in wanted:
                _put_picture(window, prose, read_picture(path), words_from_name(path))
    except ReportError as error:
        window.tools.interaction.tell_error(window, "图片没有插入", error)
    prose.setFocus(Qt.FocusReason.OtherFocusReason)


def attach(window) -> None:
    """Follow the window's texts: pictures that come into them, pictures that are opened in them."""
    Follower(window)


class Follower(QObject):
    """Meets every text of a window when its page is built."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        stack = window.pages.stack
        for number in range(stack.count()):
            self._meet(stack.widget(number))
        window.pages.built.connect(self._meet)
        window.pages.shown.connect(self._meet_shown)
        window.editor.changed.connect(self._meet_shown)

    def _meet_shown(self, *_: object) -> None:
        """A text before a grid may have been opened since."""
        self._meet(self._window.pages.page)

    def _meet(self, page: QWidget) -> None:
        window = self._window
        for prose in (getattr(page, "prose", None), getattr(page, "preface", None)):
            if prose is not None and not prose.property(_MET):
                prose.setProperty(_MET, True)
                prose.pictures_wanted.connect(lambda wanted, at=prose: put_pictures(window, at, wanted))
                prose.object_wanted.connect(lambda at=prose: open_object(window, at))
                prose.objects.draw_charts_of(window.editor, prose.section)


_MET = "pictures_met"


def _writable(window) -> ProseEdit | None:
    prose = prose_at_hand(window)
    if prose is None:
        window.editor.message.emit(_NO_TEXT)
    elif window.editor.read_only:
        window.editor.refuse()
        return None
    return prose


def _put_picture(window, prose: ProseEdit, picture: Picture, words: str) -> None:
    if pictures_size(window.editor.report, picture) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise ImportProblem(
            f"报告（连同上年报告和版本）里的图片合计超过 {most} MB，放不下这一张。",
            "请把图片缩小后再插入，或删去别的图片。",
        )
    said = _ask(window, TITLE, picture, words)
    if said is not None:
        put_object(prose, spans_of(picture_block(picture, said)), TITLE)


def pictures_size(report: Report, more: Picture) -> int:
    """Bytes of all different pictures that the report's file would hold with this one."""
    return sum(len(picture.data) for picture in {more, *_pictures_of(report.state())})


def _pictures_of(state: State) -> set[Picture]:
    inside = (*(last.state for last in state.last_year), *(version.state for version in state.versions))
    own = {block.picture for text in state.texts.values() for block in text if block.picture is not None}
    return own.union(*map(_pictures_of, inside))


def _ask(window, title: str, picture: Picture | None, words: str) -> str | None:
    """The alternative text, None when the clerk gave it up."""
    from gui.picture_dialog import PictureDialog

    dialog = PictureDialog(title, picture, words, window.tools.theme, window)
    return dialog.words() if window.tools.interaction.run(dialog) else None
