"""Files that are made to break whoever reads them: a sentence, little memory, no traceback, nothing followed or run.

Here they are small, or as large as is quick; `bench/damaged.py --hostile` has them in full size.
"""

from __future__ import annotations

import errno
import gc
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.errors import ImportProblem
from ooxml.package import make_package
from tests.hostile_files import MAKERS, SOUND, make
from tests.hostile_packages import SECRET, good, parts_of
from workflows.example import make_example
from workflows.import_many import NO_REPORT, REFUSED, read_one
from workflows.importing import import_file, read_source
from workflows.reading_child import SECONDS
from workflows.reading_process import ReadingProcess

SMALL = 0.01
FULL = ("word too large", "word nested", "zip overlaps", "200 MB", "excel rows")
"""Quick enough to be tried in full size."""


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingProcess]:
    with pytest.MonkeyPatch.context() as patched, ReadingProcess() as made:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patched.setenv(name, str(tmp_path_factory.mktemp("data")))
        yield made


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "word paragraphs"])
def test_what_is_hostile_is_told_or_passed_over(process: ReadingProcess, tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and name in ("pipe", "looped link", "device", "system file"):
        pytest.skip("Windows has no such files")
    size = 1.0 if name in FULL else SMALL
    path = make(name, tmp_path, size)
    begun = time.monotonic()
    reading = read_one(path, read=process.read)
    assert time.monotonic() - begun < SECONDS + 2
    if reading.report is None:
        assert name not in SOUND
        assert not [word for word in ("意外", "Traceback", "Error") if word in reading.failed]
        assert reading.failed.endswith("。")
        return
    assert name in SOUND or name in ("text tabs", "excel strings")
    report = reading.report
    assert SECRET not in "".join(report.plain(section.id) for section in report.form.sections)
    if name in SOUND:
        assert [report.value(cell) for cell in report.form.cells] == [
            make_example().value(cell) for cell in report.form.cells
        ]


@pytest.mark.parametrize("name", ["word paragraphs", "word cells"])
def test_a_hunger_for_memory_is_told(process: ReadingProcess, tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportProblem, match="内存太多"):
        process.read(make(name, tmp_path, 1.0))


LINKED = """<w:attachedTemplate xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1"/>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
 Target="{address}" TargetMode="External"/></Relationships>"""


def test_nothing_is_fetched_and_nothing_run(tmp_path: Path) -> None:
    """Read by this process, so that a connection would not fail for being forbidden."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        page = good(tmp_path, "html").read_text("utf-8")
        outside = (
            f'<link rel="stylesheet" href="{address}"><script src="{address}"></script><base href="{address}">'
            f'<meta http-equiv="refresh" content="0; url={address}">'
        )
        inside = f'<img src="{address}"><iframe src="{address}"></iframe><object data="{address}"></object>'
        text = page.replace("<head>", f"<head>{outside}").replace("</body>", f"{inside}</body>")
        assert text.count(address) == 7
        (tmp_path / "网页.html").write_text(text, "utf-8")
        parts = parts_of(good(tmp_path, "word"))
        (tmp_path / "模板.docx").write_bytes(
            make_package(
                parts
                | {
                    "word/_rels/settings.xml.rels": RELATIONS.format(address=address).encode(),
                    "word/settings.xml": parts["word/settings.xml"].replace(
                        b"</w:settings>", LINKED.encode() + b"</w:settings>"
                    ),
                }
            )
        )
        for name in ("网页.html", "模板.docx"):
            report = import_file(tmp_path / name).report
            assert report.unit == make_example().unit
        gc.collect()
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def test_a_document_with_macros_is_read_as_one_without(tmp_path: Path) -> None:
    parts = parts_of(good(tmp_path, "word"))
    types = parts["[Content_Types].xml"].replace(PLAIN, MACROS)
    assert types != parts["[Content_Types].xml"]
    path = tmp_path / "宏.docm"
    path.write_bytes(
        make_package(parts | {"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell"})
    )
    assert import_file(path).report.unit == make_example().unit


def test_a_source_is_a_file_of_a_reasonable_size(tmp_path: Path) -> None:
    for name, word in (("folder", "文件夹"), ("200 MB", "太大"), ("empty", "空文件"), ("looped link", "快捷链接")):
        with pytest.raises(ImportProblem, match=word):
            read_source(make(name, tmp_path, 1.0))
    locked = make("truncated", tmp_path, 1.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "open", _refused)
        with pytest.raises(ImportProblem, match="权限"):
            read_source(locked)
    for path in (Path("/dev/null"), make("pipe", tmp_path, 1.0)):
        with pytest.raises(ImportProblem, match="不是普通的文件"):
            read_source(path)
    with pytest.raises(ImportProblem, match="太长"):
        read_source(tmp_path / ("长" * 200))
    with pytest.raises(ImportProblem, match="找不到"):
        read_source(tmp_path / "没有.docx")


def _refused(path: Path, *_: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


def test_a_truncated_file_is_told_wherever_it_ends(process: ReadingProcess, tmp_path: Path) -> None:
    for kind in ("word", "excel"):
        path = good(tmp_path, kind)
        data = path.read_bytes()
        cut = tmp_path / f"断{path.suffix}"
        for length in range(1, len(data), len(data) // 7):
            cut.write_bytes(data[:length])
            reading = read_one(cut, read=process.read)
            assert reading.status in (NO_REPORT, REFUSED)
            assert "意外" not in reading.failed


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".html", ".txt", ".nianbao", ""])
def test_a_wrong_suffix_is_no_matter(process: ReadingProcess, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(good(tmp_path, "pdf").read_bytes())
    assert process.read(path).report.unit == make_example().unit
