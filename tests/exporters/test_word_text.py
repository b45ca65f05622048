"""Which paragraphs of a section are headings, and what of a paragraph is set apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.word_text import BODY_SHAPE, LEVEL_2, LEVEL_3, LONGEST_HEADING, Shape, shape_of, text_xml


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("（一）主动公开", Shape(LEVEL_2)),
        ("(二)依申请公开", Shape(LEVEL_2)),
        ("（十二）加强组织领导，落实工作责任", Shape(LEVEL_2)),
        ("（一）" + "长" * (LONGEST_HEADING - 3), Shape(LEVEL_2)),
        ("（一）" + "长" * LONGEST_HEADING, Shape(BODY_SHAPE)),
        ("（一）工作落实方面。我局认真落实各项要求。", Shape(BODY_SHAPE, 10)),
        ("（一）工作落实方面。", Shape(BODY_SHAPE, 10)),
        ("（一）" + "长" * LONGEST_HEADING + "。其余。", Shape(BODY_SHAPE)),
        ("（一）受理申请3件；（二）办结3件。", Shape(BODY_SHAPE)),
        ("（一）包括：主动公开。", Shape(BODY_SHAPE)),
        ("（续）主动公开", Shape(BODY_SHAPE)),
        ("1.强化管理", Shape(LEVEL_3)),
        ("１．强化管理", Shape(LEVEL_3)),
        ("12、强化管理", Shape(LEVEL_3)),
        ("1.强化管理。明确专人负责。", Shape(BODY_SHAPE)),
        ("1.5万件申请", Shape(BODY_SHAPE)),
        ("2025年，我局主动公开", Shape(BODY_SHAPE)),
        ("一、总体情况", Shape(BODY_SHAPE)),
        ("", Shape(BODY_SHAPE)),
    ],
)
def test_the_shape_of_a_paragraph(text: str, shape: Shape) -> None:
    assert shape_of(text) == shape


@given(st.text(max_size=60))
def test_a_lead_never_goes_beyond_the_text(text: str) -> None:
    assert 0 <= shape_of(text).lead <= len(text)


@given(st.text())
def test_text_between_its_tags_is_well_formed_and_whole(text: str) -> None:
    from xml.etree import ElementTree

    from ooxml.characters import fit

    root = ElementTree.fromstring(f'<w:r xmlns:w="w"><w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>')
    marks = {"{w}br": "\n", "{w}tab": "\t"}
    read = "".join(marks.get(child.tag, child.text or "") for child in root)
    assert read == re.sub("\r\n?", "\n", fit(text))
