"""与下级报告核对: the reports that this one adds up, read from files and kept inside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.edits import SetMembers
from model.errors import ReportError

if TYPE_CHECKING:
    from model.roster import Roster
    from workflows.members import MembersRead

TITLE = "与下级报告核对"
READ_STEP, DROP_STEP, ROSTER_STEP = "读入下级报告", "去掉下级报告", "按单位名录核对"
FOLDER = "files/members_folder"
_MOST_TOLD = 10


def show(window) -> None:
    """Show the reports that this one adds up; each act in the dialog is an undoable step."""
    from gui.members_dialog import MembersDialog

    window.editor.commit_wanted.emit()
    window.tools.interaction.run(MembersDialog(window, window))


def add_folder(window, parent) -> str:
    """Read the reports of a folder that is asked for; what came of it in a sentence, "" for nothing."""
    settings = window.tools.settings
    folder = window.tools.interaction.folder_to_use(parent, "下级报告所在的文件夹", settings.folder(FOLDER))
    if folder is None:
        return ""
    settings.put(FOLDER, str(folder))
    return _add(window, parent, folder)


def add_file(window, parent) -> str:
    """Read one report that is asked for; what came of it in a sentence, "" for nothing."""
    from gui.window_files import REPORT_FILES
    from gui.window_transfer import REPORTS_OF_OTHERS

    settings = window.tools.settings
    file = window.tools.interaction.file_to_open(
        parent, "下级报告", settings.folder(FOLDER), (REPORT_FILES, REPORTS_OF_OTHERS)
    )
    if file is None:
        return ""
    settings.put(FOLDER, str(file.parent))
    return _add(window, parent, file)


def take_roster(window, parent) -> str:
    """Take a roster that is asked for: who has to be among the reports; what it says in a sentence."""
    from gui.interaction import FileKind
    from workflows.members import with_roster
    from workflows.roster import load_roster

    settings, editor = window.tools.settings, window.editor
    kind = FileKind("单位名录", (".csv",))
    file = window.tools.interaction.file_to_open(parent, "单位名录", settings.folder(FOLDER), (kind,))
    if file is None:
        return ""
    try:
        roster = load_roster(file)
    except ReportError as error:
        window.tools.interaction.tell_error(parent, TITLE, error)
        return ""
    report = editor.report
    members = with_roster(report.members, roster, file.name, report.unit)
    editor.do(ROSTER_STEP, (SetMembers(members),))
    faults = f"；有 {len(roster.faults)} 处看不懂，第一处：{roster.faults[0]}" if roster.faults else ""
    return f"{file.name}：应报 {len(members.expected)} 个单位{faults}"


def drop(window, rows: Sequence[int]) -> str:
    """Take these reports out; what was done in a sentence."""
    editor = window.editor
    kept = tuple(one for number, one in enumerate(editor.report.members.reports) if number not in rows)
    members = editor.report.members._replace(reports=kept)
    editor.do(DROP_STEP, (SetMembers(members if kept else type(members)()),))
    return f"去掉了 {len(rows)} 份"


def _add(window, parent, place: Path) -> str:
    from workflows.members import joined, member_files

    editor = window.editor
    report = editor.report
    told: list[str] = []
    files = member_files([place], told.append, editor.document.path)
    if not files:
        return "文件夹里没有可以读的报告"
    try:
        roster, name = _roster_in(place)
    except ReportError as error:
        window.tools.interaction.tell_error(parent, TITLE, error)
        return ""
    read = _read(window, parent, files, roster, name)
    if read is None:
        return "已停下，没有读入"
    members = joined(report.members, read.members)
    if members != report.members:
        editor.do(READ_STEP, (SetMembers(members),))
    told += [f"没有读入 {path.name}：{why}" for path, why in read.failed]
    if told:
        more = f"\n……共 {len(told)} 处" if len(told) > _MOST_TOLD else ""
        window.tools.interaction.tell(parent, TITLE, "\n".join(told[:_MOST_TOLD]) + more)
    return f"读入了 {len(read.members.reports)} 份"


def _roster_in(place: Path) -> tuple[Roster, str]:
    """The roster that lies among the reports; raises ReportError when it can't be read."""
    from model.roster import Roster
    from workflows.roster import find_roster, load_roster

    file = find_roster([place]) if place.is_dir() else None
    return (Roster(), "") if file is None else (load_roster(file), file.name)


def _read(window, parent, files: Sequence[tuple[Path, str]], roster: Roster, name: str) -> MembersRead | None:
    """What is in the files, read off the window's thread; None when the clerk stopped it. Raises what was raised."""
    from gui.reading_wait import PATIENCE, ReadingDialog
    from workflows.members import read_members

    stopping = threading.Event()
    unit = window.editor.report.unit
    thread = _Thread(lambda: read_members(files, roster, unit, name, stop=stopping.is_set))
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():
        dialog = ReadingDialog(thread, stopping.set, f"{len(files)} 份下级报告", parent)
        if not window.tools.interaction.wait(dialog):
            return None
    if thread.error is not None:
        raise thread.error
    return thread.result


class _Thread(threading.Thread):
    def __init__(self, read: Callable[[], MembersRead]) -> None:
        super().__init__(daemon=True)
        self._read = read
        self.result: MembersRead | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._read()
        except BaseException as error:
            self.error = error
