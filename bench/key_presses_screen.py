"""Carries out what is to be pressed, in a real window on a virtual screen, and counts it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from key_presses_form import MARK, ROW_HEIGHT, Place
from key_presses_plans import Act

from tests.end_to_end.desktop import Desktop, wait_for

DELAY = 15
"""Milliseconds between keys."""
WIDTH = 1366
PIXELS = 96 / 72
"""A point."""
_TURNS = ("ctrl+Next", "ctrl+Prior")
_MARK = bytes.fromhex(MARK[2:])


class Sheet(NamedTuple):
    """Where a sheet's title stands on the screen, in pixels."""

    left: int
    top: int
    width: int


class Hands:
    """presses: keys, one with Shift, Ctrl or Alt being one. held: those keys held, beside. clicks: a drag is one."""

    def __init__(self, screen: Desktop, spot: Callable[[str], tuple[int, int]], copied: Callable[[str], str]) -> None:
        """spot: where a cell is on the screen; copied: what is on the clipboard when these cells are to be pasted."""
        self.presses = self.held = self.clicks = 0
        self._screen, self._spot, self._copied = screen, spot, copied

    @property
    def acts(self) -> int:
        """Presses and clicks."""
        return self.presses + self.clicks

    def send(self, act: Act) -> None:
        """Carry this out; the only place where something is pressed or clicked, and where it is counted."""
        screen = self._screen
        if act.kind == "text":
            self.presses += len(act.what)
            screen.write(act.what, delay=DELAY)
        elif act.kind == "key":
            self.presses += 1
            self.held += act.what.count("+")
            screen.press(act.what, delay=DELAY)
        elif act.kind == "click":
            self.clicks += 1
            screen.tool("mousemove", "--sync", *map(str, self._spot(act.what)), "click", "1")
        elif act.kind == "drag":
            self.clicks += 1
            (left, top), (right, bottom) = self._spot(act.what), self._spot(act.to)
            screen.tool("mousemove", "--sync", str(left), str(top), "mousedown", "1")
            screen.tool("mousemove", "--sync", str((left + right) // 2), str(bottom), "sleep", "0.1")
            screen.tool("mousemove", "--sync", str(right), str(bottom), "sleep", "0.1", "mouseup", "1")

    def do(self, acts: list[Act], folder: Path) -> None:
        """Carry all of it out. folder: for what is on the clipboard."""
        for number, act in enumerate(acts):
            if act.kind == "copy":
                text = self._copied(act.what)
                cells = "".join(f"<td>{cell}</td>" for cell in text.split("\t"))
                with self._screen.clipboard(folder, text, f"<table><tr>{cells}</tr></table>"):
                    self.do(acts[number + 1 :], folder)
                return
            if act.kind in ("wait", "gone"):
                _await_window(self._screen, act.what, shown=act.kind == "wait")
                continue
            if act.kind in ("click", "drag") or act.what in _TURNS:
                _await_quiet(self._screen)
            before = _title_rows(_pixels(self._screen)) if act.what in _TURNS else []
            self.send(act)
            if act.what in _TURNS and not wait_for(lambda shown=before: shown != _title_rows(_pixels(self._screen))):
                raise TimeoutError(f"Calc did not turn to another sheet by {act.what}")
            if act.kind != "text" and act.what.startswith(("ctrl", "alt")):
                _await_quiet(self._screen)


def _title_rows(pixels: bytes) -> list[bytes]:
    """The screen's rows in which the title of the sheet stands."""
    line = WIDTH * 3
    rows = (pixels[start : start + line] for start in range(0, len(pixels), line))
    return [row for row in rows if _MARK * 8 in row]


def _await_quiet(screen: Desktop) -> None:
    """Wait until the screen has come to rest: Calc mixes up keys that come while it turns to another sheet."""
    seen = [b""]

    def same() -> bool:
        time.sleep(0.2)
        before, seen[0] = seen[0], _pixels(screen)
        return before == seen[0]

    wait_for(same)


def _pixels(screen: Desktop) -> bytes:
    command = ["import", "-window", "root", "-depth", "8", "rgb:-"]
    return subprocess.run(command, env=screen.environment, capture_output=True, check=True).stdout


def _await_window(screen: Desktop, name: str, *, shown: bool) -> None:
    def there() -> bool:
        try:
            return bool(screen.tool("search", "--onlyvisible", "--name", name))
        except subprocess.CalledProcessError:
            return False

    if not wait_for(lambda: there() == shown):
        raise TimeoutError(f"the window {name!r} did not {'come' if shown else 'go'}")


def calc() -> str:
    """The command that starts Calc with a window, "" when it is not installed."""
    command = shutil.which("soffice") or ""
    plugins = Path(command).resolve().parent.glob("libvclplug_*lo.so") if command else ()
    return command if any(plugins) else ""


@contextmanager
def calc_open(screen: Desktop, file: Path, places: Mapping[str, Place]) -> Iterator[Callable[[str], tuple[int, int]]]:
    """Calc with this file in its window; says where the form's cells are on the screen. Ended by a kill."""
    profile = (file.parent / "office").as_uri()
    command = [calc(), f"-env:UserInstallation={profile}", "--norestore", "--nologo", "--nofirststartwizard", "--calc"]
    office = subprocess.Popen(
        [*command, str(file)],
        env=screen.environment | {"SAL_USE_VCLPLUGIN": "gtk3", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_window(screen, file.name, shown=True)
        if not wait_for(lambda: _title(screen) is not None):
            raise TimeoutError("Calc does not show the form")
        # It paints before it takes keys.
        time.sleep(2)
        screen.tool("search", "--onlyvisible", "--name", file.name, "windowactivate", "--sync")
        yield lambda cell: _spot(_title(screen), places[cell])
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def _title(screen: Desktop) -> Sheet | None:
    """Where the title of the sheet that is shown stands, found by its colour."""
    pixels, line = _pixels(screen), WIDTH * 3
    rows = [row for row in range(len(pixels) // line) if _MARK * 8 in pixels[row * line : (row + 1) * line]]
    if not rows:
        return None
    widest = pixels[rows[0] * line : (rows[0] + 1) * line]
    columns = [column for column in range(WIDTH) if widest[column * 3 : column * 3 + 3] == _MARK]
    return Sheet(columns[0], rows[0], columns[-1] + 1 - columns[0])


def _spot(title: Sheet | None, place: Place) -> tuple[int, int]:
    if title is None:
        raise RuntimeError("Calc does not show the form")
    height = ROW_HEIGHT * PIXELS
    column = (place.column - 0.5) / place.columns
    return round(title.left + title.width * column), round(title.top + height * (place.row - 0.5))
