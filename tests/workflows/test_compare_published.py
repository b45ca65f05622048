"""发布后核对: what became of a report on its way to the site, told cell by cell and paragraph by paragraph."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
from lxml import html

from importers.result import Unplaced
from model.edits import Edit, ReplaceText, SetCell, SetField
from model.entry import enter
from model.notes import Origin
from model.report import Report
from model.storage import dump
from model.text import from_plain
from tests.builders import form_of, report_with
from tests.workflows.command_runs import run
from workflows.compare_published import Comparison, compare_reading, comparison_json, known_of
from workflows.document import read_report
from workflows.example import make_example
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.importing import import_data, import_file
from workflows.published_lines import difference_lines, summary, what_was_compared
from workflows.versions import PUBLISHED, save_version

CELL = "requests.received.natural_person"
DASHED = "proactive.rules.issued"
ROW = "4.保护第三方合法权益"
NOW = datetime(2026, 1, 20, 9, 15)
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "compare.schema.json"
NATIVE = Path(__file__).parents[1] / "data" / "native"
PAGE = "html"
Damage = Callable[[html.HtmlElement], None]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example as a document of each kind that is published."""
    folder = tmp_path_factory.mktemp("发布")
    paths = {}
    for kind in ("word", "excel", "pdf", PAGE, "html_inline"):
        paths[kind] = folder / f"{kind}{KINDS[kind].suffix}"
        KINDS[kind].write(make_example(), paths[kind], AS_USUAL)
    return paths


@pytest.fixture
def site(documents: dict[str, Path]) -> Callable[[Damage], Comparison]:
    """The example compared with its page after somebody has worked on that."""

    def compared(damage: Damage) -> Comparison:
        return compare_reading(
            make_example(), import_data(damaged(documents, damage), "页.html", known_of(make_example()))
        )

    return compared


def damaged(documents: dict[str, Path], damage: Damage) -> bytes:
    page = html.document_fromstring(documents[PAGE].read_bytes())
    damage(page)
    return html.tostring(page, encoding="utf-8")


def compared(report: Report, path: Path) -> Comparison:
    return compare_reading(report, import_file(path, known_of(report)))


def page_of(report: Report, tmp_path: Path) -> Path:
    path = tmp_path / "页.html"
    KINDS[PAGE].write(report, path, AS_USUAL)
    return path


def holding(page: html.HtmlElement, tag: str, words: str) -> html.HtmlElement:
    return next(one for one in page.iter(tag) if words in one.text_content())


def lose_row(page: html.HtmlElement) -> None:
    """As an editor does it: the cells that reach over the row reach over one less."""
    row = holding(page, "tr", ROW)
    for label in ("三、本年度办理结果", "（三）不予公开"):
        cell = next(cell for cell in row.getparent().iter("th", "td") if cell.text_content() == label)
        cell.set("rowspan", str(int(cell.get("rowspan")) - 1))
    row.drop_tree()


def lines(comparison: Comparison) -> list[str]:
    return [line.words for line in difference_lines(comparison)]


@pytest.mark.parametrize("kind", ["word", "excel", "pdf", PAGE, "html_inline"])
def test_all_kinds_of_our_documents_are_equal(documents: dict[str, Path], kind: str) -> None:
    found = compared(make_example(), documents[kind])
    assert (found.is_equal, found.cells_same, found.remarks) == (True, len(make_example().form.cells), ())
    assert summary(found) == "200 格一致，文字一致"
    assert lines(found) == []


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("kind", ["word", PAGE])
def test_a_report_that_is_filled_in_half_is_equal(tmp_path: Path, edition: str, kind: str) -> None:
    report = report_with({CELL: "37"}, edition=edition)
    path = tmp_path / f"报告{KINDS[kind].suffix}"
    KINDS[kind].write(report, path, AS_USUAL)
    assert compared(report, path).is_equal


@pytest.mark.parametrize("kind", ["word", "excel", "pdf", PAGE])
def test_pictures_are_no_text(tmp_path: Path, kind: str) -> None:
    report = read_report(NATIVE / "pictures.nianbao")
    path = tmp_path / f"报告{KINDS[kind].suffix}"
    KINDS[kind].write(report, path, AS_USUAL)
    assert lines(compared(report, path)) == []


def test_a_figure_that_was_changed(site: Callable[[Damage], Comparison]) -> None:
    def change(page: html.HtmlElement) -> None:
        next(cell for cell in page.iter("td") if cell.text == "1286").text = "128"

    found = site(change)
    assert summary(found) == "199 格一致，1 格不同；文字一致"
    assert lines(found) == ["不同　表二 行政许可，本年处理决定数量：报告 1286，发布的 128（第1张表第7行第2列）"]
    (one,) = comparison_json(found)["cells"]
    assert (one["cell"], one["report"], one["published"]) == ("proactive.licences.decisions", 1286, 128)
    assert (one["where"]["table"], one["where"]["row"], one["where"]["text"]) == (1, 7, "128")


def test_a_row_that_was_lost_is_one_line_and_each_of_its_cells_a_difference(
    site: Callable[[Damage], Comparison],
) -> None:
    found = site(lose_row)
    assert {(one.cell.split(".")[1], one.published, one.origin) for one in found.cells} == {
        ("refused_third_party", None, None)
    }
    assert len(found.cells) == 7
    assert summary(found) == "193 格一致，7 格不同；文字一致"
    (line,) = difference_lines(found)
    assert line.words == f"缺少　表三 {ROW}：报告 7 格有数，发布的 没有读到这一行"
    assert line.place == ("requests", "requests.refused_third_party.natural_person", 0, 0)


def test_a_table_that_was_lost_is_one_line(site: Callable[[Damage], Comparison]) -> None:
    found = site(lambda page: list(page.iter("table"))[2].drop_tree())
    assert len(found.cells) == 15
    assert [line.words for line in difference_lines(found) if line.place.cell] == [
        "缺少　表四：报告 15 格有数，发布的 没有读到这张表"
    ]


def test_a_row_too_many_is_told(site: Callable[[Damage], Comparison]) -> None:
    def add(page: html.HtmlElement) -> None:
        row = holding(page, "tr", "行政强制")
        row.addnext(html.fragment_fromstring("<tr><th>行政奖励</th><td colspan='3'>5</td></tr>", create_parent=False))

    found = site(add)
    assert found.cells == ()
    (odd,) = comparison_json(found)["paragraphs"]
    assert (odd["section"], odd["report"]) == ("proactive", "")
    assert "5" in odd["published"]


def test_a_digit_lost_in_the_text(site: Callable[[Damage], Comparison]) -> None:
    def lose(page: html.HtmlElement) -> None:
        text = holding(page, "p", "自然人31件")
        text.text = text.text.replace("自然人31件", "自然人3件")

    found = site(lose)
    (one,) = comparison_json(found)["paragraphs"]
    assert one["section"] == "overview"
    assert "自然人31件" in one["report"]
    assert one["published"] == one["report"].replace("自然人31件", "自然人3件")
    assert summary(found) == "200 格一致；文字 1 处不同"
    (line,) = difference_lines(found)
    assert line.place == ("overview", "", 4, 0)
    assert "第5段" in line.name
    assert "自然人3件" in line.published


def test_paragraphs_that_are_missing_or_came(site: Callable[[Damage], Comparison]) -> None:
    def work(page: html.HtmlElement) -> None:
        holding(page, "p", "局党组会议专题研究").drop_tree()
        holding(page, "p", "针对上述问题").addnext(html.fragment_fromstring("<p>欢迎关注本局的公众号，了解更多。</p>"))

    found = comparison_json(site(work))["paragraphs"]
    assert [(one["section"], bool(one["report"]), bool(one["published"])) for one in found] == [
        ("overview", True, False),
        ("problems", False, True),
    ]


def test_what_a_site_does_to_the_text_is_no_difference(site: Callable[[Damage], Comparison]) -> None:
    def work(page: html.HtmlElement) -> None:
        for text in page.iter("p"):
            text.text = text.text and f"\u3000\u3000{text.text.replace('，', ', ').replace('1', '１')}\u00a0"
        first = holding(page, "p", "局党组会议专题研究")
        first.getprevious().text += first.text
        first.drop_tree()

    assert site(work).is_equal


def test_a_heading_that_was_lost_and_one_that_was_worded_otherwise(site: Callable[[Damage], Comparison]) -> None:
    def work(page: html.HtmlElement) -> None:
        holding(page, "h2", "存在的主要问题").drop_tree()
        holding(page, "h2", "主动公开政府信息情况").text = "二、政府信息主动公开情况"

    found = comparison_json(site(work))["paragraphs"]
    assert {"section": "problems", "report": "五、存在的主要问题及改进情况", "published": ""} in found
    assert {
        "section": "proactive",
        "report": "二、主动公开政府信息情况",
        "published": "二、政府信息主动公开情况",
    } in found
    assert len(found) == 2


def test_another_year_in_the_title(site: Callable[[Damage], Comparison]) -> None:
    def work(page: html.HtmlElement) -> None:
        for part in (*page.iter("title"), *page.find_class("piece")):
            part.text = part.text.replace("2025", "2024")

    (one,) = comparison_json(site(work))["paragraphs"]
    assert one["section"] == "preface"
    assert ("2025" in one["report"], "2024" in one["published"]) == (True, True)


def test_a_signature_counts_wherever_it_stands(tmp_path: Path) -> None:
    report = report_with({CELL: "37"})
    signed = (SetField("signature.unit", "示例县数据局"), SetField("signature.date", "2026-01-20"))
    report.apply(Edit("填写", (*signed, ReplaceText("other", 0, 0, from_plain("没有其他需要报告的事项。")))))
    path = page_of(report, tmp_path)
    typed = report_with({CELL: "37"})
    text = "没有其他需要报告的事项。\n示例县数据局\n二〇二六年一月二十日"
    typed.apply(Edit("填写", (ReplaceText("other", 0, 0, from_plain(text)),)))
    assert compared(typed, path).is_equal
    report.apply(Edit("填写", (SetField("signature.date", "2026-01-21"),)))
    (one,) = comparison_json(compared(report, path))["paragraphs"]
    assert one == {"section": "other", "report": "2026年1月21日", "published": "2026年1月20日"}


def test_blank_is_not_zero(tmp_path: Path) -> None:
    page = page_of(report_with({CELL: "0"}), tmp_path)
    (cell, total) = compared(report_with(), page).cells
    assert (cell.cell, cell.report, cell.published) == (CELL, None, 0)
    assert total.cell == "requests.received.total"
    blank = page_of(report_with(), tmp_path)
    one = compared(report_with({CELL: "0"}), blank).cells[0]
    assert (one.report, one.published, one.origin is not None) == (0, None, True)


@pytest.mark.parametrize(("figure", "others"), [("", "0"), ("", "3"), ("0", "3")])
def test_a_dash_is_neither_blank_nor_zero(tmp_path: Path, figure: str, others: str) -> None:
    report = report_with({CELL: others, "requests.received.business": others, DASHED: figure})
    page = html.document_fromstring(page_of(report, tmp_path).read_bytes())
    next(cell for cell in page.iter("td") if (cell.text or "") == figure).text = "—"
    found = compare_reading(report, import_data(html.tostring(page, encoding="utf-8"), "页.html"))
    assert [(one.cell, one.published) for one in found.cells] == [(DASHED, "—")]
    assert "—" in lines(found)[0]


def test_a_total_is_what_was_printed(site: Callable[[Damage], Comparison]) -> None:
    def work(page: html.HtmlElement) -> None:
        row = holding(page, "tr", "本年新收政府信息公开申请数量")
        list(row.iter("td"))[-1].text = "4"

    (one,) = site(work).cells
    assert (one.cell, one.report, one.published) == ("requests.received.total", 41, 4)


def test_a_figure_in_another_unit_differs(tmp_path: Path) -> None:
    form = form_of("2019")
    fees, kind = next((cell.id, cell.kind) for cell in form.cells.values() if len(cell.kind.units) > 1)
    report = report_with({fees: "5"}, of=form)
    path = page_of(report, tmp_path)
    report.apply(Edit("填写", (SetCell(fees, 5, kind.units[1]),)))
    (one,) = compared(report, path).cells
    assert (one.cell, one.report_text, one.published_text) == (fees, f"5{kind.units[1]}", "5")
    assert compared(report, page_of(report, tmp_path)).is_equal


def test_text_that_is_no_figure_is_compared_as_text(tmp_path: Path) -> None:
    report = report_with({CELL: "约3件"})
    assert compared(report, page_of(report, tmp_path)).is_equal


def test_the_published_version_is_compared_where_there_is_one(tmp_path: Path) -> None:
    report = report_with({CELL: "37"})
    path = page_of(report, tmp_path)
    assert what_was_compared(compared(report, path)) == "现在的内容（还没有公开稿）"
    report.apply(save_version(report, PUBLISHED, "", NOW))
    report.apply(Edit("填写", enter(report, CELL, "38")))
    report.apply(save_version(report, "初稿", "", NOW))
    found = compared(report, path)
    assert found.is_equal
    assert what_was_compared(found) == "公开稿（2026-01-20 09:15）"


def test_what_stands_around_the_report_is_told_and_not_compared(
    documents: dict[str, Path], site: Callable[[Damage], Comparison]
) -> None:
    def work(page: html.HtmlElement) -> None:
        page.find("body").insert(0, html.fragment_fromstring("<p>本县要闻：春耕生产工作会议召开，部署各项任务。</p>"))

    assert site(work).is_equal
    result = import_file(documents["word"])
    odd = Unplaced("内部资料", "第1行", "标题之前的内容", Origin("报告.docx", row=1))
    found = compare_reading(make_example(), result._replace(unplaced=(odd,)))
    assert (found.is_equal, found.remarks) == (True, ("第1行“内部资料”：标题之前的内容",))


def test_the_command(documents: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, page = tmp_path / "年报.nianbao", tmp_path / "页.html"
    file.write_bytes(dump(make_example()))
    page.write_bytes(damaged(documents, lose_row))
    status, out, _ = run(capsys, "compare", file, documents["word"], "--json")
    assert (status, json.loads(out)) == (0, {"cells_same": 200, "cells": [], "paragraphs": []})
    status, out, _ = run(capsys, "compare", file, page, "--json")
    found = json.loads(out)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert (status, found["cells_same"], len(found["cells"]), found["paragraphs"]) == (3, 193, 7, [])
    assert found["cells"][0]["where"] is None
    status, out, _ = run(capsys, "compare", file, page)
    assert status == 3
    assert out.splitlines() == [
        "比较的是报告的现在的内容（还没有公开稿）",
        "193 格一致，7 格不同；文字一致：",
        f"缺少　表三 {ROW}：报告 7 格有数，发布的 没有读到这一行",
    ]


def test_what_the_command_can_not_read(documents: dict[str, Path], tmp_path: Path, capsys) -> None:
    file, other = tmp_path / "年报.nianbao", tmp_path / "通知.txt"
    file.write_bytes(dump(make_example()))
    other.write_text("今天天气很好。", encoding="utf-8")
    for words in ((file, other), (file, tmp_path / "没有.html"), (other, documents["word"])):
        status, out, told = run(capsys, "compare", *words)
        assert (status, out) == (1, "")
        assert told.strip()
    for words in ((file,), (), (file, other, other), ("", other)):
        assert run(capsys, "compare", *words)[0] == 2


def test_another_edition_of_the_form_is_said_first(tmp_path: Path) -> None:
    old = report_with(dict.fromkeys(form_of("2019").inputs, "1"), of=form_of("2019"))
    lines = list(difference_lines(compared(make_example(), page_of(old, tmp_path))))
    assert lines[0].words == "不同　表样：报告 “2021年版的表”，发布的 “2019年版的表”"
    same = compared(old, page_of(old, tmp_path))
    assert not same.cells
    assert not [line for line in difference_lines(same) if line.name == "表样"]
