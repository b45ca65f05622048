"""Older Word files go through an office program: on a copy, with limits; without one the message says what to do."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from model.errors import ImportProblem
from tests.importers.word_documents import paragraph, word_file
from tests.ooxml.compound_files import compound_file, word_head
from workflows import office_conversion, office_programs
from workflows.importing import import_file
from workflows.office_conversion import ConversionStopped, as_readable
from workflows.office_programs import OfficeProgram, find_office

OLD = compound_file({"WordDocument": word_head(False)})
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the stand-ins for office programs are shell scripts")
Office = Callable[[str], Path]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Puts a script in place of LibreOffice; what it notes goes into the folder that is given back."""
    notes = tmp_path / "notes"
    notes.mkdir()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def put(script: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\nnotes='{notes}'\n{script}\n", "utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(office_conversion, "find_office", lambda: OfficeProgram("LibreOffice", program))
        return notes

    yield put  # type: ignore[misc]
    assert list(temporary.iterdir()) == []


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "年报.doc"
    file.write_bytes(OLD)
    return file


def has_ended(process: int) -> bool:
    """Whether it has, soon at the latest."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], 5)
    os.close(handle)
    return bool(ended)


def test_a_copy_is_converted_with_a_profile_without_macros(office: Office, old: Path, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(word_file(paragraph("转换后的正文")))
    notes = office(
        'printf "%s\\n" "$@" > "$notes/arguments"; printf %s "$TMPDIR" > "$notes/temporary"; cp profile/user/* "$notes"\n'
        f"cp source.doc \"$notes\"; printf changed >> source.doc; cp '{tmp_path / 'made.docx'}' source.docx"
    )
    with as_readable(old) as readable:
        assert readable.name == "年报.doc"
        assert readable.read_bytes() == (tmp_path / "made.docx").read_bytes()
    assert not readable.exists()
    assert old.read_bytes() == (notes / "source.doc").read_bytes() == OLD
    arguments = (notes / "arguments").read_text("utf-8").splitlines()
    work = Path((notes / "temporary").read_text("utf-8"))
    assert f"-env:UserInstallation={(work / 'profile').as_uri()}" in arguments
    assert {"--headless", "--convert-to", str(work / "source.doc")} < set(arguments)
    settings = (notes / "registrymodifications.xcu").read_text("utf-8")
    for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks"):
        assert f'"{name}" oor:op="fuse"><value>true</value>' in settings
    assert '"Link" oor:op="fuse"><value>2</value>' in settings


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"{\\rtf1 ", "rtf"),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", "xml"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    ],
)
def test_other_kinds_have_the_ending_that_the_program_knows(
    office: Office, tmp_path: Path, head: bytes, ending: str
) -> None:
    office(f"cp source.{ending} source.docx")
    file = tmp_path / "年报"
    file.write_bytes(head)
    with as_readable(file) as readable:
        assert readable != file
        assert readable.read_bytes() == head


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (b"{\\rtf1 ", b"{"),
        (b"{\\rtf1 ", b"\\row "),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", b"<w:p>"),
    ],
)
def test_what_would_keep_the_program_busy_for_minutes_is_not_given_to_it(
    office: Office, tmp_path: Path, head: bytes, part: bytes
) -> None:
    notes = office('touch "$notes/started"')
    file = tmp_path / "年报.rtf"
    file.write_bytes(head + part * 200_000)
    with pytest.raises(ImportProblem, match="内容太多"), as_readable(file):
        pass
    assert not (notes / "started").exists()


def test_a_program_that_never_ends_is_ended_with_all_that_it_started(
    office: Office, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = office('sleep 600 & echo $! > "$notes/below"; echo $$ > "$notes/program"; wait')
    monkeypatch.setattr(office_conversion, "SECONDS", 0.5)
    with pytest.raises(ImportProblem, match=r"超过 0\.5 秒") as raised, as_readable(old):
        pass
    assert "另存为“Word 文档（.docx）”" in raised.value.advice
    assert all(has_ended(int((notes / name).read_text("utf-8"))) for name in ("below", "program"))


def test_it_can_be_stopped(office: Office, old: Path) -> None:
    notes = office('echo $$ > "$notes/program"; exec sleep 600')
    with pytest.raises(ConversionStopped), as_readable(old, (notes / "program").exists):
        pass
    assert has_ended(int((notes / "program").read_text("utf-8")))


def test_the_program_gets_no_more_memory_than_it_needs(
    office: Office, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office('until [ "$(ulimit -v)" = 4194304 ]; do sleep 0.02; done; cp source.doc source.docx')
    monkeypatch.setattr(office_conversion, "SECONDS", 5)
    with as_readable(old) as readable:
        assert readable != old


def test_files_too_large_to_be_a_report_are_not_given_to_it(
    office: Office, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office("cp source.doc source.docx")
    monkeypatch.setattr(office_conversion, "_LARGEST", len(OLD) - 1)
    with as_readable(old) as readable:
        assert readable == old


@pytest.mark.parametrize("script", ["exit 1", ": > source.docx", "kill -9 $$"])
def test_a_program_that_makes_nothing_is_told(office: Office, old: Path, script: str) -> None:
    office(script)
    with pytest.raises(ImportProblem, match=r"没有能转换 年报\.doc") as raised:
        import_file(old)
    assert "另存为" in raised.value.advice


def test_a_program_that_is_not_there_any_more_is_told(office: Office, old: Path) -> None:
    (office("").parent / "soffice").unlink()
    with pytest.raises(ImportProblem, match=r"没有能转换 年报\.doc"):
        import_file(old)


def test_without_a_program_the_message_says_to_save_as_docx(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_conversion, "find_office", lambda: None)
    with pytest.raises(ImportProblem, match="没有能转换它的程序") as raised:
        import_file(old)
    assert "年报.doc 是旧格式的文字文件（.doc、.wps）" in raised.value.summary
    assert "另存为“Word 文档（.docx）”" in raised.value.advice


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", "文字".encode(), compound_file({"WordDocument": word_head(True)})]
)
def test_all_else_stays_the_file_itself(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_conversion, "find_office", lambda: pytest.fail("nothing is to be converted"))
    file = tmp_path / "年报.doc"
    file.write_bytes(data)
    for path in (file, tmp_path, tmp_path / "没有"):
        with as_readable(path) as readable:
            assert readable == path


def test_libreoffice_is_found_on_the_path_and_at_its_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / "program" / "soffice"
    found.parent.mkdir()
    found.write_text("#!/bin/sh\n", "utf-8")
    found.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office_programs, "_VERSIONS", ())
    monkeypatch.setattr(office_programs, "_PLACES", (str(tmp_path / "nowhere"),))
    assert find_office() is None
    monkeypatch.setattr(office_programs, "_PLACES", (str(tmp_path / "nowhere"), str(found)))
    assert find_office() == OfficeProgram("LibreOffice", found)
    monkeypatch.setenv("PATH", str(found.parent))
    monkeypatch.setattr(office_programs, "_PLACES", ())
    assert find_office() == OfficeProgram("LibreOffice", found)


def test_automation_gets_its_paths_by_the_environment_and_runs_no_macros(tmp_path: Path) -> None:
    program = OfficeProgram("WPS", Path("powershell"), "KWPS.Application")
    command = program.command(tmp_path / "source.doc", tmp_path)
    assert "AutomationSecurity=3" in command[-1]
    assert str(tmp_path) not in command[-1]
    environment = program.environment(tmp_path / "source.doc", tmp_path)
    assert environment["NIANBAO_TARGET"] == str(tmp_path / "source.docx")
    assert environment.keys() >= os.environ.keys() - {"TMPDIR"}
