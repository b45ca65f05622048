"""Words of a call that are odd: given twice, shortened, empty, names that Windows does not take, files that are no reports."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from model import storage
from model.edits import Edit, SetCell, SetField
from model.errors import ExportError
from tests.builders import full_report
from tests.exporters.labelled_files import whole_template
from tests.workflows import command_runs
from workflows.export_kinds import KINDS, name_for
from workflows.file_names import file_name, name_of, refuse_strange_name
from workflows.forms import find_form


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    return partial(command_runs.run, capsys)


@pytest.fixture(autouse=True)
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report, alone in the folder that commands start in."""
    monkeypatch.chdir(tmp_path)
    return put(tmp_path / "一.nianbao", "甲局")


def put(file: Path, unit: str) -> Path:
    report = full_report()
    report.apply(Edit("填写", (SetField("unit", unit),)))
    file.write_bytes(storage.dump(report))
    return file


NEW = ("new", "--unit", "甲局", "--year", "2025")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "一.nianbao", "--word", "甲.docx", "--word", "乙.docx"), "--word 写了两次"),
        (("export", "--word", "一.nianbao", "--word"), "--word 写了两次"),
        (("export", "一.nianbao", "--word=甲.docx", "--word"), "--word 写了两次"),
        (("export", "一.nianbao", "--package", "甲", "--package", "甲"), "--package 写了两次"),
        ((*NEW, "-o", "甲.nianbao", "-o", "乙.nianbao"), "-o 写了两次"),
        ((*NEW, "--year", "2024", "-o", "甲.nianbao"), "--year 写了两次"),
        (("export", "一.nianbao", "--wor", "甲.docx"), "不认识 --wor"),
        (("export", "一.nianbao", "--csv", "--templ", "甲.docx"), "不认识 --templ"),
        (("show", "一.nianbao", "--js"), "不认识 --js"),
        ((*NEW, "-o", "甲.nianbao", "--forc"), "不认识 --forc"),
        (("export", "", "--csv"), "文件名是空的"),
        (("export", "一.nianbao", " ", "--csv"), "文件名是空的"),
        (("export", "一.nianbao", "--csv", ""), "--csv 后面的文件名是空的"),
        (("export", "一.nianbao", "--csv="), "--csv 后面的文件名是空的"),
        (("export", "一.nianbao", "--package", ""), "--package 后面的文件夹是空的"),
        (("export", "一.nianbao", "--word", "--template", ""), "文件名是空的"),
        (("show", ""), "文件名是空的"),
        (("check", "", "--json"), "文件名是空的"),
        (("import", "", "-o", "甲.nianbao"), "文件名是空的"),
        (("import", "一.nianbao", "-o", ""), "文件名是空的"),
        (("new", "--last-year", "", "-o", "甲.nianbao"), "文件名是空的"),
        (("check-template", ""), "文件名是空的"),
        (("recover", "-o", ""), "文件名是空的"),
        (("export", "一.nianbao", "--word", "甲.docx."), "应以 .docx 结尾"),
        (("export", "一.nianbao", "--word", "甲.docx "), "应以 .docx 结尾"),
    ],
)
def test_what_is_doubled_shortened_or_empty_is_wrong_usage(
    arguments: tuple[str, ...], said: str, run: Callable[..., tuple[int, str, str]], one: Path
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert list(one.parent.iterdir()) == [one]


def test_options_that_gather_may_be_given_again(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    put(tmp_path / "二.nianbao", "乙局")
    merged = ("--last-year", "一.nianbao", "--last-year", "二.nianbao", "--unit", "丙局")
    assert run("new", *merged, "-o", "新.nianbao")[0] == 0
    assert (tmp_path / "新.nianbao").exists()


@pytest.mark.parametrize("name", ["CON", "nul", "Aux", "COM1", "lpt9", "COM²"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "一.nianbao", "--word", "{}.docx"),
        ("export", "一.nianbao", "--csv", "{}.年报.csv"),
        ("export", "一.nianbao", "--package", "{}"),
        (*NEW, "-o", "{}.nianbao"),
    ],
)
def test_names_of_devices_are_told(
    name: str, arguments: tuple[str, ...], run: Callable[..., tuple[int, str, str]], one: Path
) -> None:
    status, out, err = run(*(word.format(name) for word in arguments))
    assert (status, out) == (1, "")
    assert "Windows 留给设备的名称" in err
    assert list(one.parent.iterdir()) == [one]


def test_a_folder_whose_name_ends_with_a_point_is_told_unless_it_is_there(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    status, _, err = run("export", "一.nianbao", "--package", "发布.")
    assert status == 1
    assert "末尾是句点或空格" in err
    assert not (tmp_path / "发布.").exists()
    if os.name != "nt":
        (tmp_path / "发布.").mkdir()
        assert run("export", "一.nianbao", "--csv", "发布.")[0] == 0
    for good in (".", "..", "CONTROL.docx", "甲.docx", "COM10.docx", "contents", ".隐藏"):
        refuse_strange_name(Path(good))
    with pytest.raises(ExportError):
        refuse_strange_name(Path("甲 "))


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("甲/乙局", "甲_乙局"),
        ("甲\0局", "甲_局"),
        ("甲\x1b\x85局", "甲__局"),
        ("甲\ud800局", "甲_局"),
        (".甲局", "_甲局"),
        ("CON", "CON"),
    ],
)
def test_a_units_name_makes_a_name_that_can_be_written_everywhere(unit: str, name: str, tmp_path: Path) -> None:
    made = name_of(unit, 2025)
    assert made == f"{name}2025年政府信息公开工作年度报告"
    (tmp_path / made).touch()
    refuse_strange_name(tmp_path / made)
    assert file_name("甲:乙?") == "甲_乙_"


def test_a_units_name_that_is_too_long_is_told_and_another_name_works(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    put(tmp_path / "长.nianbao", "长" * 300)
    for wanted in (("--csv",), ("--package", "发布")):
        status, out, err = run("export", "长.nianbao", *wanted)
        assert (status, out) == (1, "")
        assert "太长" in err
        assert "意外错误" not in err
    assert {path.name for path in tmp_path.iterdir()} == {"一.nianbao", "长.nianbao"}
    assert run("export", "长.nianbao", "--csv", "短.csv")[0] in (0, 3)


DAMAGED = {
    "空": b"",
    "断": b'{"format": "nianbao-report", "unit": "\xe7\x94\xb2',
    "表": b"PK\x03\x04" + bytes(200),
    "列": b"[]",
    "深": b"[" * 100_000,
    "大": b'{"unit": "\\u7532", "year": 1e999}',
    "零": bytes(300),
}


@pytest.mark.parametrize("wanted", [("--csv", "出"), ("--package", "出")], ids=["csv", "package"])
def test_damaged_files_among_many_stop_no_other(
    wanted: tuple[str, ...], run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    for name, content in DAMAGED.items():
        (tmp_path / f"{name}.nianbao").write_bytes(content)
    (tmp_path / "夹.nianbao").mkdir()
    put(tmp_path / "二.nianbao", "乙局")
    (tmp_path / "出").mkdir()
    bad = [f"{name}.nianbao" for name in (*DAMAGED, "夹", "没有")]
    status, out, err = run("export", "一.nianbao", *bad, "二.nianbao", *wanted)
    assert status == 1
    assert "意外错误" not in err
    assert err.splitlines()[-1] == f"完成 2 份；{len(bad)} 份没有完成：{'、'.join(bad)}。"
    for place, name in enumerate(bad, 2):
        assert f"[{place}/{len(bad) + 2}] {name}：" in err
    units = {"甲局", "乙局"}
    assert {path.name[:2] for path in (tmp_path / "出").iterdir()} == units
    assert out.count(".csv") == len(units)


def test_units_that_differ_only_in_what_no_name_may_hold_meet(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    put(tmp_path / "二.nianbao", "甲/局")
    put(tmp_path / "三.nianbao", "甲:局")
    for wanted in (("--csv",), ("--package", "发布"), ("--word", "--pdf")):
        status, out, err = run("export", "二.nianbao", "三.nianbao", *wanted)
        assert (status, out) == (2, "")
        assert "会写成同一个文件" in err
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_for_publications_that_cannot_be_made_is_told(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "二.nianbao", "乙局")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    status, out, err = run("export", "一.nianbao", "二.nianbao", "--package", "发布")
    assert (status, out) == (1, "")
    assert "没有建成文件夹 发布：没有权限" in err


def test_nothing_is_told_twice_of_a_report_exported_in_two_ways(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    report = storage.load((tmp_path / "一.nianbao").read_bytes(), find_form)
    report.apply(Edit("填写", (SetCell("requests.received.natural_person", "约3件"),)))
    (tmp_path / "一.nianbao").write_bytes(storage.dump(report))
    template = tmp_path / "模板.docx"
    template.write_bytes(whole_template(report.form, text="原有的一句话。").data)
    status, _, err = run("export", "一.nianbao", "--word", "--pdf", "--package", "发布", "--template", "模板.docx")
    assert status == 3
    lines = err.splitlines()
    assert len(lines) == len(set(lines))
    assert sum("处错误" in line for line in lines) == 1
    assert sum("保留“一、总体情况”里原有的文字" in line for line in lines) == 1
    (listed,) = (tmp_path / "发布").glob("*发布清单*")
    assert "保留“一、总体情况”里原有的文字" in listed.read_text("utf-8-sig")


def test_a_folder_into_which_no_publication_came_does_not_stay(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "坏.nianbao").write_bytes(b"{")
    assert run("export", "没有.nianbao", "坏.nianbao", "--package", "发布")[0] == 1
    assert not (tmp_path / "发布").exists()


def test_what_was_there_under_the_name_is_replaced_only_by_a_sound_file(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tmp_path / name_for(KINDS["json"], "甲局", 2025)
    usual.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise ExportError("写好的 JSON 文件与报告不一致。")

    with monkeypatch.context() as patched:
        patched.setattr("workflows.check_export.check_json", fail)
        assert run("export", "一.nianbao", "--json")[0] == 1
    assert usual.read_bytes() == b"before"
    assert run("export", "一.nianbao", "--json")[0] in (0, 3)
    assert json.loads(usual.read_bytes())["unit"] == "甲局"
