"""What a section speaks of: by heading, by the usual words, and not by merely announcing it."""

from __future__ import annotations

import pytest

from model.section_aspects import section_aspects
from model.text import from_plain
from tests.builders import form_of
from workflows.forms import editions

FIVE = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
GOVERNMENT = ["工作考核", "社会评议", "责任追究"]


def aspects(plain: str, kind: str = "department", edition: str = "2021", section: str = "overview") -> dict[str, bool]:
    """Each aspect of the section, and whether this text speaks of it."""
    return dict(section_aspects(form_of(edition).section(section), kind, from_plain(plain)))


@pytest.mark.parametrize("edition", editions())
def test_a_government_speaks_of_three_more(edition: str) -> None:
    assert list(aspects("", edition=edition)) == FIVE
    assert list(aspects("", "other", edition)) == FIVE
    for kind in ("provincial_government", "city_government", "county_government", "township_government"):
        assert list(aspects("", kind, edition)) == [*FIVE, *GOVERNMENT]
    assert not any(aspects("", "county_government", edition).values())


@pytest.mark.parametrize(
    ("plain", "spoken"),
    [
        ("（一）主动公开情况\n按时公布了预算。", ["主动公开"]),
        ("全年在公告栏公开政府信息120条。", ["主动公开"]),
        ("收到政府信息公开申请3件。", ["依申请公开"]),
        ("对拟公开的内容进行保密审查。", ["政府信息管理"]),
        ("办好政府网站和微信公众号。", ["平台建设"]),
        ("举办业务培训2次。", ["监督保障"]),
        ("监督 保障\n方面", ["监督保障"]),
        ("本年工作平稳。", []),
        ("围绕主动公开、依申请公开、政府信息管理、平台建设和监督保障开展工作。", []),
        ("主动公开、依申请公开工作有序。", ["主动公开", "依申请公开"]),
    ],
)
def test_name_or_usual_words_and_no_list_of_names(plain: str, spoken: list[str]) -> None:
    assert [name for name, found in aspects(plain).items() if found] == spoken


def test_what_a_government_says_of_judgement_by_others() -> None:
    plain = "开展年度考核，组织公众评议，没有发生被追究责任的情形。"
    found = aspects(plain, "township_government")
    assert [found[name] for name in GOVERNMENT] == [True, True, True]


def test_a_section_without_aspects_has_none() -> None:
    assert aspects("主动公开", section="problems") == {}


@pytest.mark.parametrize(
    ("plain", "spoken"),
    [
        ("（一）主动公开\n通过政府网站公开，并举办培训。", ["主动公开"]),
        ("（一）主动公开。通过政府网站公开，并举办培训。", ["主动公开"]),
        ("（一）主动公开\n1.重点领域\n通过政府网站公开。", ["主动公开"]),
        ("（一）主动公开\n按时。\n（二）其他工作\n办好政府网站。", ["主动公开", "平台建设"]),
        ("（一）主动公开及平台建设\n办好政府网站，举办培训。", ["主动公开", "平台建设"]),
        ("（一）主动公开\n加强监督保障。", ["主动公开", "监督保障"]),
        ("一是通过政府网站公开信息。二是举办培训。", ["主动公开", "平台建设", "监督保障"]),
    ],
)
def test_under_the_heading_of_one_aspect_words_of_another_do_not_count(plain: str, spoken: list[str]) -> None:
    assert [name for name, found in aspects(plain).items() if found] == spoken


def test_what_a_government_says_under_other_headings_counts() -> None:
    found = aspects("（五）监督保障\n开展考核，组织公众评议，没有责任追究的情形。", "township_government")
    assert [found[name] for name in GOVERNMENT] == [True, True, True]
