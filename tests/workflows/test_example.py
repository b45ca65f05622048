"""The example report: complete, right, and the same as its file."""

from __future__ import annotations

import re

import pytest

import resources
from model.errors import FormError
from model.section_aspects import section_aspects
from model.storage import dump, load
from model.text import count_characters
from workflows.example import example_file, make_example
from workflows.forms import find_form, form


def test_the_file_is_the_example() -> None:
    assert example_file().read_bytes() == dump(make_example())


def test_it_can_be_opened() -> None:
    assert load(example_file().read_bytes(), find_form).unit == "示例县数据局"


def test_no_cell_is_blank_and_nothing_is_found() -> None:
    report = make_example()
    assert report.form is form("2021")
    assert report.blanks() == ()
    assert report.findings() == ()


def test_the_text_agrees_with_the_figures() -> None:
    report = make_example()
    overview = report.plain("overview")

    def total(*rows: str) -> int:
        return sum(report.value(f"requests.{row}.total") for row in rows)

    def group(prefix: str) -> int:
        return total(*(row.id for row in report.form.grid("requests").blocks[0].rows if row.id.startswith(prefix)))

    said = {
        r"新收政府信息公开申请(\d+)件": total("received"),
        r"自然人(\d+)件": report.value("requests.received.natural_person"),
        r"上年结转(\d+)件": total("carried_in"),
        r"办结(\d+)件": total("results_total"),
        r"予以公开(\d+)件": total("granted"),
        r"部分公开(\d+)件": total("partly_granted"),
        r"不予公开(\d+)件": group("refused_"),
        r"无法提供(\d+)件": group("unavailable_"),
        r"不予处理(\d+)件": group("not_processed_"),
        r"其他处理(\d+)件": group("other_"),
        r"结转下年度继续办理(\d+)件": total("carried_out"),
        r"制发行政规范性文件(\d+)件": report.value("proactive.normative_documents.issued"),
        r"废止(\d+)件": report.value("proactive.normative_documents.repealed"),
        r"现行有效(\d+)件": report.value("proactive.normative_documents.in_force"),
        r"行政许可决定(\d+)件": report.value("proactive.licences.decisions"),
        r"行政处罚决定(\d+)件": report.value("proactive.penalties.decisions"),
        r"行政复议(\d+)件": report.value("disputes.reconsideration.total"),
        r"结果维持(\d+)件": report.value("disputes.reconsideration.upheld"),
        r"行政诉讼(\d+)件，为复议后起诉，尚未审结": report.value("disputes.litigation_after_reconsideration.pending"),
    }
    for pattern, figure in said.items():
        assert [int(number) for number in re.findall(pattern, overview)] == [figure], pattern


def test_the_text_has_what_the_law_asks_for() -> None:
    report = make_example()
    preface = report.plain("preface")
    assert "2025年1月1日" in preface
    assert "2025年12月31日" in preface
    for name in ("address", "postcode", "phone", "email"):
        assert str(report.fields[f"contact.{name}"]) in preface
    aspects = section_aspects(report.form.section("overview"), report.unit_kind, report.text("overview"))
    assert [aspect for aspect in aspects if not aspect.spoken] == []
    assert len(aspects) == 5
    assert "问题" in report.plain("problems")
    assert "改进" in report.plain("problems")
    assert "信息处理费" in report.plain("other")


def test_it_is_as_long_as_a_real_report() -> None:
    report = make_example()
    length = sum(count_characters(report.text(section.id)) for section in report.form.sections)
    assert 1200 <= length <= 1500


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (
            '"requests.carried_out" = [1, 1, 0, 0, 0, 0]',
            '"requests.carried_out" = [1, 1]',
            "figures.requests.carried_out",
        ),
        ('"requests.carried_out" =', '"requests.left_over" =', "figures.requests.carried_out"),
        ("[figures]", '[figures]\n"requests.left_over" = [1]', "figures.requests.left_over"),
        ('unit = "示例县数据局"\nunit_kind', "unit_kind", "unit"),
        ("year = 2025", "year = 2025\nmonth = 1", "month"),
    ],
)
def test_a_broken_description_is_refused(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, before: str, after: str, key: str
) -> None:
    source = resources.path("example", "example.toml").read_text(encoding="utf-8")
    assert source.count(before) == 1
    broken = tmp_path_factory.mktemp("example") / "example.toml"
    broken.write_text(source.replace(before, after), encoding="utf-8")
    monkeypatch.setattr("workflows.example.description", lambda: broken)
    with pytest.raises(FormError) as caught:
        make_example()
    assert f"{broken} 的 {key}：" in str(caught.value)
