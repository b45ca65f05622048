"""A report's file in a test: filling one cell of it, and what stands beside it."""

from pathlib import Path

from model.edits import Edit, SetCell
from workflows.document import Document

CELL = "requests.received.natural_person"


def fill(document: Document, value: int) -> None:
    """One named step in the cell."""
    document.history.do(Edit("填写", (SetCell(CELL, value),)))


def names_beside(path: Path) -> list[str]:
    """The names of all files in the report's folder."""
    return sorted(file.name for file in path.parent.iterdir())
