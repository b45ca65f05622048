"""The 校核报告 as it stands on paper: its title, its facts and its tables as texts, for Word and the web page alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from model.audit_summary import AuditSummary
from model.findings import SEVERITY_NAMES
from model.records import NamedTuple
from model.release_checks import NO, UNCHECKED, YES

TITLE = ("政府信息公开工作年度报告", "校核报告")
RELEASE, RULES, FINDINGS, REASONS = "release", "rules", "findings", "reasons"
SIGNERS = ("填报人（签字）", "审核人（签字）", "单位负责人（签字）")
SEAL = "单位（盖章）"
DAY = "年　　月　　日"
VERDICT = "检查结果"
MEANINGS = f"{YES} 没有发现问题　{NO} 有问题，要改或写明原因　{UNCHECKED} 没有检查"
CODE_NOTE = "校验码由单位、年度、全部数字和文字算出：文件的校验码与本页的相同，文件与本报告所校核的就是同一份。"


class PaperTable(NamedTuple):
    """A table. id: what it is; a row of one text goes over the whole width. empty: what stands there without any row."""

    id: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


class AuditPaper(NamedTuple):
    """The whole paper. facts: names and values, the verdict last; tables: in their order."""

    facts: tuple[tuple[str, str], ...]
    tables: tuple[PaperTable, ...]

    def table(self, table_id: str) -> PaperTable:
        """The table with this id."""
        return next(table for table in self.tables if table.id == table_id)


def audit_paper(summary: AuditSummary) -> AuditPaper:
    """The paper of a summary."""
    return AuditPaper((*summary.facts, (VERDICT, summary.verdict)), tuple(_tables(summary)))


def _tables(summary: AuditSummary) -> Iterator[PaperTable]:
    release = tuple((check.mark, check.name, check.words) for check in summary.release)
    yield PaperTable(RELEASE, "一、发布前检查表", ("结果", "项目", "情况"), release)
    rules = tuple(_rule_rows(summary))
    count = len(summary.rules)
    yield PaperTable(RULES, f"二、检查的项目（{count} 项）", ("编号", "项目", "检查什么", "结果"), rules, "没有规则。")
    findings = tuple(
        (
            found.number,
            f"{SEVERITY_NAMES[found.finding.severity]}\n{found.finding.rule}",
            found.place,
            found.words,
            found.remark,
        )
        for found in summary.findings
    )
    columns = ("序号", "级别", "位置", "问题", "说明")
    yield PaperTable(FINDINGS, f"三、发现的问题（{len(findings)} 处）", columns, findings, "没有发现问题。")
    reasons = tuple(
        (str(number), reason.about, reason.reason, reason.figures, f"{reason.state}\n{reason.rule}")
        for number, reason in enumerate(summary.reasons, 1)
    )
    columns = ("序号", "问题", "写明的原因", "依据的数", "状态")
    yield PaperTable(REASONS, f"四、写明的说明（{len(reasons)} 条）", columns, reasons, "没有写说明。")


def _rule_rows(summary: AuditSummary) -> Iterator[tuple[str, ...]]:
    """The rules, a row with the group's name above each group."""
    for group, rules in groupby(summary.rules, key=lambda rule: rule.group):
        yield (group,)
        yield from ((rule.id, rule.name, rule.about, rule.result) for rule in rules)
