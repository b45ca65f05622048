"""The year page's chart of a report, as pictures, and what goes with it into a Word file."""

from __future__ import annotations

from functools import lru_cache

from model.pictures import Picture, picture_of
from model.records import NamedTuple
from model.report import Report
from model.text import CHART
from model.year_chart import YearChart, load_chart, year_chart
from workflows.forms import form_folder

ANNEX_TITLE = "附件"


class Annex(NamedTuple):
    """A picture for a page of its own behind the report: a PNG, its title, its alternative text."""

    picture: bytes
    title: str
    description: str


def chart_of(report: Report) -> YearChart:
    """The figures that the report's form wants drawn; without groups where its form names none."""
    return year_chart(report, load_chart(form_folder(report.form.edition), report.form))


def chart_svg(report: Report) -> bytes:
    """The chart for the window."""
    from exporters.year_chart import year_chart_svg

    return year_chart_svg(chart_of(report))


def chart_png(report: Report) -> bytes:
    """The chart for the clipboard or a file."""
    from exporters.year_chart import year_chart_png

    return year_chart_png(chart_of(report))


def chart_annex(report: Report) -> Annex:
    """The chart as an annex of the Word file; its alternative text says every figure."""
    return Annex(chart_png(report), ANNEX_TITLE, chart_words(chart_of(report)))


def with_charts(report: Report) -> Report:
    """The report with the chart drawn in each place that its text has for it; the very same report when it has none."""
    texts = {section.id: report.text(section.id) for section in report.form.sections}
    if not any(block.kind == CHART for text in texts.values() for block in text):
        return report
    chart = chart_of(report)
    if not chart.groups:
        return report
    picture, words = drawn_chart(chart), chart_words(chart)
    drawn = {
        section: tuple(
            block._replace(picture=picture, alternative=words) if block.kind == CHART else block for block in text
        )
        for section, text in texts.items()
    }
    return Report(report.state()._replace(texts=drawn))


@lru_cache(maxsize=4)
def drawn_chart(chart: YearChart) -> Picture:
    """The chart as documents hold it. Kept: the preview asks again after every change of the text."""
    from exporters.year_chart import year_chart_png

    return picture_of(year_chart_png(chart))


def chart_words(chart: YearChart) -> str:
    """All figures of the chart in words, for those who can't see it."""
    from model.number_text import number_text

    groups = []
    for group in chart.groups:
        pairs = []
        for pair in group.pairs:
            words = f"{pair.label}{number_text(pair.this) or '未填'}"
            pairs.append(f"{words}（上年{number_text(pair.last) or '无'}）" if chart.last_year else words)
        groups.append(f"{group.title}（{group.unit}）：{'，'.join(pairs)}")
    return f"{chart.unit}{chart.year}年主要数据。" + "；".join(groups) + "。"
