"""A workbook's styles: number formats that show a figure with all its digits and its unit, cells with a frame."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache, cached_property, lru_cache, partial

from lxml import etree

from exporters.excel_cells import Element, s
from ooxml.markup import to_bytes

_GAP = "_0"
STYLES = "xl/styles.xml"
DEFAULT_POINTS = 11.0

_FIRST_OWN_FORMAT = 164
_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 49: "@"}
_DIGITS = re.compile(r"(?P<whole>General|[#0,?]*[0#?])(?:\.(?P<decimals>[0#?]*))?")


_What = tuple[str | bool, ...]
"""How a style differs from the one that it is like: which method of `_Grown` makes it so, and what that takes."""


class Styles:
    """The styles part; styles that are asked for get their numbers at once and are added when the part is written."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._known = _known(root)
        self._made: dict[tuple[int, _What], int] = {}

    @property
    def changed(self) -> bool:
        """Whether anything was added."""
        return bool(self._made)

    def content(self) -> bytes:
        """The part's bytes."""
        return _with_added(self._root, tuple(self._made))

    def points(self, style: int) -> float:
        """The font size of a cell with this style."""
        like = self._like_what(style)
        return self._known.points(style) if like is None else self.points(like[0])

    def with_digits(self, style: int, decimals: int, unit: str) -> int:
        """The style like this one that shows so many decimals, and the unit behind them."""
        code = self._code(style)
        wanted = shown_digits(code, decimals, unit)
        return style if wanted == code else self._like(style, "set_code", wanted)

    def gap(self, style: int) -> int:
        """How many times the width of a 0 the number format keeps free behind the figure."""
        code = self._code(style)
        return (len(code) - len(code.removesuffix(_GAP * code.count(_GAP)))) // len(_GAP)

    def with_gap(self, style: int, gap: int) -> int:
        """The style like this one with at most so wide a gap behind the figure."""
        wider = self.gap(style) - gap
        return style if wider <= 0 else self._like(style, "set_code", self._code(style)[: -len(_GAP) * wider])

    def framed(self, style: int, side: str, vertical: bool) -> int:
        """The style like this one with a thin frame, wrapped, set left, right or in the centre."""
        return self._like(style, "frame", side, vertical)

    def shrinking(self, style: int) -> int:
        """The style like this one in which a figure too wide for its cell is printed smaller."""
        return self._like(style, "shrink")

    def quoted(self, style: int) -> int:
        """The style like this one whose text stays text when it is gone over, as with an apostrophe before it."""
        return self._like(style, "quote")

    def wrapped(self, style: int, *, side: str = "", top: bool = False) -> int:
        """The style like this one whose text goes on in the next line; side and top: where else it is to stand."""
        return self._like(style, "wrap", side, top)

    def _like(self, style: int, *what: str | bool) -> int:
        count = self._known.count + len(self._made)
        return self._made.setdefault((style, what), count) if style < count else style

    def _like_what(self, style: int) -> tuple[int, _What] | None:
        """The style that an added one is like, and how it differs; None for one of the template's."""
        added = style - self._known.count
        return list(self._made)[added] if 0 <= added < len(self._made) else None

    def _code(self, style: int) -> str:
        like = self._like_what(style)
        if like is None:
            return self._known.code(style)
        return str(like[1][1]) if like[1][0] == "set_code" else self._code(like[0])


@lru_cache(maxsize=8)
def _with_added(root: Element, wanted: tuple[tuple[int, _What], ...]) -> bytes:
    """The part's bytes with these styles; kept: figures as wide as another report's take the same styles."""
    grown = _Grown(root)
    for style, what in wanted:
        grown.add(style, what)
    return to_bytes(grown.root)


class _Grown:
    """A copy of the styles part, to which styles are added."""

    def __init__(self, root: Element) -> None:
        self.root = deepcopy(root)

    def add(self, style: int, what: _What) -> None:
        """Add a style like this one but for `what`."""
        formats = self.root.find(s("cellXfs"))
        assert formats is not None
        new = deepcopy(formats[style])
        getattr(self, str(what[0]))(new, *what[1:])
        formats.append(new)
        formats.set("count", str(len(formats)))

    def set_code(self, format_: Element, code: str) -> None:
        """Another number format."""
        format_.set("numFmtId", str(self._number_format(code)))
        format_.set("applyNumberFormat", "1")

    def frame(self, format_: Element, side: str, vertical: bool) -> None:
        """A thin frame, wrapped text."""
        format_.set("borderId", str(self._thin_border))
        format_.set("applyBorder", "1")
        format_.set("applyAlignment", "1")
        for old in format_.findall(s("alignment")):
            format_.remove(old)
        alignment = etree.Element(s("alignment"), horizontal=side, vertical="center", wrapText="1")
        if vertical:
            alignment.set("textRotation", "255")
        format_.insert(0, alignment)

    def quote(self, format_: Element) -> None:
        """Text, whatever it begins with."""
        format_.set("quotePrefix", "1")

    def shrink(self, format_: Element) -> None:
        """Text that is made to fit."""
        alignment = _alignment(format_)
        alignment.attrib.pop("wrapText", "")
        alignment.set("shrinkToFit", "1")

    def wrap(self, format_: Element, side: str, top: bool) -> None:
        """Text that goes on in the next line."""
        alignment = _alignment(format_)
        alignment.set("wrapText", "1")
        if side:
            alignment.set("horizontal", side)
        if top:
            alignment.set("vertical", "top")

    def _number_format(self, code: str) -> int:
        formats = self.root.find(s("numFmts"))
        if formats is None:
            formats = etree.Element(s("numFmts"))
            self.root.insert(0, formats)
        used = {int(item.get("numFmtId") or 0): item.get("formatCode") for item in formats}
        for number, known in used.items():
            if known == code:
                return number
        number = max([_FIRST_OWN_FORMAT - 1, *used]) + 1
        etree.SubElement(formats, s("numFmt"), numFmtId=str(number), formatCode=code)
        formats.set("count", str(len(formats)))
        return number

    @cached_property
    def _thin_border(self) -> int:
        borders = self.root.find(s("borders"))
        if borders is None:
            return 0
        border = etree.SubElement(borders, s("border"))
        for side in ("left", "right", "top", "bottom"):
            etree.SubElement(etree.SubElement(border, s(side), style="thin"), s("color"), auto="1")
        etree.SubElement(border, s("diagonal"))
        borders.set("count", str(len(borders)))
        return len(borders) - 1


def _alignment(format_: Element) -> Element:
    """A style's alignment, put in where there is none."""
    format_.set("applyAlignment", "1")
    alignment = format_.find(s("alignment"))
    if alignment is None:
        alignment = etree.Element(s("alignment"))
        format_.insert(0, alignment)
    return alignment


class _Known:
    """What was asked of a template's styles, which never change; kept, since many reports ask the same."""

    def __init__(self, root: Element) -> None:
        formats = root.find(s("cellXfs"))
        self.count = 0 if formats is None else len(formats)
        self.points = cache(partial(_points, root))
        self.code = cache(partial(_code, root))


@lru_cache(maxsize=4)
def _known(root: Element) -> _Known:
    return _Known(root)


def _format(root: Element, style: int) -> Element | None:
    formats = root.find(s("cellXfs"))
    return formats[style] if formats is not None and style < len(formats) else None


def _points(root: Element, style: int) -> float:
    fonts = root.find(s("fonts"))
    format_ = _format(root, style)
    number = 0 if format_ is None else int(format_.get("fontId") or 0)
    size = fonts[number].find(s("sz")) if fonts is not None and number < len(fonts) else None
    return float(size.get("val") or DEFAULT_POINTS) if size is not None else DEFAULT_POINTS


def _code(root: Element, style: int) -> str:
    format_ = _format(root, style)
    number = 0 if format_ is None else int(format_.get("numFmtId") or 0)
    own = root.find(f"{s('numFmts')}/{s('numFmt')}[@numFmtId='{number}']")
    return str(own.get("formatCode")) if own is not None else _BUILT_IN.get(number, "General")


def shown_digits(code: str, decimals: int, unit: str) -> str:
    """The number format with at least so many decimals, and the unit behind the digits."""
    first = code.split(";")[0]
    match = _DIGITS.search(first)
    plain = match is not None and match["whole"] == "General"
    enough = match is not None and len(match["decimals"] or "") >= decimals
    if enough and not unit:
        return code
    decimals = max(decimals, len(match["decimals"] or "") if match else 0)
    digits = "0" if match is None or plain else match["whole"]
    shown = digits + ("." + "0" * decimals if decimals else "")
    if unit:
        shown += '"' + unit.replace('"', "") + '"'
    return shown if match is None else first[: match.start()] + shown + first[match.end() :]
