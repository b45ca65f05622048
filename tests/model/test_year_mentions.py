"""Which years in the text become the new year's, and which are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.live_figures import Formula, figure_span
from model.text import Span, TextBlock, from_plain, plain_text
from model.year_mentions import KINDS, changes_for, mentions, with_changes

CELL = "requests.received.total"


def kinds(text: str, year: int = 2024) -> list[tuple[str, str]]:
    return [(one.written, one.kind) for one in mentions({"overview": from_plain(text)}, year)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我局认真执行条例。",
        "2024年度，本机关公开信息多条。",
        "在2024年里，我局将政务公开纳入日常工作。",
        "数据统计期限自2024年1月1日起",
        "至2024年12月31日止",
        "截至2024年底，共有三件",
        "2024年1—12月，全局收到申请",
        "二〇二四年，我局",
        "二○二四年度，我局",
        "２０２４年，我局",
        "1.2024年，全镇收到",
        "关于2024年政府信息公开工作年度报告",
        "公开“行政处罚”信息，2024年共二件",
        "2024年通过网站公开信息",
        "2024年以来，全局共收到",
        "2024全年没有收到",
        "截止2024年12月底，全局",
        "24年我局收到申请",
        "全县工作。24年度，收到申请",
        "2024年召开水利工作会议2次",
        "2024年我局召开会议",
        "截至2024年12月，全局",
    ],
)
def test_the_period_reported_on_is_changed(text: str) -> None:
    assert [kind for _, kind in kinds(text)] == ["period"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("较2023年增长一成", "comparison"),
        ("与2024年持平", "comparison"),
        ("同比2024年同期下降", "comparison"),
        ("2023年，收到三件", "earlier"),
        ("2023年结转2件", "carried"),
        ("上年（2024年）结转的", "carried"),
        ("结转至2025年办理", "carried"),
        ("另有三件顺延到2025年度答复", "carried"),
        ("余下的转2025年办理", "carried"),
        ("执行《2024年政务公开工作要点》", "title"),
        ("国办发〔2024〕12号", "number"),
        ("（2024）12号", "number"),
        ("2024年第3号公告", "number"),
        ("评为“2024年度先进单位”", "quoted"),
        ("见https://www.example.cn/2024/zw.html", "address"),
        ("2024年度部门预算", "own"),
        ("公布2024年度全县决算", "own"),
        ("自2024年以来", "since"),
        ("召开2024年全县水利工作会议", "event"),
        ("2024年度全市政务公开培训会", "event"),
        ("较23年度增加", "comparison"),
        ("2024年5月1日起施行", "law"),
        ("2024年由市人大通过的条例", "law"),
        ("2024年起", "since"),
        ("截至2024年12月20日", "date"),
        ("2024年修订的条例", "law"),
        ("2024年印发的《办法》", "law"),
        ("2024年5月举办培训", "date"),
        ("2024年上半年", "date"),
        ("2022年至2024年三年间", "range"),
        ("2023-2024年", "range"),
        ("2025年，我局将继续努力", "plan"),
        ("下一步，2025年重点工作是", "plan"),
        ("2024年12月20日", "signature"),
        ("（2024年元月）", "signature"),
        ("面积2024平方米", "other"),
    ],
)
def test_other_years_are_listed_and_left_alone(text: str, kind: str) -> None:
    found = mentions({"overview": from_plain(text)}, 2024)
    assert {one.kind for one in found} == {kind}
    assert not any(one.changes for one in found)
    assert all(one.reason == KINDS[kind] for one in found)


def test_the_year_itself_is_not_listed_where_it_is_right() -> None:
    assert kinds("2025年，我局收到申请。2025年1月20日报送。") == []


def test_what_last_years_report_said_of_this_year_is_a_plan() -> None:
    old = "二、下一步打算\n2025年，重点抓好三方面工作。2025年1月20日"
    texts = {"problems": from_plain(old)}
    (found,) = mentions(texts, 2024, {"problems": old})
    assert (found.kind, found.changes, found.becomes) == ("plan", False, "2026")
    assert mentions(texts, 2024) == ()
    new = {"problems": from_plain("2024年，我局仍有不足。")}
    changed = with_changes(new, mentions(new, 2024))
    assert mentions(changed, 2024, {"problems": "2024年，我局仍有不足。"}) == (), "it was put a year on"


def test_a_period_in_dotted_dates_is_one() -> None:
    for text in ("统计期限为2024.1.1-2024.12.31。", "自2024-01-01至2024-12-31止", "从2024/1/1到2024/12/31"):
        texts = {"preface": from_plain(text)}
        found = mentions(texts, 2024)
        assert [one.kind for one in found] == ["period", "period"]
        assert plain_text(with_changes(texts, found)["preface"]) == text.replace("2024", "2025")
    assert [kind for _, kind in kinds("https://x.cn/2024/1/1/a.html，版本2024.1.1")] == ["address", "other"]


def test_a_short_year_stays_short_and_a_number_of_years_is_none() -> None:
    texts = {"overview": from_plain("24年我局收到申请。")}
    assert plain_text(with_changes(texts, mentions(texts, 2024))["overview"]) == "25年我局收到申请。"
    assert kinds("从事这项工作24年，第24年度，1924年度，满24年。24年来") == []


def test_longer_numbers_and_telephones_are_no_years() -> None:
    assert kinds("电话0000-20241234，编号12024，统一社会信用代码") == []


def test_a_mention_knows_its_place_and_context() -> None:
    texts = {"overview": from_plain("第一段\n全镇2024年，共三件"), "other": from_plain("2024年没有")}
    first, second = mentions(texts, 2024)
    assert (first.section, first.paragraph, first.offset, first.before, first.after) == (
        "overview",
        1,
        2,
        "全镇",
        "年，共三件",
    )
    assert (second.section, second.becomes) == ("other", "2025")


def test_digits_stay_in_the_way_they_are_written() -> None:
    texts = {"overview": from_plain("二〇二九年，我局")}
    (found,) = mentions(texts, 2029)
    assert found.becomes == "二〇三〇"
    assert plain_text(with_changes(texts, [found])["overview"]) == "二〇三〇年，我局"


def test_live_figures_are_no_years_and_survive() -> None:
    figure = figure_span(Formula("sum", (CELL,)), "2024")
    block = TextBlock((Span("2024年，新收"), figure, Span("件，2024年办结")), word="待核")
    found = mentions({"overview": (block,)}, 2024)
    assert [one.offset for one in found] == [0, 14]
    new = with_changes({"overview": (block,)}, found)["overview"][0]
    assert new == TextBlock((Span("2025年，新收"), figure, Span("件，2025年办结")), word="待核")


def test_a_year_that_reaches_over_a_span_is_left_alone() -> None:
    block = TextBlock((Span("20"), figure_span(Formula("sum", (CELL,)), "24"), Span("年，我局")))
    assert mentions({"overview": (block,)}, 2024) == ()


def test_what_is_no_longer_there_is_not_changed() -> None:
    found = mentions({"overview": from_plain("我局2024年，收到")}, 2024)
    assert changes_for({"overview": from_plain("收到一些别的话")}, found) == ()
    assert changes_for({"overview": ()}, found) == ()


WORDS = st.text("我局年较比结转、，。；0123456789至自《》〔〕“”（）", max_size=12)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.one_of(WORDS, st.sampled_from(["2024年", "2024", "二〇二四年", "《", "》", "〔", "〕"])), max_size=9)
)
def test_nothing_inside_brackets_is_ever_changed(parts: list[str]) -> None:
    texts = {"overview": from_plain("".join(parts))}
    old = plain_text(texts["overview"])
    new = plain_text(with_changes(texts, [one for one in mentions(texts, 2024) if one.changes])["overview"])
    assert len(new) == len(old)
    for opening, closing in ("《》", "〔〕"):
        depth = 0
        for before, after in zip(old, new, strict=True):
            depth = max(0, depth + (before == opening) - (before == closing))
            assert depth == 0 or before == after
    assert new.replace("2025", "2024").replace("二〇二五", "二〇二四") == old.replace("2025", "2024").replace(
        "二〇二五", "二〇二四"
    )
