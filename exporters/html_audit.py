"""校核报告 as a web page: one file, nothing fetched from elsewhere, to be printed, and readable without its styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exporters.html import LANGUAGE
from exporters.html_style import SANS, SERIF
from exporters.html_text import html_text
from model.audit_paper import (
    CODE_NOTE,
    DAY,
    FINDINGS,
    MEANINGS,
    REASONS,
    RELEASE,
    RULES,
    SEAL,
    SIGNERS,
    TITLE,
    AuditPaper,
    PaperTable,
)
from model.check_code import check_code
from model.release_checks import NO, YES
from model.report import Report

_WIDTHS: Mapping[str, tuple[int, ...]] = {
    RELEASE: (13, 39, 48),
    RULES: (9, 22, 51, 18),
    FINDINGS: (8, 8, 20, 42, 22),
    REASONS: (8, 26, 33, 23, 10),
}
"""Shares of the page's width."""
_MIDDLE: Mapping[str, tuple[int, ...]] = {RELEASE: (0,), RULES: (0, 3), FINDINGS: (0, 1), REASONS: (0, 4)}
_CLASSES = {YES: "yes", NO: "no"}
_SHEET = f"""\
*{{box-sizing:border-box}}
body{{margin:0;background:#fff;color:#1a1a1a;font:15px/1.6 {SERIF}}}
main{{max-width:52rem;margin:0 auto;padding:2rem 1rem 3rem}}
h1{{margin:0 0 1.25rem;font-size:26px;font-weight:500;line-height:1.5;text-align:center}}
h2{{margin:1.75rem 0 .5rem;font:600 18px/1.6 {SANS};break-after:avoid}}
p{{margin:.4rem 0;overflow-wrap:anywhere}}
.note{{font-size:13px;color:#333}}
table{{width:100%;table-layout:fixed;border-collapse:collapse;border:1.5px solid #333;font-size:14px;line-height:1.5}}
th,td{{padding:.3em .45em;border:1px solid #8a8a8a;font-weight:400;text-align:left;vertical-align:middle;overflow-wrap:anywhere}}
thead th{{background:#f3f5f9;font-family:{SANS};text-align:center}}
.facts{{margin-bottom:1rem}}
.facts th{{width:22%;background:#f3f5f9;text-align:center}}
.band{{background:#c6d9f1;font-family:{SANS}}}
.middle{{text-align:center}}
.yes,.no{{font-size:17px}}
.no{{font-weight:700}}
.signatures{{margin-top:1.75rem;break-inside:avoid}}
.signatures td{{height:5.5rem;vertical-align:top}}
.signatures .seal{{vertical-align:bottom;text-align:right}}
thead{{display:table-header-group}}
tr{{break-inside:avoid}}
.group{{break-after:avoid}}
@media (max-width:40rem){{
table{{font-size:13px}}
th,td{{padding:.25em .25em}}
}}
@page{{size:A4;margin:20mm 18mm}}
@media print{{
body{{font-size:11pt}}
main{{max-width:none;padding:0}}
.rules{{break-before:page}}
table{{font-size:10pt}}
*{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
}}
"""


def html_audit(report: Report, paper: AuditPaper) -> bytes:
    """The page in UTF-8; the same report and paper give the same bytes."""
    return "\n".join(_page(report, paper)).encode()


def _page(report: Report, paper: AuditPaper) -> Iterator[str]:
    title = f"{report.unit}{report.year or ''}年{''.join(TITLE)}"
    facts = {
        "nianbao-unit": report.unit,
        "nianbao-year": str(report.year or ""),
        "nianbao-edition": report.form.edition,
        "nianbao-check-code": check_code(report),
    }
    yield f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n<title>{html_text(title)}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield from (f'<meta name="{name}" content="{html_text(content)}">' for name, content in facts.items())
    yield f"<style>\n{_SHEET}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{'<br>'.join(map(html_text, TITLE))}</h1>"
    yield from _facts(paper)
    for table in paper.tables:
        yield f'<section class="{table.id}">'
        yield from _table(table)
        if table.id == RELEASE:
            yield from (f'<p class="note">{html_text(note)}</p>' for note in (MEANINGS, CODE_NOTE))
        yield "</section>"
    yield from _signatures()
    yield "</main>\n</body>\n</html>\n"


def _facts(paper: AuditPaper) -> Iterator[str]:
    yield '<table class="facts" border="1">\n<tbody>'
    for name, value in paper.facts:
        yield f'<tr><th scope="row">{html_text(name)}</th><td>{_lines(value)}</td></tr>'
    yield "</tbody>\n</table>"


def _table(table: PaperTable) -> Iterator[str]:
    yield f"<h2>{html_text(table.heading)}</h2>"
    if not table.rows:
        yield f"<p>{html_text(table.empty)}</p>"
        return
    # The attribute border: rules where no style sheet is.
    yield '<table border="1">'
    columns = "".join(f'<col style="width:{width}%">' for width in _WIDTHS[table.id])
    headings = "".join(f'<th scope="col">{html_text(name)}</th>' for name in table.columns)
    yield f"<colgroup>{columns}</colgroup>\n<thead>\n<tr>{headings}</tr>\n</thead>\n<tbody>"
    for row in table.rows:
        yield _band(row[0], len(table.columns)) if len(row) == 1 else _row(row, _MIDDLE[table.id])
    yield "</tbody>\n</table>"


def _band(text: str, columns: int) -> str:
    return f'<tr class="group"><th scope="rowgroup" class="band" colspan="{columns}">{html_text(text)}</th></tr>'


def _row(row: Sequence[str], middle: Sequence[int]) -> str:
    cells = []
    for number, text in enumerate(row):
        classes = " ".join(filter(None, ("middle" if number in middle else "", _CLASSES.get(text, ""))))
        named = f' class="{classes}"' if classes else ""
        cells.append(f"<td{named}>{_lines(text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _lines(text: str) -> str:
    return html_text(text).replace("\n", "<br>")


def _signatures() -> Iterator[str]:
    yield '<table class="signatures" border="1">\n<tbody>'
    yield f"<tr>{''.join(f'<td>{html_text(signer)}</td>' for signer in SIGNERS)}</tr>"
    yield f'<tr><td class="seal" colspan="{len(SIGNERS)}">{SEAL}　　　　　　　　　　{DAY}</td></tr>'
    yield "</tbody>\n</table>"
