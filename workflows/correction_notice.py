"""更正说明: what a correction changes against the published report, drafted for the clerk to finish and sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from model.dates import day_of
from model.errors import ExportError
from model.printed_changes import PrintedChange, printed_changes
from model.records import NamedTuple
from model.report import Report
from model.state import Version
from workflows.document_file import write_document
from workflows.versions import PUBLISHED, version_report

BLANK = "空白"


class Notice(NamedTuple):
    """A notice: lines of the title, paragraphs, and who signs it when."""

    title: str
    paragraphs: tuple[str, ...]
    unit: str
    date: str

    @property
    def plain(self) -> str:
        """All of it as plain text, for the clipboard."""
        return "\n".join((self.title.replace("\n", ""), *self.paragraphs, self.unit, self.date))


def draft_notice(report: Report, today: date) -> Notice:
    """The draft. Raises ExportError when there is no published version, or nothing that is printed was changed."""
    base = _base(report)
    if base is None:
        raise ExportError(
            "还没有公开稿，没有可更正的。", "先用“文件→版本→存为版本”存一个公开稿，再用“文件→版本→更正”。"
        )
    published = version_report(report, base)
    changes = printed_changes(published, version_report(report, None))
    if not changes:
        raise ExportError("与公开稿相比，印出的内容没有改动。", "改好以后再起草更正说明。")
    name = f"《{''.join(published.title_lines())}》"
    return Notice(
        f"关于更正{published.unit}{published.year}年\n政府信息公开工作年度报告的说明",
        tuple(_paragraphs(name, base, changes)),
        str(report.fields["signature.unit"]) or report.unit,
        f"{today.year}年{today.month}月{today.day}日",
    )


def export_notice(report: Report, notice: Notice, path: Path) -> None:
    """The notice as a Word file, read back before it is kept. Raises ExportError, SaveError."""
    from exporters.own_properties import with_report_in_properties
    from exporters.word_letter import word_letter
    from importers.written_comparison import body_flow
    from ooxml.characters import fit
    from workflows.check_export import check_properties

    data = word_letter(report.form, notice.title, notice.paragraphs, notice.unit, notice.date)
    texts = (notice.title, *notice.paragraphs, notice.unit, notice.date)
    if body_flow(data) != [told for text in texts if (told := fit(text)).strip()]:
        raise ExportError("写好的更正说明读回来不一样，没有保存。", "请删去文字里的特殊字符后再试。")
    data = with_report_in_properties(data, report, notice.title.replace("\n", ""))
    check_properties(data, report)
    write_document(path, data)


def notice_of(text: str, draft: Notice) -> Notice:
    """The draft with its paragraphs as the clerk left them, a line each; blank lines go."""
    return draft._replace(paragraphs=tuple(line.strip() for line in text.splitlines() if line.strip()))


def _base(report: Report) -> Version | None:
    """What was published and reads otherwise: also when the correction itself is published by now."""
    finals = [version for version in report.versions if version.name == PUBLISHED]
    state = report.state().content()
    return next((final for final in reversed(finals) if final.state.content() != state), finals[-1] if finals else None)


def _paragraphs(name: str, base: Version, changes: Sequence[PrintedChange]) -> Iterator[str]:
    day = day_of(base.time[:10])
    when = f"{day.year}年{day.month}月{day.day}日形成并公布" if day else "公布"
    yield f"我单位{when}的{name}，经核对有{len(changes)}处需要更正，现说明如下："
    yield from (f"{number}.{_words(change)}；" for number, change in enumerate(changes[:-1], 1))
    yield f"{len(changes)}.{_words(changes[-1])}。"
    yield "其他内容不变。更正后的报告重新公布，以更正后的为准。特此说明。"


def _words(change: PrintedChange) -> str:
    if change.kind != "text":
        return f"{change.place}由{_quoted(change.old)}更正为{_quoted(change.new)}"
    if not change.old:
        return f"{change.place}为新增的一段：“{change.new}”"
    if not change.new:
        return f"{change.place}整段删去，原文为“{change.old}”"
    if change.is_whole:
        return f"{change.place}由“{change.old}”更正为“{change.new}”"
    old, new = change.words
    if not old or not new:
        return f"{change.place}{'增加' if new else '删去'}“{new or old}”"
    return f"{change.place}中的“{old}”更正为“{new}”"


def _quoted(figure: str) -> str:
    return f"“{figure}”" if figure else BLANK
