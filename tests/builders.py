"""Small reports and a made-up form for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from model.edits import (
    Edit,
    ReplaceText,
    SetCell,
    SetExplanation,
    SetField,
    SetLastYear,
    SetMembers,
    SetNote,
    SetVersions,
)
from model.entry import enter
from model.form import Form
from model.form_loader import load_form
from model.layout import Layout, load_layout
from model.notes import Doubt, Origin
from model.number_text import Value
from model.report import Report
from model.state import FIELDS, Explanation, LastReport, Member, Members, Version
from model.text import from_plain
from workflows.forms import form, form_folder

DATA = Path(__file__).parent / "data"
MADE_UP = DATA / "forms" / "made_up"


@cache
def made_up_form() -> Form:
    """A form that no office has: row groups, stacked blocks, a signed number, a decimal with two units."""
    return load_form(MADE_UP)


FORMS = ("2021", "2019", "made_up")


def form_of(edition: str) -> Form:
    """The form of an edition, the made-up one included."""
    return made_up_form() if edition == "made_up" else form(edition)


@cache
def layout_of(edition: str) -> Layout:
    """The layout of an edition, the made-up one's worked out from its labels."""
    return load_layout(MADE_UP if edition == "made_up" else form_folder(edition), form_of(edition))


def report_with(
    figures: Mapping[str, str] | None = None, *, edition: str = "2021", of: Form | None = None, year: int = 2025
) -> Report:
    """A report whose named cells are typed as given."""
    report = Report.blank(of or form(edition), "示例县数据局", year)
    for cell, typed in (figures or {}).items():
        report.apply(Edit("填写", enter(report, cell, typed)))
    return report


def full_report(*, edition: str = "2021", of: Form | None = None, figure: str = "0") -> Report:
    """A report in which every input cell holds the same figure."""
    chosen = of or form(edition)
    return report_with(dict.fromkeys(chosen.inputs, figure), of=chosen)


_SOUND = {
    "preface": "本报告依照《中华人民共和国政府信息公开条例》编制。所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"
    "联系地址：示例县城关镇文化路1号，邮编：000000，电话：0000-1234567。",
    "overview": "及时主动公开政府信息，规范办理依申请公开事项，落实公开审查，维护网站专栏，组织业务培训和考核。",
    "problems": "政策解读的形式还不够丰富，个别栏目更新不及时。下一步将增加图表解读，每月检查栏目。",
    "other": "本机关没有收取信息处理费，没有其他需要报告的事项。",
}


def written(report: Report) -> Report:
    """The report with a text that no rule has anything to say of; it names no figures."""
    for section, words in _SOUND.items():
        blocks = from_plain(words.replace("{year}", str(report.year)))
        report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), blocks),)))
    return report


def last_report(
    figures: Mapping[str, str] | None = None,
    *,
    edition: str = "2021",
    unit: str = "示例县数据局",
    year: int = 2024,
    stated: Mapping[str, Value] | None = None,
) -> LastReport:
    """A report of the year before to be kept inside another; stated: totals that its document printed."""
    report = report_with(figures, of=form_of(edition), year=year)
    report.apply(Edit("单位", (SetField("unit", unit),)))
    report.apply(Edit("导入", tuple(SetNote(cell, "stated", value) for cell, value in (stated or {}).items())))
    return LastReport(report.state(), "上年.nianbao", "0" * 64)


def beside(report: Report, *last: LastReport) -> Report:
    """The report with these reports of last year inside."""
    report.apply(Edit("上年报告", (SetLastYear(last),)))
    return report


def values(form_: Form, cell: str) -> st.SearchStrategy[Value]:
    """Anything that the cell may hold: figures of its kind, blank, text that was not understood."""
    kind = form_.cells[cell].kind
    low = -(10**6) if kind.signed else 0
    figures: st.SearchStrategy[Value] = (
        st.integers(low, 10**12)
        if kind.whole
        else st.decimals(0, 10**9, places=kind.decimals, allow_nan=False, allow_infinity=False)
    )
    return st.one_of(st.none(), figures, st.sampled_from(["②", "3件", "1e3", "-"]))


@st.composite
def edits(draw: st.DrawFn, form_: Form) -> Edit:
    """An edit of one to four changes of any kind."""
    cell_of = st.sampled_from(form_.inputs)
    any_cell = st.sampled_from(tuple(form_.cells))
    changes = []
    kinds = ["cell", "cell", "note", "text", "field", "explanation", "last_year", "versions", "members"]
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4)):
        if kind == "cell":
            cell = draw(cell_of)
            unit = draw(st.sampled_from(("", *form_.cells[cell].kind.units)))
            changes.append(SetCell(cell, draw(values(form_, cell)), unit))
        elif kind == "note":
            changes.append(draw(_notes(any_cell, form_)))
        elif kind == "text":
            changes.append(draw(_texts(form_)))
        elif kind == "explanation":
            changes.append(draw(_explanations(form_)))
        elif kind == "last_year":
            changes.append(SetLastYear(draw(st.lists(st.sampled_from(_last_reports()), max_size=2).map(tuple))))
        elif kind == "members":
            changes.append(SetMembers(draw(_members(form_))))
        elif kind == "versions":
            kept = (Version("送审稿", "2026-01-10T09:00:00", "", last.state) for last in _last_reports())
            changes.append(SetVersions(tuple(kept)[: draw(st.integers(0, 2))]))
        else:
            changes.append(draw(_fields()))
    return Edit(draw(st.sampled_from(["填写", "粘贴", "清除"])), tuple(changes))


@st.composite
def _notes(draw: st.DrawFn, cells: st.SearchStrategy[str], form_: Form) -> SetNote:
    name = draw(st.sampled_from(["stated", "origin", "doubt", "word", "sum"]))
    cell = draw(st.sampled_from(form_.totals)) if name == "stated" else draw(cells)
    value = {
        "stated": st.one_of(st.none(), st.integers(0, 50), st.just("四")),
        "origin": st.one_of(st.none(), st.builds(Origin, st.text(max_size=5), row=st.integers(0, 9))),
        "doubt": st.one_of(st.none(), st.builds(Doubt, st.text(max_size=5), st.tuples(st.integers(0, 5)))),
        "word": st.one_of(st.none(), st.text(max_size=5)),
        "sum": st.one_of(st.none(), st.sampled_from(["1+2", "3-4"])),
    }[name]
    return SetNote(cell, name, draw(value))


@st.composite
def _members(draw: st.DrawFn, form_: Form) -> Members:
    values = st.dictionaries(
        st.sampled_from(tuple(form_.cells)), st.one_of(st.integers(0, 9), st.just("三")), max_size=3
    )
    member = st.builds(
        Member,
        st.sampled_from(["甲局", "乙镇", "示例县数据局"]),
        st.integers(2024, 2025),
        st.sampled_from([form_.edition, "2019"]),
        file=st.just("甲.docx"),
        values=values,
        errors=st.integers(0, 1),
        first_error=st.just("相差1件"),
    )
    reports = st.lists(member, max_size=3).map(tuple)
    return draw(
        st.builds(Members, reports, st.sampled_from([(), ("甲局", "丙局")]), st.sampled_from(["", "单位名录.csv"]))
    )


@cache
def _last_reports() -> tuple[LastReport, ...]:
    """Reports of last year of both editions, one of which does not add up."""
    figures = {"requests.carried_out.business": "4", "disputes.reconsideration.pending": "2"}
    return (
        last_report(figures | {"proactive.normative_documents.in_force": "9"}),
        last_report({}, unit="另一局", stated={"requests.carried_out.total": 7}),
        last_report(figures, edition="2019", year=2020),
    )


@st.composite
def _explanations(draw: st.DrawFn, form_: Form) -> SetExplanation:
    key = draw(st.sampled_from(["Y1:business", "Y4:reconsideration", "F2", "F1"]))
    figures = st.dictionaries(st.sampled_from(form_.inputs), st.one_of(st.none(), st.integers(0, 9)), max_size=2)
    reason = st.builds(Explanation, st.just("机构改革"), figures.map(lambda found: tuple(found.items())))
    return SetExplanation(key, draw(st.one_of(st.none(), reason)))


@st.composite
def _texts(draw: st.DrawFn, form_: Form):
    section = draw(st.sampled_from([section.id for section in form_.sections]))
    start = draw(st.integers(0, 4))
    blocks = from_plain(draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=20)))
    return ReplaceText(section, start, start + draw(st.integers(0, 3)), blocks)


@st.composite
def _fields(draw: st.DrawFn) -> SetField:
    name = draw(st.sampled_from(tuple(FIELDS)))
    value = (
        st.integers(2008, 2040)
        if FIELDS[name] is int
        else st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    )
    return SetField(name, draw(value))
