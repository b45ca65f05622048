"""Figures that a template has worked out: last year's, changes, sums, differences, shares — {{占比:甲+乙/丙, 1}}.

The arithmetic and the rounding are those of the live figures in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

from model.figure_choice import USUAL_DECIMALS, cells_words, reason_words
from model.form import Form
from model.live_figures import (
    MOST_DECIMALS,
    SAME,
    UNFILLED,
    Derived,
    Figures,
    Formula,
    change_size,
    change_word,
    derive,
)
from model.placeholder_cells import cell_named
from model.records import NamedTuple

_WIDE = str.maketrans("，／＋－−：（）", ",/+--:()")
CHINESE = "汉字"
SAVED = "worked_out."


class FigureKind(NamedTuple):
    """A kind of worked-out figure. word: what a clerk types before the colon. what: its kind as a live figure.

    example: what may stand behind the colon, {0} and {1} for cells. meaning: of that, in Chinese.
    """

    id: str
    word: str
    what: str
    example: str
    meaning: str
    percentage: bool = False


KINDS: Mapping[str, FigureKind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            FigureKind("last", "上年", "last", "{0}", "上年数"),
            FigureKind("change", "增减", "change", "{0}", "比上年增减的数，带正负号，用在表里，如 -3"),
            FigureKind("change_size", "增减数", "change", "{0}", "比上年增减的数，不带正负号，用在句子里，如 3"),
            FigureKind("change_word", "增减词", "change", "{0}", "增长、下降或持平"),
            FigureKind(
                "change_rate", "增减率", "change", "{0},1", "比上年增减的百分比，带正负号，1 位小数，如 -12.5%", True
            ),
            FigureKind(
                "compared", "比上年", "change", "{0},1", "增长12.5%、下降3.0% 或 持平，1 位小数，用在句子里", True
            ),
            FigureKind("sum", "合计", "sum", "{0}+{1}", "几格的合计"),
            FigureKind("difference", "差", "difference", "{0}-{1}", "前面的减去后面的"),
            FigureKind("share", "占比", "share", "{0}/{1},1", "占后面的百分比，1 位小数", True),
        )
    }
)
_BY_WORD = {kind.word: kind for kind in KINDS.values()} | dict(KINDS)


class WorkedOut(NamedTuple):
    """A figure to be worked out: its kind and its formula."""

    kind: str
    formula: Formula

    @property
    def name(self) -> str:
        """Its canonical name, by ids."""
        formula = self.formula
        cells = "+".join(formula.cells)
        sign = {"difference": "-", "share": "/"}.get(self.kind, "")
        # 差 takes away each of the others; a share is of their sum.
        other = sign + ("-" if self.kind == "difference" else "+").join(formula.other) if formula.other else ""
        decimals = "" if formula.decimals is None else f",{formula.decimals}"
        numerals = f",{CHINESE}" if formula.numerals == "chinese" else ""
        return f"{self.kind}:{cells}{other}{decimals}{numerals}"


def kind_of(word: str) -> FigureKind | None:
    """The kind that a clerk means by the word before the colon, None for none."""
    return _BY_WORD.get(word)


@lru_cache(maxsize=2048)
def worked_out(form: Form, name: str) -> WorkedOut | None:
    """The figure that a canonical name stands for, None when it is none or names cells that the form does not have."""
    word, colon, rest = name.translate(_WIDE).partition(":")
    kind = _BY_WORD.get(word)
    if kind is None or not colon:
        return None
    cells, *options = rest.split(",")
    return _read(form, kind, cells, options) or _read(form, kind, rest, [])


def _read(form: Form, kind: FigureKind, text: str, options: list[str]) -> WorkedOut | None:
    read = _options(kind, options)
    if read is None:
        return None
    if kind.id in ("difference", "share"):
        mark = "-" if kind.id == "difference" else "/"
        first, found, second = text.partition(mark)
        others = second.split("-") if kind.id == "difference" else [second]
        cells, other = _cells(form, first), tuple(cell for part in others for cell in _cells(form, part) or ("",))
        if not (cells and found and all(other)):
            return None
    else:
        cells, other = _cells(form, text), ()
        if not cells:
            return None
    return WorkedOut(kind.id, Formula(kind.what, cells, other, *read))


def _cells(form: Form, text: str) -> tuple[str, ...]:
    found = tuple(cell_named(form, part) for part in text.split("+"))
    return found if all(found) else ()


def _options(kind: FigureKind, options: list[str]) -> tuple[int | None, str] | None:
    decimals = USUAL_DECIMALS if kind.percentage else 0 if kind.what == "change" else None
    numerals = "digits"
    for option in options:
        if option in (CHINESE, "chinese"):
            numerals = "chinese"
        elif option.isdecimal() and len(option) == 1 and int(option) <= MOST_DECIMALS:
            decimals = int(option)
        else:
            return None
    return decimals, numerals


def figure_of(found: WorkedOut, figures: Figures) -> Derived:
    """What the figure is now; 〔未填〕 with a reason where it can't be worked out."""
    formula = found.formula
    if found.kind in ("change", "change_size"):
        return change_size(formula, figures, signed=found.kind == "change")
    if found.kind == "change_word":
        return change_word(formula, figures)
    derived = derive(formula, figures)
    if found.kind != "change_rate" or derived.reason:
        return derived
    if derived.text == SAME:
        return Derived(f"{0:.{formula.decimals or 0}f}%" if formula.numerals == "digits" else "百分之零")
    sign, rest = ("" if derived.text[0] == "增" else "-"), derived.text[2:]
    return Derived(sign + rest if formula.numerals == "digits" else derived.text)


def number_of(found: WorkedOut, figures: Figures) -> str:
    """The figure's digits where it is a plain number, which a workbook can hold as one; else ""."""
    text = figure_of(found, figures).text
    is_plain = found.kind in ("last", "change", "change_size", "sum", "difference") and text != UNFILLED
    return text if is_plain and found.formula.numerals == "digits" else ""


def saved_name(found: WorkedOut) -> str:
    """The name that a workbook's cell gets for the figure, so that it can be read back."""
    return f"{SAVED}{crc32(found.name.encode()):08x}"


def remark(found: WorkedOut, figures: Figures) -> str:
    """Why it can't be worked out, and what to do about it; "" when it can."""
    return reason_words(figure_of(found, figures), figures.form)


def meaning(found: WorkedOut, form: Form) -> str:
    """What it is, in Chinese."""
    formula = found.formula
    other = f"，{cells_words(formula.other, form)}" if formula.other else ""
    return f"{KINDS[found.kind].meaning}：{cells_words(formula.cells, form)}{other}"


def examples(form: Form) -> Iterator[tuple[str, str]]:
    """One placeholder of each kind, by its Chinese word, and what it means."""
    cells = [cell.id for cell in form.cells.values() if cell.computed] or list(form.cells)
    pair = (cells * 2)[:2]
    for kind in KINDS.values():
        yield f"{kind.word}:{kind.example.format(*pair)}", kind.meaning
