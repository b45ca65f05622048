"""All keys, from the one table of commands: for 帮助 → 快捷键 and for docs/keys.md.

Write the document anew: python -m gui.keys_list
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from gui.actions import keys_by_menu

IN_GRIDS = "表格里"

KEYS_OF_THE_GRID = (
    ("方向键", "移到相邻的格"),
    ("Ctrl+方向键", "移到连续填写区的尽头"),
    ("数字键", "直接填写，覆盖原数"),
    ("=12+5+3", "填几个数的和；算式留在格里，F2 可以再改"),
    ("回车 / Shift+回车", "下一格 / 上一格；选中多个格时只在其中移动"),
    ("Tab / Shift+Tab", "右边 / 左边的格，跳过自动计算的格；选中多个格时只在其中移动"),
    ("Tab 几格后按回车", "到下一行，从开始按 Tab 的那一列接着填"),
    ("Ctrl+回车", "把填写的数放进选中的每一格"),
    ("F2 / 空格键", "修改格里的数；只打空格不会改动原来的数"),
    ("Esc", "放弃正在填写的数；取消剪切"),
    ("Delete / Backspace", "清除选中的格"),
    ("Home / End", "行首 / 行尾"),
    ("Ctrl+Home / Ctrl+End", "表首 / 表尾"),
    ("PageUp / PageDown", "上一屏 / 下一屏"),
    ("Shift+方向键、Home、End、PageUp、PageDown", "选中多个格"),
    ("Ctrl+Shift+方向键", "选到连续填写区的尽头"),
    ("点击表头、拖过表头", "选中整列、整行；按住 Ctrl 或 Shift 再选一些"),
    ("Ctrl+滚轮", "放大、缩小"),
    ("F10", "打开菜单；Esc 回到原来的地方"),
    ("Shift+F10 / 菜单键", "打开当前格、文字的右键菜单"),
    ("Alt+下划线字母", "打开菜单，转到面板：检查结果 Alt+J，填表说明 Alt+G"),
)
"""Keys that are no commands, for the list of keys."""


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
