"""Errors that a person is told about: what is wrong, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PASTE_INSTEAD = "要读入它，请用 Word 或 WPS 打开，全选、复制，再用“文件→粘贴整篇报告”。"
"""What a clerk can do with a document that is not read."""
IMPORT_INSTEAD = "要读入它，请用“文件→导入”，命令行用 import。"
"""What a clerk can do with a document that is no report's own file."""


class ReportError(Exception):
    """Something could not be done; `str(error)` is a Chinese sentence for the clerk.

    summary: what is wrong and where. advice: what to do about it, may be empty.
    """

    def __init__(self, summary: str, advice: str = "") -> None:
        super().__init__(summary, advice)
        self.summary = summary
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.summary}{self.advice}"


class FormError(ReportError):
    """A form's description is broken; the message names the file and the key."""


class EditError(ReportError):
    """An edit names a cell, section or field that the report does not have, or a wrong kind of value."""


class OpenError(ReportError):
    """A file could not be opened. backups: its earlier versions (`workflows.backups.Backup`), newest first."""

    def __init__(self, summary: str, advice: str = "", backups: tuple[Any, ...] = ()) -> None:
        super().__init__(summary, advice)
        self.backups = backups


class FileFormatError(OpenError):
    """A file's content is not what it should be."""


class SaveError(ReportError):
    """A file could not be written; what was there before is untouched.

    kept: where the new content was left when only the last step failed, else None.
    """

    def __init__(self, summary: str, advice: str = "", kept: Path | None = None) -> None:
        super().__init__(summary, advice)
        self.kept = kept


class ChangedOnDisk(SaveError):
    """The file is not what was read: someone else changed or removed it. Overwriting is a question to the clerk."""


class ImportProblem(ReportError):
    """A source could not be read as a report."""


class NoReport(ImportProblem):
    """A source was read, but holds no report, or several."""


class SeveralReports(NoReport):
    """A source holds more than one report."""


class ExportError(ReportError):
    """A document could not be made, or does not hold what it should."""
