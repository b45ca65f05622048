"""What is drawn on a page of a PDF besides its text: lines, filled boxes, pictures, each with its place.

A line may be drawn as one, as the side of a box, as a thin box, or as a row of dashes or dots; in pdfium's own
coordinates, in points from the page's lower left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

THIN = 2.0
"""Points: what is no thicker is a line."""
_THICK = 6.0
_SLENDER = 8
"""Up to so many points thick it is one as well when it is so many times as long."""
_MOST = 50_000
"""Objects of a page; maps and drawings have more, reports never."""
_MOST_POINTS = 2_000
_DEEPEST = 6
_STRAIGHT = 0.5

Box = tuple[float, float, float, float]
"""left, bottom, right, top."""
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


class Drawn(NamedTuple):
    """lines: as thin boxes; filled: boxes with a ground of their own; pictures: the boxes of pictures."""

    lines: tuple[Box, ...]
    filled: tuple[Box, ...]
    pictures: tuple[Box, ...]


def drawn_on(page: Any, raw: Any) -> Drawn:
    """What is drawn on the page; nothing of it when there is more than any report has."""
    reader = _Reader(raw)
    reader.take(lambda number: raw.FPDFPage_GetObject(page, number), raw.FPDFPage_CountObjects(page), _SAME, 0)
    if reader.left < 0:
        return Drawn((), (), tuple(reader.pictures))
    return Drawn(tuple(reader.lines), tuple(reader.filled), tuple(reader.pictures))


class _Reader:
    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self.lines: list[Box] = []
        self.filled: list[Box] = []
        self.pictures: list[Box] = []
        self.left = _MOST

    def take(self, get: Callable[[int], Any], count: int, matrix: _Matrix, depth: int) -> None:
        """Take in objects. matrix: from their coordinates to the page's."""
        raw = self._raw
        for number in range(count):
            self.left -= 1
            if self.left < 0:
                return
            found = get(number)
            kind = raw.FPDFPageObj_GetType(found)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._take_path(found, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(found, matrix)
                (self.lines if _is_line(box) else self.pictures).append(box)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self.take(
                    lambda inner, form=found: raw.FPDFFormObj_GetObject(form, inner),  # type: ignore[misc]
                    raw.FPDFFormObj_CountObjects(found),
                    _product(self._matrix(found), matrix),
                    depth + 1,
                )

    def _take_path(self, path: Any, matrix: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        box = self._bounds(path, matrix)
        if _is_line(box):
            self.lines.append(box)
            return
        for points in self._subpaths(path, _product(self._matrix(path), matrix)):
            whole = _box_of(points)
            if _is_line(whole):
                self.lines.append(whole)
            elif stroke.value:
                self.lines.extend(_sides(points))
            elif _is_box(points):
                self.filled.append(whole)

    def _bounds(self, found: Any, matrix: _Matrix) -> Box:
        self._raw.FPDFPageObj_GetBounds(found, *(ctypes.byref(side) for side in self._sides))
        left, bottom, right, top = (side.value for side in self._sides)
        if matrix == _SAME:
            return left, bottom, right, top
        corners = ((left, bottom), (left, top), (right, bottom), (right, top))
        return _box_of([_moved(corner, matrix) for corner in corners])

    def _matrix(self, found: Any) -> _Matrix:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(found, ctypes.byref(matrix))
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _subpaths(self, path: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
        """The corners of each part of the path, the first again at its end where the part is closed."""
        raw, x, y = self._raw, ctypes.c_float(), ctypes.c_float()
        points: list[_Point] = []
        for number in range(min(raw.FPDFPath_CountSegments(path), _MOST_POINTS)):
            segment = raw.FPDFPath_GetPathSegment(path, number)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(_moved((x.value, y.value), matrix))
            if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if points:
            yield points


def _is_line(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    thick, long = min(width, height), max(width, height)
    return thick <= THIN or (thick <= _THICK and thick * _SLENDER <= long)


def _sides(points: list[_Point]) -> Iterator[Box]:
    """The sides that run along the page's own directions."""
    for first, second in pairwise(points):
        across, up = abs(first[0] - second[0]), abs(first[1] - second[1])
        if min(across, up) <= _STRAIGHT < max(across, up):
            yield _box_of([first, second])


def _is_box(points: list[_Point]) -> bool:
    return 4 <= len(points) <= 6 and len(list(_sides(points))) >= 3


def _box_of(points: list[_Point]) -> Box:
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)


def _moved(point: _Point, matrix: _Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """What moves a point as the first matrix and then the second do."""
    a, b, c, d, e, f = first
    origin = _moved((e, f), second)
    across, up = _moved((a, b), second), _moved((c, d), second)
    return across[0] - second[4], across[1] - second[5], up[0] - second[4], up[1] - second[5], *origin
