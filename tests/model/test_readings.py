"""What words round last year's figures can mean: read strictly. What becomes of figures: test_old_figures.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import FormError
from model.readings import NO_READINGS, load_readings
from tests.builders import form_of
from workflows.forms import editions, readings

GOOD = """
parts = ["req"]
req = '申请|请求'
counted = '[件份]'
never = '约$'
past = '去年'
[[readings]]
before = '收到<req>$'
choices = ["requests.received.total", "requests.carried_in.*"]
firm = true
"""
RECEIVED = "requests.received.total"


def write(folder: Path, text: str) -> Path:
    """A folder with this readings.toml."""
    (folder / "readings.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"requests.carried_in.*"', '"requests.carried.*"', "readings[0].choices"),
        ("choices = [", "choices = []\nmore = [", "readings[0]"),
        ("before =", "behind =", "readings[0]"),
        ("'收到<req>$'", "'收到(<req>$'", "readings[0].before"),
        ("req = ", "ask = ", "req"),
        ("firm = true", "firm = 1", "readings[0].firm"),
    ],
)
def test_a_broken_file_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(FormError) as refused:
        load_readings(write(tmp_path, GOOD.replace(old, new, 1)), form_of("2021"))
    assert told in str(refused.value)
    assert "readings.toml" in str(refused.value)


def test_a_form_without_the_file_has_none(tmp_path: Path) -> None:
    assert load_readings(tmp_path, form_of("2021")) == NO_READINGS
    assert NO_READINGS.sources(3, "收到申请", "件", "", lambda _: 3, 2024) == ()


@pytest.mark.parametrize("edition", editions())
def test_every_edition_has_readings(edition: str) -> None:
    assert len(readings(edition).all) > 40


@pytest.mark.parametrize(
    ("figure", "before", "after", "certain"),
    [
        (41, "我局收到申请", "件", True),
        (40, "我局收到申请", "件", False),
        (41, "我局收到请求", "份。", True),
        (41, "我局收到申请约", "件", False),
        (41, "我局收到申请", "次", False),
        (41, "去年我局收到申请", "件", False),
        (41, "2023年我局收到申请", "件", False),
        (41, "2024年我局收到申请", "件", True),
        (41, "我局收到申请，", "件", False),
    ],
)
def test_a_figure_is_certain_where_words_unit_and_figure_fit(
    tmp_path: Path, figure: int, before: str, after: str, certain: bool
) -> None:
    known = load_readings(write(tmp_path, GOOD), form_of("2021"))
    values = {RECEIVED: 41}.get
    assert known.sources(figure, before, after, "", lambda cell: values(cell, 0), 2024) == (
        (RECEIVED,) if certain else ()
    )
