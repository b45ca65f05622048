"""Documents that are no template though the form stands in them: finished reports, and the form twice over."""

from __future__ import annotations

from model.errors import ExportError
from model.form import Form
from model.label_lines import is_prose
from model.template_outline import Outline
from model.template_words import TemplateWords

_FILLED = 0.5
"""With figures in so many of its places a document is no longer an empty form with some samples."""


def refuse_unfit(form: Form, outline: Outline, words: TemplateWords) -> None:
    """Raise ExportError when a document without placeholders can't be a template. words: as the outline was read with."""
    if form.grids and len(outline.repeated_grids) == len(form.grids):
        raise ExportError(
            "模板里有两份表样，不知道该填哪一份。", "请删去多余的一份，或把两份分别存成两个文件，再选择其中一份作模板。"
        )
    if _is_finished(form, outline, words):
        raise ExportError(
            "这份文件是已经写好的年报，不是模板：表里填着数，标题下面写着文字，没有留出填写的地方，"
            "照它写会把原有的文字和报告的文字混在一起。",
            "要用它里面的数和文字，请用“导入”或“依据上年报告新建”；要拿它作模板，请先清空表里的数，"
            "把写文字的地方换成“（文字描述）”。也可以用默认模板导出。",
        )


def _is_finished(form: Form, outline: Outline, words: TemplateWords) -> bool:
    lines = [line for section in outline.sections.values() for line in section.lines]
    marked = any(mark in line.text for mark in words.marks for line in outline.title)
    if marked or any(line.waiting or line.inside for line in lines):
        return False
    texts = [outline.sections.get(section.id) for section in form.sections if section.heading and not section.grid]
    written = sum(section is not None and any(is_prose(line.text) for line in section.lines) for section in texts)
    filled = len(outline.figures) > 0 and outline.filled >= len(outline.figures) * _FILLED
    return filled and 2 * written >= max(1, len(texts))
