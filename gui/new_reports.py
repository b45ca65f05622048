"""The commands that begin a report, and the one that opens last year's for a report that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gui.interaction import Choice
from gui.window_files import REPORT_FILES
from model.edits import SetCell
from model.errors import ReportError
from model.last_year import LastYear
from model.naming import column_name
from model.old_figures import count_stale
from model.records import NamedTuple
from model.report import Report
from model.state import LastReport
from workflows import unit_cards
from workflows.from_last_year import (
    Draft,
    carry_over_changes,
    carry_over_differences,
    edition_remarks,
    open_last_changes,
    read_last_report,
    report_mentions,
    strange_units,
)
from workflows.rules_by_kind import rules_changes

RULES_STEP = "规章按单位类别填 0"
LAST_STEP = "打开上年报告"


def new(window) -> None:
    """新建: ask for unit and year and open a report."""
    _new(window, ())


def new_from_last(window) -> None:
    """依据上年报告新建: with the report that is open when it is last year's, else the file is asked for first."""
    last = _open_one(window) or _asked_for(window)
    if last is not None:
        _new(window, (last,))


def open_last_year(window) -> None:
    """打开上年报告: keep a file's report inside the open one as last year's, one undoable step."""
    editor = window.editor
    editor.commit_wanted.emit()
    last = _asked_for(window)
    if last is None or not _may_be_last(window, editor.report.unit, (last,)):
        return
    kept = editor.report.last_reports
    reports = _with_kept(window, kept, last) if kept else (last,)
    if not reports:
        return
    try:
        changes = open_last_changes(editor.report, reports, _wants_carry(window, reports))
    except ReportError as error:
        window.tools.interaction.tell_error(window, LAST_STEP, error)
        return
    followed = sum(isinstance(change, SetCell) for change in changes[1:]) if kept else 0
    editor.do(LAST_STEP, changes)
    tail = f"；上年结转有 {followed} 格随之改了" if followed else ""
    other = "".join(f"；{remark.rstrip('。')}" for remark in edition_remarks(editor.report.form, reports))
    words = f"已带入上年报告：{'、'.join(one.file for one in reports)}{tail}{_differing(editor.report)}{other}"
    editor.message.emit(words)


def _differing(report: Report) -> str:
    """The cells of 上年结转 that the clerk filled in otherwise; the checks speak of them when the column is full."""
    found = carry_over_differences(report, LastYear(report.form, report.last_reports))
    names = "、".join(column_name(report.form, cell) for cell in found)
    return f"；上年结转有 {len(found)} 格与上年报告的结转下年度不同，请核对：{names}" if found else ""


def fill_rules(window) -> None:
    """规章 as 0 for a unit that may make none."""
    editor = window.editor
    editor.commit_wanted.emit()
    changes = rules_changes(editor.report)
    if changes:
        editor.do(RULES_STEP, changes)
        editor.message.emit("规章已按单位类别填 0，可以撤销")
    elif all(editor.report.value(cell) is not None for cell in _rule_cells(editor.report)):
        editor.message.emit("规章各格都已填写")
    else:
        editor.message.emit("按单位类别看，这类单位可以制定规章，或类别还看不出；请在“单位与说明”里选单位类别")


def _new(window, last: Sequence[LastReport]) -> None:
    from gui.new_report_dialog import NewReportDialog

    tools = window.tools
    cards = unit_cards.read_cards()
    if cards.remark:
        tools.interaction.tell(window, "单位资料", cards.remark)
    dialog = NewReportDialog(tools.today(), window, cards=cards.cards, ask_file=lambda: _ask_file(window), last=last)
    if not tools.interaction.run(dialog):
        return
    if dialog.last:
        try:
            draft = dialog.draft()
        except ReportError as error:
            tools.interaction.tell_error(window, "没有新建", error)
            return
        if not _may_be_last(window, draft.report.unit, dialog.last):
            return
        opened = tools.windows.open_report(draft.report, window, unsaved=True, at=_first_cell(draft.report))
        _point_out(opened, draft)
    else:
        report = dialog.report()
        opened = tools.windows.open_report(report, window, at=_first_cell(report))
    _fill_rules_of_new(opened)
    if dialog.keep.isChecked() and not dialog.keep.isHidden():
        keep_unit(opened)


def _first_cell(report: Report) -> str:
    """Where the clerk begins: the first blank cell that will not be filled in by the kind of unit."""
    filled = {getattr(change, "cell", "") for change in rules_changes(report)}
    return next((cell for cell in report.blanks() if cell not in filled), report.form.inputs[0])


def _fill_rules_of_new(window) -> None:
    """A step of its own in a new report; a blank one still counts as untouched, for nobody has typed anything."""
    editor = window.editor
    blank = editor.document.saved
    changes = rules_changes(editor.report) if editor.report.unit else ()
    if changes:
        editor.do(RULES_STEP, changes)
        if blank:
            editor.history.mark_saved()
            window.begun_with = editor.history.names()


def keep_unit(window) -> None:
    """Keep the unit of the open report as a card."""
    report = window.editor.report
    try:
        unit_cards.keep_card(unit_cards.card_from(report))
    except ReportError as error:
        window.tools.interaction.tell_error(window, "单位资料", error)
        return
    window.editor.message.emit(f"“{report.unit}”已记入单位资料")


def _point_out(window, draft: Draft) -> None:
    """Say what is to be looked at in the draft, without standing in the way, as long as something is left."""
    remarks = tuple(remark.rstrip("。") for remark in draft.remarks)
    words = _left_over(window, remarks)
    if not words.text:
        return
    from gui import stale_figures_dialog, year_mentions_dialog
    from gui.strip import Strip, show_strip

    def review() -> None:
        years = _left_over(window, ()).years
        (year_mentions_dialog if years else stale_figures_dialog).show(window)
        left = _left_over(window, ())
        if left.text:
            strip.text.set_whole(left.text)
            strip.button.setText(left.button)
        else:
            bar.close()

    strip = Strip(window.tools.theme, words.text, words.button, review)
    bar = show_strip(window, strip)


class _Left(NamedTuple):
    """What is still last year's in the text, in words; years: whether the list of years comes first."""

    text: str
    years: bool
    button: str


def _left_over(window, remarks: Sequence[str]) -> _Left:
    report = window.editor.report
    found = report_mentions(report)
    stale = count_stale(report.text(section.id) for section in report.form.sections)
    waiting = sum(mention.changes for mention in found)
    other = len(found) - waiting
    parts = [f"文字里还有 {waiting} 处写着上年的年度"] if waiting else []
    if stale:
        parts.append(f"{stale} 个上年数字待改（标在文字里）")
    if other and not waiting:
        parts.append(f"另有 {other} 处提到别的年度（比较、计划等），请核对")
    years = bool(waiting or (found and not stale))
    return _Left("；".join((*parts, *remarks)), years, "核对上年年度(&Z)…" if years else "上年数字待改(&Z)…")


def _open_one(window) -> LastReport | None:
    """The report that is open in this window, as it is in its file, when it is that of the year before the due one."""
    from gui.windows import due_year

    document = getattr(window.editor, "document", None)
    if document is None or document.path is None or not document.saved:
        return None
    if document.report.year != due_year(window.tools.today()) - 1:
        return None
    try:
        return read_last_report(document.path)
    except ReportError:
        return None


def _asked_for(window) -> LastReport | None:
    path = _ask_file(window)
    if path is None:
        return None
    try:
        return read_last_report(path)
    except ReportError as error:
        window.tools.interaction.tell_error(window, "打不开上年报告", error)
        return None


def _ask_file(window) -> Path | None:
    """Last year's file by the clerk's choice; the new report is saved beside it unless he says otherwise."""
    tools = window.tools
    path = tools.interaction.file_to_open(window, "选择上年报告", tools.settings.folder(), (REPORT_FILES,))
    if path is not None:
        tools.settings.put("files/folder", str(path.parent))
    return path


def _may_be_last(window, unit: str, reports: Sequence[LastReport]) -> bool:
    """Whether reports of units with other names are this unit's of last year: asked once, the card remembers."""
    card = unit_cards.card_for(unit) if unit else None
    for name in strange_units(unit, reports, card.known_names if card else ()):
        question = f"上年报告是“{name}”的，这份报告是“{unit}”的。它们是什么关系？"
        # What Enter takes must not write anything into the card.
        choices = (
            Choice("other", "是别的单位，不用它"),
            Choice("renamed", "是本单位的曾用名"),
            Choice("predecessor", "是并入的前身单位"),
        )
        answer = window.tools.interaction.choose(window, "上年报告的单位不同", question, choices)
        if answer not in unit_cards.RELATIONS:
            return False
        _remember(window, card or unit_cards.UnitCard(unit), name, answer)
        card = unit_cards.card_for(unit)
    return True


def _remember(window, card: unit_cards.UnitCard, name: str, relation: str) -> None:
    try:
        unit_cards.keep_card(unit_cards.with_former(card, name, relation))
    except ReportError as error:
        # Only that the question comes again; the report itself is not touched by it.
        window.editor.message.emit(f"单位资料没有记下这个名称：{error.summary}")


def _with_kept(window, kept: Sequence[LastReport], last: LastReport) -> tuple[LastReport, ...]:
    """One more predecessor's report beside those that are kept, or in their place."""
    names = "、".join(one.file for one in kept)
    choices = [Choice("replace", "换成这一份"), Choice("add", "加上这一份（几个单位合并）")]
    if _is_further(window.editor.report.unit, kept, last):
        choices.reverse()
    question = f"这份报告已经带有上年报告（{names}）。“{last.file}”是换掉它，还是加在一起？"
    answer = window.tools.interaction.choose(window, LAST_STEP, question, tuple(choices))
    if answer == "add":
        return (*(one for one in kept if one.sha256 != last.sha256), last)
    return (last,) if answer == "replace" else ()


def _is_further(unit: str, kept: Sequence[LastReport], last: LastReport) -> bool:
    """Whether this is another predecessor's report rather than a better one of a unit whose report is kept."""
    name = str(last.state.fields["unit"])
    if not name or name in {str(one.state.fields["unit"]) for one in kept}:
        return False
    card = unit_cards.card_for(unit) if unit else None
    relations = {former.name: former.relation for former in card.former} if card else {}
    return relations.get(name, "") == "predecessor" or name == unit


def _wants_carry(window, reports: Sequence[LastReport]) -> bool:
    """Whether blank cells of 上年结转 are to be filled; asked only when there are some that can be."""
    report = window.editor.report
    changes = carry_over_changes(report, LastYear(report.form, reports))[0]
    cells = len(changes) // 2
    if not cells:
        return False
    choices = (Choice("fill", "填上"), Choice("leave", "不填"))
    question = f"上年结转还有 {cells} 格没有填，用上年报告的结转下年度填上吗？"
    return window.tools.interaction.choose(window, LAST_STEP, question, choices) == "fill"


def _rule_cells(report: Report) -> tuple[str, ...]:
    from workflows.forms import drafting

    return drafting(report.form.edition).rules
