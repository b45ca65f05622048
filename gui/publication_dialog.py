"""生成发布材料: which files, into which folder; all of them are made and checked before any is put there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.document_settings import print_settings
from gui.export_check import left_words, may_go_out
from gui.exporting import tell_where, write
from gui.interaction import Choice
from gui.tools import Tools
from model.check_code import check_code
from model.report import Report
from workflows.document_settings import red_head
from workflows.export_kinds import KINDS, PUBLISHED, WITH_OPTIONS, Kind, Wishes, usual_name
from workflows.file_names import report_name
from workflows.publication import Publication, list_name, open_there, there_already, write_publication
from workflows.versions import is_final

if TYPE_CHECKING:
    from gui.main_window import MainWindow

TITLE = "生成发布材料"
LEFT_OUT = "files/publication_left_out"
WIDTH = 640
_LETTERS = dict(zip(PUBLISHED, "WEPHKVJ", strict=True))
_MOST_SHOWN = 12


class PublicationDialog(QDialog):
    """`kinds` and `folder` give what was chosen, `red` whether Word and PDF are to bear the red head."""

    def __init__(self, report: Report, folder: Path, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.setWindowTitle(TITLE)
        self.resize(WIDTH, 0)
        left_out = tools.settings.get(LEFT_OUT).split()
        self.boxes = {kind: _box(KINDS[kind], letter, report) for kind, letter in _LETTERS.items()}
        for kind, box in self.boxes.items():
            box.setChecked(kind not in left_out)
            box.toggled.connect(self._refresh)
        self.red = QCheckBox("Word 和 PDF 印红头(&R)")
        self.red.setVisible(red_head(report) is not None)
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName("文件夹")
        self.folder.textChanged.connect(self._refresh)
        browse = QPushButton("选择(&B)…")
        browse.clicked.connect(self._browse)
        self.ok = primary("生成(&S)")
        self.ok.clicked.connect(self.accept)
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(browse)
        files = QVBoxLayout()
        for widget in (QLabel("要生成的文件："), *self.boxes.values(), self.red):
            files.addWidget(widget)
        parts = (files, titled("放进文件夹（没有就新建）(&F)", self.folder), where, _words(report))
        lay_out(self, parts, (None, closing(self, "取消"), self.ok), files)
        self._refresh()
        self.boxes[PUBLISHED[0]].setFocus()

    def kinds(self) -> tuple[str, ...]:
        """The ids of the kinds that are wanted."""
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())

    def place(self) -> Path:
        """The folder."""
        return Path(self.folder.text().strip())

    def _refresh(self, *_: object) -> None:
        self.ok.setEnabled(bool(self.kinds()) and bool(self.folder.text().strip()))
        self.red.setEnabled(any(self.boxes[kind].isChecked() for kind in WITH_OPTIONS))

    def _browse(self) -> None:
        here = self.place() if self.place().is_dir() else self.place().parent
        folder = self._tools.interaction.folder_to_use(self, "放发布材料的文件夹", here)
        if folder is not None:
            self.folder.setText(str(folder))


def publish(window: MainWindow) -> None:
    """Ask for kinds and folder, and write all files of the publication."""
    tools = window.tools
    window.editor.commit_wanted.emit()
    if not may_go_out(window, publishing=True):
        return
    report = window.editor.report
    suggested = window.transfer.export_folder() / report_name(report, "发布材料")
    dialog = PublicationDialog(report, suggested, tools, window)
    if not tools.interaction.run(dialog):
        return
    kinds, folder = dialog.kinds(), dialog.place()
    wishes = Wishes(_templates(window, kinds), print_settings(tools.settings), dialog.red.isChecked())
    tools.settings.put(LEFT_OUT, " ".join(kind for kind in PUBLISHED if kind not in kinds))
    if not _templates_accepted(window, wishes) or not _may_replace(window, report, folder, kinds):
        return
    made: list[Publication] = []
    if write(window, tools, lambda: made.append(write_publication(report, folder, kinds, wishes))):
        tools.settings.put("files/export_folder", str(folder.parent))
        window.editor.message.emit("；".join(filter(None, (f"发布材料已放进 {folder}", left_words(report)))))
        _tell(window, made[0])


def _templates(window: MainWindow, kinds: tuple[str, ...]) -> dict[str, Path]:
    """The own templates of the unit's card for these kinds, by suffix."""
    found = {KINDS[kind].suffix: window.transfer.own_template(KINDS[kind].suffix) for kind in kinds}
    return {suffix: template for suffix, template in found.items() if template is not None}


def _templates_accepted(window: MainWindow, wishes: Wishes) -> bool:
    from gui.template_gaps import accept_template

    report, own = window.editor.report, wishes.templates.items()
    return all(accept_template(window, window.tools, report, template, suffix) for suffix, template in own)


def _may_replace(window: MainWindow, report: Report, folder: Path, kinds: tuple[str, ...]) -> bool:
    there = there_already(report, folder, kinds)
    if not there:
        return True
    text = f"{folder}\n\n文件夹里已有下列文件，要换成新的吗？\n\n" + _listed(there)
    text = "\n\n".join((text, *open_there(folder, there)))
    choices = (Choice("replace", "全部换成新的", destructive=True),)
    return window.tools.interaction.choose(window, TITLE, text, choices) == "replace"


def _tell(window: MainWindow, made: Publication) -> None:
    listed = _listed([path.name for path in made.paths])
    words = (
        f"发布材料已生成，每一份都读回来与报告比较过，没有不同。校验码 {check_code(window.editor.report)}。\n\n{listed}"
    )
    tell_where(window, window.tools, made.list, words, "\n".join(made.remarks))


def _listed(names: tuple[str, ...] | list[str]) -> str:
    more = [f"……共 {len(names)} 个"] if len(names) > _MOST_SHOWN else []
    return "\n".join([*(f"　· {name}" for name in names[:_MOST_SHOWN]), *more])


def _box(kind: Kind, letter: str, report: Report) -> QCheckBox:
    box = QCheckBox(f"{kind.name}(&{letter})")
    box.setToolTip(usual_name(kind, report))
    return box


def _words(report: Report) -> QLabel:
    """What is to be known before: the state of the report, the list that is made with the files."""
    lines = [f"另有一份“{list_name(report)}”，列出每个文件的大小、校验值和比较了什么。校验码 {check_code(report)}。"]
    if not is_final(report):
        lines.insert(
            0, "报告还没有存为公开稿（“文件→版本→存为版本”）：Word 和 PDF 的页眉会印“送审稿”，清单里也会写明。"
        )
    label = QLabel("\n".join(lines))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
