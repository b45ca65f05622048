"""A TOML file that people write by hand, read block by block: a broken block takes no other down, and has its line.

A block begins with a header in brackets on a line of its own and ends before the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from model.records import NamedTuple

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]\"',=#]*?)[ \t]*(\]\]?)[ \t]*(?:#.*)?")
_AT_LINE = re.compile(r" ?\(at line (\d+), column \d+\)$")
_WIDE_MARKS = "“”‘’＝，［］＂＃"

_REASONS = (
    ("Expected '=' after a key", "左边的名称和右边的内容之间要有英文等号 ="),
    ("Invalid statement", "这一行看不懂：左边的名称用英文字母，后面是英文等号 ="),
    ("Invalid initial character for a key part", "这一行看不懂：左边的名称用英文字母，后面是英文等号 ="),
    ("Expected newline or end of document", "一行只能写一项，后面多了内容"),
    ("Cannot overwrite a value", "同一项写了两次"),
    ("Unclosed array", "方括号没有配对，或两项之间少了英文逗号"),
    ("Unclosed inline table", "花括号没有配对"),
    ("Unterminated string", "英文引号没有配对"),
    ("Illegal character", "英文引号没有配对，或有看不见的字符"),
    ("Unescaped '\\'", "英文引号里的 \\ 要写成 \\\\"),
    ("Invalid value", "等号右边看不懂：文字要放在英文引号里"),
    ("Invalid date or datetime", "等号右边看不懂：文字要放在英文引号里"),
)
"""What the parser says begins so → what a person can do about it."""


class Block(NamedTuple):
    """A block. header: what stands in its brackets, "" for what stands before the first; twice: in two brackets.

    line: of its first line, counted from 1. data: its keys; where it is broken, None with wrong_line and why.
    """

    header: str
    twice: bool
    line: int
    lines: tuple[str, ...]
    data: dict[str, Any] | None
    wrong_line: int = 0
    why: str = ""

    def line_of(self, key: str, text: str = "") -> int:
        """The line of a key, or from there on of this text; the block's own line for a key that it lacks."""
        wanted = re.compile(rf"""[ \t]*["']?{re.escape(key)}["']?[ \t]*=""")
        at = next((number for number, line in enumerate(self.lines) if wanted.match(line)), None)
        if at is None:
            return self.line
        if text:
            at = next((number for number in range(at, len(self.lines)) if text in self.lines[number]), at)
        return self.line + at


def read_blocks(text: str) -> Iterator[Block]:
    """The file's blocks in order; what stands before the first is one only when it holds more than remarks."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = [number for number, line in enumerate(lines) if _HEADER.fullmatch(line)]
    first = starts[0] if starts else len(lines)
    if any(line.strip() and not line.lstrip().startswith("#") for line in lines[:first]):
        yield _block("", False, 0, lines[:first])
    for start, stop in zip(starts, (*starts[1:], len(lines)), strict=False):
        header = _HEADER.fullmatch(lines[start])
        assert header is not None
        yield _block(
            header[2],
            header[1] == header[3] == "[[" or (header[1], header[3]) == ("[[", "]]"),
            start,
            lines[start:stop],
        )


def _block(header: str, twice: bool, start: int, lines: list[str]) -> Block:
    # Imported only here: a program without such a file never needs it.
    import tomllib

    body = lines[1:] if header or _HEADER.fullmatch(lines[0]) else lines
    before = start + len(lines) - len(body)
    try:
        return Block(header, twice, start + 1, tuple(lines), tomllib.loads("\n".join(body)))
    except (ValueError, RecursionError) as error:
        # Not only the parser's own: a number of thousands of digits, brackets within brackets without end.
        told = _AT_LINE.search(str(error))
        number = int(told[1]) if told else _last_written(body)
        line = body[number - 1] if 0 < number <= len(body) else ""
        return Block(header, twice, start + 1, tuple(lines), None, before + number, _reason(str(error), line))


def _last_written(lines: list[str]) -> int:
    """The number from 1 of the last line that is neither blank nor a remark."""
    written = [number for number, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]
    return written[-1] if written else 1


def _reason(told: str, line: str) -> str:
    wide = [mark for mark in _WIDE_MARKS if mark in line]
    if wide and '"' not in line and "'" not in line:
        return f"有全角的 {''.join(wide)}，引号、等号、逗号和方括号要用英文半角的"
    why = next((words for start, words in _REASONS if told.startswith(start)), "写法不对（TOML）")
    return f"{why}（引号、等号、逗号和方括号要用英文半角的）" if wide else why
