"""What the list of a publication says was compared, where own templates were used: what the templates have places for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from openpyxl import Workbook

import resources
from model.errors import SaveError
from model.report import Report
from tests.builders import form_of, full_report, report_with
from tests.exporters.documents import example_report, office_template, paragraph, run, write
from tests.exporters.labelled_files import whole_template
from workflows.compared import compared
from workflows.export_kinds import KINDS, Wishes, counted
from workflows.publication import list_name, write_publication

TOTAL = "requests.received.total"


def docx(folder: Path, *lines: str) -> Path:
    file = folder / "模板.docx"
    file.write_bytes(office_template("".join(paragraph(run(line)) for line in lines)))
    return file


def xlsx(folder: Path, *texts: str) -> Path:
    book = Workbook()
    for row, text in enumerate(texts, 1):
        book.active.cell(row, 1, text)
    file = folder / "模板.xlsx"
    book.save(file)
    return file


def words(report: Report, template: Path) -> str:
    kind = KINDS["word" if template.suffix == ".docx" else "excel"]
    return compared(kind, report, Wishes({template.suffix: template}))


@pytest.mark.parametrize("kind", ["word", "excel"])
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_by_a_copy_of_the_default_template_it_is_all_of_the_report(kind: str, edition: str) -> None:
    report = full_report(edition=edition) if edition == "2019" else example_report()
    template = resources.path("forms", edition, f"report{KINDS[kind].suffix}")
    all_of_it = counted(KINDS[kind], report)
    if not report.plain("overview"):
        all_of_it = all_of_it.removesuffix("、0 段文字")
    assert words(report, template).startswith(all_of_it)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((f"新收{{{{{TOTAL}}}}}件",), "1 格的数、模板原有的文字和表格"),
        (("{{unit}}", f"{{{{{TOTAL}}}}}和{{{{表三 新收 总计}}}}"), "1 格的数、模板原有的文字和表格"),
        (("{{heading:overview}}", "{{section:overview}}"), "1 个标题、2 段文字、模板原有的文字和表格"),
        (("{{grid:disputes}}", "{{上年:表三 新收 总计}}"), "15 格的数、1 处上年数和计算的数、模板原有的文字和表格"),
        (("{{若 表四 全为0}}", "没有。", "{{否则}}", "{{grid:disputes}}", "{{结束}}"), "模板原有的文字和表格"),
        (("{{unit}}",), "模板原有的文字和表格"),
    ],
)
def test_by_a_word_template_it_is_what_the_template_prints(lines: tuple[str, ...], said: str, tmp_path: Path) -> None:
    report = write(full_report(), {"overview": "甲。\n乙。"})
    assert words(report, docx(tmp_path, *lines)) == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((f"{{{{{TOTAL}}}}}", "{{section:overview}}"), "1 格的数、2 段文字"),
        (("{{grid:disputes}}",), "15 格的数"),
        (("{{上年:表三 新收 总计}}", "{{heading:overview}}"), "1 处上年数和计算的数、1 个标题"),
        (("{{unit}}",), "没有报告的数和文字：模板里没有位置"),
    ],
)
def test_by_a_workbook_it_is_what_stands_alone_in_cells(texts: tuple[str, ...], said: str, tmp_path: Path) -> None:
    report = write(full_report(), {"overview": "甲。\n乙。"})
    assert words(report, xlsx(tmp_path, *texts)) == said


def test_the_list_says_what_a_template_left_out_and_tells_nothing_twice(tmp_path: Path) -> None:
    template = tmp_path / "格式.docx"
    template.write_bytes(whole_template(form_of("2021"), text="原有的一句话。").data)
    report = write(report_with(), {"preface": "前言。", "overview": "甲。"})
    made = write_publication(report, tmp_path / "发布", ("word", "csv"), Wishes({".docx": template}))
    text = made.list.read_text("utf-8-sig")
    assert "比较了 200 格的数" in text
    assert "；表格又按标签核对了一遍" in text
    assert "只写了、也只比较了模板里有位置的内容" in text
    notes = text.partition("请注意：\n")[2].splitlines()
    told = [line for line in notes if "模板 格式.docx" in line]
    assert any("原有的文字" in line for line in told)
    assert len(notes) == len(set(notes)) > len(told) > 0
    assert not [remark for remark in made.remarks if "格式.docx" in remark], "the clerk was asked about it before"
    # A template for a kind that is not made has nothing to say.
    alone = write_publication(report, tmp_path / "发布", ("csv",), Wishes({".docx": template}))
    assert "格式.docx" not in alone.list.read_text("utf-8-sig")


def test_what_a_template_has_no_place_for_stands_in_the_list(tmp_path: Path) -> None:
    template = tmp_path / "格式.docx"
    whole = whole_template(form_of("2021"), tables=lambda grid: () if grid.id == "disputes" else _tables(grid))
    template.write_bytes(whole.data)
    made = write_publication(full_report(), tmp_path / "发布", ("word",), Wishes({".docx": template}))
    text = made.list.read_text("utf-8-sig")
    assert "比较了 185 格的数" in text
    assert "模板 格式.docx 里没有位置，没有写进文件：" in text


def _tables(grid: object):
    from tests.exporters.labelled_files import spots, word_table

    return (word_table(spots(grid)),)


def test_two_at_once_leave_the_files_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows import publication

    report, refused = full_report(), []
    move = publication.replace_file

    def second(source: Path, target: Path) -> None:
        if not refused:
            refused.append(None)
            thread = threading.Thread(target=another)
            thread.start()
            thread.join()
        move(source, target)

    def another() -> None:
        try:
            write_publication(report_with(), tmp_path, ("csv", "json"))
        except SaveError as error:
            refused.append(str(error))

    monkeypatch.setattr(publication, "replace_file", second)
    made = write_publication(report, tmp_path, ("csv", "json"))
    assert len(refused) == 2
    assert "里生成同一份发布材料" in refused[1]
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in made.paths}
    monkeypatch.undo()
    assert write_publication(report, tmp_path, ("csv", "json")).list.name == list_name(report)
