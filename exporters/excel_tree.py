"""The XML of one part of a template that is filled many times."""

from __future__ import annotations

from copy import deepcopy

from exporters.excel_cells import Element
from ooxml.markup import parse_xml
from ooxml.package import Package


class Tree:
    """A part's XML. Whoever asks first for a tree to change gets the one that was read, later ones get copies.

    So a template that is filled only once is neither copied nor read twice.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._unused = [self._parsed()]
        self._kept: Element | None = None

    @property
    def root(self) -> Element:
        """The tree as it is in the template, to read only."""
        if self._unused:
            return self._unused[0]
        if self._kept is None:
            self._kept = self._parsed()
        return self._kept

    def given(self) -> Element:
        """A tree of one's own, to change."""
        try:
            return self._unused.pop()
        except IndexError:
            return deepcopy(self.root)

    def _parsed(self) -> Element:
        return parse_xml(self._package.read(self._part), self._part)
