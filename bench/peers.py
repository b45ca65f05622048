"""The environment of the measurements' peers, and a peer as a process that works when told to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
ENVIRONMENT = BENCH / ".venv"


def python() -> Path:
    """The interpreter of the peers' environment, which is made at the first use (this needs the network)."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    interpreter = ENVIRONMENT / folder / ("python.exe" if sys.platform == "win32" else "python")
    marker = ENVIRONMENT / "made-from.txt"
    wanted = (BENCH / "requirements.txt").read_text("utf-8")
    if not marker.exists() or marker.read_text("utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run(
            [str(interpreter), "-m", "pip", "install", "-q", "-r", str(BENCH / "requirements.txt")], check=True
        )
        marker.write_text(wanted, "utf-8")
    return interpreter


class Peer:
    """A script of the peers' environment: it prints a line when it is ready, then one time in ms for each line it gets."""

    def __init__(self, script: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [str(python()), str(BENCH / script), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def run(self) -> float:
        """Do the job once; milliseconds."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return float(self._answer())

    def close(self) -> None:
        """End the peer."""
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the peer ended with {self._process.wait()}")
        return line.strip()
