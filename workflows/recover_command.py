"""`main.py recover`: what a crash left, as a list, and written to a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from model.errors import ReportError
from workflows.recovery import Found, Recovered

FILE_WORDS = {
    "as_left": "",
    "changed": "（这个文件在这之后又保存过）",
    "gone": "（文件已不在原处）",
    "unreadable": "（文件打不开）",
    "none": "",
    "correction": "",
}


def list_lines(found: Found) -> Iterator[str]:
    """What was left, a line each, and what could not be read."""
    now = datetime.now()
    for one in found.offered:
        file = f"{one.file}{FILE_WORDS[one.file_is]}" if one.file is not None else "还没有保存过"
        yield f"{one.id}  {one.name}，{len(one.changes)} 处没保存的改动，留到{one.moment(now)}，文件：{file}"
    for path in found.damaged:
        yield f"读不了，已移到一边：{path}"
    for path, why in found.held_back:
        yield f"没有列出：{path}（{why.rstrip('。')}）"
    if not found.offered:
        yield "没有留下没保存的改动。"


def choose(offered: Sequence[Recovered], word: str) -> Recovered:
    """The one with this id, the only one for "". Raises ReportError."""
    if not offered:
        raise ReportError("没有留下没保存的改动，没有写出文件。")
    if not word and len(offered) == 1:
        return offered[0]
    ids = "、".join(one.id for one in offered)
    if not word:
        raise ReportError(f"留下的报告有 {len(offered)} 份，没有写出文件。", f"请在最后写明要哪一份：{ids}。")
    found = next((one for one in offered if one.id == word), None)
    if found is None:
        raise ReportError(f"没有“{word}”，没有写出文件。", f"有的是：{ids}。")
    return found
