"""审核意见反馈单: the frame of the paper on which the office above says what to mend, as a Word template."""

from __future__ import annotations

from exporters import typesetting as ts
from exporters.word_letter import paragraph, with_body
from exporters.word_styles import BODY_TEXT, STATUTORY_TABLE, TABLE_TEXT, TITLE, default_styles
from model.feedback import ANSWERED, BLOCKS, CONTACT, FACTS, HOW, POINTS, REASONS, RETURN
from model.feedback import TITLE as LINES
from model.form import Form

_SIGNERS = ("办理人（签字）", "单位负责人（签字）", "审核单位（盖章）")
_DAY = "　　年　　月　　日"
_NOTE = '<w:keepNext/><w:spacing w:before="80" w:after="80"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"
_TWELVE = '<w:sz w:val="24"/><w:szCs w:val="24"/>'
_SPACE = '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr></w:p>'
_SIGNED_ROW = 1300
"""Twips: room for a signature and for a seal."""


def feedback_template(form: Form) -> bytes:
    """The template's bytes. An office may use its own in its place, with the same placeholders."""
    parts = [paragraph(form, "\n".join(LINES), TITLE), paragraph(form, _placeholder(FACTS), BODY_TEXT)]
    parts += [paragraph(form, _placeholder(BLOCKS[POINTS]), BODY_TEXT), paragraph(form, HOW, TABLE_TEXT, _NOTE)]
    parts += [paragraph(form, _placeholder(BLOCKS[name]), BODY_TEXT) for name in (ANSWERED, REASONS)]
    # Until when, whom to ask and who signs stand together on a page.
    parts += [paragraph(form, _placeholder(name), BODY_TEXT, _KEPT) for name in (RETURN, CONTACT)]
    return with_body(form, "".join([*parts, _SPACE, _signatures(form)]))


def _placeholder(name: str) -> str:
    return f"{{{{{name}}}}}"


def _signatures(form: Form) -> str:
    style = default_styles(form)[STATUTORY_TABLE].id
    width = ts.TEXT_WIDTH // len(_SIGNERS)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for _ in _SIGNERS)
    cells = "".join(_cell(form, signer, width) for signer in _SIGNERS)
    height = f'<w:trHeight w:val="{_SIGNED_ROW}" w:hRule="atLeast"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{ts.TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/><w:tblCaption w:val="签字盖章"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid><w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{cells}</w:tr></w:tbl>"
    )


def _cell(form: Form, signer: str, width: int) -> str:
    sides = (("top", 100), ("left", 120), ("bottom", 100), ("right", 120))
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in sides)
    line = '<w:spacing w:line="320" w:lineRule="exact"/>'
    who = paragraph(form, signer, TABLE_TEXT, line)
    when = paragraph(
        form, _DAY, TABLE_TEXT, '<w:spacing w:before="360" w:line="320" w:lineRule="exact"/><w:jc w:val="right"/>'
    )
    content = (who + when).replace("</w:rPr>", f"{_TWELVE}</w:rPr>")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcMar>{margins}</w:tcMar></w:tcPr>{content}</w:tc>'
