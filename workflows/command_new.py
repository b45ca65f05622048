"""`main.py new`: a blank report, or one made from last year's."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from model.report import Report
from workflows.usage import UsageError, named_path

FIRST_YEAR, LAST_YEAR = 1900, 2999


def add_options(new: argparse.ArgumentParser) -> None:
    """What may stand behind `new`."""
    new.add_argument("--unit", help="单位全称；依据上年报告新建时可以不写")
    new.add_argument("--year", type=int, help="报告年度；依据上年报告新建时不写就是下一年")
    new.add_argument("--edition", help="表样版本，不写则按年度")
    new.add_argument(
        "--last-year",
        type=named_path,
        action="append",
        default=[],
        metavar="上年报告",
        help="依据它新建；几个单位合并的，每个单位的上年报告各写一次",
    )


def new_report(options: argparse.Namespace) -> Report:
    """The report that these options ask for. Raises UsageError, and ReportError for what can't be read."""
    if options.unit is not None:
        options.unit = options.unit.strip()
        if not options.unit or not options.unit.isprintable():
            raise UsageError("--unit 应写单位全称，一行文字")
    if options.year is not None and not FIRST_YEAR <= options.year <= LAST_YEAR:
        raise UsageError(f"年度 {options.year} 不对")
    report = _from_last(options) if options.last_year else _blank(options)
    _enter_rules(report)
    return report


def _blank(options: argparse.Namespace) -> Report:
    from workflows.forms import edition_for, editions, form
    from workflows.unit_kinds import guess_unit_kind

    for name in ("unit", "year"):
        if getattr(options, name) is None:
            raise UsageError(f"请写明 --{name}，或用 --last-year 依据上年报告新建")
    edition = options.edition or edition_for(options.year)
    if edition not in editions():
        raise UsageError(f"没有表样 {edition}，可用：{'、'.join(editions())}")
    return Report.blank(form(edition), options.unit, options.year, guess_unit_kind(options.unit))


def _from_last(options: argparse.Namespace) -> Report:
    from workflows.from_last_year import new_from_last, read_last_report, strange_units

    if options.edition:
        raise UsageError("依据上年报告新建时表样按年度，不写 --edition")
    reports = [read_last_report(path) for path in options.last_year]
    if len({last.sha256 for last in reports}) < len(reports):
        raise UsageError("同一份上年报告写了两次")
    draft = new_from_last(reports, options.year or 0, options.unit or "")
    _say(draft)
    for name in strange_units(draft.report.unit, reports, _known_names(draft.report.unit)):
        sys.stderr.write(f"提示：上年报告是“{name}”的，新报告是“{draft.report.unit}”的，请核对。\n")
    return draft.report


def _known_names(unit: str) -> tuple[str, ...]:
    """The names that the unit's card knows, none without a card; says so when the cards can't be read."""
    from workflows.unit_cards import card_for, read_cards

    remark = read_cards().remark
    if remark:
        sys.stderr.write(f"提示：{remark}\n")
    card = card_for(unit)
    return card.known_names if card is not None else ()


def _say(draft: Any) -> None:
    for remark in draft.remarks:
        sys.stderr.write(f"提示：{remark}\n")
    waiting = sum(mention.changes for mention in draft.mentions)
    if waiting:
        sys.stderr.write(f"提示：文字里还有 {waiting} 处写着上年的年度，请用“检查 › 核对上年年度”核对。\n")
    if draft.stale:
        sys.stderr.write(f"提示：文字里还有 {draft.stale} 个上年数字待改，请看“检查 › 上年数字待改”。\n")


def _enter_rules(report: Report) -> None:
    """规章 as 0 where the kind of unit makes none, as in the window; the cells say why."""
    from model.edits import Edit
    from model.naming import row_name
    from workflows.rules_by_kind import always_none, rules_changes

    changes, found = rules_changes(report), always_none(report)
    if not changes or found is None:
        return
    report.apply(Edit("规章按单位类别填 0", changes))
    rows = "、".join(dict.fromkeys(row_name(report.form, cell) for cell in found.cells))
    sys.stderr.write(f"提示：“{rows}”已按单位类别（{found.kind}）填 0，请核对。\n")
