"""The modules in one file: what is in it, when it is used, and that a changed module is read from its own file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workflows.module_bundle import ROOT, bundle, bundle_file, use

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import workflows.module_bundle as bundles
from pathlib import Path
print(bundles.use(Path(sys.argv[1])))
import parts.first
print(parts.first.SAID, parts.first.second.SAID, type(parts.first.__loader__).__name__, parts.first.__file__)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a package of three modules, one of which is imported only within a function."""
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "__init__.py").write_text("")
    (parts / "first.py").write_text(
        "from parts import second\nSAID = 'first'\ndef later():\n    import parts.third\n    raise ValueError('told')\n"
    )
    (parts / "second.py").write_text("import parts.first\nSAID = 'second'\n")
    (parts / "third.py").write_text("SAID = 'third'\n")
    return tmp_path


def run(root: Path) -> list[str]:
    """What a process of its own says that imports from the bundle in this folder."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stdout.split()


def test_what_a_start_imports_is_found_by_reading(root: Path) -> None:
    assert bundle(root, ["parts.first"]) == 2
    assert run(root) == ["True", "first", "second", "_Bundle", str(root / "parts" / "first.py")]


def test_a_module_that_was_changed_is_read_from_its_own_file(root: Path) -> None:
    bundle(root, ["parts.first"])
    (root / "parts" / "first.py").write_text("from parts import second\nSAID = 'changed'\n")
    assert run(root) == ["True", "changed", "second", "SourceFileLoader", str(root / "parts" / "first.py")]


def test_without_a_bundle_all_is_as_usual(root: Path) -> None:
    assert run(root)[:4] == ["False", "first", "second", "SourceFileLoader"]


@pytest.mark.parametrize("content", [b"", b"12345", b"\xff" * 40, (5).to_bytes(8, "little") + b"other"])
def test_a_broken_bundle_is_not_used(root: Path, content: bytes) -> None:
    bundle(root, ["parts.first"])
    bundle_file(root).write_bytes(content)
    before = list(sys.meta_path)
    assert not use(root)
    assert sys.meta_path == before


def test_a_folder_that_was_moved_has_none(root: Path, tmp_path: Path) -> None:
    bundle(root, ["parts.first"])
    moved = tmp_path / "moved"
    bundle_file(moved).parent.mkdir(parents=True)
    bundle_file(root).rename(bundle_file(moved))
    assert not use(moved)
