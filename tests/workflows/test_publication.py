"""生成发布材料: all files or none, a list that says what was made, and the same check code in every kind."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
import re
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

import resources
from exporters.excel import fill_excel
from exporters.word import fill_word
from model.check_code import check_code
from model.edits import Edit, SetCell
from model.errors import ExportError, SaveError
from model.report import Report
from ooxml.package import Package
from tests.builders import full_report, report_with
from workflows.document_settings import PrintSettings
from workflows.export_kinds import KINDS, PUBLISHED, Wishes, usual_name
from workflows.publication import list_name, there_already, write_publication
from workflows.versions import save_version

CELL = "requests.received.natural_person"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def changed(report: Report) -> Report:
    report.apply(Edit("填写", (SetCell(CELL, 5),)))
    return report


def code_in(kind: str, data: bytes) -> str:
    """The check code that other programs read in a file's properties, "" for none."""
    if kind == "word":
        told = Document(io.BytesIO(data)).core_properties.keywords
    elif kind == "excel":
        told = load_workbook(io.BytesIO(data)).properties.keywords
    elif kind == "pdf":
        told = pypdfium2.PdfDocument(data).get_metadata_value("Keywords")
    elif kind == "json":
        return str(json.loads(data)["check_code"])
    else:
        found = re.search(rb'<meta name="nianbao-check-code" content="(\w+)"', data)
        return found[1].decode() if found else ""
    return str(told).rpartition(" ")[2]


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_kind_bears_the_same_check_code(edition: str, tmp_path: Path) -> None:
    report = full_report(edition=edition)
    for _ in range(2):
        made = write_publication(report, tmp_path / "发布").made
        codes = {one.kind.id: code_in(one.kind.id, one.path.read_bytes()) for one in made if one.kind.id != "csv"}
        assert codes == dict.fromkeys(codes, check_code(report))
        assert len(codes) == len(PUBLISHED) - 1
        changed(report)


@pytest.mark.parametrize("kind", ["word", "excel"])
def test_a_wrong_code_in_the_properties_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report, fill = full_report(), {"word": fill_word, "excel": fill_excel}[kind]

    def spoilt(*given: object, **options: object) -> bytes:
        package = Package(fill(*given, **options))
        core = package.read("docProps/core.xml").replace(check_code(report).encode(), b"00000000")
        return package.with_parts({"docProps/core.xml": core})

    monkeypatch.setattr(f"exporters.{kind}.fill_{kind}", spoilt)
    with pytest.raises(ExportError, match="文件属性"):
        KINDS[kind].write(report, tmp_path / f"一{KINDS[kind].suffix}", Wishes())
    assert not list(tmp_path.iterdir())


def test_the_list_says_what_was_made_and_is_the_same_for_the_same_report(tmp_path: Path) -> None:
    report = full_report()
    made = write_publication(report, tmp_path / "一")
    text = made.list.read_bytes().decode("utf-8-sig")
    assert made.list.name == list_name(report)
    assert made.list.read_bytes().startswith(codecs.BOM_UTF8), "old editors take it for another encoding otherwise"
    assert f"校验码：{check_code(report)}\r\n" in text
    for one in made.made:
        data = one.path.read_bytes()
        assert (one.size, one.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert one.path.name in text
        assert one.sha256 in text
        assert f"{one.size:,} 字节" in text
    assert "200 格的数" in text
    assert "还没有存为公开稿" in text
    again = write_publication(full_report(), tmp_path / "二")
    assert contents(tmp_path / "二") == contents(tmp_path / "一")
    write_publication(full_report(), tmp_path / "二")
    assert contents(tmp_path / "二") == contents(tmp_path / "一")
    assert len(again.paths) == len(PUBLISHED) + 1


def test_a_published_report_is_told_as_such(tmp_path: Path) -> None:
    report = full_report()
    report.apply(save_version(report, "公开稿", "", datetime(2026, 1, 20, 9, 15)))
    made = write_publication(report, tmp_path / "一", ("word", "csv"))
    text = made.list.read_text("utf-8-sig")
    assert "版本：公开稿，2026-01-20 09:15" in text
    assert "还没有存为公开稿" not in text
    document = Document(str(made.paths[0]))
    assert check_code(report) not in "".join(paragraph.text for paragraph in document.paragraphs)
    assert not any(paragraph.text for paragraph in document.sections[0].header.paragraphs)


def test_files_of_the_publication_before_that_are_not_made_anew_are_told(tmp_path: Path) -> None:
    report = report_with()
    write_publication(report, tmp_path, ("word", "csv"))
    made = write_publication(report, tmp_path, ("csv",))
    (left,) = (remark for remark in made.remarks if "以前留下的" in remark)
    assert usual_name(KINDS["word"], report) in left
    assert there_already(report, tmp_path, ("csv", "json")) == (usual_name(KINDS["csv"], report), list_name(report))


def test_own_templates_and_settings_are_used(tmp_path: Path) -> None:
    template = tmp_path / "模板.xlsx"
    template.write_bytes(resources.path("forms", "2021", "report.xlsx").read_bytes())
    wishes = Wishes({".xlsx": template}, PrintSettings(draft_header=False))
    made = write_publication(full_report(), tmp_path / "一", ("word", "excel"), wishes)
    assert "按模板 模板.xlsx 生成" in made.list.read_text("utf-8-sig")
    header = Document(str(made.paths[0])).sections[0].header
    assert not any(paragraph.text for paragraph in header.paragraphs)


def test_one_file_that_cannot_be_made_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "发布"
    write_publication(full_report(), folder, ("word", "excel", "json"))
    (folder / "别的.txt").write_text("别人的", encoding="utf-8")
    before = contents(folder)

    def fail(*_: object) -> None:
        raise ExportError("写好的 JSON 文件与报告不一致。", "请告诉维护人员。")

    monkeypatch.setattr("workflows.check_export.check_json", fail)
    with pytest.raises(ExportError, match="没有生成发布材料（JSON 数据）"):
        write_publication(changed(full_report()), folder, ("word", "excel", "json"))
    assert contents(folder) == before
    with pytest.raises(ExportError):
        write_publication(full_report(), tmp_path / "新", ("json",))
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize("failing", range(1, 9))
def test_a_move_that_fails_puts_all_back(failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ("word", "csv", "json")
    folder = tmp_path / "发布"
    write_publication(full_report(), folder, kinds[:2])
    before = contents(folder)
    from workflows import publication

    moves, move = [], publication.replace_file

    def sharing_violation(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == failing:
            raise PermissionError(13, "in use", str(target))
        move(source, target)

    monkeypatch.setattr(publication, "replace_file", sharing_violation)
    if failing > 7:
        write_publication(changed(full_report()), folder, kinds)
        assert len(moves) == 7, "two moves a file that was there, one for the new one"
        assert contents(folder).keys() == before.keys() | {usual_name(KINDS["json"], full_report())}
        return
    with pytest.raises(SaveError, match="原来的文件没有动"):
        write_publication(changed(full_report()), folder, kinds)
    assert contents(folder) == before


def test_what_may_not_be_replaced_is_refused_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = full_report()
    folder = tmp_path / "发布"
    write_publication(report, folder, ("csv", "json"))
    before = contents(folder)
    protected = folder / usual_name(KINDS["json"], report)
    # Whoever may do everything, as the tests mostly may, is refused nothing by the system.
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda path, _: path != protected)
        with pytest.raises(SaveError, match="只读"):
            write_publication(changed(full_report()), folder, ("csv", "json"))
    assert contents(folder) == before
    protected.unlink()
    protected.mkdir()
    with pytest.raises(SaveError, match="文件夹"):
        write_publication(changed(full_report()), folder, ("csv", "json"))
    protected.rmdir()
    assert contents(folder) == {name: data for name, data in before.items() if name != protected.name}


@pytest.mark.parametrize("place", ["没有/发布", "文件/发布", "文件"])
def test_a_folder_that_cannot_be_is_told(place: str, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"x")
    with pytest.raises(SaveError, match="没有把发布材料放进"):
        write_publication(full_report(), tmp_path / place, ("csv",))


def test_nothing_wanted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="没有选任何一种文件"):
        write_publication(full_report(), tmp_path, ())


def test_an_interrupt_while_files_are_moved_puts_all_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_publication(full_report(), tmp_path, ("csv", "json"))
    before = contents(tmp_path)
    from workflows import publication

    moves, move = [], publication.replace_file

    def interrupted(source: Path, target: Path) -> None:
        moves.append(target)
        move(source, target)
        if len(moves) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(publication, "replace_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_publication(changed(full_report()), tmp_path, ("csv", "json"))
    assert contents(tmp_path) == before


def test_what_a_killed_process_left_is_put_back_and_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from model.processes import machine_id
    from workflows import publication

    report = full_report()
    running, gone = f".nianbao-{machine_id()}-11-abcd_efg", f".nianbao-{machine_id()}-12-abcd_efg"
    for name in (running, gone):
        (tmp_path / name / "earlier").mkdir(parents=True)
        (tmp_path / name / "earlier" / f"{name[-11:-9]}.txt").write_text("旧的", encoding="utf-8")
        (tmp_path / name / "earlier" / "在.txt").write_text("旧的", encoding="utf-8")
    (tmp_path / "在.txt").write_text("新的", encoding="utf-8")
    monkeypatch.setattr(publication, "process_running", lambda number: number == 11)
    made = write_publication(report, tmp_path, ("csv",))
    assert [remark for remark in made.remarks if "已放回原处" in remark] == [
        "上次生成发布材料时程序中断，“12.txt”曾被移开，已放回原处。"
    ]
    assert (tmp_path / "12.txt").read_text("utf-8") == "旧的"
    assert (tmp_path / "在.txt").read_text("utf-8") == "新的"
    assert (tmp_path / running / "earlier" / "11.txt").exists()
    assert not (tmp_path / gone).exists()


def test_the_files_come_in_the_usual_order_however_they_were_chosen(tmp_path: Path) -> None:
    made = write_publication(full_report(), tmp_path, ("json", "csv", "word"))
    assert [one.kind.id for one in made.made] == ["word", "csv", "json"]


def test_a_folder_with_a_name_that_windows_does_not_take_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="末尾是句点或空格"):
        write_publication(full_report(), tmp_path / "发布.", ("csv",))
    assert not list(tmp_path.iterdir())
