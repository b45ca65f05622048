"""What is to be said about the pictures in the text: ones that can't be printed, ones without words, last year's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from model.checks import Check, Figures
from model.findings import Finding, TextPlace
from model.form import Form, Rule
from model.live_figures import LAST_YEAR
from model.pictures import Picture
from model.records import NamedTuple
from model.text import PICTURE, TextBlock, block_text

BROKEN, SILENT, OLD = "broken_picture", "silent_picture", "last_year_picture"
KINDS = (BROKEN, SILENT, OLD)

_WORDS = {
    BROKEN: "的图片打不开，导出时只印它的说明；请删去，重新插入",
    SILENT: "的图片没有替代文字，看不见图的人不知道画的是什么；请双击图片写上",
    OLD: "的图片与上年报告的相同，请核对是不是要换成本年的；要留用的不必改",
}


class _Placed(NamedTuple):
    paragraph: int
    start: int
    block: TextBlock


def picture_checks(kind: str) -> Callable[[Form, Rule], Iterator[Check]]:
    """The checks of a rule of this kind: one a section."""

    def checks(form: Form, rule: Rule) -> Iterator[Check]:
        sources = (LAST_YEAR,) if kind == OLD else ()
        for section in form.sections:
            yield Check((), (section.id, *sources), _PictureCheck(rule, kind, section.id))

    return checks


class _PictureCheck:
    """One finding a section, at the first of its pictures."""

    def __init__(self, rule: Rule, kind: str, section: str) -> None:
        self.rule = rule
        self.kind = kind
        self.section = section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        pictures = list(_pictures(figures, self.section))
        if not pictures:
            return
        wrong = _WRONG[self.kind](figures)
        found = [placed for placed in pictures if wrong(placed.block)]
        if not found:
            return
        first = found[0]
        more = f"等{len(found)}张" if len(found) > 1 else ""
        place = TextPlace(self.section, first.start, first.start + len(block_text(first.block)))
        statement = f"文字第{first.paragraph + 1}段{more}{_WORDS[self.kind]}"
        yield Finding(self.rule.id, self.section, self.rule.severity, self.section, statement, texts=(place,))


def _pictures(figures: Figures, section: str) -> Iterator[_Placed]:
    start = 0
    for number, block in enumerate(figures.text(section)):
        if block.kind == PICTURE:
            yield _Placed(number, start, block)
        start += len(block_text(block)) + 1


def _broken(figures: Figures) -> Callable[[TextBlock], bool]:
    return lambda block: block.picture is None or not block.picture.printable


def _silent(figures: Figures) -> Callable[[TextBlock], bool]:
    return lambda block: not block.alternative.strip()


def _old(figures: Figures) -> Callable[[TextBlock], bool]:
    reports = figures.last_year.reports if figures.last_year is not None else ()
    texts = [text for report in reports for text in report.state.texts.values()]
    old: set[Picture | None] = {block.picture for text in texts for block in text if block.picture is not None}
    return lambda block: block.picture in old


_WRONG = {BROKEN: _broken, SILENT: _silent, OLD: _old}
