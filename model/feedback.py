"""审核意见反馈单: what the office above asks a unit to mend in its report, as it stands on paper.

Pure: the same report, findings and wishes give the same paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from model.audit_paper import AuditPaper, PaperTable
from model.audit_summary import on_paper, place_words
from model.check_code import check_code
from model.dates import day_of
from model.finding_order import heads, reading_places, top_of
from model.findings import Finding
from model.form import Cell, Form
from model.naming import column_name, row_name
from model.point_answers import ANSWERS, HOLDS, Answer, count_words
from model.records import NamedTuple
from model.report import Report

TITLE = ("政府信息公开工作年度报告", "审核意见反馈单")
POINTS, ANSWERED, REASONS = "points", "answers", "reasons"
FACTS, RETURN, CONTACT = "审核概况", "重新报送", "联系人"
BLOCKS = {POINTS: "需要办理的问题", ANSWERED: "上次意见的办理情况", REASONS: "已作的说明"}
"""The template's placeholders: those above stand for the facts and for a sentence each, these for a heading with its table."""

HOW = "“办理情况”由报送单位勾选：改好的勾“已改”；数和文字确实如此的勾“情况属实”，并写明原因；暂时不能改的勾“未改”，并作说明。“供参考”的不一定要改。"
ALSO = "同一原因还引起："
"""Before what the cause of a point explains besides it."""
REASON = "说明："
_WEIGHTS = {"error": "应改正", "warning": "应核实", "hint": "供参考"}
_MOST_ROWS = 12
_TRUE = "情况属实的"
_MEND = "请核对改正"
_FILL = "请逐格填写，没有的填0"
_ASKED = re.compile(r"；((?:没有的|没有收取的|情况属实的，)?请[^；]*)$")
"""What to do, at the end of a statement that says it itself."""
_NUMERALS = "一二三"


class Wishes(NamedTuple):
    """What the office above puts on the paper. return_by: YYYY-MM-DD, "" to be filled in by hand, contact likewise.

    file: the name of the file that was handed in.
    """

    file: str = ""
    return_by: str = ""
    contact: str = ""


class Feedback(NamedTuple):
    """The paper: its facts and tables; what stands for the placeholders of single sentences, "" where none is printed."""

    paper: AuditPaper
    words: dict[str, str]


def feedback(
    report: Report, findings: Sequence[Finding], wishes: Wishes, answered: Sequence[Answer] | None = None
) -> Feedback:
    """The paper about a report with these findings. answered: what became of the points of an earlier check."""
    points = [finding for finding in _in_form_order(report.form, findings) if not finding.explained]
    points = [finding for finding in points if not _is_own_matter(report.form, finding)]
    tables = [
        PaperTable(POINTS, "需要办理的问题", POINT_COLUMNS, tuple(_point_rows(report, points)), "没有需要办理的问题。"),
        PaperTable(ANSWERED, "上次意见的办理情况", _ANSWER_COLUMNS, tuple(_answer_rows(answered or ()))),
        PaperTable(REASONS, "已作的说明", _REASON_COLUMNS, tuple(_reason_rows(report, findings, answered or ()))),
    ]
    shown = [table for table in tables if table.rows or table.id == POINTS]
    numbered = tuple(
        table._replace(heading=f"{_NUMERALS[number]}、{table.heading}{_count(table)}")
        for number, table in enumerate(shown)
    )
    asked = any(finding.severity != "hint" for finding in points)
    words = {RETURN: _return_words(wishes.return_by) if asked else "", CONTACT: _contact_words(wishes.contact)}
    return Feedback(AuditPaper(tuple(_facts(report, wishes, points, answered)), numbered), words)


POINT_COLUMNS = ("序号", "位置", "问题", "怎样办理", "办理情况")
_ANSWER_COLUMNS = ("序号", "位置", "上次的意见", "结果", "现在的情况")
_REASON_COLUMNS = ("序号", "位置", "问题", "说明的原因")


def _facts(
    report: Report, wishes: Wishes, points: Sequence[Finding], answered: Sequence[Answer] | None
) -> Iterator[tuple[str, str]]:
    yield "单位", report.unit or "没有认出"
    yield "年度", f"{report.year}年" if report.year else "没有认出"
    if wishes.file:
        yield "报送的文件", wishes.file
    yield "校验码", check_code(report)
    counts = [(word, sum(one.severity == severity for one in points)) for severity, word in _WEIGHTS.items()]
    yield "审核结果", "，".join(f"{word} {count} 处" for word, count in counts if count) or "没有发现问题"
    if answered is not None:
        yield "上次意见", count_words(answered) or "没有"


def _point_rows(report: Report, points: Sequence[Finding]) -> Iterator[tuple[str, ...]]:
    """A row a point; what a probable cause explains stands in the row of that cause."""
    by_key = {finding.key: finding for finding in points}
    under = {key: head for key, head in heads(points).items() if key in by_key and head != key}
    blank = {rule.id for rule in report.form.rules if rule.kind == "blank"}
    tops = [finding for finding in points if top_of(finding.key, under) == finding.key]
    for number, finding in enumerate(tops, 1):
        others = [other for other in points if other is not finding and top_of(other.key, under) == finding.key]
        place = place_words(report, finding)
        problem, asked = _said(finding, place)
        if finding.rule in blank:
            problem, asked = f"有{len(finding.cells)}格没有填：{_blank_rows(report.form, finding.cells)}", _FILL
        if others:
            also = "；".join(_said(other, "")[0] for other in others)
            problem = f"{problem}\n{ALSO}{also}"
        yield f"{number}\n{_WEIGHTS[finding.severity]}", place, problem, asked, _boxes(finding)


def _boxes(finding: Finding) -> str:
    """What the unit ticks: that it is so in fact only where a reason may be written."""
    ticked = (answer for answer in ANSWERS if finding.explainable or answer != HOLDS)
    return "\n".join((*(f"□{answer}" for answer in ticked), REASON))


def _blank_rows(form: Form, cells: Sequence[str]) -> str:
    """Where blank cells are: row by row, with the columns where not all of a row are blank."""
    rows: dict[tuple[int, int], list[str]] = {}
    for cell in cells:
        rows.setdefault((form.cells[cell].block, form.cells[cell].row), []).append(cell)
    named = []
    for mine in rows.values():
        first = form.cells[mine[0]]
        whole = sum((one.grid, one.block, one.row) == (first.grid, first.block, first.row) for one in _inputs(form))
        row, columns = row_name(form, mine[0]), "、".join(column_name(form, cell) for cell in mine)
        named.append(row if row and len(mine) == whole else f"{row}（{columns}）" if row else columns)
    rest = f"等 {len(named)} 行" if len(named) > _MOST_ROWS else ""
    return "；".join(named[:_MOST_ROWS]) + rest


def _inputs(form: Form) -> Iterator[Cell]:
    return (form.cells[cell] for cell in form.inputs)


def _said(finding: Finding, place: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    problem = finding._replace(advice="").message
    advice = finding.advice
    if not advice and (match := _ASKED.search(problem)):
        problem, advice = problem[: match.start()], match[1]
    if not advice:
        advice = f"{_MEND}；{_TRUE}，请写明原因" if finding.explainable else "请与台账核对后改正"
    elif advice.startswith(_TRUE):
        advice = f"{_MEND}；{advice}"
    if place and problem.startswith(f"{place}："):
        problem = problem.removeprefix(f"{place}：")
    return on_paper(problem), on_paper(advice)


def _answer_rows(answered: Sequence[Answer]) -> Iterator[tuple[str, ...]]:
    for point, answer, words, number in answered:
        said = point.words.removeprefix(f"{point.place}：") if point.place else point.words
        problem, now = (_ASKED.sub("", on_paper(text)) for text in (said, words))
        yield number, point.place, problem, answer, now


def _reason_rows(report: Report, findings: Sequence[Finding], answered: Sequence[Answer]) -> Iterator[tuple[str, ...]]:
    """The reasons that were written, but for those that answer an earlier point and stand there."""
    told = {answer.point.key for answer in answered if answer.answer == HOLDS}
    explained = [one for one in _in_form_order(report.form, findings) if one.explained and one.key not in told]
    for number, finding in enumerate(explained, 1):
        place = place_words(report, finding)
        yield str(number), place, _said(finding, place)[0], finding.reason


def _in_form_order(form: Form, findings: Iterable[Finding]) -> list[Finding]:
    """As the form is read: parts, in each the text before the grid."""
    place = reading_places(form)
    return sorted(findings, key=lambda one: place(one.part, one.texts[0].start if one.texts else None, one.cells))


def _is_own_matter(form: Form, finding: Finding) -> bool:
    """That the office above has no report of last year is nothing that the unit could mend."""
    return any(rule.id == finding.rule and rule.kind == "no_last_year" for rule in form.rules)


def _count(table: PaperTable) -> str:
    return f"（{len(table.rows)} 处）" if table.rows else ""


def _return_words(day: str) -> str:
    found = day_of(day)
    when = f"{found.year}年{found.month}月{found.day}日" if found else "　　　　年　　月　　日"
    return f"请于{when}前改正后重新报送，并附本单。"


def _contact_words(contact: str) -> str:
    return f"联系人和电话：{contact.strip()}。" if contact.strip() else "联系人：　　　　　　　　电话：　　　　　　　　"
