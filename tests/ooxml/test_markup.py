"""Parsing parts, and text that XML can hold."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import FileFormatError
from ooxml.characters import TURNING
from ooxml.markup import escape, fit, parse_xml, to_bytes


@pytest.mark.parametrize("content", [b"", b"<a>", b"<!DOCTYPE a><a/>", b'<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>'])
def test_broken_xml_and_document_types_are_refused_by_name(content: bytes) -> None:
    with pytest.raises(FileFormatError, match=r"word/a\.xml"):
        parse_xml(content, "word/a.xml")


@given(st.text())
def test_any_text_comes_through_xml_but_what_it_cannot_hold(text: str) -> None:
    root = ElementTree.fromstring(f'<a b="{escape(text)}"><c>{escape(text)}</c></a>')
    read = root.findtext("c") or ""
    assert read == fit(text).replace("\r\n", "\n").replace("\r", "\n")
    assert len(fit(text)) == sum(character not in TURNING for character in text)


def test_what_xml_cannot_hold_stays_visible() -> None:
    assert fit("a\x00b\x0bc\ud800d\ufffee\U0001f600") == "a\ufffdb\ufffdc\ufffdd\ufffde\U0001f600"


def test_marks_that_turn_a_figure_round_are_dropped() -> None:
    assert fit(f"受理\u202e123\u202c件{''.join(sorted(TURNING))}\x00 א\u200c\u200d") == "受理123件\ufffd א\u200c\u200d"


def test_parts_are_written_as_office_writes_them() -> None:
    assert to_bytes(parse_xml("<a>一</a>".encode(), "a")).startswith(
        b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    )
