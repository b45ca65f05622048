"""Errors that a person is told about: what is wrong, and what to do."""

from __future__ import annotations


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


class FileFormatError(ReportError):
    """A file's content is not what it should be."""


class SaveError(ReportError):
    """A file could not be written; what was there before is untouched."""


class ImportProblem(ReportError):
    """A source could not be read as a report."""


class ExportError(ReportError):
    """A document could not be made, or does not hold what it should."""
