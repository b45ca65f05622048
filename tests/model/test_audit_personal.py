"""Personal numbers in a text (T9): found when they are real, and nothing else is one. All numbers are made up."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.personal_numbers import find_personal, identity_check, is_identity, is_mobile, passes_luhn
from model.report import Report
from model.text import from_plain
from tests.builders import report_with, written
from workflows.forms import form

WORDINGS = Path(__file__).parents[3] / "shared" / "samples" / "wordings.jsonl"
FILE = str(next(rule for rule in form("2021").rules if rule.id == "T9").option("file"))
BORN = st.dates(date(1920, 1, 1), date(2024, 12, 31))
DIGITS = st.text("0123456789", min_size=17, max_size=17)

IDENTITY = "110101199003070" + "01"
IDENTITY += identity_check(IDENTITY)
CARD = "622202" + "0000000000"
CARD = next(f"{CARD}{digit}" for digit in "0123456789" if passes_luhn(f"{CARD}{digit}"))
ACCOUNT = next(f"330010000000000{digit}" for digit in "0123456789" if passes_luhn(f"330010000000000{digit}"))
MOBILE = "13800000001"


def kinds(text: str, year: int = 2025) -> list[tuple[str, bool]]:
    return [(number.kind, number.certain) for number in find_personal(FILE, year, text)]


def found(report: Report) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == "T9"]


def put(report: Report, section: str, plain: str) -> Report:
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))
    return report


@given(BORN, st.sampled_from(["110101", "330102", "440305", "650102"]), st.integers(0, 999), st.booleans())
@settings(max_examples=100)
def test_every_identity_number_is_found(born: date, region: str, order: int, small: bool) -> None:
    digits = f"{region}{born:%Y%m%d}{order:03}"
    digits += identity_check(digits).lower() if small else identity_check(digits)
    assert kinds(f"申请人（{digits}）提出申请。") == [("identity", True)]
    assert kinds(f"申请人身份证号:{digits}，提出申请。") == [("identity", True)]


@given(DIGITS, st.sampled_from("0123456789X"))
@settings(max_examples=200)
def test_18_characters_that_are_none_are_not_found(digits: str, check: str) -> None:
    assert bool(kinds(f"共有{digits}{check}，")) == is_identity(digits + check, 2025)


@given(BORN, st.integers(0, 999), st.sampled_from("0123456789X"))
@settings(max_examples=100)
def test_a_wrong_check_character_is_no_number_unless_it_is_said_to_be(born: date, order: int, check: str) -> None:
    digits = f"330102{born:%Y%m%d}{order:03}"
    if check != identity_check(digits):
        assert kinds(f"共有{digits}{check}，") == []
        assert kinds(f"身份证号{digits}{check}，") == [("identity", False)]


@given(st.integers(10**15, 10**19 - 1))
@settings(max_examples=100)
def test_a_card_is_found_near_its_name_when_its_digits_agree(number: int) -> None:
    digits = str(number)
    valid = passes_luhn(digits) and len(set(digits)) > 1
    is_other = len(digits) == 18 and is_identity(digits, 2025)
    assert bool(kinds(f"银行卡号：{digits}。")) == (valid or is_other)
    assert bool(kinds(f"共有{digits}。")) == is_other


@given(st.integers(10**10, 10**11 - 1))
@settings(max_examples=100)
def test_a_mobile_number_begins_with_13_to_19(number: int) -> None:
    assert bool(kinds(f"手机{number}。")) == is_mobile(str(number)) == (13 * 10**9 <= number < 20 * 10**9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"申请人{IDENTITY}提出申请", ("identity", True)),
        (f"身份证号：{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}", ("identity", True)),
        (IDENTITY.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")), ("identity", True)),
        (f"卡号{CARD}", ("card", True)),
        (f"卡号 {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", ("card", True)),
        (f"账号：{CARD}", ("card", True)),
        (f"账号：{ACCOUNT}", ("card", False)),
        (f"联系电话：{MOBILE}", ("mobile", True)),
        (f"手机 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}", ("mobile", True)),
        (f"手机+86 {MOBILE}。", ("mobile", True)),
        (f"张某{MOBILE}提出", ("mobile", False)),
        (f"公布监督举报电话{MOBILE}", ("mobile", False)),
    ],
)
def test_how_they_are_written(text: str, expected: tuple[str, bool]) -> None:
    assert kinds(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        f"索引号：{IDENTITY}",
        f"统一社会信用代码{IDENTITY}",
        f"统一社会信用代码为：{IDENTITY}。",
        f"文件编号{MOBILE}",
        f"见http://www.shili.gov.cn/art/{IDENTITY}.html",
        f"见https://www.shili.gov.cn/col/{MOBILE}/index.html",
        f"见 www.shili.gov.cn/{MOBILE}",
        f"参见art_{MOBILE}_1",
        f"项目代码2501-330102-04-01-{MOBILE}",
        f"发往{MOBILE}@shili.gov.cn",
        f"MB{IDENTITY}",
        f"金额{MOBILE}元",
        f"共{MOBILE}.5平方米",
        f"0.{MOBILE}",
        f"共有{MOBILE}0件",
        f"共有{CARD}",
        f"卡号{CARD}0",
        "卡号0000000000000000",
        "电话0571-88000001、12345、400-800-1234",
        "身份证号1101****1234，手机138****0001",
        "2024年1月1日至2024年12月31日",
    ],
)
def test_what_is_none(text: str) -> None:
    assert kinds(text) == []


def test_nobody_is_born_after_the_report() -> None:
    digits = "11010120300307001"
    digits += identity_check(digits)
    assert kinds(digits, 2025) == []
    assert kinds(digits, 2031) == [("identity", True)]
    assert kinds(digits, 0) == [("identity", True)]


def test_a_finding_never_tells_the_whole_number() -> None:
    report = put(written(report_with()), "problems", f"答复了{IDENTITY}的申请。\n又答复了{IDENTITY}，{MOBILE}。")
    identity, mobile = found(report)
    assert (identity.severity, mobile.severity) == ("error", "hint")
    assert identity.message == f"第1段等2处有身份证号码“110…{IDENTITY[-4:]}”；公开前请删去或隐去"
    assert mobile.message == "第2段疑似有手机号码“138…0001”；是个人信息的，公开前请删去或隐去"
    assert [report.plain("problems")[place.start : place.end] for place in identity.texts] == [IDENTITY] * 2
    for finding in (identity, mobile):
        assert IDENTITY not in repr(finding)
        assert MOBILE not in repr(finding)


def test_the_contacts_own_mobile_phone_is_none() -> None:
    report = written(report_with())
    put(report, "other", f"{report.plain('other')}联系电话：{MOBILE}。")
    assert [finding.severity for finding in found(report)] == ["error"]
    report.apply(Edit("填写", (SetField("contact.phone", "0000-1234567、138 0000 0001"),)))
    assert found(report) == []


def test_in_the_opening_a_phone_is_the_contacts() -> None:
    report = written(report_with())
    put(report, "preface", f"{report.plain('preface')}联系人电话：{MOBILE}。")
    assert found(report) == []
    put(report, "preface", f"{report.plain('preface')}另有{IDENTITY}。")
    assert [finding.severity for finding in found(report)] == ["error"]
    overview = report.plain("overview")
    put(report, "overview", f"联系电话{MOBILE}。\n{overview}")
    assert len(found(report)) == 1
    put(report, "overview", f"{overview}\n联系电话{MOBILE}。")
    assert len(found(report)) == 2


def test_the_work_grows_with_the_text_alone() -> None:
    for piece in ("1", "1 ", "1-", MOBILE + "，", IDENTITY + "a", f"{MOBILE}/"):
        started = time.perf_counter()
        find_personal(FILE, 2025, piece * (50_000 // len(piece)))
        assert time.perf_counter() - started < 5, piece


@pytest.mark.skipif(not WORDINGS.exists(), reason="the samples are not here")
def test_published_sentences_hold_nothing_personal() -> None:
    for line in WORDINGS.read_text("utf-8").splitlines():
        assert kinds(json.loads(line)["text"]) == []
