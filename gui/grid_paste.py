"""What a paste would change and what is said of it: worked out before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gui.visible_text import shortened, visible
from model.edits import Change
from model.entry import enter
from model.form import Form
from model.label_text import looks_like_figure
from model.naming import column_name, place_code
from model.number_text import is_number, number_text, read_number
from model.records import NamedTuple
from model.report import Report
from model.sums import read_entry

_NAMED = 3
_LONGEST = 16


class Unread(NamedTuple):
    """A cell for which the clipboard has a text that is no figure, and what stood there before, "" for nothing."""

    cell: str
    before: str


class Paste(NamedTuple):
    """A paste as worked out.

    written: cells that get what stands on the clipboard. cleared: cells with a figure that a blank empties.
    outside: the texts that find no cell. computed: (cell, text) that fell on computed cells.
    unread: texts that are not understood and written as they stand. kept: cells whose figure stays, since what would
    replace it is not understood. words: how many of all the texts are nothing but words.
    """

    changes: tuple[Change, ...] = ()
    written: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    computed: tuple[tuple[str, str], ...] = ()
    unread: tuple[Unread, ...] = ()
    kept: tuple[Unread, ...] = ()
    words: int = 0

    @property
    def mostly_words(self) -> bool:
        """Whether this is a text rather than a block of figures."""
        return 2 * self.words > len(self.written) + len(self.kept) + len(self.outside)


def paste_block(
    report: Report, cells: Sequence[Sequence[str]], row: int, column: int, rows: Sequence[Sequence[str]]
) -> Paste:
    """Put the rows position for position, from this row and column of the cells on."""
    pairs: list[tuple[str, str]] = []
    outside = []
    for i, texts in enumerate(rows, row):
        for j, text in enumerate(texts, column):
            if i < len(cells) and j < len(cells[i]):
                pairs.append((cells[i][j], text))
            elif text.strip():
                outside.append(text)
    found = paste_pairs(report, pairs)
    words = found.words + sum(not looks_like_figure(text) for text in outside)
    return found._replace(outside=tuple(outside), words=words)


def paste_one(report: Report, cells: Iterable[str], text: str, *, typed: bool = False) -> Paste:
    """Put one text into each of these cells; computed ones among several are passed over."""
    chosen = list(cells)
    inputs = [cell for cell in chosen if not report.form.cells[cell].computed]
    return paste_pairs(report, [(cell, text) for cell in inputs or chosen], typed=typed)


def paste_pairs(report: Report, pairs: Iterable[tuple[str, str]], *, typed: bool = False) -> Paste:
    """Put each text into its cell; what falls on a computed cell is only compared.

    typed: the clerk wrote the text himself, so that it replaces figures whatever it is.
    """
    changes: list[Change] = []
    computed, written, cleared, unread, kept, words = [], [], [], [], [], 0
    for cell, text in pairs:
        if report.form.cells[cell].computed:
            if text.strip():
                computed.append((cell, text))
            continue
        before = number_text(report.value(cell))
        entry = read_entry(text, report.form.cells[cell].kind)
        words += bool(entry.reason) and not looks_like_figure(text)
        if entry.reason and not typed and is_number(report.value(cell)):
            kept.append(Unread(cell, before))
            continue
        changes.extend(enter(report, cell, text))
        if entry.value is not None:
            written.append(cell)
        elif before:
            cleared.append(cell)
        if entry.reason:
            unread.append(Unread(cell, "" if before == text else before))
    lists = (tuple(written), tuple(cleared), (), tuple(computed), tuple(unread), tuple(kept))
    return Paste(tuple(changes), *lists, words)


def paste_message(report: Report, paste: Paste) -> str:
    """What the clerk is told; to be asked after the paste was made: totals are compared as they are now."""
    form = report.form
    differing = [short_place(form, cell) for cell, text in paste.computed if not _agrees(report, cell, text)]
    done = [f"写入 {len(paste.written)} 格"] if paste.written else []
    if paste.cleared:
        done.append(f"清空 {len(paste.cleared)} 格（{_some(short_place(form, cell) for cell in paste.cleared)}）")
    parts = ["，".join(done)] if done else []
    if paste.outside:
        parts.append(f"{len(paste.outside)} 个数超出表格，没有写入（{_some(map(_quoted, paste.outside))}）")
    if differing:
        parts.append(f"{len(differing)} 个数与自动计算的结果不同，没有写入（{_some(differing)}）")
    if paste.kept:
        names = _some(f"{short_place(form, one.cell)}，仍为 {_quoted(one.before)}" for one in paste.kept)
        parts.append(f"{len(paste.kept)} 格剪贴板里不是数，没有写入，原来的数不变（{names}）；要改请直接输入")
    if paste.unread:
        names = _some(_replaced(form, one) for one in paste.unread)
        parts.append(f"{len(paste.unread)} 格写入的不是数，已标为错误，请改正（{names}）")
    return "粘贴：" + ("；".join(parts) if parts else "没有要写入的数")


def words_message(paste: Paste) -> str:
    """Why a text was not put into the cells, and what to do instead."""
    return (
        f"没有粘贴：剪贴板里多半是文字（{paste.words} 处）；整篇报告请用“文件→粘贴整篇报告”，"
        "表格请连同表头复制，个别文字请直接输入"
    )


def short_place(form: Form, cell: str) -> str:
    """Where a cell stands, as clerks say it: 三（三）4 自然人."""
    code, column = place_code(form, cell), column_name(form, cell).replace("›", " ")
    return f"{code} {column}" if code else column


def _replaced(form: Form, unread: Unread) -> str:
    place = short_place(form, unread.cell)
    return f"{place}，原为 {_quoted(unread.before)}" if unread.before else place


def _quoted(text: str) -> str:
    return shortened(visible(text.strip()), _LONGEST)


def _some(names: Iterable[str]) -> str:
    """The first few of the names, and how many more there are."""
    listed = list(names)
    parting = "；" if any("，" in name for name in listed) else "、"
    more = f"，另有 {len(listed) - _NAMED} 处" if len(listed) > _NAMED else ""
    return parting.join(listed[:_NAMED]) + more


def _agrees(report: Report, cell: str, text: str) -> bool:
    value = read_number(text, report.form.cells[cell].kind).value
    return is_number(value) and value == report.value(cell)
