"""The structure of the program, held by tests."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "model": set(),
    "resources": set(),
    "ooxml": {"model"},
    "importers": {"ooxml", "model"},
    "exporters": {"ooxml", "model"},
    "workflows": {"importers", "exporters", "ooxml", "model", "resources"},
    "gui": {"workflows", "importers", "ooxml", "model", "resources"},
    "main": {"gui", "workflows"},
}
LIBRARIES = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "lxml": {"ooxml", "importers", "exporters"},
    "openpyxl": {"importers", "exporters"},
    "docx": {"importers", "exporters"},
    "python_calamine": {"importers"},
}
FILES = [ROOT / "main.py", *(file for name in MAY_IMPORT for file in sorted((ROOT / name).rglob("*.py")))]


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def _package(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_one_way(file: Path) -> None:
    package = _package(file)
    for name in _imports(file):
        if name in MAY_IMPORT and name != package:
            assert name in MAY_IMPORT[package], f"{package} may not import {name}"
        if name in LIBRARIES:
            assert package in LIBRARIES[name], f"{package} may not use {name}"
        if package == "model":
            assert name in sys.stdlib_module_names | {"model"}, f"model uses {name}"


@pytest.mark.parametrize("package", ["model", "workflows.command_line", "workflows.importing", "workflows.export"])
def test_nothing_below_the_window_imports_qt(package: str) -> None:
    code = f"import sys, {package}; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_only_one_module_asks_the_user() -> None:
    asking = {"QMessageBox", "QFileDialog", "QInputDialog"}
    for file in (ROOT / "gui").glob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Name)}
        assert file.name == "interaction.py" or not names & asking, file.name


def test_only_the_report_writes_its_state() -> None:
    for file in FILES:
        if file != ROOT / "model" / "report.py":
            text = file.read_text("utf-8")
            for store in ("_state.values", "_state.texts", "_state.notes", "_state.fields", "_state.units"):
                assert store not in text, f"{file.name} reaches into a report"


def test_the_code_holds_no_label_of_the_form() -> None:
    """Labels stand in resources/forms alone; a label in code would be a second description."""
    import re

    from workflows.forms import editions, form

    labels = set()
    for edition in editions():
        for grid in form(edition).grids:
            for block in grid.blocks:
                labels |= {label for row in block.rows for label in row.path}
                labels |= {label for column in block.columns for label in column.path}
    long_labels = {label for label in labels if len(re.sub(r"^[（\d].*?[）.]", "", label)) > 5}
    for file in FILES:
        strings = [
            node.value
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        for label in long_labels:
            assert label not in strings, f"{file.name}: {label}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_modules_can_be_read_at_one_sitting(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is too long"
