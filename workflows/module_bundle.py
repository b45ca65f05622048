"""The program's own modules that every start imports, in one file beside it, read at once.

The window needs a hundred modules before its first paint; finding and reading each in a file of its own takes a tenth
of the time until then, and far more where every file that is opened is looked through for viruses. `bundle` is run by
the set-up; without its file, or when a module was changed since, modules are imported from their own files as usual.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
STARTS = (
    "gui.app",
    "gui.start",
    "gui.section_page",
    "model.audit",
    "workflows.command_line",
    "workflows.show",
    "workflows.window_arguments",
)
"""What a start imports by name; what these import in turn is found by reading them."""

_Entry = tuple[str, int, int, int, int]
"""A module's file, its time in ns and size when it was compiled, and where in the bundle its code begins and ends."""


class _Bundle:
    """Finds and loads the modules of a bundle; whatever else is asked for is left to Python."""

    def __init__(self, index: dict[str, _Entry], codes: memoryview) -> None:
        self._index = index
        self._codes = codes

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """The module, when its file is still the one that was compiled."""
        entry = self._index.get(name)
        if entry is None:
            return None
        try:
            status = os.stat(entry[0])  # noqa: PTH116 (a path object for each of a hundred modules)
        except OSError:
            return None
        if (status.st_mtime_ns, status.st_size) != entry[1:3]:
            return None
        # What a loader has to have is all here; the class to derive it from would be one more thing to import.
        spec = ModuleSpec(name, self, origin=entry[0])  # type: ignore[arg-type]
        spec.has_location = True
        return spec

    def create_module(self, _: ModuleSpec) -> None:
        """As Python makes modules."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        _, _, _, start, stop = self._index[module.__name__]
        exec(marshal.loads(self._codes[start:stop]), module.__dict__)


def use(root: Path = ROOT) -> bool:
    """Import from now on from the bundle where that is possible; whether there is one for this Python and this folder."""
    try:
        content = memoryview(bundle_file(root).read_bytes())
        size = int.from_bytes(content[:8], "little")
        made_for, index = marshal.loads(content[8 : 8 + size])
    except (OSError, EOFError, ValueError, TypeError):
        return False
    if made_for != _made_for(root):
        return False
    # Before Python's own finders: they would look in the folders first.
    sys.meta_path.insert(0, _Bundle(index, content[8 + size :]))
    return True


def bundle(root: Path = ROOT, starts: Iterable[str] = STARTS) -> int:
    """Write the bundle of these modules and of all that they import at once; how many. Raises OSError."""
    index: dict[str, _Entry] = {}
    codes: list[bytes] = []
    waiting, start = list(starts), 0
    while waiting:
        name = waiting.pop()
        file = root.joinpath(*name.split(".")).with_suffix(".py")
        if name in index or not file.is_file():
            continue
        status, source = file.stat(), file.read_bytes()
        code = marshal.dumps(compile(source, str(file), "exec", dont_inherit=True))
        index[name] = (str(file), status.st_mtime_ns, status.st_size, start, start + len(code))
        codes.append(code)
        start += len(code)
        waiting.extend(_imported(source))
    head = marshal.dumps((_made_for(root), index))
    _replace(bundle_file(root), b"".join((len(head).to_bytes(8, "little"), head, *codes)))
    return len(index)


def bundle_file(root: Path = ROOT) -> Path:
    """Where the bundle for this Python is."""
    return root / "__pycache__" / f"modules.{sys.implementation.cache_tag}"


def _imported(source: bytes) -> Iterator[str]:
    """What may be a module among the names that are imported when the module itself is."""
    # Imported only here: a start has no use for it.
    import ast

    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _made_for(root: Path) -> tuple[int, int, str]:
    return sys.hexversion, sys.flags.optimize, str(root)


def _replace(file: Path, content: bytes) -> None:
    """Whole or not at all: another start may be reading it."""
    file.parent.mkdir(exist_ok=True)
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(file)
