"""TOML files, kept beside in compiled form as Python keeps its own modules.

A form's description is read at every start; reading the compiled form takes a twentieth of the time.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_FOLDER = "__pycache__"


def read_toml(file: Path) -> dict[str, Any]:
    """The file's top table. Raises OSError, UnicodeDecodeError or tomllib.TOMLDecodeError."""
    stamp = _stamp(file)
    compiled = _compiled(file)
    try:
        kept_stamp, data = marshal.loads(compiled.read_bytes())
        if kept_stamp == stamp:
            return dict(data)
    except (OSError, EOFError, ValueError, TypeError):
        pass
    data = _parse(file)
    if not sys.dont_write_bytecode:
        _keep(compiled, stamp, data)
    return data


def compile_toml(files: Iterable[Path]) -> None:
    """Keep these files in compiled form, as compileall does for modules. Raises as `read_toml`."""
    for file in files:
        _keep(_compiled(file), _stamp(file), _parse(file))


def _parse(file: Path) -> dict[str, Any]:
    # Imported only here: the module takes longer to load than a compiled file.
    import tomllib

    return tomllib.loads(file.read_text(encoding="utf-8"))


def _stamp(file: Path) -> tuple[int, int]:
    """What changes when the file is edited, as for Python's own compiled modules."""
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def _compiled(file: Path) -> Path:
    return file.parent / _FOLDER / f"{file.name}.{sys.implementation.cache_tag}"


def _keep(compiled: Path, stamp: tuple[int, int], data: dict[str, Any]) -> None:
    """Best effort: a folder that can't be written only costs time."""
    temporary = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    try:
        content = marshal.dumps((stamp, data))
        compiled.parent.mkdir(exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(compiled)
    except (OSError, ValueError):
        with suppress(OSError):
            temporary.unlink()
