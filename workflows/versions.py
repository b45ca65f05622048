"""Named versions inside a report's file: keeping one, going back to one, and the published one that is final.

A report whose newest version is the published one, and that equals it, is final: it can't be changed.
A correction is a copy of it with one more version, `CORRECTION`, which says from where it started.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from model.compare import Difference
from model.edits import Edit, ReplaceReport, SetVersions
from model.report import Report
from model.state import OF_PUBLICATION, State, Version
from model.version_names import CORRECTION as CORRECTION
from model.version_names import NAMES as NAMES
from model.version_names import PUBLISHED as PUBLISHED
from workflows.compare_reports import named_differences

FINAL = "已是公开稿，不能修改；要改请用“文件→版本→更正”"


def save_version(report: Report, name: str, note: str, now: datetime) -> Edit:
    """The step that keeps the report as it is now under a name, in the clerk's words a note. ValueError: no name."""
    if not name.strip():
        raise ValueError("a version has a name")
    version = Version(name.strip(), now.isoformat(timespec="seconds"), note.strip(), report.state().content())
    return Edit(f"存为{version.name}", (SetVersions((*report.versions, version)),))


def restore_version(report: Report, version: Version) -> Edit:
    """The step that goes back to a version; last year's report, all versions and what is said of the publication stay."""
    state = version.state.copy()._replace(
        last_year=report.last_reports, versions=report.versions, members=report.members
    )
    state.fields.update({name: report.fields[name] for name in OF_PUBLICATION})
    return Edit(f"恢复{version.name}", (ReplaceReport(state),))


def is_final(report: Report) -> bool:
    """Whether the report is the published one and may not be changed."""
    newest = report.versions[-1] if report.versions else None
    if newest is None or newest.name != PUBLISHED:
        return False
    return report.state().content() == newest.state.content()


def published(report: Report) -> Version | None:
    """The published version, the newest one; None when the report was never published."""
    return next((one for one in reversed(report.versions) if one.name == PUBLISHED), None)


def corrected(versions: Sequence[Version]) -> Version | None:
    """The one from which a correction started that is not published yet; None for any other report's versions."""
    last = next((one for one in reversed(versions) if one.name in (CORRECTION, PUBLISHED)), None)
    return last if last is not None and last.name == CORRECTION else None


def correction_of(report: Report, now: datetime) -> State:
    """A copy of the published report that can be changed; its versions say what it corrects. ValueError: never published."""
    final = published(report)
    if final is None:
        raise ValueError("the report was not published")
    mark = Version(CORRECTION, now.isoformat(timespec="seconds"), f"更正{moment(final)}的公开稿", final.state)
    state = final.state.content()
    return state._replace(last_year=report.last_reports, versions=(*report.versions, mark), members=report.members)


def correction_path(path: Path) -> Path:
    """The name suggested for the correction of this file."""
    return path.with_stem(f"{path.stem}（更正）")


def corrections(report: Report) -> tuple[Difference, ...]:
    """What the report changes against its published version; nothing when there is none."""
    final = published(report)
    return () if final is None else compare(report, final, None)


def compare(report: Report, old: Version | None, new: Version | None) -> tuple[Difference, ...]:
    """What becomes what from one version to the other; None is the report as it is now."""
    one, other = (version_report(report, version) for version in (old, new))
    return named_differences(one, other)


def counted(report: Report, old: Version | None, new: Version | None, found: Sequence[Difference]) -> str:
    """How many differences `compare` found between these two, in words; what documents print of them is what 修改对照 lists."""
    # The program starts without it.
    from model.printed_changes import changed_totals, count_words

    one, other = (version_report(report, version) for version in (old, new))
    totals = changed_totals(one, other) if one.form is other.form else 0
    return count_words(len(found), totals, sum(not difference.is_printed for difference in found))


def moment(version: Version) -> str:
    """When it was made, in words: 2026-01-20 09:15."""
    try:
        return f"{datetime.fromisoformat(version.time):%Y-%m-%d %H:%M}"
    except ValueError:
        return version.time


def version_report(report: Report, version: Version | None) -> Report:
    """The version as a report, None for the report as it is now; without what versions do not hold."""
    return Report((version.state if version is not None else report.state()).content())
