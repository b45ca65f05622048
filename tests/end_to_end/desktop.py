"""A virtual screen with a window manager, the program started on it as a user starts it, and real key presses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "openbox", "xdotool")
PATIENCE = 30.0
"""Seconds after which what was waited for will not come."""


def missing_tools() -> list[str]:
    """The tools that this needs and the machine lacks."""
    return [tool for tool in NEEDED if shutil.which(tool) is None]


class Desktop:
    """The screen; `press` and `write` go to the window that has the focus."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def tool(self, *arguments: str) -> str:
        """Run xdotool; what it prints."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=True
        )
        return done.stdout

    def press(self, *keys: str, delay: int = 25) -> None:
        """Real key presses, such as ctrl+s or Return; delay: milliseconds between them."""
        self.tool("key", "--delay", str(delay), *keys)

    def write(self, text: str, delay: int = 25) -> None:
        """Type text, a key at a time."""
        self.tool("type", "--delay", str(delay), text)

    @contextmanager
    def program(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """The program's window, with the focus; killed at the end if it still runs."""
        process = subprocess.Popen([sys.executable, "main.py", *arguments], cwd=ROOT, env=self.environment)
        try:
            if not wait_for(lambda: self._has_focus(process)):
                raise TimeoutError("the program's window did not get the focus")
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE)

    @contextmanager
    def clipboard(self, folder: Path, text: str, html: str = "") -> Iterator[None]:
        """Another program has copied this; what it needs for that it keeps in the folder."""
        files = [folder / "clipboard.txt", *([folder / "clipboard.html"] if html else [])]
        for file, content in zip(files, (text, html), strict=False):
            file.write_text(content, encoding="utf-8", newline="")
        script = Path(__file__).with_name("clipboard_owner.py")
        owner = subprocess.Popen([sys.executable, script, *files], env=self.environment, stdout=subprocess.PIPE)
        try:
            if owner.stdout is None or owner.stdout.readline().strip() != b"ready":
                raise RuntimeError("nothing was put on the clipboard")
            yield
        finally:
            owner.kill()
            owner.communicate()

    def _has_focus(self, process: subprocess.Popen[bytes]) -> bool:
        """Give the program's window the focus, and see whether it has it; the window manager may not be ready yet."""
        if process.poll() is not None:
            raise RuntimeError(f"the program ended with {process.returncode}")
        try:
            windows = self.tool("search", "--onlyvisible", "--pid", str(process.pid)).split()
            self.tool("windowactivate", windows[-1])
            return self.tool("getwindowfocus", "getwindowpid").split()[-1:] == [str(process.pid)]
        except (subprocess.CalledProcessError, IndexError):
            return False


def wait_for(what: Callable[[], bool]) -> bool:
    """Wait until it is so; False when it does not come about."""
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            return False
        # Nothing tells a process that another one has written a file; a short look is as good as it gets.
        time.sleep(0.02)
    return True


@contextmanager
def desktop(home: Path, size: str = "1366x768") -> Iterator[Desktop]:
    """A virtual screen with openbox; settings and log go to `home`."""
    read_end, write_end = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        display = f":{pipe.readline().strip()}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "QT_QPA_PLATFORM": "xcb",
    }
    opened = Desktop(environment)
    manager = _manager(opened)
    try:
        yield opened
    finally:
        for process in (manager, screen):
            process.terminate()
            process.wait(PATIENCE)


def _manager(screen: Desktop) -> subprocess.Popen[bytes]:
    """The window manager, once it manages; started anew where the screen was not ready for it yet."""
    manager = subprocess.Popen(["openbox"], env=screen.environment, stderr=subprocess.DEVNULL)

    def manages() -> bool:
        nonlocal manager
        if manager.poll() is not None:
            manager = subprocess.Popen(["openbox"], env=screen.environment, stderr=subprocess.DEVNULL)
        try:
            return bool(screen.tool("get_num_desktops"))
        except subprocess.CalledProcessError:
            return False

    wait_for(manages)
    return manager
