"""README and docs speak of what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "ooxml", "importers", "exporters", "workflows", "gui", "resources", "tests", "bench")
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(ROOT.glob("docs/*.md"))
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_named_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for path in re.findall(rf"`((?:{'|'.join(PACKAGES)})/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def modules_named() -> Iterator[Path]:
    """The modules in the architecture's table, each with the package of its part of the table."""
    package = ""
    for line in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("| "):
            continue
        heading = re.match(r"\| \*\*(\w+)\*\*", line)
        package = heading[1] if heading else package
        yield from (ROOT / package / name for name in re.findall(r"`([\w*]+(?:\.py|/))`", line))


def test_the_architecture_names_modules_that_are_there() -> None:
    named = list(modules_named())
    assert len(named) > 40
    for path in named:
        assert list(path.parent.glob(path.name)), path


def test_the_architecture_names_every_module() -> None:
    named = {path for pattern in modules_named() for path in pattern.parent.glob(pattern.name)}
    modules = {file for package in PACKAGES[:6] for file in (ROOT / package).glob("*.py") if file.stem != "__init__"}
    assert not sorted(str(path.relative_to(ROOT)) for path in modules - named)


def test_the_path_of_a_figure_names_what_is_there() -> None:
    """Each name in code type is defined somewhere in the program."""
    path = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## The path of one figure")[1]
    files = (file for name in PACKAGES[:6] for file in (ROOT / name).rglob("*.py"))
    program = "\n".join(file.read_text(encoding="utf-8") for file in files)
    names = {
        re.sub(r"\(.*", "", name).split(".")[-1] for name in re.findall(r"`([A-Za-z_][\w.]*(?:\([^`]*\))?)`", path)
    }
    assert len(names) > 15
    for name in sorted(names):
        defined = re.search(rf"\b(?:def|class) {name}\b|^    {name} = Signal", program, re.M)
        assert defined or any((ROOT / package / f"{name}.py").exists() for package in PACKAGES), name


def test_the_readme_has_every_command() -> None:
    from main import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert command in ("-h", "--help") or f"./run.sh {command}" in readme


def test_the_keys_of_the_readme_are_those_of_the_program() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## 常用键")[1].split("## 命令行")[0]
    table = (ROOT / "gui" / "actions.py").read_text(encoding="utf-8")
    keys = re.findall(r"(?:(?:Ctrl|Shift|Alt)\+)+\w+|\bF\d+", readme)
    assert len(keys) > 15
    for key in keys:
        assert re.sub(r"Alt\+\d", "Alt+{i}", key) in table, key
