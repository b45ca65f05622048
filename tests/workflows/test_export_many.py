"""Many reports written by several processes."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from model import storage
from model.edits import Edit, SetCell, SetField
from model.errors import ExportError
from tests.builders import full_report
from workflows.export_many import FILES_A_PROCESS, Done, Job, Output, _ended, export_many, run_job
from workflows.forms import find_form
from workflows.many_processes import _outcome


def jobs_in(folder: Path, count: int) -> list[Job]:
    jobs = []
    for number in range(count):
        report = full_report()
        report.apply(Edit("填写", (SetField("unit", f"第{number}局"),)))
        file = folder / f"{number}.nianbao"
        file.write_bytes(storage.dump(report))
        jobs.append(Job(file, (Output("word", folder, folder=True), Output("csv", folder / f"{number}.csv"))))
    return jobs


def test_several_processes_do_the_same_as_one_in_the_same_order(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 6)
    jobs[3].source.write_bytes(b"nothing")
    alone = list(export_many(jobs, processes=1))
    before = {path: path.read_bytes() for done in alone for path in done.written}
    for path in before:
        path.unlink()
    together = list(export_many(jobs, processes=2))
    assert together == alone
    assert {path: path.read_bytes() for done in together for path in done.written} == before
    assert [bool(done.failed) for done in together] == [False, False, False, True, False, False]


def test_a_stop_is_heard_by_one_process_and_by_several(tmp_path: Path) -> None:
    jobs = jobs_in(tmp_path, 24)
    for processes in (1, 2):
        stop = threading.Event()
        seen = []
        for done in export_many(jobs, stop.is_set, processes):
            seen.append(done)
            stop.set()
        assert 1 <= len(seen) < len(jobs)
        assert all(path.exists() for done in seen for path in done.written)


def test_it_works_from_a_thread_as_a_window_would_use_it(tmp_path: Path) -> None:
    jobs, seen = jobs_in(tmp_path, 2), []
    thread = threading.Thread(target=lambda: seen.extend(export_many(jobs, processes=2)))
    thread.start()
    thread.join(60)
    assert [done.failed for done in seen] == ["", ""]


def test_a_kind_that_fails_stops_no_other(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ExportError("没有排成。", "请改用 Word。")

    monkeypatch.setattr("exporters.pdf.make_pdf", refuse)
    (job,) = jobs_in(tmp_path, 1)
    outputs = tuple(Output(kind, tmp_path, folder=True) for kind in ("csv", "pdf", "json"))
    done = run_job(job._replace(outputs=outputs))
    assert [path.suffix for path in done.written] == [".csv", ".json"]
    assert done.failed.startswith("PDF 文件没有写成：没有排成。")


def test_what_nobody_thought_of_goes_to_the_log(tmp_path: Path, monkeypatch) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))

    def fail(*_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("workflows.export_data.cells_csv", fail, raising=False)
    monkeypatch.setattr("exporters.csv_cells.cells_csv", fail)
    (job,) = jobs_in(tmp_path, 1)
    done = run_job(job)
    assert "意外错误" in done.failed
    assert [path.suffix for path in done.written] == [".docx"]
    assert "broken inside" in (tmp_path / "data" / "nianbao" / "nianbao.log").read_text("utf-8")


def test_few_files_are_written_by_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process takes longer to start than they do."""
    asked: list[int] = []
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setattr("workflows.export_many.by_processes", lambda *given: asked.append(given[3]) or iter(()))
    monkeypatch.setattr("workflows.export_many.run_job", lambda job: job)
    (job,) = jobs_in(tmp_path, 1)
    for count in (1, 2 * FILES_A_PROCESS - 1, 2 * FILES_A_PROCESS, 9 * FILES_A_PROCESS):
        list(export_many([job] * count))
    assert asked == [2, 4]


def test_a_process_that_ends_suddenly_is_told_of(tmp_path: Path) -> None:
    (job,) = jobs_in(tmp_path, 1)
    future: Future[Done] = Future()
    future.set_exception(BrokenProcessPool())
    done = _outcome(job, future, _ended)
    assert done.source == job.source
    assert "意外结束" in done.failed


def test_errors_of_the_report_are_told_but_not_with_a_collection_form(tmp_path: Path) -> None:
    """Which holds nothing of the report."""
    (job,) = jobs_in(tmp_path, 1)
    report = storage.load(job.source.read_bytes(), find_form)
    report.apply(Edit("填写", (SetCell("requests.received.natural_person", 9),)))
    job.source.write_bytes(storage.dump(report))
    done = run_job(job)
    assert done.errors == 2
    assert "2 处错误" in "".join(done.remarks)
    blank = run_job(job._replace(outputs=(Output("collection_form", tmp_path, folder=True),)))
    assert (blank.failed, blank.remarks) == ("", ())
