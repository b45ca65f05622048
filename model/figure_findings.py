"""What is to be said about the figures in the text: live ones that show nothing, ones of last year still to change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from model.checks import Check, Figures
from model.findings import Finding, TextPlace
from model.form import Form, Rule
from model.live_figures import FIGURE, LAST_YEAR, STALE, UNFILLED, Placed, derive, formula_of, placed_spans
from model.naming import cell_name
from model.records import NamedTuple

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "blank": "{cell}还没有填，请在表格中填写（没有的填0）",
        "unreadable": "{cell}填的不是数，请在表格中改正",
        "zero": "{cell}是0，不能作分母，请改为其他数据或改写这句话",
        "no_last": "{cell}没有上年数，请先打开上年报告，或改为其他数据",
        "last_blank": "{cell}上年没有填，没有上年数可用，请改为其他数据或改写这句话",
        "last_unreadable": "{cell}上年填的不是数，请改为其他数据或改写这句话",
        "last_zero": "{cell}上年是0，算不出增减百分比，请改为其他数据或改写这句话",
        "tiny": "{cell}比上年变化太小，两位小数也是0%，请改为其他数据或改写这句话（如“基本持平”）",
        "units": "{cell}等数的单位不同，不能放在一起算，请统一单位或改为其他数据",
        "broken": "显示为“{shown}”的数据看不出取自哪一格，请重新插入，或变成普通文字（Ctrl+Shift+I）",
    }
)
"""Why a live figure shows nothing, and what to do about it."""

_SHORTAGES = ("blank", "last_blank")
"""These only show that the report is being filled in."""


class _Trouble(NamedTuple):
    reason: str
    cell: str
    shown: str


def figure_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """The live figures of each section that can't be worked out; the report names the section when it tried."""
    for section in form.sections:
        yield Check((), (section.id, LAST_YEAR), _FigureCheck(rule, section.id))


def stale_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """The figures of last year in each section that are still to be changed."""
    for section in form.sections:
        yield Check((), (section.id,), _StaleCheck(rule, section.id))


class _FigureCheck:
    """One finding for each cell that fails, however often the section names it."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule = rule
        self.section = section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        found: dict[_Trouble, list[Placed]] = {}
        for placed in placed_spans(figures.text(self.section), (FIGURE,)):
            if trouble := _trouble(placed, figures):
                found.setdefault(trouble, []).append(placed)
        for trouble, places in found.items():
            yield self._finding(figures, trouble, places)

    def _finding(self, figures: Figures, trouble: _Trouble, places: list[Placed]) -> Finding:
        reason, cell, shown = trouble
        name = f"“{cell_name(figures.form, cell)}”" if cell else ""
        first = places[0]
        where = f"文字第{first.paragraph + 1}段" + (f"等{len(places)}处" if len(places) > 1 else "")
        quoted = f"的数据显示为{UNFILLED}：" if cell else "："
        return Finding(
            self.rule.id,
            ".".join(filter(None, (self.section, reason, cell or shown))),
            self.rule.severity,
            self.section,
            f"{where}{quoted}{REASONS[reason].format(cell=name, shown=shown)}",
            texts=(TextPlace(self.section, first.start, first.end),),
            figures=((cell, figures.value(cell)),) if cell else (),
            pending=reason in _SHORTAGES,
        )


def _trouble(placed: Placed, figures: Figures) -> _Trouble | None:
    formula = formula_of(placed.span, figures.form)
    if formula is None:
        return _Trouble("broken", "", placed.span.text)
    if placed.span.text != UNFILLED:
        return None
    derived = derive(formula, figures)
    return _Trouble(derived.reason, derived.cell, "") if derived.reason else None


class _StaleCheck:
    """One hint a section, at the first of them."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule = rule
        self.section = section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        places = tuple(placed_spans(figures.text(self.section), (STALE,)))
        if not places:
            return
        first = places[0]
        count = (
            f"还有{len(places)}处上年的数要改成本年的，第一处是"
            if len(places) > 1
            else "还有一处上年的数要改成本年的："
        )
        statement = f"{count}第{first.paragraph + 1}段的“{first.span.text}”；没有变的，用“检查 › 上年数字待改”去掉标记"
        place = TextPlace(self.section, first.start, first.end)
        yield Finding(self.rule.id, self.section, self.rule.severity, self.section, statement, texts=(place,))
