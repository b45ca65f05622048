"""校核报告: the frame of the paper on which an audit is printed, as a Word template with placeholders."""

from __future__ import annotations

from exporters import typesetting as ts
from exporters.word_letter import paragraph, with_body
from exporters.word_styles import BODY_TEXT, STATUTORY_TABLE, TABLE_TEXT, TITLE, default_styles
from model.audit_paper import CODE_NOTE, DAY, MEANINGS, SEAL, SIGNERS
from model.audit_paper import TITLE as LINES
from model.form import Form

FACTS = "校核概况"
BLOCKS = {"release": "发布前检查表", "rules": "检查的项目", "findings": "发现的问题", "reasons": "写明的说明"}
"""The placeholders that stand for a heading with its table, by the ids of `model.audit_paper`."""

_NOTE = '<w:spacing w:before="80"/>'
_TWELVE = '<w:sz w:val="24"/><w:szCs w:val="24"/>'
_SPACE = '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/></w:pPr></w:p>'
_SIGNED_ROW, _SEALED_ROW = 1200, 1200
"""Heights in twips: room for a signature and for a seal."""


def audit_template(form: Form) -> bytes:
    """The template's bytes. An office may use its own in its place, with the same placeholders."""
    parts = [paragraph(form, "\n".join(LINES), TITLE), paragraph(form, _placeholder(FACTS), BODY_TEXT)]
    parts.append(paragraph(form, _placeholder(BLOCKS["release"]), BODY_TEXT))
    parts += [paragraph(form, note, TABLE_TEXT, _NOTE) for note in (MEANINGS, CODE_NOTE)]
    parts += [paragraph(form, _placeholder(BLOCKS[name]), BODY_TEXT) for name in ("rules", "findings", "reasons")]
    return with_body(form, "".join([*parts, _SPACE, _signatures(form)]))


def _placeholder(name: str) -> str:
    return f"{{{{{name}}}}}"


def _signatures(form: Form) -> str:
    """Who signs, side by side, and below them the seal and the day; never parted by a page's end."""
    style = default_styles(form)[STATUTORY_TABLE].id
    width = ts.TEXT_WIDTH // len(SIGNERS)
    signers = "".join(_cell(form, signer, width, "top", "left") for signer in SIGNERS)
    seal = _cell(form, f"{SEAL}　　　　　　　　　　{DAY}", ts.TEXT_WIDTH, "bottom", "right", len(SIGNERS))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for _ in SIGNERS)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{ts.TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/><w:tblCaption w:val="签字盖章"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_row(signers, _SIGNED_ROW)}{_row(seal, _SEALED_ROW)}</w:tbl>"
    )


def _row(cells: str, height: int) -> str:
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'


def _cell(form: Form, text: str, width: int, vertical: str, horizontal: str, span: int = 1) -> str:
    sides = (("top", 100), ("left", 120), ("bottom", 100), ("right", 120))
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in sides)
    taken = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    kept = "<w:keepNext/>" if span == 1 else ""
    place = f'{kept}<w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="{horizontal}"/>'
    content = paragraph(form, text, TABLE_TEXT, place).replace("</w:rPr>", f"{_TWELVE}</w:rPr>")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{taken}<w:tcMar>{margins}</w:tcMar>'
        f'<w:vAlign w:val="{vertical}"/></w:tcPr>{content}</w:tc>'
    )
