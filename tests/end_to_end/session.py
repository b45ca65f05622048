"""A clerk's session on the virtual screen: what he waits for, and a picture of each step.

NIANBAO_SCREENSHOTS names the folder that the pictures are kept in; without it none are taken.
"""

from __future__ import annotations

import contextlib
import html
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from model.form import Grid
from model.number_text import number_text
from model.printed import printed_blocks
from model.report import Report
from model.storage import load
from tests.end_to_end.desktop import Desktop, wait_for
from workflows.document import read_report
from workflows.forms import find_form
from workflows.recovery import SUFFIX
from workflows.recovery_file import decode

PICTURES = "NIANBAO_SCREENSHOTS"
STILL = 0.3
"""Seconds for which the screen shows the same before it is taken for a picture."""
LONGEST = 3.0
AGAIN = 3.0
"""Seconds after which a key is pressed again that had no effect."""


class Session:
    """name: what the pictures are called after. file: where the report is saved."""

    def __init__(self, screen: Desktop, name: str, file: Path) -> None:
        self.screen, self.name, self.file = screen, name, file
        self._taken = 0

    def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        self.screen.press(*keys, delay=8)

    def type(self, *figures: str, key: str = "Tab") -> None:
        """Type figures, each kept by the key."""
        for figure in figures:
            self.screen.write(figure, delay=8)
            self.press(key)

    def window(self, title: str, *, opened_by: str = "") -> None:
        """Wait until a window with this in its title takes the keys.

        opened_by: the key that opens it, pressed again while what it belongs to may not have been there yet.
        """
        shown, pressed = "", 0.0

        def there() -> bool:
            nonlocal shown, pressed
            if opened_by and time.monotonic() - pressed > AGAIN:
                self.press(opened_by)
                pressed = time.monotonic()
            try:
                shown = self.screen.tool("getactivewindow", "getwindowname")
                focused = self.screen.tool("getwindowfocus", "getwindowname")
            except subprocess.CalledProcessError:
                return False
            return title in shown and title in focused

        assert wait_for(there), f"no window {title!r} came; there is {shown.strip()!r}"

    def saved(self, what: Callable[[Report], object]) -> Report:
        """Save, and wait until the file is so."""
        self.press("ctrl+s")
        assert wait_for(lambda: self.file.exists() and bool(what(read_report(self.file)))), "not saved as expected"
        return read_report(self.file)

    def picture(self, step: str) -> None:
        """Keep a picture of the screen, once it shows the same for a moment."""
        folder = os.environ.get(PICTURES)
        if not folder:
            return
        self._taken += 1
        target = Path(folder) / f"{self.name}-{self._taken:02} {step}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        before, end = b"", time.monotonic() + LONGEST
        while time.monotonic() < end and before != (now := self._shot()):
            before = now
            time.sleep(STILL)
        target.write_bytes(before or now)

    def _shot(self) -> bytes:
        command = ["import", "-window", "root", "-define", "png:exclude-chunks=date,time", "png:-"]
        return subprocess.run(command, env=self.screen.environment, capture_output=True, check=True).stdout


def html_of(grid: Grid, report: Report) -> str:
    """The grid with its labels as a page or Word copies it."""
    rows: dict[int, list[str]] = {}
    for block in printed_blocks(grid):
        for cell in block.cells:
            text = number_text(report.value(cell.cell)) if cell.cell else cell.text
            spans = f' rowspan="{cell.row_span}" colspan="{cell.column_span}"'
            rows.setdefault(cell.row, []).append(f"<td{spans}>{html.escape(text)}</td>")
    return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(rows.items())) + "</table>"


def text_of(grid: Grid, report: Report) -> str:
    """The same as tab-separated text, merged cells blank but for their first."""
    rows: dict[int, list[str]] = {}
    for block in printed_blocks(grid):
        for cell in block.cells:
            line = rows.setdefault(cell.row, [""] * block.columns)
            line[cell.column] = number_text(report.value(cell.cell)) if cell.cell else cell.text
    return "\n".join("\t".join(cells) for _, cells in sorted(rows.items()))


def left_by_a_crash(home: Path) -> list[Report]:
    """The reports in the recovery files below this home."""
    reports = []
    for file in home.rglob(f"*{SUFFIX}"):
        # The program may just be writing it anew.
        with contextlib.suppress(FileNotFoundError):
            reports.append(load(decode(file.read_bytes())[1], find_form))
    return reports
