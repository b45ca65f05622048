"""The few fonts in use, remembered: the same pages, and looked for anew as soon as anything may have changed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from exporters import pdf
from exporters.pdf_font_links import link_fonts, linked_fonts
from exporters.pdf_setter import Setter
from model.report import Report
from tests.exporters.documents import example_report, write
from tests.exporters.pdfs import made


class Font(NamedTuple):
    family: str
    path: str | None


@pytest.fixture
def fonts(tmp_path: Path) -> list[Font]:
    folder = tmp_path / "fonts" / "truetype"
    folder.mkdir(parents=True)
    found = [Font("Song", str(folder / "song.ttf")), Font("Kai", str(folder / "kai.ttf")), Font("Inside", None)]
    for font in found[:2]:
        Path(font.path or "").write_bytes(b"font")
    return found


def _linked(folder: Path) -> set[str]:
    return {link.resolve().name for link in folder.iterdir() if link.is_symlink()}


def test_the_first_family_of_each_list_is_linked(fonts: list[Font], tmp_path: Path) -> None:
    links = tmp_path / "links"
    assert linked_fonts(links) is None
    link_fonts(links, fonts, [("Missing", "SONG", "Kai"), ("Inside", "Nothing")])
    assert linked_fonts(links) == links
    assert _linked(links) == {"song.ttf"}
    link_fonts(links, fonts, [("Kai",)])
    assert _linked(links) == {"kai.ttf"}


def test_a_new_font_beside_the_old_ones_is_seen(fonts: list[Font], tmp_path: Path) -> None:
    links = tmp_path / "links"
    link_fonts(links, fonts, [("Song",)])
    (tmp_path / "fonts" / "truetype" / "new.ttf").write_bytes(b"font")
    assert linked_fonts(links) is None


def test_links_of_another_version_are_made_anew(fonts: list[Font], tmp_path: Path) -> None:
    links = tmp_path / "links"
    link_fonts(links, fonts, [("Song",)])
    kept = json.loads((links / "fonts.json").read_text("utf-8"))
    (links / "fonts.json").write_text(json.dumps({**kept, "version": 0}), "utf-8")
    assert linked_fonts(links) is None


def test_a_font_that_became_another_is_seen(fonts: list[Font], tmp_path: Path) -> None:
    links = tmp_path / "links"
    link_fonts(links, fonts, [("Song",)])
    os.utime(fonts[0].path or "", (1, 1))
    assert linked_fonts(links) is None


def test_a_font_that_went_is_seen(fonts: list[Font], tmp_path: Path) -> None:
    links = tmp_path / "links"
    link_fonts(links, fonts, [("Song",)])
    Path(fonts[0].path or "").unlink()
    assert linked_fonts(links) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", json.dumps({"version": 1, "stamps": []})])
def test_what_cannot_be_read_is_looked_for_anew(content: str, fonts: list[Font], tmp_path: Path) -> None:
    links = tmp_path / "links"
    link_fonts(links, fonts, [("Song",)])
    (links / "fonts.json").write_text(content, "utf-8")
    assert linked_fonts(links) is None


def test_where_links_cannot_be_made_nothing_is_left(
    fonts: list[Font], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("a privilege is not held")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    link_fonts(tmp_path / "links", fonts, [("Song",)])
    assert not (tmp_path / "links").exists()


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setter:
    """A compiler that knows the fonts in use from another one, and uses no others until it must."""
    Setter(tmp_path / "links")
    made_quick = Setter(tmp_path / "links")
    assert made_quick._quick is not None
    assert made_quick._compiler is None
    monkeypatch.setattr(pdf, "setter", lambda: made_quick)
    return made_quick


def _rare() -> Report:
    return write(example_report(), {"overview": "全年受理䶮氏申请3件，𠮷字一件。"})


def test_the_pages_are_the_same_with_the_few_fonts(quick: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    with_few = made(example_report()).data
    assert quick._compiler is None, "the few fonts were enough"
    monkeypatch.setattr(pdf, "setter", Setter)
    assert made(example_report()).data == with_few


def test_a_rare_character_has_all_fonts_looked_through(quick: Setter) -> None:
    made(_rare())
    assert quick._compiler is not None
