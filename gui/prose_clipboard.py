"""Text between a section and the clipboard: plain for others, with its live figures and pictures inside the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from gui.prose_pieces import Spans, is_plain, trimmed
from model.form import Form
from model.json_text import encoded, one_line, read_json
from model.live_figures import FIGURE, formula_of
from model.pictures import Picture, pictures_from_json, pictures_to_json
from model.text import Span, block_of, from_json, spans_of, to_json

TEXT_TYPE = "application/x-nianbao-text"
_held: list[Picture] = []
"""The pictures that were pasted last: a text that gets them finds them by their names."""
LEAST_HEADINGS = 3
LEAST_LABELS = 3
LONG_LABEL = 4
"""Characters from which a label is hardly met in running text."""


def plain_of(paragraphs: Sequence[Spans]) -> str:
    """The plain text, paragraphs parted by line feeds."""
    return "\n".join("".join(span.text for span in spans) for spans in paragraphs)


def to_mime(paragraphs: Sequence[Spans]) -> QMimeData:
    """Plain text, and where there are runs in it those as well, as the report's file would hold them."""
    data = QMimeData()
    data.setText(plain_of(paragraphs))
    if any(not is_plain(span) for spans in paragraphs for span in spans):
        blocks = tuple(block_of(spans) for spans in paragraphs)
        pictures: dict[str, Picture] = {}
        held: object = to_json(blocks, pictures)
        if pictures:
            held = {"blocks": held, "pictures": pictures_to_json(pictures)}
        data.setData(TEXT_TYPE, QByteArray(encoded(one_line(held))))
        if len(blocks) == 1 and blocks[0].picture is not None:
            _put_picture(data, blocks[0].picture)
    return data


def _put_picture(data: QMimeData, picture: Picture) -> None:
    """A picture alone is one for other programs as well, not its words."""
    data.removeFormat("text/plain")
    data.setData(f"image/{picture.look.kind}", QByteArray(picture.data))
    data.setImageData(QImage.fromData(picture.data))


def paragraphs_of(source: QMimeData, form: Form) -> list[Spans]:
    """The paragraphs that were copied; of several each without the white space at its ends, no blank ones at the end.

    A live figure of another form, whose cells this one does not have, comes in as plain text.
    """
    own = _own(source, form)
    lines = text_of(source).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    found = own if own is not None else [(Span(line),) if line else () for line in lines]
    if len(found) > 1:
        found = [trimmed(spans) for spans in found]
        while found and not found[-1]:
            found.pop()
    return found


def text_of(source: QMimeData) -> str:
    """The text that was copied; of what came as HTML alone, its paragraphs, rows of tables with tabs between the cells."""
    if source.hasText() or not source.hasHtml():
        return source.text()
    from importers.html_blocks import read_html, rows_of_table
    from model.source import SourceParagraph

    lines: list[str] = []
    for block in read_html(source.html()).blocks:
        if isinstance(block, SourceParagraph):
            lines.append(block.text)
        else:
            lines.extend("\t".join(row) for row in rows_of_table(block))
    return "\n".join(lines)


def _own(source: QMimeData, form: Form) -> list[Spans] | None:
    if not source.hasFormat(TEXT_TYPE):
        return None
    try:
        held = read_json(bytes(source.data(TEXT_TYPE).data()).decode("utf-8"))
        found = held if isinstance(held, dict) else {"blocks": held}
        pictures, _ = pictures_from_json(found.get("pictures"))
        blocks = from_json(found.get("blocks"), pictures)
    except ValueError:
        return None
    _held[:] = pictures.values()
    return [tuple(_at_home(span, form) for span in spans_of(block)) for block in blocks]


def _at_home(span: Span, form: Form) -> Span:
    return Span(span.text) if span.kind == FIGURE and formula_of(span, form) is None else span


def looks_like_report(text: str, form: Form) -> bool:
    """Whether this is the text of a whole report: several headings of the form and labels of its grids."""
    lines = {"".join(line.split()) for line in text.splitlines()}
    if sum("".join(section.heading.split()) in lines for section in form.sections if section.heading) < LEAST_HEADINGS:
        return False
    plain = "".join(text.split())
    rows = (row for grid in form.grids for block in grid.blocks for row in block.rows)
    labels = {"".join(label.split()) for row in rows for label in row.path[-1:]}
    return sum(label in plain for label in labels if len(label) >= LONG_LABEL) >= LEAST_LABELS
