"""The table of all commands; menus, tool bar and the list of keys are built from it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from model.records import NamedTuple


class Command(NamedTuple):
    """One command.

    group: a separator stands between groups of a menu. toolbar: its place there, tens are groups,
    90 and above the right end, 0 not there. beside: the text beside its icon. needs: a key of
    NEEDS, what must be so for the command to make sense.
    runs: the function that carries it out, as "gui.module:function"; it is imported when the command
    is first used and called with the window. Without it the window has a handler of its own.
    submenu: a menu that is filled each time it is opened, by `runs`, called with the window and the menu.
    grid_keys: keys that only a grid takes, because text is edited with them. context: where it stands in the
    context menu: "grid", "text" or "both", "" for nowhere.
    under: the key in SUBMENUS of the menu below `menu` in which it stands, "" for `menu` itself.
    anywhere: it works without a report, so the start page has it as well; what carries it out then
    gets the start page's window, which has no editor.
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
    anywhere: bool = False
    grid_keys: tuple[str, ...] = ()
    context: str = ""
    under: str = ""

    @property
    def plain(self) -> str:
        """The text without mnemonic and dots."""
        return plain(self.text)

    @property
    def tool_tip(self) -> str:
        """What the command is called, with its first key."""
        keys = (*self.keys, *self.grid_keys)
        return f"{self.plain}（{keys[0]}）" if keys else self.plain


MENUS = MappingProxyType(
    {
        "file": "文件(&F)",
        "edit": "编辑(&E)",
        "insert": "插入(&I)",
        "table": "表格(&T)",
        "check": "检查(&C)",
        "export": "导出(&X)",
        "view": "视图(&V)",
        "help": "帮助(&H)",
    }
)

SUBMENUS = MappingProxyType({"versions": "版本(&H)", "panels": "面板(&L)", "size": "显示比例(&Z)"})
"""The menus within menus: no menu may be higher than a low screen."""

NEEDS = MappingProxyType(
    {
        "writable": "文件以只读方式打开，或已是公开稿，不能修改",
        "file": "这份报告还没有保存过",
        "unsaved_file": "没有可以放弃的修改",
        "undo": "没有可以撤销的步骤",
        "redo": "没有可以重做的步骤",
        "grid": "先转到有表格的部分",
        "grid_writable": "先转到有表格的部分；只读的文件不能修改",
        "stated": "当前格没有文件所列数",
        "finding": "没有检查出问题",
        "blank": "没有空格",
        "figure": "先把光标放在文字中的数据上",
        "relation": "没有标出的勾稽关系",
        "last_year": "没有上年报告；可以用“检查→打开上年报告”放进来",
        "explainable": "没有可以写说明的问题；错误的数要改正",
        "fixable": "没有检查出问题；只读的文件不能修改",
    }
)
"""What a command may need → what is said when it is not so."""

PARTS = 9
"""Parts of the report that have a key of their own."""

COMMANDS = (
    Command("new", "file", 1, "新建(&N)…", ("Ctrl+N",), "new", 10),
    Command(
        "new_from_last",
        "file",
        1,
        "依据上年报告新建(&L)…",
        ("Ctrl+Shift+N",),
        runs="gui.new_reports:new_from_last",
        anywhere=True,
    ),
    Command("open", "file", 1, "打开(&O)…", ("Ctrl+O",), "open", 11),
    Command("recent", "file", 1, "最近文件(&F)", submenu=True, anywhere=True),
    Command("save", "file", 2, "保存(&S)", ("Ctrl+S",), "save", 12),
    Command("save_as", "file", 2, "另存为(&A)…", ("Ctrl+Shift+S",)),
    Command("save_copy", "file", 2, "另存副本(&Y)…"),
    Command("revert", "file", 2, "恢复到已保存(&R)…", needs="unsaved_file"),
    Command("backups", "file", 2, "备份(&B)…", (), "history", needs="file"),
    Command(
        "save_version", "file", 2, "存为版本(&V)…", needs="writable", runs="gui.version_commands:save", under="versions"
    ),
    Command("versions", "file", 2, "版本列表(&H)…", runs="gui.version_commands:show", under="versions"),
    Command("correct", "file", 2, "更正(&G)…", runs="gui.version_commands:correct", under="versions"),
    Command("notice", "file", 2, "更正说明(&J)…", runs="gui.version_papers:notice", under="versions"),
    Command("import", "file", 3, "导入(&I)…", ("Ctrl+Shift+O",), "import", 40, "导入"),
    Command("import_into", "file", 3, "导入到当前报告(&E)…", needs="writable", runs="gui.import_into_dialog:choose"),
    Command("collect_back", "file", 3, "收回采集表(&M)…", needs="writable", runs="gui.collection_commands:take_back"),
    Command("paste_report", "file", 3, "粘贴整篇报告(&P)…", ("Ctrl+Shift+V",)),
    Command("unit_cards", "file", 6, "单位资料(&U)…", runs="gui.unit_cards_dialog:show", anywhere=True),
    Command("settings", "file", 6, "设置(&D)…", runs="gui.settings_dialog:show", anywhere=True),
    Command("close", "file", 7, "关闭窗口(&C)", ("Ctrl+W",)),
    Command("quit", "file", 7, "退出(&X)", ("Ctrl+Q",)),
    Command("undo", "edit", 1, "撤销(&U)", ("Ctrl+Z",), "undo", 20, needs="undo"),
    Command("redo", "edit", 1, "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", 21, needs="redo"),
    Command("history", "edit", 1, "历史(&H)…", (), "history", runs="gui.history_dialog:show"),
    Command("cut", "edit", 2, "剪切(&T)", ("Ctrl+X",), "cut", needs="writable", context="both"),
    Command("copy", "edit", 2, "复制(&C)", ("Ctrl+C",), "copy", context="both"),
    Command(
        "copy_with_headings",
        "edit",
        2,
        "连同表头复制(&E)",
        ("Ctrl+Shift+C",),
        needs="grid",
        runs="gui.grid_commands:copy_with_headings",
        context="grid",
    ),
    Command("paste", "edit", 2, "粘贴(&P)", ("Ctrl+V",), "paste", 30, needs="writable", context="both"),
    Command("clear", "edit", 2, "清除(&D)", ("Delete",), "clear", needs="writable", context="both"),
    Command("select_all", "edit", 3, "全选(&A)", ("Ctrl+A",), context="both"),
    Command("find", "edit", 4, "查找(&F)…", ("Ctrl+F",), "find", 31, runs="gui.find_bar:show"),
    Command("find_next", "edit", 4, "查找下一处(&N)", ("F3",), runs="gui.find_bar:find_next"),
    Command("find_previous", "edit", 4, "查找上一处(&V)", ("Shift+F3",), runs="gui.find_bar:find_previous"),
    Command("find_replace", "edit", 4, "替换(&L)…", ("Ctrl+H",), "find", runs="gui.replace_bar:show"),
    Command(
        "tidy_punctuation", "edit", 5, "标点整理(&G)…", (), "punctuation", needs="writable", runs="gui.tidy_dialog:show"
    ),
    Command(
        "insert_figure",
        "insert",
        1,
        "插入数据(&I)",
        ("Ctrl+I",),
        "chip",
        needs="writable",
        runs="gui.figure_commands:insert",
        context="text",
    ),
    Command("change_figure", "insert", 1, "改为其他数据(&C)", needs="figure", runs="gui.figure_commands:change"),
    Command(
        "figure_to_cell", "insert", 1, "到表格(&G)", ("Alt+Return",), needs="figure", runs="gui.figure_commands:to_cell"
    ),
    Command(
        "figure_to_text",
        "insert",
        1,
        "变成普通文字(&T)",
        ("Ctrl+Shift+I",),
        needs="figure",
        runs="gui.figure_commands:to_text",
        context="text",
    ),
    Command("offer_figures", "insert", 2, "提示关联数据(&O)", checkable=True, runs="gui.figure_commands:toggle_offers"),
    Command(
        "insert_picture", "insert", 3, "图片(&P)…", (), "picture", needs="writable", runs="gui.picture_commands:insert"
    ),
    Command(
        "insert_chart",
        "insert",
        3,
        "年度图表(&H)",
        (),
        "chart",
        needs="writable",
        runs="gui.picture_commands:insert_chart",
    ),
    Command("picture_words", "insert", 3, "图片的替代文字(&A)…", runs="gui.picture_commands:change_words"),
    Command("word", "insert", 9, "备注(&B)…", ("Shift+F2",), runs="gui.word_dialog:show", context="both"),
    Command("words", "insert", 9, "备注列表(&L)…", runs="gui.words_dialog:show"),
    Command("edit_cell", "table", 1, "修改此格(&M)", ("F2",), needs="grid_writable", context="grid"),
    Command("fill_zero", "table", 1, "空格补 0(&Z)", ("Ctrl+Shift+0",), "zero", needs="grid_writable", context="grid"),
    Command(
        "fill_down",
        "table",
        1,
        "向下填充(&W)",
        needs="grid_writable",
        runs="gui.grid_commands:fill_down",
        grid_keys=("Ctrl+D",),
        context="grid",
    ),
    Command(
        "fill_right",
        "table",
        1,
        "向右填充(&R)",
        needs="grid_writable",
        runs="gui.grid_commands:fill_right",
        grid_keys=("Ctrl+R",),
        context="grid",
    ),
    Command(
        "zero_selection",
        "table",
        1,
        "选中空格补 0(&S)",
        needs="grid_writable",
        runs="gui.zero_commands:fill_selection",
        context="grid",
    ),
    Command(
        "select_rows",
        "table",
        1,
        "选中整行(&H)",
        needs="grid",
        runs="gui.grid_commands:select_rows",
        grid_keys=("Shift+Space",),
    ),
    Command(
        "select_columns",
        "table",
        1,
        "选中整列(&C)",
        needs="grid",
        runs="gui.grid_commands:select_columns",
        grid_keys=("Ctrl+Space",),
    ),
    Command("zero_report", "table", 2, "按零报告填写(&L)…", needs="writable", runs="gui.zero_commands:zero_report"),
    Command("fill_rules", "table", 2, "规章按单位类别填 0(&K)", needs="writable", runs="gui.new_reports:fill_rules"),
    Command("use_edition", "table", 2, "改用适用表样(&G)…", needs="writable", runs="gui.edition_commands:use_edition"),
    Command("drop_stated", "table", 2, "删除文件所列数(&D)", needs="stated"),
    Command("text_before", "table", 3, "表前文字(&B)", (), checkable=True, needs="grid"),
    Command(
        "show_last_year",
        "table",
        4,
        "上年数(&Y)",
        ("Ctrl+Shift+Y",),
        "last_year",
        needs="last_year",
        checkable=True,
        runs="gui.last_year_commands:toggle",
    ),
    Command("enter_right", "table", 4, "回车向右移(&E)", checkable=True, runs="gui.grid_commands:toggle_enter"),
    Command("check_all", "check", 1, "检查全部(&A)", ("F9",), "check", 50, "检查全部"),
    Command("next_finding", "check", 2, "下一处问题(&N)", ("F8",), "next", 51, "下一处问题", needs="finding"),
    Command("previous_finding", "check", 2, "上一处问题(&P)", ("Shift+F8",), "previous", needs="finding"),
    Command(
        "next_place", "check", 2, "本问题的下一处(&G)", ("F4",), needs="finding", runs="gui.finding_commands:go_on"
    ),
    Command(
        "previous_place",
        "check",
        2,
        "本问题的上一处(&U)",
        ("Shift+F4",),
        needs="finding",
        runs="gui.finding_commands:go_back",
    ),
    Command(
        "filter_findings",
        "check",
        2,
        "筛选检查结果(&I)…",
        ("Ctrl+J",),
        needs="finding",
        runs="gui.findings_filter:show",
    ),
    Command("next_blank", "check", 2, "下一个空格(&B)", ("F7",), needs="blank"),
    Command("end_relation", "check", 3, "取消标出(&C)", ("Esc",), needs="relation"),
    Command(
        "explain_finding",
        "check",
        3,
        "写明原因(&M)…",
        ("Alt+M",),
        needs="explainable",
        runs="gui.explain_dialog:explain",
    ),
    Command("fix_finding", "check", 3, "改正(&X)…", ("Ctrl+F8",), needs="fixable", runs="gui.finding_commands:fix"),
    Command("explanations", "check", 3, "已写的说明(&S)…", runs="gui.explanations_dialog:show"),
    Command("year_chart", "check", 4, "年度对比(&T)…", (), "chart", 41, "年度对比", runs="gui.year_dialog:show"),
    Command("open_last_year", "check", 4, "打开上年报告(&L)…", needs="writable", runs="gui.new_reports:open_last_year"),
    Command("year_mentions", "check", 4, "核对上年年度(&D)…", needs="writable", runs="gui.year_mentions_dialog:show"),
    Command("stale_figures", "check", 4, "上年数字待改(&F)…", runs="gui.stale_figures_dialog:show"),
    Command("review", "check", 5, "核对读入的数(&R)…", runs="gui.review_commands:show"),
    Command("show_origin", "check", 5, "看原文(&Y)…", runs="gui.review_commands:show_origin", context="grid"),
    Command("members", "check", 5, "与下级报告核对(&V)…", runs="gui.member_commands:show"),
    Command("office_rules", "check", 5, "本单位规则(&O)…", runs="gui.office_rules_commands:show"),
    Command("compare_published", "check", 5, "发布后核对(&H)…", runs="gui.published_dialog:show"),
    Command(
        "export_word",
        "export",
        1,
        "导出 Word(&W)…",
        ("Ctrl+Shift+W",),
        "word",
        60,
        "导出 Word",
        runs="gui.export_commands:word",
    ),
    Command(
        "export_excel",
        "export",
        1,
        "导出 Excel(&E)…",
        ("Ctrl+Shift+E",),
        "excel",
        61,
        "导出 Excel",
        runs="gui.export_commands:excel",
    ),
    Command("export_pdf", "export", 1, "导出 PDF(&P)…", runs="gui.export_commands:pdf"),
    Command("export_template", "export", 1, "按模板导出(&T)…", runs="gui.export_commands:by_template"),
    Command("placeholders", "export", 1, "插入占位符(&I)…", runs="gui.placeholder_dialog:show"),
    Command("check_template", "export", 1, "检查模板(&B)…", runs="gui.template_check_dialog:choose"),
    Command("export_web_page", "export", 2, "导出网页(&H)…", runs="gui.export_commands:web_page"),
    Command("copy_web_page", "export", 2, "复制网页（粘贴到网站编辑器）(&K)", runs="gui.web_page_commands:copy_page"),
    Command("export_csv", "export", 3, "导出 CSV 数据(&V)…", runs="gui.export_commands:csv"),
    Command("export_json", "export", 3, "导出 JSON 数据(&J)…", runs="gui.export_commands:json"),
    Command("publish", "export", 4, "生成发布材料(&M)…", runs="gui.publication_dialog:publish"),
    Command("copy_check_code", "export", 4, "复制校验码(&C)", runs="gui.export_commands:copy_check_code"),
    Command("collection_form", "export", 5, "导出采集表(&Z)…", runs="gui.collection_commands:send"),
    Command("approval", "export", 5, "审签单(&Q)…", runs="gui.version_papers:approval"),
    Command("audit_word", "export", 5, "校核报告（Word）(&A)…", runs="gui.audit_report_commands:word"),
    Command("audit_page", "export", 5, "校核报告（网页）(&G)…", runs="gui.audit_report_commands:page"),
    Command("preview", "export", 6, "打印预览(&R)…", ("Ctrl+P",), runs="gui.preview:show"),
    *(Command(f"part_{i}", "view", 1, f"第 {i} 部分", (f"Alt+{i}",)) for i in range(1, PARTS + 1)),
    Command(
        "show_navigator", "view", 2, "导航(&N)", ("Ctrl+Shift+L",), "navigator", 90, checkable=True, under="panels"
    ),
    Command(
        "show_findings", "view", 2, "检查结果(&F)", ("Ctrl+Shift+F",), "findings", 91, checkable=True, under="panels"
    ),
    Command("show_guidance", "view", 2, "填表说明(&G)", ("Ctrl+G",), "guidance", 92, checkable=True, under="panels"),
    Command(
        "panel_places",
        "view",
        2,
        "面板位置(&L)",
        submenu=True,
        runs="gui.panel_places:fill_places_menu",
        under="panels",
    ),
    Command("default_layout", "view", 2, "恢复默认布局(&D)", runs="gui.panel_places:default_layout", under="panels"),
    Command("next_pane", "view", 3, "下一个窗格(&P)", ("F6",)),
    Command("previous_pane", "view", 3, "上一个窗格(&R)", ("Shift+F6",)),
    Command("messages", "view", 3, "消息(&M)…", runs="gui.messages:show"),
    Command("full_screen", "view", 4, "全屏(&S)", ("F11",), "fullscreen", checkable=True),
    Command(
        "zoom_in", "view", 5, "放大(&I)", ("Ctrl++", "Ctrl+="), runs="gui.zoom:zoom_in", anywhere=True, under="size"
    ),
    Command("zoom_out", "view", 5, "缩小(&O)", ("Ctrl+-",), runs="gui.zoom:zoom_out", anywhere=True, under="size"),
    Command("zoom_reset", "view", 5, "原大(&Z)", ("Ctrl+0",), runs="gui.zoom:zoom_reset", anywhere=True, under="size"),
    Command("theme", "view", 5, "主题(&T)", submenu=True, runs="gui.look:fill_theme_menu", anywhere=True),
    Command("manual", "help", 1, "帮助(&H)", ("F1",), "help", 95, runs="gui.manual:show", anywhere=True),
    Command("keys", "help", 1, "快捷键(&K)…", runs="gui.help_dialogs:show_keys", anywhere=True),
    Command("log", "help", 2, "打开运行记录所在文件夹(&L)", runs="gui.help_dialogs:show_log_folder", anywhere=True),
    Command("error_report", "help", 2, "保存错误报告(&R)…", runs="gui.crash_report:run", anywhere=True),
    Command("about", "help", 2, "关于(&A)", runs="gui.help_dialogs:show_about", anywhere=True),
)


def toolbar_commands() -> Iterator[tuple[int, Command]]:
    """The commands of the tool bar in order, each with its place."""
    for command in sorted((command for command in COMMANDS if command.toolbar), key=lambda item: item.toolbar):
        yield command.toolbar, command


def keys_by_menu() -> Iterator[tuple[str, str, str]]:
    """Menu, command and keys of every command that has keys, for the list of keys."""
    for command in COMMANDS:
        if keys := (*command.keys, *command.grid_keys):
            yield plain(MENUS[command.menu]), command.plain, " / ".join(keys)


def plain(text: str) -> str:
    """A text of a menu without mnemonic and dots."""
    head = text.split("(&", 1)[0]
    return head.removesuffix("…")
