"""`main.py export` for every kind of document, one report or many."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

import resources
from importers.pdf_pages import LinedTable, read_pdf
from model import storage
from model.edits import Edit, SetCell, SetField
from model.errors import ExportError
from tests.builders import full_report
from tests.workflows.command_runs import run
from workflows.command_export import arranged
from workflows.command_line import FAILED
from workflows.export_kinds import KINDS, PUBLISHED, usual_name
from workflows.publication import list_name

ROOT = Path(__file__).resolve().parents[2]
REPORT_KINDS = [kind for kind in KINDS.values() if kind.id != "html_inline"]


def put(folder: Path, unit: str, name: str = "") -> Path:
    """A file with a report of this unit that has no errors."""
    report = full_report()
    changes = (
        SetField("unit", unit),
        SetField("contact.address", "一号路1号"),
        SetField("contact.phone", "0000-0000000"),
        SetField("contact.postcode", "000000"),
    )
    report.apply(Edit("填写", changes))
    file = folder / f"{name or unit}.nianbao"
    file.write_bytes(storage.dump(report))
    return file


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return put(tmp_path, "甲局")


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    return [put(tmp_path, unit) for unit in ("甲局", "乙局", "丙局")]


def names(folder: Path, suffix: str) -> set[str]:
    return {path.name for path in folder.glob(f"*{suffix}")}


@pytest.mark.parametrize("kind", REPORT_KINDS, ids=[kind.id for kind in REPORT_KINDS])
def test_a_kind_without_f_goes_beside_the_report_under_its_usual_name(
    kind: object, one: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(one.parent.iterdir())
    status, out, err = run(capsys, "export", kind.flag, one)
    (written,) = set(one.parent.iterdir()) - before
    assert (status, err) == (0, "")
    assert written.name == usual_name(kind, storage.load(one.read_bytes(), _form))
    assert out == f"已写出并核对：{written}\n"


def _form(edition: str):
    from workflows.forms import find_form

    return find_form(edition)


def test_f_is_a_file_or_a_folder(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    arguments = (
        "--word",
        folder,
        "--excel",
        folder / "一.xlsx",
        "--pdf",
        f"{folder}{os.sep}",
        "--html",
        folder / "一.HTML",
    )
    assert run(capsys, "export", one, *arguments)[0] == 0
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".xlsx", ".pdf", ".HTML"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["--word", "a.nianbao"], ["--word", "--", "a.nianbao"]),
        (["--word", "a.docx", "b.nianbao"], ["--word=a.docx", "--", "b.nianbao"]),
        (["a.nianbao", "--word", "b.nianbao", "--csv"], ["--word", "--csv", "--", "a.nianbao", "b.nianbao"]),
        (["--template", "t.nianbao", "a.nianbao"], ["--template", "t.nianbao", "--", "a.nianbao"]),
        (["--word", "A.NIANBAO"], ["--word", "--", "A.NIANBAO"]),
        (["--word=o.docx", "--", "-a.nianbao"], ["--word=o.docx", "--", "-a.nianbao"]),
        (["--", "a.nianbao", "--word"], ["--", "a.nianbao", "--word"]),
        (["--word", "--package", "p", "A.NIANBAO"], ["--word", "--package", "p", "--", "A.NIANBAO"]),
    ],
)
def test_a_reports_file_is_never_taken_for_the_value_of_a_flag(words: list[str], meant: list[str]) -> None:
    assert arranged(words) == meant


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--word", "一.docx", "--excel", "没有/"], 1, "找不到文件夹 没有/"),
        (["--word", "没有/一.docx"], 1, "找不到文件夹"),
        (["--word", "一.doc"], 2, "应以 .docx 结尾，或是一个已有的文件夹"),
        (["--package", "甲局.nianbao"], 2, "不是文件夹"),
        (["--excel", "一.xlsx", "--collection-form", "一.xlsx"], 2, "就是输入、模板或另一个输出文件"),
        (["--html", "一.html", "--html-inline", "一.html"], 2, "就是输入、模板或另一个输出文件"),
        (["--csv", "甲局.nianbao"], 2, "报告 甲局.nianbao 写了两次"),
        (["--csv", "--template", "T"], 2, "用不上"),
        (["--word", "--template", "T", "--template", "T"], 2, "同一种文件有两份模板"),
        (["--word", "T", "--template", "T"], 2, "就是输入、模板或另一个输出文件"),
        ([], 2, "请写明要导出什么"),
        (["--word", "--table-size", "11"], 2, "--table-size 应为 10.5 或 12，写成了“11”"),
        (["--word", "--table-size="], 2, "--table-size 应为 10.5 或 12，写成了“”"),
        (["--word", "--table-size"], 2, "--table-size 后面要写一个值"),
        (["--word", "--table-size", "12", "--table-size", "12"], 2, "--table-size 写了两次"),
        (["--csv", "--table-size", "12"], 2, "--table-size 用不上"),
        (["--word", "--template", "T", "--two-sided"], 2, "--two-sided 用不上"),
    ],
)
def test_what_does_not_fit_is_told_before_anything_is_written(
    arguments: list[str],
    status: int,
    said: str,
    one: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(one.parent)
    template = str(resources.path("forms", "2021", "report.docx"))
    found, out, err = run(capsys, "export", one.name, *[template if word == "T" else word for word in arguments])
    assert (found, out) == (status, "")
    assert said in err
    assert list(one.parent.iterdir()) == [one]


def test_how_it_is_printed_is_said_by_the_call(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usual, large = tmp_path / "通常", tmp_path / "大字"
    for folder, options in ((usual, ()), (large, ("--table-size", "12", "--two-sided"))):
        folder.mkdir()
        assert run(capsys, "export", one, "--word", folder, "--pdf", folder, *options)[0] == 0
    for folder, tables, mirrored in ((usual, 3, False), (large, 4, True)):
        document = Document(str(next(folder.glob("*.docx"))))
        assert len(document.tables) == tables, "表三 of 12 points is on two pages"
        assert bool(document.settings.element.xpath("./w:mirrorMargins")) is mirrored
        pages = read_pdf(next(folder.glob("*.pdf")).read_bytes()).pages
        assert sum(isinstance(mark, LinedTable) for page in pages for mark in page.flow) == tables


@pytest.mark.parametrize(
    ("mark", "options", "said"),
    [
        ("", ("--word",), "没有印红头：报告的“单位与说明”里没有填发文机关标志。"),
        ("", ("--package", "发布"), "没有印红头：报告的“单位与说明”里没有填发文机关标志。"),
        ("某局文件", ("--csv",), "没有印红头：只有 Word 和 PDF 有红头。"),
        (
            "某局文件",
            ("--word", "--template", "T"),
            "没有印红头：单位自己的模板保持自己的样子；要红头，在模板里写占位符。",
        ),
        ("某局文件", ("--word", "--csv"), ""),
    ],
)
def test_a_red_head_that_is_nowhere_printed_is_told_of(
    mark: str,
    options: tuple[str, ...],
    said: str,
    one: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(one.parent)
    report = storage.load(one.read_bytes(), _form)
    report.apply(Edit("红头", (SetField("document.mark", mark),)))
    one.write_bytes(storage.dump(report))
    template = str(resources.path("forms", "2021", "report.docx"))
    words = [template if word == "T" else word for word in options]
    status, _, err = run(capsys, "export", one, *words, "--red-head")
    assert status == 0
    assert [line for line in err.splitlines() if "红头" in line] == ([f"提示：{said}"] if said else [])


@pytest.mark.parametrize("make", [Path.symlink_to, Path.hardlink_to])
def test_an_output_that_leads_to_the_report_by_a_link_is_refused(
    one: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path, Path], None]
) -> None:
    before = one.read_bytes()
    link = one.with_name(usual_name(KINDS["word"], storage.load(before, _form)))
    try:
        make(link, one)
    except OSError:
        pytest.skip("this system makes no links for everybody")
    assert run(capsys, "export", one, "--word")[0] == 2
    assert one.read_bytes() == before


def test_many_reports_go_into_one_folder_with_progress(
    three: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    status, out, err = run(capsys, "export", *three, "--word", folder, "--csv", folder)
    assert status == 0
    assert len(names(folder, ".docx")) == len(names(folder, ".csv")) == 3
    assert out.count("已写出并核对") == 6
    assert err.splitlines()[0] == "[1/3] 甲局.nianbao：已写出 2 个文件"
    assert err.splitlines()[-1] == "完成 3 份。"


def test_with_many_reports_f_is_a_folder(three: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "export", *three, "--word", three[0].parent / "一.docx")
    assert status == 2
    assert "只能写文件夹" in err


def test_one_bad_file_does_not_stop_the_others(
    three: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    three[1].write_bytes(b"{")
    status, out, err = run(capsys, "export", *three, "--json")
    assert status == 1
    assert len(names(tmp_path, ".json")) == 2
    assert "[2/3] 乙局.nianbao：打不开" in err
    assert err.splitlines()[-1] == f"完成 2 份；1 份没有完成：{three[1]}。"
    assert out.count("已写出") == 2


def test_one_bad_kind_does_not_stop_the_others(
    one: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ExportError("没有排成。", "请改用 Word 导出。")

    monkeypatch.setattr("exporters.pdf.make_pdf", refuse)
    status, out, err = run(capsys, "export", one, "--csv", "--pdf", "--json")
    assert status == FAILED
    assert out.count("已写出并核对") == 2
    assert err == "PDF 文件没有写成：没有排成。请改用 Word 导出。\n"
    assert {path.suffix for path in one.parent.iterdir()} == {".nianbao", ".csv", ".json"}


def test_names_that_clash_are_told_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [put(tmp_path, "甲局", name) for name in ("初稿", "更正")]
    status, _, err = run(capsys, "export", *files, "--csv", "--package", tmp_path / "p")
    assert status == 2
    assert "单位、年度相同" in err
    assert all(str(file) in err for file in files)
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert run(capsys, "export", files[0], files[0], "--csv")[0] == 2


def test_a_report_with_errors_is_exported_and_ends_with_3(
    three: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = storage.load(three[2].read_bytes(), _form)
    report.apply(Edit("填写", (SetCell("requests.received.natural_person", "约3件"),)))
    assert [finding for finding in report.findings() if finding.severity == "error"]
    three[2].write_bytes(storage.dump(report))
    status, _, err = run(capsys, "export", *three, "--csv")
    assert status == 3
    assert "提示：丙局.nianbao：报告还有" in err
    assert len(names(tmp_path, ".csv")) == 3


def test_packages_of_many_reports_have_a_folder_each(
    three: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "发布"
    assert run(capsys, "export", *three[:2], "--package", folder)[0] == 0
    assert len(list(folder.iterdir())) == 2
    for made in folder.iterdir():
        assert len(list(made.iterdir())) == len(PUBLISHED) + 1
    single = tmp_path / "单"
    assert run(capsys, "export", three[2], "--package", single)[0] == 0
    report = storage.load(three[2].read_bytes(), _form)
    assert list_name(report) in {path.name for path in single.iterdir()}


def test_a_file_that_is_open_elsewhere_is_written_and_told(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = one.with_name("一.xlsx")
    output.with_name(".~lock.一.xlsx#").touch()
    status, _, err = run(capsys, "export", one, "--excel", output)
    assert (status, output.exists()) == (0, True)
    assert "似乎正在 LibreOffice 或 WPS 里打开" in err


def test_ctrl_c_stops_after_the_file_that_is_being_written(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Ctrl+C is sent otherwise there")
    files = [put(tmp_path, f"第{number}局") for number in range(60)]
    folder = tmp_path / "出"
    folder.mkdir()
    command = [sys.executable, "main.py", "export", *map(str, files), "--word", str(folder), "--pdf", str(folder)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("[1/60]")
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "已停下，还有" in err
    assert "Traceback" not in err
    written = {line.removeprefix("已写出并核对：") for line in out.splitlines()}
    assert written == {str(path) for path in folder.iterdir()}, "no file that is not told of, none half"
    assert 0 < len(written) < 120


def test_a_name_that_is_too_long_is_told_in_words(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, told = run(capsys, "export", one, "--excel", one.with_name("长" * 260 + ".xlsx"))
    assert status == FAILED
    assert "文件名或路径太长" in told
    assert len(told) < 300


def test_a_strange_name_for_the_folder_of_many_publications_makes_nothing(
    three: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "发布."
    status, _, told = run(capsys, "export", *three, "--package", folder)
    assert status == FAILED
    assert "末尾是句点或空格" in told
    assert not folder.exists()
