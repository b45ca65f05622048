"""The program looks at itself: every form loads, and the example goes the whole way and comes back equal."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import resources
from model import storage
from model.audit import checks_of
from model.errors import ReportError
from model.guidance import load_guidance
from model.layout import load_layout
from model.report import Report
from workflows.forms import editions, find_form, form, form_folder
from workflows.version import NAME, VERSION


def self_test() -> Iterator[tuple[str, bool]]:
    """Each thing tried, in Chinese, and whether it went well; versions stand in the first line."""
    yield f"{NAME} {VERSION}，Python {sys.version.split()[0]}，{_libraries()}", True
    for edition in editions():
        yield _tried(f"表样 {edition}", partial(_load, edition))
    with tempfile.TemporaryDirectory() as folder:
        for edition in editions():
            report = _example(edition)
            yield _tried(f"{edition}年版：保存并读回", partial(_saved, report))
            yield _tried(f"{edition}年版：导出 Word 并核对", partial(_word, report, Path(folder)))
            yield _tried(f"{edition}年版：导出 Excel 并核对", partial(_excel, report, Path(folder)))


def _tried(what: str, job: Callable[[], str]) -> tuple[str, bool]:
    try:
        return f"{what} {job()}".rstrip(), True
    except ReportError as error:
        return f"{what}：{error}", False
    except Exception as error:
        from workflows.log_file import log_exception

        log_exception(error)
        return f"{what}：意外错误 {error!r}", False


def _libraries() -> str:
    from importlib.metadata import PackageNotFoundError, version

    names = []
    for name in ("PySide6-Essentials", "lxml", "openpyxl", "python-docx", "python-calamine"):
        try:
            names.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            names.append(f"{name} 缺")
    return "，".join(names)


def _load(edition: str) -> str:
    described = form(edition)
    count = len(list(checks_of(described)))
    load_layout(form_folder(edition), described)
    load_guidance(form_folder(edition), described)
    return f"{len(described.cells)} 格，{len(described.relations)} 项关系，{count} 项检查"


def _example(edition: str) -> Report:
    """The bundled example; for an edition that it is not made on, its figures where the ids are the same."""
    example = storage.load(resources.path("example", "example.nianbao").read_bytes(), find_form)
    if example.form.edition == edition:
        return example
    other, state = form(edition), example.state()
    values = {cell: value for cell, value in state.values.items() if cell in other.inputs}
    return Report(state._replace(form=other, values=values, notes={}))


def _saved(report: Report) -> str:
    data = storage.dump(report)
    if storage.dump(storage.load(data, find_form)) != data:
        raise ReportError("读回的报告不一样。")
    return f"{len(data)} 字节"


def _word(report: Report, folder: Path) -> str:
    from workflows.export import export_word

    target = folder / f"{report.form.edition}.docx"
    export_word(report, target)
    return f"{target.stat().st_size} 字节"


def _excel(report: Report, folder: Path) -> str:
    from workflows.export import export_excel

    target = folder / f"{report.form.edition}.xlsx"
    export_excel(report, target)
    return f"{target.stat().st_size} 字节"
