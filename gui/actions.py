"""The table of all commands; menus, tool bar and the list of keys are built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.icons import icon
from gui.theme import Theme


class Command(NamedTuple):
    """One command.

    group: a separator stands between groups of a menu. toolbar: its place there, tens are groups,
    90 and above the right end, 0 not there. beside: the text beside its icon. needs: a key of
    NEEDS, what must be so for the command to make sense. submenu: filled when it is opened.
    runs: the function that carries it out, as "gui.module:function"; it is imported when the command
    is first used and called with the window. Without it the window has a handler of its own.
    """

    id: str
    menu: str
    group: int
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    toolbar: int = 0
    beside: str = ""
    needs: str = ""
    checkable: bool = False
    submenu: bool = False
    runs: str = ""

    @property
    def plain(self) -> str:
        """The text without mnemonic and dots."""
        return _plain(self.text)


MENUS = MappingProxyType(
    {
        "file": "文件(&F)",
        "edit": "编辑(&E)",
        "insert": "插入(&I)",
        "table": "表格(&T)",
        "check": "检查(&C)",
        "view": "视图(&V)",
        "help": "帮助(&H)",
    }
)

NEEDS = MappingProxyType(
    {
        "writable": "文件以只读方式打开，不能修改",
        "file": "这份报告还没有保存过",
        "unsaved_file": "没有可以放弃的修改",
        "undo": "没有可以撤销的步骤",
        "redo": "没有可以重做的步骤",
        "grid": "先转到有表格的部分",
        "grid_writable": "先转到有表格的部分；只读的文件不能修改",
        "stated": "当前格没有文件所列数",
        "finding": "没有检查出问题",
        "blank": "没有空格",
        "relation": "没有标出的勾稽关系",
    }
)
"""What a command may need → what is said when it is not so."""

PARTS = 9
"""Parts of the report that have a key of their own."""

COMMANDS = (
    Command("new", "file", 1, "新建(&N)…", ("Ctrl+N",), "new", 10),
    Command("open", "file", 1, "打开(&O)…", ("Ctrl+O",), "open", 11),
    Command("recent", "file", 1, "最近文件(&F)", submenu=True),
    Command("save", "file", 2, "保存(&S)", ("Ctrl+S",), "save", 12),
    Command("save_as", "file", 2, "另存为(&A)…", ("Ctrl+Shift+S",)),
    Command("save_copy", "file", 2, "另存副本(&Y)…"),
    Command("revert", "file", 2, "恢复到已保存(&R)…", needs="unsaved_file"),
    Command("backups", "file", 2, "备份(&B)…", (), "history", needs="file"),
    Command("import", "file", 3, "导入(&I)…", ("Ctrl+Shift+O",), "import", 40, "导入"),
    Command("paste_report", "file", 3, "粘贴整篇报告(&P)…", ("Ctrl+Shift+V",)),
    Command("export_word", "file", 4, "导出 Word(&W)…", ("Ctrl+Shift+W",), "word", 60, "导出 Word"),
    Command("export_excel", "file", 4, "导出 Excel(&E)…", ("Ctrl+Shift+E",), "excel", 61, "导出 Excel"),
    Command("export_template", "file", 4, "按模板导出(&T)…"),
    Command("close", "file", 5, "关闭窗口(&C)", ("Ctrl+W",)),
    Command("quit", "file", 5, "退出(&X)", ("Ctrl+Q",)),
    Command("undo", "edit", 1, "撤销(&U)", ("Ctrl+Z",), "undo", 20, needs="undo"),
    Command("redo", "edit", 1, "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", 21, needs="redo"),
    Command("cut", "edit", 2, "剪切(&T)", ("Ctrl+X",), "cut"),
    Command("copy", "edit", 2, "复制(&C)", ("Ctrl+C",), "copy"),
    Command("paste", "edit", 2, "粘贴(&P)", ("Ctrl+V",), "paste", 30),
    Command("clear", "edit", 2, "清除(&D)", ("Delete",), "clear"),
    Command("select_all", "edit", 3, "全选(&A)", ("Ctrl+A",)),
    Command("edit_cell", "table", 1, "修改此格(&M)", ("F2",), needs="grid_writable"),
    Command("fill_zero", "table", 1, "空格补 0(&Z)", ("Ctrl+Shift+0",), "zero", needs="grid_writable"),
    Command("drop_stated", "table", 2, "删除文件所列数(&D)", needs="stated"),
    Command("text_before", "table", 3, "表前文字(&B)", (), checkable=True, needs="grid"),
    Command("check_all", "check", 1, "检查全部(&A)", ("F9",), "check", 50, "检查全部"),
    Command("next_finding", "check", 2, "下一处问题(&N)", ("F8",), "next", 51, "下一处问题", needs="finding"),
    Command("previous_finding", "check", 2, "上一处问题(&P)", ("Shift+F8",), "previous", needs="finding"),
    Command("next_blank", "check", 2, "下一个空格(&B)", ("F7",), needs="blank"),
    Command("end_relation", "check", 3, "取消标出(&C)", ("Esc",), needs="relation"),
    *(Command(f"part_{i}", "view", 1, f"第 {i} 部分", (f"Alt+{i}",)) for i in range(1, PARTS + 1)),
    Command("show_navigator", "view", 2, "导航(&N)", ("Ctrl+Shift+N",), "navigator", 90, checkable=True),
    Command("show_findings", "view", 2, "检查结果(&F)", ("Ctrl+Shift+F",), "findings", 91, checkable=True),
    Command("show_guidance", "view", 2, "填表说明(&G)", ("Ctrl+G",), "guidance", 92, checkable=True),
    Command("next_pane", "view", 3, "下一个窗格(&P)", ("F6",)),
    Command("previous_pane", "view", 3, "上一个窗格(&R)", ("Shift+F6",)),
    Command("full_screen", "view", 4, "全屏(&S)", ("F11",), "fullscreen", checkable=True),
    Command("keys", "help", 1, "快捷键(&K)…", ("F1",), "help", 95),
    Command("log", "help", 2, "打开运行记录所在文件夹(&L)"),
    Command("about", "help", 2, "关于(&A)"),
)

KEYS_OF_THE_GRID = (
    ("方向键", "移到相邻的格"),
    ("数字键", "直接填写，覆盖原数"),
    ("回车 / Shift+回车", "下一行 / 上一行"),
    ("Tab / Shift+Tab", "右边 / 左边的格，跳过自动计算的格"),
    ("F2", "修改格里的数"),
    ("Esc", "放弃正在填写的数"),
    ("Home / End", "行首 / 行尾"),
    ("Ctrl+Home / Ctrl+End", "表首 / 表尾"),
    ("Shift+方向键", "选中多个格"),
    ("Alt+下划线字母", "打开菜单，转到面板：检查结果 Alt+J，填表说明 Alt+G"),
)
"""Keys that are no commands, for the list of keys."""


class Actions:
    """The commands of one window as QActions."""

    def __init__(self, window: QWidget, theme: Theme, handlers: Mapping[str, Callable[[], object]]) -> None:
        """handlers: what each command does; KeyError when one is missing."""
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(command.text, window)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setCheckable(command.checkable)
            action.setToolTip(_tool_tip(command))
            if command.icon:
                action.setIcon(icon(theme, command.icon))
                action.setIconVisibleInMenu(False)
            if command.beside:
                action.setIconText(command.beside)
            action.triggered.connect(_without_argument(handlers[command.id]))
            self._actions[command.id] = action
        window.addActions(list(self._actions.values()))

    def __getitem__(self, command: str) -> QAction:
        return self._actions[command]

    def fill(self, menu_id: str, menu: QMenu, submenus: Mapping[str, QMenu]) -> None:
        """Put the commands of this menu into it, parted by groups."""
        last = 0
        for command in COMMANDS:
            if command.menu != menu_id:
                continue
            if last and command.group != last:
                menu.addSeparator()
            last = command.group
            action = self._actions[command.id]
            if command.submenu:
                action.setMenu(submenus[command.id])
            menu.addAction(action)

    def update(self, reasons: Mapping[str, bool]) -> None:
        """Enable what makes sense now: the needs that are met are True. The tool tip says why not."""
        for command in COMMANDS:
            if command.needs:
                action, met = self._actions[command.id], reasons[command.needs]
                if action.isEnabled() != met:
                    action.setEnabled(met)
                    action.setToolTip(_tool_tip(command) if met else f"{command.plain}：{NEEDS[command.needs]}")
                    action.setStatusTip("" if met else NEEDS[command.needs])

    def name_steps(self, undo: str, redo: str) -> None:
        """Show in the menu which steps undo and redo would take."""
        for command, text, step in (("undo", "撤销(&U)", undo), ("redo", "重做(&R)", redo)):
            name = text[:2] + (f"“{step.replace('&', '&&')}”" if step else "") + text[2:]
            if self._actions[command].text() != name:
                self._actions[command].setText(name)


def toolbar_commands() -> Iterator[tuple[int, Command]]:
    """The commands of the tool bar in order, each with its place."""
    for command in sorted((command for command in COMMANDS if command.toolbar), key=lambda item: item.toolbar):
        yield command.toolbar, command


def keys_by_menu() -> Iterator[tuple[str, str, str]]:
    """Menu, command and keys of every command that has keys, for the list of keys."""
    for command in COMMANDS:
        if command.keys:
            yield _plain(MENUS[command.menu]), command.plain, " / ".join(command.keys)


def _plain(text: str) -> str:
    head = text.split("(&", 1)[0]
    return head.removesuffix("…")


def _tool_tip(command: Command) -> str:
    return f"{command.plain}（{command.keys[0]}）" if command.keys else command.plain


def _without_argument(handler: Callable[[], object]) -> Callable[..., None]:
    def triggered(*_: object) -> None:
        handler()

    return triggered
