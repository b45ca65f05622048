"""A report as a Word file: a template, the default one or a clerk's own, filled with the report's figures and text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exporters.word_compile import CompiledTemplate, compile_template
from exporters.word_pictures import add_pictures
from exporters.word_slots import Filling, render_part
from exporters.word_wide_figures import mark_wide_figures, with_smaller_figures
from model.form import Form
from model.layout import Layout
from model.pictures import Picture
from model.report import Report

_KEPT = 8
_LEVEL = 3
"""How hard parts are compressed: a seventh larger than the usual 6, in a third of the time."""


class _Kept(NamedTuple):
    form: Form
    layout: Layout
    compiled: CompiledTemplate


_compiled: dict[tuple[bytes, bool], _Kept] = {}


def fill_word(template: bytes, report: Report, layout: Layout, *, own_format: bool = False) -> bytes:
    """The template's bytes with every placeholder filled; parts without placeholders are copied as they stand.

    Figures are printed as the report has them: blank stays blank, text that was not understood as typed, totals as
    derived. Characters that XML cannot hold are printed as U+FFFD. The same template and report give the same bytes.
    own_format: headings within a text are set as the text around them, but for styles that the template itself uses.
    Raises FileFormatError when the template can't be read, ExportError naming every placeholder that can't be filled
    and where it stands.
    """
    compiled = _compile(template, report.form, layout, own_format)
    filling = Filling(report)
    wide = mark_wide_figures(compiled.rooms, filling)
    changed: dict[str, bytes | None] = {}
    drawn: dict[str, Mapping[str, Picture]] = {}
    for part, pieces in compiled.parts.items():
        content = render_part(pieces, filling)
        changed[part] = with_smaller_figures(content, part, wide) if wide else content
        drawn[part] = filling.pictures.take()
    add_pictures(compiled.package, changed, drawn)
    return compiled.package.with_parts(changed, _LEVEL)


def forget_templates() -> None:
    """Let go of the compiled templates that are kept."""
    _compiled.clear()


def _compile(template: bytes, form: Form, layout: Layout, own_format: bool) -> CompiledTemplate:
    """A template is compiled once and kept, so that many reports can be made with it."""
    kept = _compiled.get((template, own_format))
    if kept is not None and kept.form is form and kept.layout is layout:
        return kept.compiled
    compiled = compile_template(template, form, layout, own_format=own_format)
    while len(_compiled) >= _KEPT:
        _compiled.pop(next(iter(_compiled)), None)
    _compiled[template, own_format] = _Kept(form, layout, compiled)
    return compiled
