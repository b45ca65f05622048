"""Pictures as blocks of a text: told by their bytes, kept once, counted, compared and found like what they are."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.check_code import check_code
from model.compare import differences
from model.edits import Edit, ReplaceText, SetLastYear
from model.find import hits
from model.pictures import MOST_PIXELS, Picture, known_picture, look_at, picture_of, without_remarks
from model.printed_changes import printed_changes
from model.report import Report
from model.state import LastReport, Version
from model.storage import dump, load
from model.text import (
    Span,
    Text,
    TextBlock,
    block_of,
    block_text,
    chart_block,
    count_characters,
    is_caption,
    paragraph,
    picture_block,
    printed_picture,
    spans_of,
)
from model.text_edit import rewritten
from model.text_ranges import Replacement, replacing
from model.year_mentions import changes_for, mentions
from tests.builders import report_with
from tests.pictures import JPEG, chunk, png
from workflows.forms import find_form
from workflows.from_last_year import new_from_last

PICTURE = picture_of(png())
BLOCK = picture_block(PICTURE, "受理件数按月分布")
BROKEN = {"kind": "picture", "spans": [], "alternative": "", "picture": "0" * 64}


def with_text(*blocks: TextBlock) -> Report:
    report = report_with({})
    report.apply(Edit("导入", (ReplaceText("overview", 0, 99, blocks),)))
    return report


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings() if finding.rule in ("D3", "D4", "D5")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(7, 9), ("png", 7, 9, True)),
        (JPEG, ("jpeg", 8, 8, True)),
        (png(7, 9)[:-12], ("png", 7, 9, False)),
        (png(7, 9).replace(b"IDAT", b"IDAX"), ("png", 7, 9, False)),
        (png()[:20], ("png", 0, 0, False)),
        (JPEG[:-2], ("jpeg", 8, 8, False)),
        (JPEG[:5], ("jpeg", 0, 0, False)),
        (b"GIF89a", ("", 0, 0, False)),
        (b"", ("", 0, 0, False)),
    ],
)
def test_a_picture_is_told_by_its_bytes(data: bytes, expected: tuple[object, ...]) -> None:
    assert look_at(data) == expected


@given(st.sampled_from([png(), JPEG]), st.integers(0, 400), st.binary(max_size=6))
def test_nothing_in_a_picture_makes_reading_it_fail(data: bytes, at: int, noise: bytes) -> None:
    hostile = data[:at] + noise + data[at + len(noise) :]
    assert look_at(hostile).kind in ("png", "jpeg", "")
    assert Picture(hostile).printable in (True, False)


def test_a_picture_that_claims_to_be_huge_is_not_printed() -> None:
    header = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + png()[24:29]
    huge = png()[:8] + chunk(header[:4], header[4:]) + png()[33:]
    assert look_at(huge).width ** 2 > MOST_PIXELS
    assert not Picture(huge).printable


def test_what_does_not_show_is_left_out_and_the_picture_stays_whole() -> None:
    remarked = JPEG[:2] + b"\xff\xe1\x00\x08Exif\0\0" + JPEG[2:]
    assert without_remarks(remarked) == JPEG
    assert without_remarks(png() + b"behind the end") == png()


def test_small_pictures_keep_their_size_and_large_ones_fit_the_page() -> None:
    assert picture_of(png(96, 48)).printed_size() == pytest.approx((25.4, 12.7))
    assert picture_of(png(2000, 1000)).printed_size() == pytest.approx((156, 78))
    assert picture_of(png(100, 2000)).printed_size() == pytest.approx((9, 180))


def test_equal_bytes_are_one_picture_and_travel() -> None:
    assert picture_of(png()) is PICTURE
    assert known_picture(PICTURE.digest) is PICTURE
    assert pickle.loads(pickle.dumps(PICTURE)) == PICTURE
    assert Picture(JPEG) != PICTURE


def test_the_file_holds_a_picture_once_wherever_it_stands() -> None:
    report = with_text(BLOCK, paragraph("中"), BLOCK._replace(alternative=""), chart_block())
    state = report.state()
    kept = state._replace(
        last_year=(LastReport(state.alone(), "去年.nianbao", ""),),
        versions=(Version("初稿", "2026-01-20T09:30:00", "", state.alone()),),
    )
    written = dump(Report(kept))
    assert written.count(PICTURE.encoded.encode()) == 1
    again = load(written, find_form)
    assert again.text("overview") == report.text("overview")
    assert again.text("overview")[0].picture is PICTURE
    assert again.last_reports[0].state.texts["overview"] == again.versions[0].state.texts["overview"]
    assert dump(again) == written


@pytest.mark.parametrize("data", ["!!!", 7, None, {"a": 1}])
def test_a_picture_that_cannot_be_read_is_kept_and_told(data: object) -> None:
    document = json.loads(dump(with_text(BLOCK)))
    document["sections"]["overview"].append(BROKEN)
    document["pictures"]["0" * 64] = data
    report = load(json.dumps(document).encode(), find_form)
    assert report.text("overview")[0] == BLOCK
    assert "D3" in rules(report)
    again = json.loads(dump(report))
    assert again["sections"]["overview"][1] == BROKEN
    assert again["pictures"]["0" * 64] == data


def test_a_picture_that_is_missing_is_kept_and_told() -> None:
    document = json.loads(dump(with_text()))
    document["sections"]["overview"] = [BROKEN]
    report = load(json.dumps(document).encode(), find_form)
    assert rules(report) == ["D3", "D4"]
    assert json.loads(dump(report))["sections"]["overview"] == [BROKEN]
    assert block_text(report.text("overview")[0]) == "［图］"


def test_the_line_of_a_picture_holds_no_line_break() -> None:
    assert block_text(picture_block(PICTURE, "上\n下")) == "［图：上 下］"
    assert block_text(BLOCK._replace(alternative="上\r\n下")) == "［图：上 下］"


def test_words_of_pictures_are_no_text_of_the_report() -> None:
    assert count_characters((BLOCK, paragraph("三个字"), chart_block())) == 3


def test_the_code_tells_pictures_and_words_apart_but_not_a_drawn_chart() -> None:
    codes = [
        check_code(with_text(*blocks))
        for blocks in (
            (BLOCK,),
            (BLOCK._replace(alternative="别的"),),
            (BLOCK._replace(picture=picture_of(JPEG)),),
            (chart_block(),),
            (),
        )
    ]
    assert len(set(codes)) == len(codes)
    assert check_code(with_text(chart_block()._replace(picture=PICTURE, alternative="图"))) == codes[3]


def test_another_picture_under_the_same_words_is_a_difference() -> None:
    (found,) = differences(with_text(BLOCK), with_text(BLOCK._replace(picture=picture_of(JPEG))))
    assert found.new.endswith("（换了一张图）")
    assert differences(with_text(BLOCK), with_text(BLOCK)) == ()


def test_what_is_printed_of_a_swap_says_so() -> None:
    swapped = BLOCK._replace(picture=picture_of(JPEG))
    (change,) = printed_changes(with_text(paragraph("前"), BLOCK), with_text(paragraph("前"), swapped))
    assert change.new == "［图：受理件数按月分布（换了一张图）］"
    assert printed_changes(with_text(BLOCK), with_text(BLOCK)) == ()


def test_a_picture_of_last_year_is_told() -> None:
    old = with_text(BLOCK)
    report = with_text(paragraph("新"), BLOCK)
    assert rules(report) == []
    report.apply(Edit("上年", (SetLastYear((LastReport(old.state().alone(), "去年.nianbao", ""),)),)))
    assert rules(report) == ["D5"]
    report.apply(Edit("换图", (ReplaceText("overview", 1, 2, (picture_block(picture_of(JPEG), "新图"),)),)))
    assert rules(report) == []


def test_a_draft_from_last_year_brings_pictures_and_charts_along() -> None:
    old = with_text(paragraph("全年公开信息若干条。"), BLOCK, chart_block())
    draft = new_from_last([LastReport(old.state().alone(), "去年.nianbao", "")])
    assert draft.report.text("overview")[1:] == (BLOCK, chart_block())
    assert rules(draft.report) == ["D5"]


def test_words_are_found_replaced_and_put_a_year_on() -> None:
    report = with_text(paragraph("甲"), picture_block(PICTURE, "2024年受理件数"))
    (hit,) = hits(report, "受理")
    wanted = Replacement("overview", 1, hit.place.offset, "受理", "收到")
    report.apply(Edit("替换", replacing({"overview": report.text("overview")}, [wanted])))
    assert report.text("overview")[1].alternative == "2024年收到件数"
    texts = {"overview": report.text("overview")}
    report.apply(Edit("年度", changes_for(texts, mentions(texts, 2024))))
    assert report.text("overview")[1] == picture_block(PICTURE, "2025年收到件数")


def test_an_editor_gives_back_the_block_it_was_given() -> None:
    strange = BLOCK._replace(extra='{"colour": "blue"}', word="问科室")
    held: Text = (paragraph("前"), strange, chart_block())
    assert [block_of(spans_of(block)) for block in held] == list(held)
    shown = [spans_of(block) for block in held]
    assert rewritten(held, shown) == (3, 3, ())
    shown.insert(1, (Span("中"),))
    assert rewritten(held, shown) == (1, 1, (paragraph("中"),))
    shown[2:3] = []
    start, stop, blocks = rewritten(held, shown)
    assert (*held[:start], *blocks, *held[stop:]) == (paragraph("前"), paragraph("中"), chart_block())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("图1 受理情况", True), ("图二", True), ("图1。", False), ("图2024年", False), ("图书馆", False), ("图示", False)],
)
def test_the_line_below_a_picture_is_told_by_its_number(text: str, expected: bool) -> None:
    assert is_caption(paragraph(text)) is expected


def test_only_sound_pictures_and_drawn_charts_are_printed() -> None:
    assert printed_picture(BLOCK) is PICTURE
    assert printed_picture(BLOCK._replace(picture=picture_of(png()[:50]))) is None
    assert printed_picture(chart_block()) is None
    assert printed_picture(chart_block()._replace(picture=PICTURE)) is PICTURE
    assert printed_picture(paragraph("字")) is None
