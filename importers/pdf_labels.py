"""What the forms know of a text in a PDF: whether it is a label of a grid, or begins one."""

from __future__ import annotations

from collections.abc import Sequence

from model.form import Form
from model.label_catalogue import Catalogue
from model.label_headings import HeadingReader
from model.label_lines import numbered
from model.label_wordings import NO_WORDINGS, Wordings
from model.source import SourceParagraph

ROW, COLUMN, BLOCK, CORNER = "row", "column", "block", "corner"
_IN_GRIDS = frozenset((ROW, COLUMN, BLOCK, CORNER))


class KnownLabels:
    """The labels of all forms together."""

    def __init__(self, forms: Sequence[Form] = (), wordings: Wordings = NO_WORDINGS) -> None:
        self._catalogues = [Catalogue(form, wordings) for form in forms]
        self._headings = [HeadingReader(form, wordings, self.is_label) for form in forms]

    def roles(self, text: str) -> frozenset[str]:
        """What the text may be in a grid; empty when it is no label of one."""
        matches = [catalogue.match(text) for catalogue in self._catalogues]
        return frozenset(use.role for match in matches if match for use in match.uses) & _IN_GRIDS

    def is_row(self, text: str) -> bool:
        """Whether the text is the label of a single row, in all forms that have it."""
        leaves = self._leaves(text)
        return bool(leaves) and all(leaves)

    def is_group(self, text: str) -> bool:
        """Whether the text is the label of a group of rows, in all forms that have it."""
        leaves = self._leaves(text)
        return bool(leaves) and not any(leaves)

    def _leaves(self, text: str) -> list[bool]:
        matches = [catalogue.match(text) for catalogue in self._catalogues]
        return [use.leaf for match in matches if match for use in match.of(ROW)]

    def is_label(self, text: str) -> bool:
        """Whether the text is a label of a grid."""
        return bool(self.roles(text))

    def is_heading(self, text: str) -> bool:
        """Whether the line is a section's heading."""
        line = [numbered(0, SourceParagraph(text))]
        return not self.is_label(text) and any(True for reader in self._headings for _ in reader.read(line, 0))

    def begins(self, text: str) -> bool:
        """Whether some label begins with this text."""
        return any(catalogue.begins(text) for catalogue in self._catalogues)
