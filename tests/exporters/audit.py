"""The schema check of finished files by openxml-audit."""

from __future__ import annotations

from pathlib import Path

from openxml_audit import OpenXmlValidator

BASELINE: tuple[str, ...] = ()
"""Complaints that are known and of no harm, each with its reason. There are none."""


def complaints(data: bytes, folder: Path, suffix: str = ".docx") -> list[str]:
    """What the validator finds wrong, but for the baseline."""
    file = folder / f"audited{suffix}"
    file.write_bytes(data)
    found = [str(error.description) for error in OpenXmlValidator().validate(file).errors]
    return [complaint for complaint in found if complaint not in BASELINE]
