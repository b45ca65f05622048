"""Earlier versions of a report, in a hidden folder beside it.

`.备份/<name of the file>/<moment>.nianbao`. A version is kept just before it is replaced, and named
after that moment. The last ten stay, and for a month the first of each day: what the day before ended with.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from model.atomic import sweep_leftovers, write_atomic
from model.errors import SaveError
from model.records import NamedTuple
from model.system_errors import reason_for
from workflows.hidden import hide

FOLDER = ".备份"
KEPT_LAST = 10
KEPT_DAYS = 31

# Compiled by `re` when it is first used.
_NAME = r"(?a)(\d{4})-(\d\d)-(\d\d) (\d\d)(\d\d)(\d\d)(?:-(\d+))?\.nianbao"
_MOMENT = "%Y-%m-%d %H%M%S"


class Backup(NamedTuple):
    """An earlier version. time: when it was replaced by a newer one. size: bytes. number: tells those of one second."""

    path: Path
    time: datetime
    size: int
    number: int = 0


def backup_folder(report: Path) -> Path:
    """Where a report's earlier versions are; it need not be there."""
    return report.parent / FOLDER / report.name


def list_backups(report: Path) -> tuple[Backup, ...]:
    """The report's earlier versions, newest first."""
    try:
        entries = list(os.scandir(backup_folder(report)))
    except OSError:
        return ()
    found = []
    for entry in entries:
        match = re.fullmatch(_NAME, entry.name)
        with contextlib.suppress(ValueError, OSError):
            if match and entry.is_file():
                year, month, day, hour, minute, second, number = (int(part or 1) for part in match.groups())
                moment = datetime(year, month, day, hour, minute, second)
                found.append(Backup(Path(entry.path), moment, entry.stat().st_size, number))
    return tuple(sorted(found, key=lambda backup: (backup.time, backup.number), reverse=True))


def keep(report: Path, now: datetime) -> str:
    """Keep the report's file as it is now, before it is replaced; "" or a warning for the clerk.

    A version that is kept already is not kept again. A failure is told, never raised: it must not
    prevent the save.
    """
    try:
        content = report.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return _warning(reason_for(error, report).why)
    try:
        if not _kept_already(report, content):
            _store(report, content, now)
    except OSError as error:
        return _warning(reason_for(error, report).why)
    except SaveError as error:
        return _warning(error.summary)
    prune(report, now)
    return ""


def prune(report: Path, now: datetime) -> None:
    """Delete the earlier versions that are neither among the last ten nor the first of a day of the last month."""
    backups = list_backups(report)
    staying = {backup.path for backup in (*backups[:KEPT_LAST], *_first_of_days(backups, now))}
    for backup in backups:
        if backup.path not in staying:
            with contextlib.suppress(OSError):
                backup.path.unlink()
    sweep_leftovers(backup_folder(report))


def _first_of_days(backups: Iterable[Backup], now: datetime) -> Iterable[Backup]:
    oldest = now.date() - timedelta(days=KEPT_DAYS)
    return {backup.time.date(): backup for backup in backups if backup.time.date() >= oldest}.values()


def _kept_already(report: Path, content: bytes) -> bool:
    same_size = (backup for backup in list_backups(report) if backup.size == len(content))
    return any(backup.path.read_bytes() == content for backup in same_size)


def _store(report: Path, content: bytes, now: datetime) -> None:
    folder = backup_folder(report)
    if not folder.parent.exists():
        folder.parent.mkdir()
        hide(folder.parent)
    folder.mkdir(exist_ok=True)
    target = _free_name(folder, now)
    try:
        os.link(report, target)
    except (OSError, AttributeError):
        write_atomic(target, content)


def _free_name(folder: Path, now: datetime) -> Path:
    moment = now.strftime(_MOMENT)
    target = folder / f"{moment}.nianbao"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{moment}-{number}.nianbao"
    return target


def _warning(why: str) -> str:
    return f"上一个版本没有留下备份（{why.rstrip('。')}）。"
