"""Text files in whatever encoding, told by their bytes, and what a lost character does to the figures beside it."""

from __future__ import annotations

import pytest

from importers.plain_characters import DAMAGED, characters_of
from importers.result import DOUBTFUL, READ
from model.errors import ImportProblem
from tests.importers.published import published
from tests.rendering import Shape, figures_of
from workflows.forms import form
from workflows.importing import import_data

NEW = form("2021")
FIGURES = figures_of(NEW)
TEXT = published(NEW, FIGURES, Shape(style="spread"))
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_file_in_any_encoding(encoding: str, line_end: str) -> None:
    result = import_data(TEXT.replace("\n", line_end).encode(encoding), "年报.txt")
    assert {cell: str(result.report.value(cell)) for cell in NEW.inputs} == {cell: FIGURES[cell] for cell in NEW.inputs}
    assert {result.cells[cell].how for cell in NEW.inputs} == {READ}


def test_a_few_words_in_two_bytes_a_character_are_these_words() -> None:
    words = "2024年，共收到申请12件。"
    assert [characters_of(words.encode(encoding)) for encoding in ("utf-16-le", "utf-16-be")] == [words, words]


def test_a_figure_beside_a_lost_character_is_not_certain() -> None:
    first = NEW.inputs[0]
    data = TEXT.encode().replace(f"\t{FIGURES[first]}\t".encode(), f"\t{FIGURES[first]}".encode() + b"\xff", 1)
    result = import_data(data, "年报.txt")
    assert (result.cells[first].how, result.report.value(first)) == (DOUBTFUL, None)
    assert DAMAGED in {reading.reason for reading in result.cells.values()}
    certain = [cell for cell in NEW.inputs if result.report.value(cell) is not None]
    assert [str(result.report.value(cell)) for cell in certain] == [FIGURES[cell] for cell in certain]


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(ImportProblem, match="不是 Word、Excel、PDF、网页或文字"):
        import_data(b"\xff\xfd\x80\x01" * 500, "年报.txt")
