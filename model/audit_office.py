"""The checks of an office's own rules (model/office_rules.py): each reads what its rule names and nothing else.

A rule whose cells or sections a form lacks has no check there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from model.checks import Check, Figures, Number, is_full, printed
from model.findings import EXPLAIN, Finding, TextPlace
from model.form import Form
from model.number_text import number_text
from model.office_rules import ARITHMETIC, NAME, OfficeRule, filled, section_named
from model.office_sums import HOLDS, BoundCondition, Sum, bound_condition, bound_sum
from model.text_checks import is_blank, paragraphs
from model.text_phrases import Phrase, Phrases

LAST_YEAR = "last_year"
_BROKEN = {"=": "两边应相等", "≠": "两边不应相等", "<": "应小于", "≤": "应不大于", ">": "应大于", "≥": "应不小于"}
_SHOWN_PHRASES = 3


def office_checks(form: Form, rules: Iterable[OfficeRule]) -> Iterator[Check]:
    """The checks of those rules that the form can be judged by."""
    for rule in rules:
        if rule.edition in ("", form.edition):
            yield from _checks(form, rule)


def _checks(form: Form, rule: OfficeRule) -> Iterator[Check]:
    when = tuple(bound_condition(form, condition) for condition in rule.when)
    if any(found is None for found in when):
        return
    conditions = tuple(found for found in when if found is not None)
    if rule.kind in ARITHMETIC:
        left, right = bound_sum(form, rule.left), bound_sum(form, rule.right)
        if left is not None and right is not None:
            run = _ShareCheck if rule.kind == "share" else _ComparedCheck
            yield _check((left, right), (), conditions, run(form, rule, left, right, conditions))
        return
    named = [section_named(form, name) for name in rule.sections]
    if not all(named):
        return
    each = _ForbiddenCheck if rule.kind == "forbidden" else _RequiredCheck
    everywhere = tuple(section.id for section in form.sections)
    for sections in tuple((section,) for section in named) or (everywhere,):
        yield _check((), sections, conditions, each(form, rule, sections, conditions))


class _OfficeCheck:
    """What the checks share."""

    def __init__(self, form: Form, rule: OfficeRule, conditions: Sequence[BoundCondition]) -> None:
        self.form = form
        self.rule = rule
        self.conditions = conditions
        self.condition_cells = tuple(
            cell for condition in conditions for side in (condition.left, condition.right) for cell in side.cells
        )

    def applies(self, figures: Figures) -> bool:
        """Whether the rule's conditions hold."""
        return all(condition.holds(figures) for condition in self.conditions)

    def statement(self, figures: Figures, usual: str, words: Mapping[str, str]) -> str:
        """What is said: in the office's words where it gave some."""
        known = {**words, "year": str(figures.year or ""), "unit": figures.unit}
        return f"{NAME}：{filled(self.rule.message, known) if self.rule.message else usual}"

    def pending(self, figures: Figures, cells: Iterable[str]) -> bool:
        """While one of the cells is blank it only says that the report is being filled in."""
        read = tuple(cells)
        return not all(is_full(figures, cell) for cell in read) and all(figures.stated(cell) is None for cell in read)

    def advice(self, *, explainable: bool) -> str:
        """What to do about it."""
        return EXPLAIN if explainable and self.rule.severity != "hint" else ""


class _SidesCheck(_OfficeCheck):
    """A rule over two sums."""

    def __init__(
        self, form: Form, rule: OfficeRule, left: Sum, right: Sum, conditions: Sequence[BoundCondition]
    ) -> None:
        super().__init__(form, rule, conditions)
        self.left, self.right = left, right
        cells = dict.fromkeys((*left.cells, *right.cells))
        self.cells = tuple(cells)
        first = next(iter(cells), "") or next(iter((*left.last, *right.last)))
        self.part = form.section_of_grid(form.cells[first].grid).id
        self.unit = form.cells[first].kind.unit

    def found(self, figures: Figures, usual: str, words: Mapping[str, str], sides: tuple[Number, Number]) -> Finding:
        """The finding of two sides that are not as they have to be."""
        rule = self.rule
        year = figures.last_year
        last = dict.fromkeys((*self.left.last, *self.right.last))
        return Finding(
            rule.id,
            "",
            rule.severity,
            self.part,
            self.statement(figures, usual, words),
            cells=self.cells,
            left=sides[0],
            right=sides[1],
            difference=sides[0] - sides[1],
            left_cells=self.left.cells,
            right_cells=self.right.cells,
            figures=(
                *((cell, printed(figures, cell)) for cell in dict.fromkeys((*self.cells, *self.condition_cells))),
                *((f"{LAST_YEAR}.{cell}", year.value(cell)) for cell in last if year is not None),
            ),
            pending=self.pending(figures, self.cells),
            explainable=rule.severity != "error",
            advice=self.advice(explainable=rule.severity != "error"),
        )


class _ComparedCheck(_SidesCheck):
    """Two sums that have to be equal, or one at least or at most the other."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        left, right = self.left.value(figures), self.right.value(figures)
        rule = self.rule
        if left is None or right is None or HOLDS[rule.sign](left, right) or not self.applies(figures):
            return
        sides = self._side(self.left, left, figures), self._side(self.right, right, figures)
        distance = number_text(left - right).lstrip("-")
        gap = "" if left == right else f"相差 {distance} {self.unit}".rstrip()
        words = {
            "left": number_text(left),
            "right": number_text(right),
            "difference": distance,
            "left_names": self.left.names(figures, with_figures=False),
            "right_names": self.right.names(figures, with_figures=False),
        }
        # Two sums stand beside each other; a number alone would not say what it is.
        broken = _BROKEN[rule.sign] if rule.sign != "=" else "" if self.right.cells else "应等于"
        usual = f"{sides[0]}，{broken}{sides[1]}"
        finding = self.found(figures, usual, words, (left, right))
        # An office that says the difference itself need not read it twice.
        told = "{difference}" in rule.message
        yield finding._replace(gap="" if told else gap)

    def _side(self, side: Sum, value: Number, figures: Figures) -> str:
        names = side.names(figures, with_figures=True)
        return (
            names if len(side.parts) == 1 and side.parts[0][1].times in (1, value) else f"{names}＝{number_text(value)}"
        )


class _ShareCheck(_SidesCheck):
    """A sum that has to be at least or at most so many per cent of another."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        part, whole = self.left.value(figures), self.right.value(figures)
        rule = self.rule
        if part is None or not whole or whole < 0 or not self.applies(figures):
            return
        hundredfold = Decimal(part) * 100
        low = rule.least is not None and hundredfold < rule.least * whole
        high = rule.most is not None and hundredfold > rule.most * whole
        if not low and not high:
            return
        share = number_text((hundredfold / whole).quantize(Decimal("0.1")))
        limit = f"应不少于{number_text(rule.least)}%" if low else f"应不多于{number_text(rule.most)}%"
        names = [side.names(figures, with_figures=False) for side in (self.left, self.right)]
        usual = f"{names[0]}{number_text(part)}，占{names[1]}{number_text(whole)}的{share}%，{limit}"
        words = {
            "left": number_text(part),
            "right": number_text(whole),
            "share": f"{share}%",
            "left_names": names[0],
            "right_names": names[1],
        }
        yield self.found(figures, usual, words, (part, whole))


class _TextCheck(_OfficeCheck):
    """A rule over the words of some sections."""

    def __init__(
        self, form: Form, rule: OfficeRule, sections: tuple[str, ...], conditions: Sequence[BoundCondition]
    ) -> None:
        super().__init__(form, rule, conditions)
        self.sections = sections
        self.phrases = Phrases((Phrase(rule.phrases, rule.unless, rule.not_in),))
        self.instance = sections[0] if len(rule.sections) > 1 else ""
        self.where = form.section(sections[0]).short if len(sections) == 1 else "文字"

    def found(self, figures: Figures, usual: str, words: Mapping[str, str], said: str = "") -> Finding:
        """The finding about the sections' words. said: what of them it was judged on."""
        rule = self.rule
        cells = tuple(dict.fromkeys(self.condition_cells))
        return Finding(
            rule.id,
            self.instance,
            rule.severity,
            self.sections[0],
            self.statement(figures, usual, {"section": self.where, **words}),
            cells=cells,
            figures=(*((("text", said),) if said else ()), *((cell, printed(figures, cell)) for cell in cells)),
            pending=all(is_blank(figures, section) for section in self.sections),
            advice=self.advice(explainable=True),
        )


class _RequiredCheck(_TextCheck):
    """One of the phrases has to stand there."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        if not self.applies(figures):
            return
        texts = (paragraph.text for section in self.sections for paragraph in paragraphs(figures, section))
        if self.phrases.in_any(texts):
            return
        phrases = "或".join(f"“{phrase}”" for phrase in self.rule.phrases)
        usual = f"{self.where}里没有写{phrases}"
        yield self.found(figures, usual, {"phrases": phrases})


class _ForbiddenCheck(_TextCheck):
    """None of the phrases may stand there; one finding for all of them."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        if not self.applies(figures):
            return
        found = [
            (paragraph.place(match.start, match.end), match.text)
            for section in self.sections
            for paragraph in paragraphs(figures, section)
            for match in self.phrases.find(paragraph.text)
        ]
        if not found:
            return
        places = tuple(place for place, _ in found)
        said = tuple(dict.fromkeys(text for _, text in found))
        words = "、".join(f"“{text}”" for text in said[:_SHOWN_PHRASES])
        times = f"{words}等{len(places)}处" if len(said) > _SHOWN_PHRASES else words
        where = _where(self.form, places)
        usual = f"{where}写了{times}，请改掉"
        finding = self.found(figures, usual, {"phrase": words, "section": where}, "、".join(said))
        yield finding._replace(texts=places, part=places[0].section, pending=False)


def _where(form: Form, places: Sequence[TextPlace]) -> str:
    return "、".join(dict.fromkeys(form.section(place.section).short for place in places))


def _check(
    sides: Sequence[Sum],
    sections: Sequence[str],
    conditions: Sequence[BoundCondition],
    run: Callable[[Figures], Iterator[Finding]],
) -> Check:
    """The check with all that its rule names: the audit asks again when that changes, and only then."""
    sums = [*sides, *(side for condition in conditions for side in (condition.left, condition.right))]
    cells = dict.fromkeys(cell for side in sums for cell in side.cells)
    last = (LAST_YEAR,) if any(side.last for side in sums) else ()
    # {year} and {unit} of a message.
    return Check(tuple(cells), (*sections, *last, "year", "unit"), run)
