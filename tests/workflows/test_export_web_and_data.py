"""Web page, CSV and JSON as whole jobs: checked before they replace a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name

import pytest
from jsonschema import Draft202012Validator

from importers.written_json import differences
from model.edits import Edit, ReplaceText
from model.errors import ExportError, SaveError
from model.json_text import encoded, laid_out
from model.report import Report
from model.text import chart_block
from tests.builders import FORMS, form_of, report_with
from tests.exporters.documents import counted_report, example_report
from workflows.export_data import export_csv, export_json
from workflows.export_html import export_html, html_for_editor
from workflows.show import published_json, show_json

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "export.schema.json").read_text(encoding="utf-8"))
JOBS = [
    pytest.param(export_html, "exporters.html.html_page", id="html"),
    pytest.param(export_csv, "exporters.csv_cells.cells_csv", id="csv"),
    pytest.param(export_json, "workflows.show.published_json", id="json"),
]


@pytest.mark.parametrize(("export", "maker"), JOBS)
def test_the_file_is_there_and_replaces_an_older_one(
    tmp_path: Path, export: Callable[[Report, Path], None], maker: str
) -> None:
    path = tmp_path / "out"
    path.write_text("旧的")
    export(example_report(), path)
    assert "示例县数据局" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("export", "maker"), JOBS)
def test_a_wrong_figure_is_refused_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: Callable[[Report, Path], None], maker: str
) -> None:
    right = resolve_name(":".join(maker.rsplit(".", 1)))
    other = report_with({"requests.received.business": "3"})
    monkeypatch.setattr(maker, lambda _report, *more: right(other, *more))
    path = tmp_path / "out"
    path.write_text("旧的")
    with pytest.raises(ExportError, match="不一致"):
        export(report_with({"requests.received.business": "4"}), path)
    assert path.read_text() == "旧的"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("export", "maker"), JOBS)
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, export: Callable[[Report, Path], None], maker: str) -> None:
    with pytest.raises(SaveError):
        export(report_with(), tmp_path / "none" / "out")


def test_the_page_for_an_editor_is_a_file_as_well(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    export_html(example_report(), path, inline=True)
    assert html_for_editor(example_report()) in path.read_text(encoding="utf-8")
    assert "<style" not in path.read_text(encoding="utf-8")


def test_the_chart_is_drawn_where_the_text_asks_for_it(tmp_path: Path) -> None:
    report = counted_report()
    report.apply(Edit("图", (ReplaceText("overview", 0, 0, (chart_block(),)),)))
    export_html(report, tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count("<img") == 1
    assert "年主要数据" in page


@pytest.mark.parametrize("edition", FORMS)
def test_json_is_as_its_schema_says(edition: str) -> None:
    report = counted_report(edition)
    data = encoded(laid_out(published_json(report)))
    Draft202012Validator(SCHEMA).validate(json.loads(data))
    assert differences(data, report) == ()


def test_json_is_what_show_prints_without_what_is_not_printed() -> None:
    shown, published = show_json(example_report()), published_json(example_report())
    assert shown.keys() - published.keys() == {"unit_kind", "stated", "last_year"}
    assert {key: shown[key] for key in published} == published


@pytest.mark.parametrize(
    "tamper",
    [
        lambda data: data["cells"].update({"requests.received.business": "3"}),
        lambda data: data["cells"].update({"requests.received.business": None}),
        lambda data: data["cells"].update({"requests.received.business": Decimal("3.0")}),
        lambda data: data["cells"].update({"requests.received.business": True}),
        lambda data: data["cells"].pop("requests.received.business"),
        lambda data: data["cells"].update({"more": 1}),
        lambda data: data["sections"].update({"overview": "别的"}),
        lambda data: data["units"].update({"proactive.fees.amount": "元"}),
        lambda data: data["signature"].update({"date": "2026-02-01"}),
        lambda data: data.update({"check_code": "00000000"}),
    ],
)
def test_json_that_was_tampered_with_is_told(tamper: Callable[[dict], object]) -> None:
    report = report_with({"requests.received.business": "3", "proactive.fees.amount": "1.50"})
    data = published_json(report)
    assert differences(encoded(laid_out(data)), report) == ()
    tamper(data)
    assert differences(encoded(laid_out(data)), report)


def test_a_decimal_keeps_its_digits_in_json() -> None:
    report = report_with({"orchard.honey.weight": "3.10"}, of=form_of("made_up"))
    assert b'"orchard.honey.weight": 3.10' in encoded(laid_out(published_json(report)))
