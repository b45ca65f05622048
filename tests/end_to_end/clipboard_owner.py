"""Another program that has copied something: it keeps the clipboard until it is ended.

usage: python clipboard_owner.py TEXTFILE [HTMLFILE]      says "ready" once it is on the clipboard
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def main(files: list[str]) -> None:
    """Put the files' contents on the clipboard and stay."""
    application = QGuiApplication([])
    data = QMimeData()
    data.setText(Path(files[0]).read_text(encoding="utf-8"))
    for name in files[1:]:
        data.setHtml(Path(name).read_text(encoding="utf-8"))
    application.clipboard().setMimeData(data)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1:])
