"""What is said of a probable cause: what should stand where, as a thing to be looked up, never as a figure to enter."""

from __future__ import annotations

from model.cause_guesses import DOUBLED, SWAPPED, TRANSPOSED, Guess
from model.checks import Figures, printed, shown
from model.form import Form
from model.naming import column_name, row_name
from model.number_text import number_text

_LOOK = {TRANSPOSED: "，像是两位数字颠倒了", DOUBLED: "，像是多打了一位数字"}
_MOST_NAMED = 3


def cause_words(figures: Figures, guess: Guess) -> str:
    """The sentence."""
    if guess.kind == SWAPPED:
        what = _swapped(figures, guess)
    elif len(guess.changes) > 1:
        what = _slipped(figures, guess)
    else:
        ((cell, new),) = guess.changes
        now = printed(figures, cell)
        told = "现未填" if now is None else f"现为{shown(now)}" if isinstance(now, str) else f"现为 {shown(now)}"
        what = f"{place_words(figures.form, cell)}应为 {number_text(new)}（{told}{_LOOK.get(guess.kind, '')}）"
    return f"可能原因：{what}，请与台账核对"


def place_words(form: Form, cell: str) -> str:
    """A cell as it is spoken of: its column, its row in quotes."""
    row, column = row_name(form, cell), column_name(form, cell)
    if row:
        return f"{column}“{row}”"
    group, _, last = column.rpartition("›")
    return f"{group}“{last}”"


def _swapped(figures: Figures, guess: Guess) -> str:
    form = figures.form
    (one, _), (other, _) = guess.changes
    values = printed(figures, one) or 0, printed(figures, other) or 0
    if 0 in values:
        # Nothing stands where the figure belongs: it was moved by one place.
        one, other = (one, other) if values[0] else (other, one)
        there = column_name(form, other) if guess.along == "row" else f"“{row_name(form, other)}”"
        return f"{place_words(form, one)}的 {shown(values[0] or values[1])} 像是应填在{there}"
    if guess.along == "row" and row_name(form, one):
        places = f"{column_name(form, one)}与{place_words(form, other)}"
    elif guess.along == "row":
        places = f"{place_words(form, one)}与{place_words(form, other)}"
    else:
        places = f"{place_words(form, one)}与“{row_name(form, other)}”"
    return f"{places}两格像是填反了（现为 {shown(values[0])} 和 {shown(values[1])}）"


def _slipped(figures: Figures, guess: Guess) -> str:
    """Which line slipped; the figures that it should hold, as far as they are few."""
    form, along_row = figures.form, guess.along == "row"
    name_of = column_name if along_row else row_name
    first = guess.changes[0][0]
    should = [(cell, new) for cell, new in guess.changes if new]
    told = "、".join(f"{name_of(form, cell)} {number_text(new)}" for cell, new in should[:_MOST_NAMED])
    if not along_row:
        line = f"{column_name(form, first)}一栏"
    else:
        line = f"“{row_name(form, first)}”一行" if row_name(form, first) else "这一行"
    rest = " 等" if len(should) > _MOST_NAMED else ""
    return f"{line}的数错开了一格（应为{told}{rest}）"
