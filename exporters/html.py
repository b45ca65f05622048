"""A report as a web page: one file, no script, nothing fetched from elsewhere; and as a piece for a site's editor."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.html_style import INLINE, SHEET, Dress, TableWidths, style_sheet, table_widths
from exporters.html_table import figure_lengths, grid_table
from exporters.html_text import Chart, html_text, section_text
from exporters.title_lines import title_pieces
from model.check_code import check_code
from model.dates import day_of
from model.form import Grid, Section
from model.layout import Layout
from model.placeholders import printed_date
from model.report import Report

LANGUAGE = "zh-CN"


def html_page(report: Report, layout: Layout, chart: Chart | None = None) -> bytes:
    """The page for a site, with its style sheet, in UTF-8.

    Figures and text as in the other documents: blank stays blank, what no document can hold is U+FFFD. The check code
    stands in the head, where nobody sees it. chart: for the place in the text that asks for it.
    """
    return _document(report, "\n".join(_body(report, layout, SHEET, chart)), _styles(report, layout))


def html_inline_page(report: Report, layout: Layout, chart: Chart | None = None) -> bytes:
    """The same with styles in attributes alone: for a site's editor, which drops style sheets and classes."""
    return _document(report, html_fragment(report, layout, chart), "")


def html_fragment(report: Report, layout: Layout, chart: Chart | None = None) -> str:
    """What stands in the body of `html_inline_page`, for the clipboard."""
    return "\n".join(_body(report, layout, INLINE, chart))


def _document(report: Report, body: str, styles: str) -> bytes:
    head = "\n".join(_head(report))
    sheet = f"<style>\n{styles}</style>\n" if styles else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n{head}\n{sheet}</head>\n<body>\n{body}\n</body>\n</html>\n'
    ).encode()


def _head(report: Report) -> Iterator[str]:
    title = "".join(report.title_lines())
    yield '<meta charset="utf-8">'
    yield f"<title>{html_text(title)}</title>"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    facts = {
        # The names of a government site's pages (《政府网站发展指引》附件2, 国办发〔2017〕47号).
        "ArticleTitle": title,
        "ContentSource": report.unit,
        "nianbao-unit": report.unit,
        "nianbao-year": str(report.year or ""),
        "nianbao-edition": report.form.edition,
        "nianbao-check-code": check_code(report),
    }
    for name, content in facts.items():
        yield f'<meta name="{name}" content="{html_text(content)}">'


def _styles(report: Report, layout: Layout) -> str:
    return style_sheet({grid.id: _widths(report, grid, layout) for grid in report.form.grids})


def _widths(report: Report, grid: Grid, layout: Layout) -> TableWidths:
    return table_widths(grid, layout.word[grid.id], figure_lengths(report, grid))


def _body(report: Report, layout: Layout, dress: Dress, chart: Chart | None) -> Iterator[str]:
    yield f"<main{dress.of('page')}>"
    lines = (_title_line(line, dress) for line in report.title_lines() if line.strip())
    title = "<br>".join(f"<span{dress.of('line')}>{line}</span>" for line in lines)
    yield f"<h1{dress.of('title')}>{title}</h1>"
    for section in report.form.sections:
        yield from _section(report, section, layout, dress, chart)
    yield from _signature(report, dress)
    yield "</main>"


def _title_line(line: str, dress: Dress) -> str:
    """A line of the title, which on a narrow screen breaks where a word ends."""
    pieces = title_pieces(line)
    if len(pieces) == 1:
        return html_text(line)
    return "".join(f"<span{dress.of('piece')}>{html_text(piece)}</span>" for piece in pieces)


def _section(report: Report, section: Section, layout: Layout, dress: Dress, chart: Chart | None) -> Iterator[str]:
    """A section with its heading; the opening, which has none, stands right below the title."""
    if section.heading:
        yield "<section>"
        yield f"<h2{dress.of('section')}>{html_text(section.heading)}</h2>"
    yield from section_text(report.text(section.id), 3 if section.heading else 2, dress, chart)
    if section.grid:
        grid = report.form.grid(section.grid)
        yield from grid_table(report, grid, layout, _widths(report, grid, layout), dress)
    if section.heading:
        yield "</section>"


def _signature(report: Report, dress: Dress) -> Iterator[str]:
    unit, date = (str(report.fields[f"signature.{name}"]) for name in ("unit", "date"))
    if not unit.strip() and not date.strip():
        return
    yield f"<div{dress.of('signature')}>"
    if unit.strip():
        yield f"<p{dress.of('signed')}>{html_text(unit)}</p>"
    if date.strip():
        printed, day = html_text(printed_date(date)), day_of(date)
        content = f'<time datetime="{day.isoformat()}">{printed}</time>' if day else printed
        yield f"<p{dress.of('signed')}>{content}</p>"
    yield "</div>"
