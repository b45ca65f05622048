"""审签单: the sheet on which those who answer for the report sign it, as a Word template with placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from exporters import typesetting as ts
from exporters.word_letter import paragraph, with_body
from exporters.word_styles import STATUTORY_TABLE, TABLE_TEXT, TITLE, default_styles
from model.form import Form

SIGNERS = ("拟稿", "科室负责人", "保密审查", "合法性审核", "分管领导", "主要领导")
_FACTS = (("报告", "{{title}}"), ("单位", "{{unit}}"), ("版本", "{{version}}"), ("校验码", "{{check_code}}"))
_LABEL = 1900
_ROW, _SIGNED_ROW = 560, 1040
"""Heights in twips: with the title all of it is one page."""

_GAP = '<w:spacing w:before="120"/>'
_LINE = "签名：　　　　　　　　　　　　　年　　月　　日"
_TWELVE = '<w:sz w:val="24"/><w:szCs w:val="24"/>'


def approval_template(form: Form) -> bytes:
    """The template's bytes. It is filled like any other, so an office may use its own in its place."""
    title = paragraph(form, "政府信息公开工作年度报告\n审签单", TITLE)
    note = paragraph(form, "校验码由单位、年度、全部数字和文字算出：改动任何一处，校验码都会变。", TABLE_TEXT, _GAP)
    return with_body(form, f"{title}{_table(form)}{note}")


def _table(form: Form) -> str:
    style = default_styles(form)[STATUTORY_TABLE].id
    value = ts.TEXT_WIDTH - _LABEL
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{ts.TEXT_WIDTH}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/><w:tblCaption w:val="审签单"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LABEL}"/><w:gridCol w:w="{value}"/></w:tblGrid>{"".join(_rows(form))}</w:tbl>'
    )


def _rows(form: Form) -> Iterator[str]:
    for label, value in _FACTS:
        yield _row(form, label, value, _ROW, signed=False)
    for label in SIGNERS:
        yield _row(form, label, _LINE, _SIGNED_ROW, signed=True)


def _row(form: Form, label: str, value: str, height: int, signed: bool) -> str:
    cells = _cell(form, label, _LABEL, "center", "center")
    cells += _cell(form, value, ts.TEXT_WIDTH - _LABEL, "bottom" if signed else "center", "right" if signed else "left")
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'


def _cell(form: Form, text: str, width: int, vertical: str, horizontal: str) -> str:
    margins = '<w:tcMar><w:top w:w="60" w:type="dxa"/><w:left w:w="120" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tcMar>'
    place = '<w:spacing w:line="320" w:lineRule="exact"/>' + f'<w:jc w:val="{horizontal}"/>'
    content = paragraph(form, text, TABLE_TEXT, place).replace("</w:rPr>", f"{_TWELVE}</w:rPr>")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margins}<w:vAlign w:val="{vertical}"/></w:tcPr>{content}</w:tc>'
