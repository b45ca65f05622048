"""The few fonts that the typesetting uses on this PC, in a folder of links, remembered between two processes.

To look through all fonts of a PC takes as long as half of all the pages. What was found holds as long as no folder with
fonts has changed since; whatever is wrong with it, or where links can't be made, the fonts are looked for anew.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.atomic import write_atomic
from model.errors import SaveError

_VERSION = 1
_STAMPS = "fonts.json"
_USUAL = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/X11R6/lib/X11/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)


def linked_fonts(folder: Path) -> Path | None:
    """The folder of links as it was left the last time; None when it is not there or fonts may have changed since."""
    try:
        kept = json.loads((folder / _STAMPS).read_text("utf-8"))
        if kept["version"] == _VERSION and kept["stamps"] == {name: _stamp(Path(name)) for name in kept["stamps"]}:
            return folder
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return None


def link_fonts(folder: Path, fonts: Iterable[Any], lists: Sequence[Sequence[str]]) -> None:
    """Link the fonts that will be used. fonts: all of the PC, as typst tells of them, each with `family` and `path`.

    lists: for each use the families in the order in which they are tried. A failure leaves no folder behind.
    """
    files: dict[str, set[str]] = {}
    for font in fonts:
        if font.path:
            files.setdefault(str(font.family).casefold(), set()).add(str(font.path))
    used = sorted(set().union(*(_first(files, families) for families in lists)))
    watched = sorted({*_usual_folders(), *(name for file in set().union(*files.values(), ()) for name in _above(file))})
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
        for number, file in enumerate(used):
            (folder / f"{number}{Path(file).suffix}").symlink_to(file)
        stamps = {name: _stamp(Path(name)) for name in (*watched, *used)}
        write_atomic(folder / _STAMPS, json.dumps({"version": _VERSION, "stamps": stamps}, ensure_ascii=False).encode())
    except (OSError, SaveError, NotImplementedError):
        shutil.rmtree(folder, ignore_errors=True)


def _first(files: Mapping[str, set[str]], families: Iterable[str]) -> set[str]:
    """The files of the first of these families that is there."""
    return next((files[name] for family in families if (name := family.casefold()) in files), set())


def _usual_folders() -> Iterator[str]:
    return (str(Path(name).expanduser()) for name in _USUAL)


def _above(file: str) -> Iterator[str]:
    """The folder of a font and those above it, up to one in which fonts are usually kept."""
    usual = set(_usual_folders())
    above = [str(folder) for folder in Path(file).parents]
    top = next((place for place, folder in enumerate(above) if folder in usual), 0)
    return iter(above[: top + 1])


def _stamp(path: Path) -> int:
    """Changes whenever something comes into a folder or goes from it, or a file is another one; 0 for nothing there."""
    with contextlib.suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
