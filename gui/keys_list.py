"""All keys, from the one table of commands: for 帮助 → 快捷键 and for docs/keys.md.

Write the document anew: python -m gui.keys_list
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from gui.actions import KEYS_OF_THE_GRID, keys_by_menu

IN_GRIDS = "表格里"

_HEAD = """# 快捷键

由程序里的命令表生成（`python -m gui.keys_list`）；程序里用 帮助 → 快捷键 也能看到。
"""


def key_rows() -> list[tuple[str, str, str]]:
    """Where, what and which, for every key."""
    return [*keys_by_menu(), *((IN_GRIDS, what, keys) for keys, what in KEYS_OF_THE_GRID)]


def keys_markdown() -> str:
    """The document."""
    parts = [_HEAD]
    for menu, rows in groupby(key_rows(), key=lambda row: row[0]):
        lines = [f"| {keys} | {what} |" for _, what, keys in rows]
        parts.append("\n".join([f"## {menu}\n", "| 键 | 作用 |", "| --- | --- |", *lines]) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    Path("docs/keys.md").write_text(keys_markdown(), encoding="utf-8")
