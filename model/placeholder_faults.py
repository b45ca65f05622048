"""Why a placeholder can't be filled, in words that help to mend it, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from model.errors import ExportError
from model.form import Form
from model.naming import leading_number
from model.placeholder_cells import cell_named, cells_named, could_be, line_names, places_of, spelled
from model.placeholder_conditions import SINGLE_SIGNS, UNCLEAR, Control, control_of, subjects
from model.placeholder_figures import kind_of, worked_out
from model.placeholders import BRACKETS, GRID, HEADING, PATTERN, SECTION, canonical, resembling, resolved, spelled_kind
from model.records import NamedTuple

UNKNOWN = "没有这个占位符"
_CONDITIONLESS = ("若", "如果", "否则若", "if", "elif", "if:", "elif:")
_SHAPE = "要写表、行或格，后面写“全为0”“有数”“未填”“未填全”，或 > = < 和一个数"
_EMPTY = re.compile(r"(?:\{\{|｛｛)\s*(?:\}\}|｝｝)")
_TORN = re.compile(r"(?:\{\{|｛｛)[^{}｛｝]*[\n\t][^{}｛｝]*(?:\}\}|｝｝)")
_KNOWN = "\ufffc"
"""Stands for what is a placeholder, while a text is searched for brackets that are none."""
_SHOWN = 40
_MOST_TOLD, _LONGEST_TOLD = 10, 320
"""So many placeholders are named in one message, fewer when so many characters were said of them: screens are low."""
_TOLD = 3
"""So many of the cells that a name may mean are named; of more, their number is told."""
_LIKE, _ALIKE = 0.5, 0.7
"""How like a row's or a column's name each part of a misspelt one must be, and both together."""


class Fault(NamedTuple):
    """What is wrong with a placeholder, and a known one that was probably meant, with its brackets; "" for none."""

    wrong: str
    meant: str = ""

    def words(self) -> str:
        """Both in one line."""
        return f"{self.wrong}，是不是“{self.meant}”？" if self.meant else self.wrong


def explained(form: Form, typed: str, wrong: str) -> Fault:
    """What to say of a placeholder as it was typed. wrong: what is known to be wrong already, "" for an unknown name."""
    if wrong not in ("", UNCLEAR):
        return Fault(wrong)
    return fault_of(form, canonical(typed.strip("{}｛｝")))


def refusal(form: Form, found: Sequence[tuple[str, str, str]]) -> ExportError:
    """The error that lists placeholders of a template that can't be filled: as typed, their place, what is wrong."""
    told: list[str] = []
    hints: dict[str, str] = {}
    for typed, place, wrong in found[:_MOST_TOLD]:
        if sum(map(len, told)) > _LONGEST_TOLD:
            break
        fault = explained(form, typed, wrong)
        told.append(f"“{typed}”（{place}{'' if fault.wrong == UNKNOWN else '，' + fault.wrong}）")
        if fault.meant:
            hints[typed] = fault.meant
    more = "等" if len(found) > len(told) else ""
    meant = "".join(f"“{typed}”是不是“{right}”？" for typed, right in hints.items())
    return ExportError(
        f"模板里有 {len(found)} 个占位符不能用：{'、'.join(told)}{more}。", f"{meant}请在模板里改正后重新导出。"
    )


def bracket_fault(text: str) -> tuple[str, str]:
    """Brackets of a text that are no placeholder: as typed, and what is wrong; "" and "" where there are none."""
    left = PATTERN.sub(_KNOWN, text)
    stray = BRACKETS.search(left)
    if stray is None:
        return "", ""
    if empty := _EMPTY.search(left):
        return empty[0], "花括号里没有写名称"
    if torn := _TORN.search(left):
        return torn[0][:_SHOWN], "中间有换行或制表符，请把它写在一行里"
    # Shown with what was meant to stand in it, up to the next placeholder: others of the line are told on their own.
    before, after = left[: stray.start()].rpartition(_KNOWN)[2], left[stray.end() :].partition(_KNOWN)[0]
    opens = stray[0] in ("{{", "｛｛")
    shown = (stray[0] + after) if opens else (before + stray[0])
    return (shown.strip()[:_SHOWN] if opens else shown.strip()[-_SHOWN:]), "括号不成对"


@lru_cache(maxsize=512)
def fault_of(form: Form, name: str) -> Fault:
    """Why a canonical name stands for nothing; UNKNOWN where nothing better can be said."""
    if not name:
        return Fault("花括号里没有写名称")
    if control := control_of(name):
        return _of_condition(form, name, control)
    word, colon, rest = name.partition(":")
    if colon and kind_of(word) is not None:
        return _of_figure(form, name, word, rest)
    if colon and (kind := spelled_kind(word)):
        return _of_part(form, kind, word, rest, name)
    return _of_cell(form, name)


def _of_cell(form: Form, name: str) -> Fault:
    if name in _CONDITIONLESS:
        return Fault(f"没有写条件，{_SHAPE}")
    if name.isdecimal():
        example = next((cell.id for cell in form.cells.values() if cell.computed), next(iter(form.cells), ""))
        return Fault(f"是数字，不是名称；要填哪一格请写它的名称，如 {{{{{_written(form, example, '表')}}}}}")
    if grid := next((grid for grid in form.grids if grid.id == name or places_of(form, name) == [(grid.id, "")]), None):
        return Fault(f"是整个表，不是一格；整个表格写 {{{{表格:{grid.name}}}}}，一格要写明行和列")
    if cells := cells_named(form, name):
        return Fault(f"有 {len(cells)} 格，要写明是哪一格，如 {_list(form, _totals_first(form, cells), name)}")
    cells = could_be(form, name)
    if len(cells) > 1:
        return Fault(f"指不清是哪一格，可能是 {_list(form, cells, name)}")
    meant = _braced(spelled(form, cells[0])) if cells else _misspelt(form, name) or resembling(form, name)
    return Fault(UNKNOWN, meant) if meant else _of_line(form, name)


def _of_line(form: Form, name: str) -> Fault:
    """A name of which a row or column has a part, as 维持 of 结果维持, or that is a misspelt one's, as 总记."""
    words = [
        (line, cells)
        for grid, text in places_of(form, name)
        if len(text) > 1
        for line, cells in _lines(form, grid, text)
    ]
    if not words:
        return Fault(UNKNOWN)
    found = frozenset[str]().union(*(cells for _, cells in words))
    cells = _totals_first(form, tuple(cell for cell in form.cells if cell in found))
    listed = _list(form, cells, name)
    whole = "、".join(f"“{line}”" for line in dict.fromkeys(line for line, _ in sorted(words, key=_length)[:_TOLD]))
    return Fault(f"{UNKNOWN}；像{whole}，还要写明是哪一格，如 {listed}")


def _length(word: tuple[str, frozenset[str]]) -> int:
    return len(word[0])


def _lines(form: Form, grid: str, text: str) -> Iterator[tuple[str, frozenset[str]]]:
    named = [item for lines in line_names(form, grid) for item in lines.items()]
    within = [item for item in named if text in item[0]]
    yield from within or (item for item in named if len(item[0]) == len(text) and _likeness(text, item[0]) >= _LIKE)


def _totals_first(form: Form, cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(cells, key=lambda cell: not form.cells[cell].computed))


def _list(form: Form, cells: tuple[str, ...], name: str) -> str:
    more = f"等 {len(cells)} 格" if len(cells) > _TOLD else ""
    return "、".join(_braced(_written(form, cell, name)) for cell in cells[:_TOLD]) + more


def _written(form: Form, cell: str, name: str) -> str:
    """A cell as whoever typed the name writes cells: by its id, or in Chinese."""
    return cell if name.isascii() else spelled(form, cell)


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def _misspelt(form: Form, name: str) -> str:
    """The cell whose row and column are most like the two parts of a name in Chinese, "" where none is alone so."""
    if name.isascii():
        return ""
    scored: dict[frozenset[str], float] = {}
    for grid, text in places_of(form, name):
        for cells, score in _alike(form, grid, text):
            scored[cells] = max(score, scored.get(cells, 0))
    if not scored:
        return ""
    best = max(scored.values())
    found = [cells for cells, score in scored.items() if score == best]
    return _braced(spelled(form, next(iter(found[0])))) if len(found) == 1 else ""


def _alike(form: Form, grid: str, text: str) -> Iterator[tuple[frozenset[str], float]]:
    """Single cells of a grid with how like their row and column are to the text, parted anywhere."""
    rows, columns = line_names(form, grid)
    for at in range(2, len(text) - 1):
        downs = [(name, likeness) for name in columns if (likeness := _likeness(text[at:], name)) >= _LIKE]
        if not downs:
            continue
        for row, cells in rows.items():
            if (across := _likeness(text[:at], row)) < _LIKE:
                continue
            for column, down in downs:
                score = (across * at + down * (len(text) - at)) / len(text)
                if score >= _ALIKE and len(both := cells & columns[column]) == 1:
                    yield both, score


@lru_cache(maxsize=16384)
def _likeness(text: str, name: str) -> float:
    """From 0 to 1; no letter in common is told without a closer look."""
    if not set(text) & set(name):
        return 0.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, text, name, autojunk=False).ratio()


def _of_figure(form: Form, name: str, word: str, rest: str) -> Fault:
    """What of a worked-out figure is wrong: a cell, else its options or its shape."""
    kind = kind_of(word)
    assert kind is not None
    cells, *options = re.split("[,，]", rest)
    parts = re.split(r"([-+/＋－／])", cells)
    for number, part in enumerate(parts):
        if number % 2 == 0 and part and not cell_named(form, part):
            inner = _of_cell(form, part)
            mended = [*parts[:number], inner.meant.strip("{}"), *parts[number + 1 :]]
            meant = _braced(",".join([f"{word}:{''.join(mended)}", *options])) if inner.meant else ""
            return Fault(f"里的“{part}”{inner.wrong.replace(UNKNOWN, '不是表里的格')}", meant)
    if options and worked_out(form, f"{word}:{cells}") is not None:
        return Fault("逗号后面只能写小数位数（0 到 2）和“汉字”")
    shape = kind.example.format("甲", "乙")
    return Fault(f"写法不对，应写成 {_braced(f'{kind.word}:{shape}')}")


def _of_part(form: Form, kind: str, word: str, part: str, name: str) -> Fault:
    """A section, heading or grid that the form does not have."""
    if kind == GRID:
        known = [grid.name for grid in form.grids]
    else:
        titled = [section for section in form.sections if section.heading or kind == SECTION]
        known = [leading_number(section.heading) or section.heading or section.short for section in titled]
    what = {GRID: "表", SECTION: "部分", HEADING: "标题"}[kind]
    meant = resembling(form, name) if name.isascii() else _near_part(form, kind, word, part)
    return Fault(f"没有“{part}”这个{what}，可以写：{'、'.join(known)}", meant)


def _near_part(form: Form, kind: str, word: str, part: str) -> str:
    from difflib import get_close_matches

    names = [name for grid in form.grids for name in (grid.name, grid.title)]
    if kind != GRID:
        names = [section.heading or section.short for section in form.sections]
        names += [name.removeprefix(f"{leading_number(name)}、") for name in names]
    near = get_close_matches(part, names, n=1, cutoff=0.6) if len(part) > 1 else []
    return _braced(f"{word}:{near[0]}") if near and resolved(form, f"{word}:{near[0]}") else ""


def _of_condition(form: Form, name: str, control: Control) -> Fault:
    """What of a condition is not understood: what it speaks of, else what it says of it."""
    sign, said = subjects(control.says)
    for subject in said:
        cells = cells_named(form, subject)
        if len(cells) == 1 or (cells and sign not in SINGLE_SIGNS):
            continue
        inner = _of_cell(form, subject)
        meant = _braced(name.replace(subject, inner.meant.strip("{}"))) if inner.meant else ""
        wrong = inner.wrong.replace(UNKNOWN, "不是表、行、格或部分")
        return Fault(f"{UNCLEAR}：“{subject}”{wrong}", meant)
    return Fault(UNCLEAR if said else f"{UNCLEAR}，{_SHAPE}", resembling(form, name))
